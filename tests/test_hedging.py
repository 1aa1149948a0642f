"""Hedges: the example story, our own annotated sentences, minimal pairs, voices, lexicons."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from toolkit.errors import ToolkitError
from toolkit.lexicons import rows
from toolkit.measures import hedging
from toolkit.measures.hedge_lexicon import CORE, SERIES
from toolkit.measures.hedging import find_hedges, load_lexicon
from toolkit.measures.registry import all_measures, get
from toolkit.segmentation import segmented

HERE = Path(__file__).parent
MARKER = "Read the original article here"
LEAST_F1 = 95
LEAST_GAIN_OF_RULES = 15


def read(name: str) -> list[dict]:
    lines = (HERE / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def kursk() -> list[str]:
    text = (HERE.parent / "data" / "kursk.txt").read_text(encoding="utf-8")
    return [paragraph for paragraph in text.split("\n\n") if not paragraph.startswith(MARKER)]


@pytest.fixture(scope="module")
def kursk_cues(kursk) -> pd.DataFrame:
    return find_hedges([paragraph.strip() for paragraph in kursk])


def core(texts, **options) -> list[str]:
    found = find_hedges(texts, **options)
    return found.loc[found["series"] == "hedge", "text"].tolist()


def at(found: pd.DataFrame, gold: dict) -> pd.DataFrame:
    same = (found["row"] == gold["row"]) & (found["series"] == gold["series"])
    return found[same & (found["start"] < gold["end"]) & (found["end"] > gold["start"])]


@pytest.mark.parametrize(
    "gold", read("kursk.jsonl"), ids=lambda gold: f"{gold['row']}-{gold['text']}"
)
def test_every_point_of_the_example_story(gold, kursk_cues):
    found = at(kursk_cues, gold)
    if gold["status"] == "forbidden":
        assert found.empty
    if gold["status"] == "required":
        assert found[["start", "end", "category"]].to_numpy().tolist() == [
            [gold["start"], gold["end"], gold["category"]]
        ]
        person = found["person"].iloc[0]
        assert (None if pd.isna(person) else person) == gold["person"]
        assert found["voice"].iloc[0] == gold["voice"]


def test_numbers_of_hedges_in_the_example_story(kursk_cues):
    rows = kursk_cues.loc[kursk_cues["series"] == "hedge", "row"]
    assert (rows == 0).sum() == 4
    assert 21 <= (rows > 0).sum() <= 26


def f1(profile="news", lexicon=None) -> float:
    gold = read("hedging.jsonl")
    found = find_hedges([row["text"] for row in gold], profile=profile, lexicon=lexicon)
    said = np.isin(np.arange(len(gold)), found.loc[found["series"] == "hedge", "row"])
    truth = np.array([row["label"] == "uncertain" for row in gold])
    return 200 * (said & truth).sum() / (said.sum() + truth.sum())


def test_agrees_with_our_own_annotation():
    assert f1() >= LEAST_F1


def test_rules_are_worth_their_lines():
    table = load_lexicon().table.assign(rule="")
    bare = table.loc[table["series"] == "hedge"].loc[table["category"] != "no cue"]
    assert f1(lexicon=bare) <= f1() - LEAST_GAIN_OF_RULES


def test_own_annotation_is_half_hard_negatives_and_its_spans_are_right():
    gold = read("hedging.jsonl")
    assert len(gold) >= 300
    assert sum(row["label"] == "certain" for row in gold) >= len(gold) / 2
    assert {cue["type"] for row in gold for cue in row["cues"]} == set(CORE)
    for row in gold:
        assert all(row["text"][cue["start"] : cue["end"]] == cue["text"] for cue in row["cues"])


PAIRS = [
    ("The system has the potential to improve safety.", ["potential"]),
    ("Its potential was great.", []),
    ("It opened a world of other possibilities.", []),
    ("Lawyers have refused to confirm if the owner had any part in it.", ["if"]),
    ("If he had won, he would have stayed.", []),
    ("He was given a lute, which would become his life.", []),
    ("Moving the boxes would result in a better map.", ["would"]),
    ("The story, if true, is odd.", ["if"]),
    ("A simple, if slow, cure has been found.", []),
    ("Were it colder, we could add ice to the list.", ["could"]),
    ("Ports such as this one could close.", ["could"]),
    ("He ran as fast as he could run.", []),
    ("He said that in itself would be a help.", ["would"]),
    ("Tics, widely seen as signs of lying, are gone.", ["seen"]),
    ("They need to think more like sailors.", []),
    ("He could not hear.", []),
    ("It could not be ruled out.", ["could"]),
    ("They feared a potential offensive.", ["feared", "potential"]),
    ("A potential offensive looms.", ["potential"]),
    ("They met potential buyers.", []),
    ("It's possible they left.", ["possible"]),
    ("Come as soon as possible.", []),
    ("A clear sign that it failed.", ["sign that"]),
    ("They were clearing trenches.", []),
    ("If it rains, we stay.", ["If"]),
    ("He ran as if he were late.", []),
    ('"It may fail," she said.', ["may"]),
    ("It may fail.", ["may"]),
    ("On May 5 it failed.", []),
    ("It failed in May.", []),
    (
        "Sales rose more than expected. It is unclear whether it could rain.",
        ["unclear", "whether", "could"],
    ),
    ("A think tank said so.", []),
    ("Might is not right. Might it rain?", ["Might"]),
    ("Come what may, the shop stays open. Whatever may come, it stays.", []),
    ("It raised the question of who had paid. The question of money came up.", ["question"]),
    ("If I were you, I told him. If I were mayor, it would close.", ["If", "would"]),
    ("The debts were assumed by the bank. It was assumed by the bank that they left.", ["assumed"]),
    ("It has been assumed by many. The debts were assumed by Nordbank.", ["assumed"]),
    ("A probable cause hearing was set. The probable cause is rust.", ["probable"]),
    ("She suggested that we meet at noon. She suggested that we are lost.", ["suggested"]),
    ("He suggested another route.", []),
    ("Early returns indicate a narrow win. The lamps indicate a fault.", ["indicate"]),
    ("The polls point to a hung council. Guides point to the door.", ["point to"]),
    ("He is unsure of himself. He is unsure of the date.", ["unsure"]),
    ("She was not sure of herself, and not sure of the date.", ["not sure"]),
    ("The mayor feared no one. He feared that it had failed.", ["feared"]),
    ("Doubt is useful. Doubt it or not.", ["Doubt"]),
    ("The referee considers every appeal. She considers it late.", ["considers"]),
    ("I think so.", []),
    ("I think it failed.", ["think"]),
    ("There is no doubt that it failed.", []),
    ("Doubt has been cast on the deal.", ["Doubt"]),
    ("Doubt remains over it. Doubt is useful.", ["Doubt"]),
    ("It is not clear who failed.", ["not clear"]),
    ("The potential for harm is real.", ["potential"]),
    ("They hope to win.", []),
    ("They accused the man.", ["accused"]),
    ("The accused left.", []),
    ("Sales are expected to fall.", ["expected"]),
    ("This would be a setback.", ["would"]),
    ("The minister said he would resign.", []),
    ("She would walk there every morning.", []),
    ("He would have won.", []),
    ("It is even if and only if it ends in zero.", []),
    ("They were led to believe it fell.", ["believe"]),
    ("The door could be seen from afar.", []),
    ("Raising taxes would hurt.", ["would"]),
    ("She is seen as the favourite.", ["seen"]),
    ("She was seen in the square.", []),
    ("Losses could reach 3 million pounds.", ["could"]),
    ("They could reach the shore.", []),
    ("Tenants could see their rents rise.", ["could"]),
    ("Residents could see the harbour.", []),
    ("The firm could find itself in court.", ["could"]),
    ("She could find the key.", []),
    ("The court could hear the case in May.", ["could"]),
    ("She could hear the sea.", []),
    ("A deal could be reached within days.", ["could"]),
    ("The hut could be reached on foot.", []),
    ("As many as 300 people could be trapped.", ["could"]),
    ("They ran as fast as they could run.", []),
    ("The mayor suggested a meeting.", []),
    ("The figures suggested a fall.", ["suggested"]),
    ("She suggested that the vote be postponed.", []),
    ("The bill, if passed, would ban smoking.", ["if", "would"]),
    ("A simple, if slow, cure was found.", []),
    ("If only he had listened.", []),
    ("If anything, it got worse.", []),
    ("They'll pay, whether they like it or not.", []),
    ("They asked whether they like it here.", ["asked whether"]),
    ("She feels that the board lied.", ["feels"]),
    ("Growth is projected to fall.", ["projected"]),
    ("The film is projected on a wall.", []),
    ("She is expecting a baby.", []),
    ("It is shut until the water is clean.", ["until"]),
    ("It was shut until Friday.", []),
    ("Divers have found what could be the oldest map.", ["could"]),
    ("They did what could be done.", []),
    ("He died in what looked like a robbery.", ["looked like"]),
    ("What looked like a duck?", []),
    ("They heard what sounded like gunfire.", ["sounded like"]),
    ("Tea helps memory, a new study suggests.", ["suggests"]),
    ("Tea helps memory, a report has suggested.", ["suggested"]),
    ("What are we supposed to do?", []),
    ("What was that sign, supposed to be the oldest?", ["supposed"]),
    ("It will end if only the rules change.", ["if"]),
    ("It is supposed to be the oldest.", ["supposed"]),
    ("He panicked and thought the man was armed.", ["thought"]),
    ("Freedom of conscience and thought is old.", []),
    ("The cause has yet to be established.", ["yet to be established"]),
    ("The race is too close to call.", ["too close to call"]),
    ("Fears are growing that it will burst.", ["Fears"]),
    ("Concerns have been raised that it will burst.", ["Concerns"]),
    ("Concerns have been raised about the wall.", []),
    ("The theory goes that it sank; the assumption is that it burnt.", ["theory", "assumption"]),
    ("The theory is old.", []),
    ("If anything it got worse. If only they'd asked.", []),
    ("If anything happens, call us.", ["If"]),
    ("If anything he says is true, leave.", ["If"]),
    ("They look to have secured the cup.", ["look to have"]),
    ("They look to have a say.", []),
    ("The jury is still out. Only time will tell.", ["jury is still out", "Only time will tell"]),
    ("Time will tell. Your guess is as good as any.", ["Time will tell", "guess is as good as"]),
    ("It is cheap, if ugly. It will pass, if so.", ["if so"]),
    ("There is a good chance that he left. This is a chance to shine.", ["is a good chance"]),
    ("Word has it that he left; he is tipped to win.", ["Word has it", "tipped to win"]),
    ("They cannot rule out a fault. Ten are feared lost.", ["cannot rule out", "feared"]),
    ("Would you like tea? You're supposed to knock. The heir apparent thinks a lot.", []),
    ("Would you go? I think a lot of them left.", ["Would", "think"]),
    ("She appeared tired. He appeared on stage. Nine of a possible 12 came.", ["appeared"]),
    (
        "The concern is that it leaks. Prices should drop; she should drop it.",
        ["concern", "should drop"],
    ),
]


@pytest.mark.parametrize(("text", "cues"), PAIRS, ids=[text for text, _ in PAIRS])
def test_minimal_pairs(text, cues):
    assert core([text]) == cues


def test_a_vague_source_and_its_belief_are_both_found():
    found = find_hedges("Some believe it fell. Officials believe it fell.")
    assert found[["text", "series"]].to_numpy().tolist() == [
        ["Some", "vague_source"],
        ["believe", "hedge"],
        ["Officials", "vague_source"],
        ["believe", "hedge"],
    ]
    assert found.loc[found["series"] == "hedge", "person"].tolist() == ["third", "third"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Some fear a delay, and many rural voters feel left out.", ["Some", "many"]),
        ("There are some who believe it.", ["some"]),
        ("Many of the experts think so.", ["Many"]),
        ("Few think the plan will work.", ["Few"]),
        ("While no one expects a vote, everybody knows the result.", ["no one", "everybody"]),
        ("Nobody can deny that the bridge is old.", ["Nobody"]),
        ("Those who oppose the scheme will object.", ["Those who"]),
        ("The public should understand that it costs money.", ["public"]),
        ("It is argued that the toll is fair.", ["It is argued"]),
        ("It has been suggested that the toll is fair.", ["It has been suggested"]),
        ("Competent observers say privately that it failed.", ["observers"]),
        ("Some government scientists say it failed.", ["Some"]),
        ("Officials familiar with the talks said so.", ["Officials familiar with"]),
        ("Two aides, speaking on condition of anonymity, said so.", ["on condition of anonymity"]),
        ("One resident, who asked not to be named, said so.", ["asked not to be named"]),
        ("It is held that the toll is fair.", ["It is held"]),
        ("The match, if it is held, will be in June.", []),
        ("It was suggested by Mr Hill, and it is felt along the coast.", []),
        ("He is one of the few who will admit it.", []),
        ("It raised some doubts, and he had some fears.", []),
        ("It is the delay that we most fear.", []),
        ("Several improvements she said were due have been made.", []),
        ("The line was watched by foreign observers.", []),
        ("Our officials know the road.", []),
        ("The researchers say it works, and people expected to come did.", []),
        ("Many of them fainted, she said, and some of the results were expected.", []),
        ("Anyone can enter, and people came.", []),
    ],
)
def test_nameless_people_are_sources_where_they_hold_a_view(text, sources):
    found = find_hedges(text)
    assert found.loc[found["series"] == "vague_source", "text"].tolist() == sources


@pytest.mark.parametrize(
    ("text", "cue", "voice"),
    [
        ("It may fail.", "may", "writer"),
        ('"It may fail," she said.', "may", "quoted"),
        ("“It may fail,” she said.", "may", "quoted"),
        ("It may fail, she said.", "may", "attributed"),
        ("It may fail, according to the mayor.", "may", "attributed"),
        ("The mayor said that it may fail.", "may", "attributed"),
        ("The theory suggests that the mayor might resign.", "might", "attributed"),
        ("The mayor said it failed, but it may succeed yet.", "may", "writer"),
        ("I said that it may fail.", "may", "writer"),
        ("The workers' plan may fail, as the '90s did.", "may", "writer"),
        ('She said "no". It may fail.', "may", "writer"),
        ("It may rain, the mayor said on Monday.", "may", "attributed"),
        ("It may rain, a spokesman for the Met Office said in a statement.", "may", "attributed"),
        ("It may rain, officials said late on Friday.", "may", "attributed"),
        ("It may rain, he told the evening paper.", "may", "attributed"),
        ("It may rain, but he told reporters that it won't.", "may", "writer"),
        ("It may rain, but the mayor said so.", "may", "writer"),
        ("It may rain, as the mayor said on Monday.", "may", "attributed"),
        ("That said, it may rain.", "may", "writer"),
        ("Needless to say, it may rain.", "may", "writer"),
        ("It is fair to say that it may rain.", "may", "writer"),
        ("Let us say that it may rain.", "may", "writer"),
        ("Believe me, it may rain.", "may", "writer"),
        ("Ask the mayor whether it may rain.", "may", "writer"),
    ],
)
def test_voice(text, cue, voice):
    found = find_hedges(text)
    assert found.loc[found["text"] == cue, "voice"].tolist() == [voice]


@pytest.mark.parametrize(
    ("text", "cue", "person"),
    [
        ("I believe it fell.", "believe", "first"),
        ("We really think it fell.", "think", "first"),
        ("In my view it fell.", "In my view", "first"),
        ("Analysts expect a fall.", "expect", "third"),
        ("It is believed to have fallen.", "believed", "impersonal"),
        ("The troops are expected to leave.", "expected", "impersonal"),
        ("The figures suggest a fall.", "suggest", "impersonal"),
        ("It is still unclear who fell.", "unclear", "impersonal"),
        ("Perhaps it fell.", "Perhaps", None),
    ],
)
def test_person(text, cue, person):
    found = find_hedges(text)
    said = found.loc[found["text"] == cue, "person"].tolist()
    assert [None if pd.isna(one) else one for one in said] == [person]


def spaced(text: str) -> str:
    """The text as corpora of newswire have it: marks and contractions apart."""
    text = re.sub(r"(\w)(n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1 \2", text)
    return " ".join(re.sub(r"([.,;:!?\"()]+)", r" \1 ", text).split())


@pytest.mark.parametrize("text", [text for text, _ in PAIRS])
def test_spaces_around_marks_change_nothing(text):
    assert core([spaced(text)]) == core([text])


def test_spaces_around_marks_change_no_voice():
    found = find_hedges(spaced('"It may fail," she said. It could end, he said. It might end.'))
    assert found.loc[found["series"] == "hedge", "voice"].tolist() == [
        "quoted",
        "attributed",
        "writer",
    ]
    assert core(spaced("He couldn't hear; it won't act until the board meets.")) == ["until"]


def test_spans_point_into_the_text_as_given():
    texts = ["“It’s\u00a0possible — per\u00adhaps — that…”", None, "", "🙂 may\tbe\n\nMAYBE"]
    found = find_hedges(texts)
    for span in found.itertuples():
        assert texts[span.row][span.start : span.end] == span.text
    assert found["cue"].tolist() == ["possible", "perhaps", "may", "maybe"]


@pytest.mark.parametrize(
    "text", ["", " ", "🙂🙂", "?!", "\u200b", "--", '"', "May", "if", "Said.", "\x00"]
)
def test_any_text_is_fine(text):
    assert list(find_hedges([text, None]))[:3] == ["row", "start", "end"]


def test_no_texts_at_all():
    found = find_hedges([])
    assert found.empty
    assert "voice" in found.columns


def test_a_long_paragraph():
    text = "It may rain if the wind turns, they said. " * 5000
    assert len(core([text])) == 10_000


def test_profiles_differ_only_where_they_say():
    text = "You can walk or swim, and he would sing."
    assert core([text]) == []
    assert core([text], profile="broad") == ["can", "or", "would"]
    assert core(["If it had rained, they would have left."]) == []
    assert core(["If it had rained, they would have left."], profile="broad") == ["If", "would"]
    with pytest.raises(ToolkitError, match="no hedging profile named 'wide'; known: news, broad"):
        find_hedges(text, profile="wide")
    with pytest.raises(ToolkitError, match="profile must be news or broad, not a DataFrame"):
        load_lexicon(pd.DataFrame({"cue": ["may"], "category": ["modal"]}))
    with pytest.raises(ToolkitError, match=r"category for every cue.* not a DataFrame"):
        load_lexicon(add=pd.DataFrame({"cue": ["may"]}))


def test_broad_has_everything_that_news_has():
    texts = [row["text"] for row in read("hedging.jsonl")]
    news, broad = find_hedges(texts), find_hedges(texts, profile="broad")
    keys = ["row", "start", "series"]
    assert set(news[keys].itertuples(index=False)) <= set(broad[keys].itertuples(index=False))


def test_a_reader_adds_drops_and_brings_cues_in_one_line(tmp_path):
    assert core("Methinks it may rain.", lexicon=load_lexicon(add={"methinks": "belief"})) == [
        "Methinks",
        "may",
    ]
    assert core("It may rain if it must.", drop=["conditional"]) == ["may"]
    assert core("It may rain if it must.", drop=["may"]) == ["if"]
    own = pd.DataFrame({"cue": ["rain/rains"], "category": ["probability"]})
    assert core("It may rain.", lexicon=own) == ["rain"]
    own.to_csv(tmp_path / "mine.tsv", sep="\t", index=False)
    found = find_hedges("It rains.", lexicon=tmp_path / "mine.tsv")
    assert found["cue"].tolist() == ["rain"]
    assert found.attrs["lexicon"] == "mine.tsv"


@pytest.mark.parametrize("sep", [",", ";", "\t"])
def test_a_file_of_cues_may_be_as_a_spreadsheet_saves_it(tmp_path, sep):
    lines = f"# mine\ncue{sep}category\r\nmethinks{sep}belief\r\n"
    (tmp_path / "mine.csv").write_text(lines, encoding="utf-8-sig")
    found = find_hedges("Methinks it may rain.", lexicon=tmp_path / "mine.csv")
    assert found["text"].tolist() == ["Methinks"]
    (tmp_path / "mine.tsv").write_text("cue\tcategory\tyear, page, or, such\nmethinks\tbelief\t1\n")
    assert len(find_hedges("Methinks it may rain.", lexicon=tmp_path / "mine.tsv")) == 1
    with pytest.raises(ToolkitError, match="a file of cues goes to lexicon="):
        load_lexicon(str(tmp_path / "mine.csv"))


def test_the_shipped_table_can_be_edited_and_brought_back():
    text = "Some say it may, perhaps, be true."
    table = load_lexicon().table
    same = find_hedges(text, lexicon=table)
    pd.testing.assert_frame_equal(same, find_hedges(text))
    assert core(text, lexicon=table[table["category"] != "modal"]) == ["perhaps"]
    table["category"] = "belief"
    assert "modal" in set(load_lexicon().table["category"])


def test_a_readers_cue_may_be_typed_as_it_is_printed():
    own = load_lexicon(add={"Don’t hold your breath.": "open question"})
    assert (
        core("Don't hold your breath, they may come.", lexicon=own)[0] == "Don't hold your breath"
    )


def test_the_result_says_which_lexicon_it_used():
    as_shipped = find_hedges("It may rain.").attrs
    changed = find_hedges("It may rain.", drop=["if"]).attrs
    assert as_shipped["lexicon"] == "hedges (news)"
    assert changed["lexicon"] == "hedges (news) -if"
    assert as_shipped["lexicon_version"] != changed["lexicon_version"]
    assert as_shipped["lexicon_version"] == load_lexicon().version


def own_cue(**cells) -> pd.DataFrame:
    return pd.DataFrame([{"cue": "may", "category": "modal", **cells}])


def test_empty_cells_of_a_lexicon_say_nothing():
    own = own_cue(rule=None, source=np.nan, series=pd.NA)
    assert core("It may rain.", lexicon=own) == ["may"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: load_lexicon(add={"methinks": "doubt"}),
            "no category named 'doubt' for the cue 'methinks'",
        ),
        (lambda: load_lexicon(add={" ": "belief"}), "a cue needs words, not ' '"),
        (lambda: find_hedges("", drop=["modals"]), "nothing named 'modals' in hedges"),
        (
            lambda: find_hedges("", lexicon=pd.DataFrame({"cue": ["a"]})),
            "own table has no column 'category'",
        ),
        (
            lambda: find_hedges("", lexicon=own_cue(category="guess", series="hedge")),
            "no category named 'guess' for the cue 'may'",
        ),
        (lambda: find_hedges("", lexicon=own_cue(series="zap")), "no series named 'zap'"),
        (
            lambda: find_hedges("", lexicon=own_cue(rule="can_")),
            "no rule named 'can_' for the cue 'may'; the nearest",
        ),
        (
            lambda: find_hedges("", lexicon=own_cue(cue="@nobody may")),
            "no word class named 'nobody' for the cue '@nobody may'",
        ),
        (
            lambda: find_hedges("", lexicon="no_such.tsv"),
            "'no_such.tsv' can't be read: No such file",
        ),
        (lambda: find_hedges("", lexicon=5), "lexicon=5 must be"),
        (lambda: find_hedges("", lexicon=own_cue()[:0]), "has no rows; a lexicon needs cues"),
        (lambda: load_lexicon(add=["methinks"]), "must name a category for every cue"),
    ],
)
def test_mistakes_are_named(make, message):
    with pytest.raises(ToolkitError, match=message):
        make()


def test_counts_are_the_spans_summed(kursk):
    tokens = segmented(kursk)
    found = find_hedges(kursk)
    counts = hedging.count(tokens, tokens.offsets)
    by_sentence = hedging.count(tokens, tokens.sentences)
    hedges = found[found["series"] == "hedge"]
    expected = {
        "n_hedges": hedges,
        "n_hedges_own": hedges[hedges["voice"] == "writer"],
        "n_hedges_open_question": hedges[hedges["category"] == "open question"],
        **{f"n_{name}": found[found["series"] == series] for name, series in SERIES.items()},
    }
    for name, spans in expected.items():
        per_row = np.bincount(spans["row"], minlength=len(kursk))
        assert counts[name].tolist() == per_row.tolist(), name
        assert by_sentence[name].sum() == len(spans), name
    assert by_sentence["n_hedged_sentences"].max() == 1
    assert (
        sum(counts[f"n_hedges_{name.replace(' ', '_')}"] for name in CORE).tolist()
        == counts["n_hedges"].tolist()
    )


def test_measures_are_declared_with_how_to_read_them():
    ours = [measure for measure in all_measures().values() if measure.family == "hedging"]
    assert len(ours) == 2 + 1 + len(CORE) + 2 + len(SERIES)
    for measure in ours:
        assert all((measure.reading, measure.source, measure.label, measure.higher))
    assert get("hedges_per_100_words").headline
    assert get("hedged_sentences_share").pool == "sentences"


def test_every_reason_is_in_plain_words():
    reasons = set(load_lexicon("broad").table["source"])
    assert len(reasons) > 80
    assert all(len(reason) > 5 for reason in reasons)
    assert not [reason for reason in reasons if re.search(r"[=@#_|/]|->|'|\"|deletion", reason)]


def test_a_reason_has_an_example_where_the_context_decided():
    found = find_hedges(["It could rain.", "It could rain if the wind turned.", "It may rain."])
    assert found.loc[found["series"].eq("hedge") & found["cue"].ne("if"), "why"].tolist() == [
        "“it could rain” claims less than “it rains”",
        "“it could rain” claims less than “it rains”, here as in “could rain if the wind turned”",
        "“it may rain” claims less than “it rains”",
    ]
    rules = found.set_index(["row", "cue"])["rule"]
    assert rules[0, "could"] == "could: otherwise"
    assert rules[1, "could"] == "could: sentence=if|unless"
    assert rules[2, "may"] == ""


def test_every_line_that_keeps_by_its_context_has_an_example():
    lines = rows("hedge_rules.tsv")
    assert not [
        line for line in lines
        if line["verdict"] == "keep" and line["when"] != "otherwise" and not line["example"]
    ]  # fmt: skip


def test_no_text_depends_on_its_neighbours():
    texts = ["So do I.", "Officials say the port may be shut.", "Believe; the port may open.",
             "It may fail,", "she said.", "That", "said, it may rain.", "We"]  # fmt: skip
    alone = [cue for text in texts for cue in find_hedges(text)["voice"].tolist()]
    assert find_hedges(texts)["voice"].tolist() == alone
    back = find_hedges(texts[::-1])
    assert [
        voice for row in range(len(texts))[::-1] for voice in back[back["row"] == row]["voice"]
    ] == alone


def test_what_should_be_is_foreseen_or_demanded_but_not_both():
    def series(text):
        found = find_hedges(text)
        return found["series"].tolist()

    assert series("Prices should fall next year.") == ["hedge"]
    assert series("Ministers should act.") == ["obligation"]
    assert series("Should the vote fail, the mayor will resign.") == ["hedge"]
    assert series("There must be a mistake.") == []
    assert series("There must be a vote.") == ["obligation"]
    assert series("She must have missed it.") == ["hedge"]
    assert series("They must have limited access, and must have a key.") == ["obligation"] * 2


@pytest.mark.parametrize(
    ("text", "series", "found"),
    [
        ("It is not always so, nor inevitably, nor clearly.", "booster", []),
        ("It is almost certainly so, far from obvious, and almost never late.", "booster", []),
        ("Certainly not. It never comes, and always goes.", "booster",
         ["Certainly", "never", "always"]),
        ("Did you know that it rains? They want us to know that. If you know that, go.", "booster",
         []),
        ("We know that it rains.", "booster", ["know that"]),
        ("He wrote a novel about a star and stood around a fire.", "approximator", []),
        ("It took about a third, and around a week.", "approximator", ["about", "around"]),
        ("They think about a second term, and the film is about a 12-year-old boy.",
         "approximator", []),
        ("It took about a 10-minute walk, about £60m and around €5.", "approximator",
         ["about", "about", "around"]),
        ("About twenty came, some thirty-five left, up to fifty sat and at least two-thirds won.",
         "approximator", ["About", "some", "up to", "at least"]),
        ("It is about a five-minute walk and lasted for about a second.", "approximator",
         ["about", "about"]),
        ("They argued about two bills, and what about 200 more? Some one of us, some, two said.",
         "approximator", []),
        ("She was right about one thing, and he spoke about one.", "approximator", []),
        ("Harbour News reports that he left. Police report that it rains. Ann can tell us so.",
         "reporting_verb", ["reports", "report", "tell"]),
        ("They claim it works, he claims, and the firm claims that it does.", "reporting_verb",
         ["claim", "claims", "claims"]),
        ("Rival claims that it works were made. The Claims Act bars health claims in print.",
         "reporting_verb", []),
        ("There are claims that it works; it claimed 40 lives.", "reporting_verb", []),
        ("He stated that the United States hopes that it works. I state that it does.",
         "reporting_verb", ["stated", "state"]),
        ("In states that have won, the state that fell and 40 states that ban it.",
         "reporting_verb", []),
        ("The charge that it fell is denied. She charged that it fell.", "reporting_verb",
         ["denied", "charged that"]),
        ("He was admitted to hospital, was denied the vote, and left a badly explained plan.",
         "reporting_verb", []),
        ("They declared war. Tell him. She admitted it, he denied it; it was admitted, too.",
         "reporting_verb", ["admitted", "denied", "admitted"]),
        ("You don't have to go and no longer need to. The need to act has to do with it.",
         "obligation", []),
        ("This needs to stop, we need to act and have to go.", "obligation",
         ["needs to", "need to", "have to"]),
        ("It is our duty to help; his duty to the state was done.", "obligation", ["duty to"]),
        ("It is, to be sure, late. He called to be sure that it was.", "booster", ["to be sure"]),
        ("Public support grew for heat sources in it. The public wants it. Sources in it say so.",
         "vague_source", ["public", "Sources"]),
        ("It is not, however, entirely so. It is, more often than not, entirely so.", "booster",
         ["entirely"]),
        ("Be sure to vote. You can be sure that it works.", "booster", ["sure"]),
        ("Some 60 per cent of voters believe it, and two-thirds of the experts. Twelve residents "
         "said so, as voters say.", "vague_source", ["voters"]),
        ("They leave in may. In may, it may rain.", "hedge", ["may"]),
        ("Their own report suggests that it fell. As far as I can tell, it did.",
         "reporting_verb", []),
        ("He doesn't know that it works. People scarcely know that it does.", "booster", []),
        ("There is none in my mind that if it rains, all is lost. Forgive me if I go.", "hedge",
         ["if"]),
        ("A few analysts say so. If it only helps a few, said he, so be it.", "vague_source",
         ["few"]),
        ("An insider said so. One senior source said so. A Whitehall source told us.",
         "vague_source", ["An insider", "source", "source"]),
        ("A source close to the talks told the paper. The source said so.", "vague_source",
         ["source"]),
        ("Experts warn of it. No-one says so. It's believed to be late.", "vague_source",
         ["Experts", "No-one", "It's believed"]),
        ("It is understood that he left.", "vague_source", ["It is understood"]),
        ("It was a most attractive thought. Two others suggested it. For many, says she, it is so.",
         "vague_source", []),
        ("Some 40 per cent thought so. Many other staff told to go left. Some trends suggest it.",
         "vague_source", []),
        ("A panel of artists, critics and historians met. A panel of critics met.",
         "vague_source", []),
        ("At least a dozen came, more than a third left, and less than a year "
         "later it shut.", "approximator",
         ["At least", "more than", "less than"]),
        ("It is more than a shame, and up to a point true.", "approximator", []),
        ("As many as 200 came; it lost as much as a third.", "approximator",
         ["As many as", "as much as"]),
        ("Twice as many as 20 years ago ate as much as they could.", "approximator", []),
        ("Just over half came, well under 20 left, and it cost in excess of £2m.", "approximator",
         ["Just over", "well under", "in excess of"]),
        ("They live just over the border.", "approximator", []),
        ("Test scores fell, he scores goals, and scores were level.", "approximator", []),
        ("Scores of people came. Scores more fled.", "approximator", ["Scores", "Scores"]),
        ("They ought not to go and ought never to have gone.", "obligation",
         ["ought not", "ought never"]),
        ("A permit is needed to build. It won the votes needed to pass.", "obligation", []),
        ("She needed to go. They have to say no.", "obligation", ["needed to", "have to"]),
        ("Hear what she has to say. That is all he has to offer.", "obligation", []),
        ("Profit beat analysts' estimates. Residents’ fears and voters' hopes "
         "were ignored.", "vague_source",
         []),
        ("It was done to let residents know, and lets others know. Let everyone "
         "know.", "vague_source",
         []),
        ("Lawyers for the 12 people who agreed to it left. The Post, among "
         "others, reported it.", "vague_source",
         []),
        ("Let's go, experts say. People who agree are few.", "vague_source",
         ["experts", "People who"]),
        ("Witnesses said so. Forecasters warn of snow, and locals believe them.", "vague_source",
         ["Witnesses", "Forecasters", "locals"]),
        ("The witnesses said so; two neighbours said so.", "vague_source", []),
        ("Jehovah's Witnesses say so. We do what we're told, and go.", "vague_source", []),
        ("We are told that it works, I'm told it does, and we are constantly "
         "told so.", "vague_source",
         ["We are told", "I'm told", "we are constantly told"]),
        ("We are told to wait, and I am told by Hill that it works.", "vague_source", []),
        ("In truth, it is late. Let's face it, the reality is that it is late.", "booster",
         ["In truth", "Let's face it", "the reality is"]),
        ("Let us be honest: it is late. Frankly, it is, honestly, late. Truth "
         "be told, it is.", "booster",
         ["Let us be honest", "Frankly", "honestly", "Truth be told"]),
        ("He answered honestly, spoke frankly and let the whole truth be told.", "booster", []),
        ("In a town like, say, Kent they have no say, and the fans had their "
         "say.", "reporting_verb",
         []),
        ("It is fair to say that it works, and hard to say why.", "reporting_verb", []),
        ("She did not respond to a request, and they didn't immediately reply.", "reporting_verb",
         []),
        ("We heard her say so. She had her say.", "reporting_verb", ["say"]),
        ("They say so. She responded, but declined to say why.", "reporting_verb",
         ["say", "responded", "say"]),
        ("It was done in a way that pleased her, and Dan Rather spoke.", "approximator", []),
        ("It is, in a way, rather sad.", "approximator", ["in a way", "rather"]),
        ("Crews responded to a call. She responded.", "reporting_verb", ["responded"]),
        ("When most people think of trees, experts think about it.", "vague_source", []),
        ("Many think of him as a fool. Most people think so.", "vague_source",
         ["Many", "Most people"]),
        ("She thought a great deal about it. She thought a spy had left.", "hedge", ["thought"]),
        ("Artists and critics say so. Critics called it late.", "vague_source",
         ["critics", "Critics"]),
        ("I know that many people feel ill, and that some would say so.", "vague_source",
         ["many people", "some"]),
        ("So many promises, and too few hopes; some might want to go.", "vague_source", []),
        ("Others blame the weather. It's often said that it rains.", "vague_source",
         ["Others", "It's often said"]),
        ("There's no question that it fell, and no question of leaving.", "booster",
         ["There's no question"]),
        ("There is no question of leaving. It is done as a matter of course.", "booster", []),
        ("There's no denying it; it goes without saying. It's no secret that it fell.", "booster",
         ["There's no denying", "goes without saying", "no secret that"]),
        ("She's certain they'll come. Make sure they're in; he is making sure they are.", "booster",
         ["certain"]),
        ("He spoke clearly. It is clearly visible. Really? Yours truly, Ann.", "booster", []),
        ("To be clear, it fell. It's now clear that it did. It was made to be clear.", "booster",
         ["clear", "clear"]),
        ("It is clearly wrong, and really late.", "booster", ["clearly", "really"]),
        ("The keeper conceded four. She conceded that the team had conceded a penalty.",
         "reporting_verb", ["conceded"]),
        ("They argued with her, insisted on a fee, contended with rain and swore at him.",
         "reporting_verb", []),
        ("They argued that it fell and insisted that it would.", "reporting_verb",
         ["argued", "insisted"]),
        ("There were 40 confirmed cases. The town confirmed cases of fraud.", "reporting_verb",
         ["confirmed"]),
        ("It reminded me of home. He made no mention of it, not to mention her.", "reporting_verb",
         []),
        ("Families may claim a grant. There is no denying it.", "reporting_verb", []),
        ("“It fell,” the firm wrote on its page. He read “Nemo”, which she wrote on a train.",
         "reporting_verb", ["wrote"]),
        ("She pledged to go, he urged them to wait, and Lund vows to fight.", "reporting_verb",
         ["pledged", "urged", "vows"]),
        ("It is the promised land, they made a pledge to stay, and it came as promised.",
         "reporting_verb", []),
        ("“Gone,” she tweeted. It was a joke.", "reporting_verb", ["tweeted"]),
        ("The mayor added that it fell. “It did,” added Orr, who added a room. He added: “No.”",
         "reporting_verb", ["added", "added", "added"]),
        ("It was late, she adds, and cold. 3 points were added, and salt adds to it. It should be "
         "added that it fell.", "reporting_verb", ["adds"]),
        ("She left, adding: ‘No.’ They are adding a room, and adding salt.", "reporting_verb",
         ["adding"]),
        ("The judge wrote: “No.” The case, he writes, fell. He wrote a book.", "reporting_verb",
         ["wrote", "writes"]),
        ("“It fell,” noted the board. “It did,” she recalled. The critic noted a noted error.",
         "reporting_verb", ["noted", "recalled"]),
        ("She sang, noting that it fell and warning: “No.” There was a warning: rain.",
         "reporting_verb", ["noting", "warning"]),
        ("She posted on her page that it fell, and posted a loss. “No,” the mother fumed. Fire "
         "raged.", "reporting_verb", ["posted", "fumed"]),
        ("“It was,” admitted Hill, “a mess.” He was admitted to the club.", "reporting_verb",
         ["admitted"]),
        ("That said, it is, so to speak, late, which is to say dark. As they say, it rains. I can "
         "tell you that I must say so. Let us say no.", "reporting_verb", []),
        ("They say so. Those who know her say no. They must say why.", "reporting_verb",
         ["say", "say", "say"]),
        ("All told, it tells the story of a town, which explains the fog. He said goodbye.",
         "reporting_verb", []),
        ("If I'd won, I'd have stayed. If he'd like to, he may.", "hedge", ["If", "may"]),
        ("She should tell him; they want to ask why; it helps explain the fog. Hill went on to "
         "explain why. They tell us so and ask why.", "reporting_verb", ["explain", "tell", "ask"]),
        ("She left, telling fans at a rally in Orla that it fell. ‘It fell,’ wrote Hill. ‘It did,’ "
         "the bishop wrote in a letter. The workers’ added cost.", "reporting_verb",
         ["telling", "wrote", "wrote"]),
        ("If, as the union claims, it fell, so be it. The firm countered that it rose.",
         "reporting_verb", ["claims", "countered"]),
        ("Crews responded at 4 a.m. He responded on Monday.", "reporting_verb", ["responded"]),
        ("Over 300 came, over half of them late, for over 30 years; it cost over £10.",
         "approximator", ["Over", "over", "over", "over"]),
        ("Children over 12 jumped over two fences; over 65s flew over the hill.", "approximator",
         []),
        ("It was sold over 12 months, and she took over 3 firms.", "approximator", []),
        ("A little over three years ago it was estimated at £2m, give or take a few.",
         "approximator", ["little over", "estimated at", "give or take"]),
        ("You'd better hurry, and it had better be good.", "obligation",
         ["You'd better", "had better"]),
        ("You'd better go. He'd better marks.", "obligation", ["You'd better"]),
        ("It is cheap, even if Mr. Ott objects.", "hedge", ["even if"]),
        ("I should like to go; I should be glad. We should not care to guess.", "obligation", []),
        ("We should think about it. I should go, and be glad.", "obligation", ["should", "should"]),
        ("He could miss the final, and figures to start on Friday.", "hedge", ["could", "figures"]),
        ("The proposed mine would create jobs. He is learnt to have left.", "hedge",
         ["would", "is learnt to"]),
        ("Locals appear divided. I'd like to believe it.", "hedge",
         ["appear", "I'd like to believe"]),
    ],
)  # fmt: skip
def test_series_in_context(text, series, found):
    table = find_hedges(text)
    assert table.loc[table["series"] == series, "text"].tolist() == found


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("Labour claims ministers knew about the plan.", "reporting_verb"),
        ("Prices are falling, Ofcom claims.", "reporting_verb"),
        ("Both sides claim victory.", "reporting_verb"),
        ("In 2016 experts said he lied.", "vague_source"),
        ("On May 5 the public said no.", "vague_source"),
        ("Article 50 states that a member leaves.", "reporting_verb"),
        ("They continue to charge that the vote was rigged.", "reporting_verb"),
        ("The claim was denied the next day.", "reporting_verb"),
        ("We have to all pull together.", "obligation"),
    ],
)
def test_what_stands_beside_a_rules_own_case_counts(text, series):
    assert series in set(find_hedges([text])["series"])


@pytest.mark.parametrize(
    "text",
    ["Social Security claims rose.", "The charge that it leaks is old.", "The 50 states that"],
)
def test_and_its_own_case_does_not(text):
    assert find_hedges([text])["series"].tolist() == []


def test_a_lexicon_of_ones_own_may_have_spaces_and_must_name_all_cells(tmp_path):
    spaced = tmp_path / "spaced.tsv"
    spaced.write_text("cue\tcategory\n rain \t modal \n", encoding="utf-8")
    assert find_hedges(["It may rain."], lexicon=spaced)["text"].tolist() == ["rain"]
    for cells in ("rain\tmodal\tmine", "rain\tmodal\t"):
        ragged = tmp_path / "ragged.tsv"
        ragged.write_text(f"cue\tcategory\n{cells}\n", encoding="utf-8")
        with pytest.raises(ToolkitError, match="more cells than its first line names"):
            find_hedges(["It may rain."], lexicon=ragged)
