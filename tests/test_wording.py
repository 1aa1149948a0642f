import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lexicons import read_text, rows, word_classes
from toolkit.measures import all_measures, measure, pool, wording_rules
from toolkit.measures.variety import window_types
from toolkit.measures.wording import count
from toolkit.measures.wording_counts import OWN_WORDS
from toolkit.measures.wording_counts import count as count_wording
from toolkit.segmentation import segmented


def sums_of(text):
    tokens = segmented([text])
    return {name: values[0] for name, values in count(tokens, tokens.offsets).items()}


def n(name, text):
    return sums_of(text)[f"n_{name}"]


def test_a_paragraph_counted_by_hand():
    text = (
        "The council, which met on Tuesday, said that 40 flats were approved. “We won’t wait,” the "
        "mayor told reporters.\n\nBut why? It is never too late, and we can't know it (yet). This "
        "is simply wrong!"
    )
    expected = {
        "attributions": 2,  # said, told
        "time_references": 1,  # Tuesday
        "figures": 1,
        "names": 0,  # Tuesday is a time, the rest opens a sentence
        "past_be_have": 1,
        "passives": 1,  # were approved
        "quoted_words": 3,
        "first_person_plural": 1,  # not the mayor's
        "negations": 2,  # never, can't
        "contractions": 1,  # can't
        "abilities": 1,
        "argument_connectives": 1,  # But; "yet" is of time here
        "what_why_how": 1,
        "questions": 1,
        "exclamations": 1,
        "conjunction_openings": 1,
        "it": 2,
        "present_be": 2,
        "universals": 1,  # never
        "mental_verbs": 1,
        "evaluations": 1,
        "demonstratives": 1,
        "adverbs": 1,
        "asides": 1,
        "predictions": 0,  # the mayor's won't
        "in_on_at": 1,  # on Tuesday
        "or": 0,
        # the which on that were we won't the but why it is never and we can't it yet this is
        "function_words": 20,
        "paragraphs": 2,
    }
    found = sums_of(text)
    assert {name: found[f"n_{name}"] for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("negations", "I don't, can't, won't, haven't and never cannot.", 6),
        (
            "contractions",
            "It's late, they're here, we've left, I'll go, let's not, Anna's isn't.",
            6,
        ),
        ("present_be", "It's cold; they're in, I'm out, isn't it? Anna's dog barks.", 4),
        ("present_have", "We've come, she has left, they haven't.", 3),
        ("first_person_singular", "I say that I'm late and my bus left me; i.e. no.", 4),
        ("first_person_plural", "Let's see: the US told us that we're ours. The US.", 4),
        ("second_person", "You're late and your bus left you.", 3),
        ("predictions", "It'll rain, it won't stop, we shall see what will be.", 4),
        ("time_references", "In May we may march in March on Sunday at 5 p.m. or today.", 5),
        ("time_references", "At 7.30pm, 9pm and 8am or 10:30am, 5.30 or so.", 4),
        ("argument_connectives", "It has not yet come, so far, so much. So many came. As yet", 0),
        ("argument_connectives", "It was so cold. She did so. Ten or so left; if so, go.", 0),
        (
            "argument_connectives",
            "It was late, so he left so that she may. So he did, and so on",
            4,
        ),
        ("argument_connectives", "Yet it came, so we left; and yet it stays — so there.", 4),
        ("or", "Rain or snow, “now or never”, or neither.", 2),
        ("in_on_at", "In fact, on Monday it sat in a box at home, “in time”. Into it.", 4),
        (
            "function_words",
            "It's cold; they're in, he'll go, she can't, we won't. “Is it?” May I?",
            12,
        ),
        ("function_words", "The US and IT firms told us Anna's dog has lost a bone.", 5),
        ("figures", "In 1999, $3.5m for 20 or thirty", 3),
        ("names", "Then Anna Hill of Northam met Tuesday with I and the NHS.", 4),
        ("names", "The NATO ban.\n\nCLICK HERE FOR THE NHS APP\n\nThen Hill left: NO, NO, NO.", 5),
        ("adverbs", "Early on, the family really only left early and sadly.", 2),
        ("names", "Q. Why leave? A. Because Anna can.", 1),
        ("asides", "NASA – which runs it – said no.", 2),
        ("adverbs", "Sadly, Kelly met Sally early, really.", 2),
        ("nominalisations", "The city council's decision on kindness and apartments", 2),
        ("asides", "The plan—if it is one—(and it is) failed -- twice.", 4),
        ("asides", "The mayor - a Democrat - won 2 - 1, as in 2010 – 2015.", 2),
        ("asides", "OSTREY (HPA) — The plan (hers) failed\n\n10.42am BST – The rest", 1),
        ("asides", "NEW YORK, Nov. 27 (Example News) - Shares fell.\n\nIT is - he says - late.", 2),
        ("asides", "- milk\n\n(2) bread\n\n(a bracket) all of it", 1),
        ("names", "• The mayor\n\n1. Then Anna\n\n(b) Perhaps\n\n10 Downing Street", 3),
        ("conjunction_openings", "1. But no.\n\n- And yes.\n\n— So be it.", 3),
        ("conjunction_openings", "But no. And yes. “And so,” he said. So it goes. Sand.", 3),
        ("conjunction_openings", "So far, it works. So many came. So it goes. So, many left.", 2),
        ("argument_connectives", "So far, it works. So many came. So it goes. So, many left.", 2),
        ("present_be", "It's been late, he's got ill and that's never happened. It's late.", 1),
        ("present_have", "It's been late, he's got ill and that's never happened. It's late.", 3),
        ("questions", "“Who is it?” she asked. Who was it?! Nobody knows.", 1),
    ],
)
def test_counts_of_forms(name, text, number):
    assert n(name, text) == number


def test_lexical_density_is_the_share_of_words_that_are_no_function_words():
    densities = measure(["Ten mayors of the river towns met.", "It is what it is."])
    assert densities["lexical_density"].round(3).tolist() == [0.714, 0]
    whole = measure(["Ten mayors met.\n\nIt is."])["lexical_density"]
    parts = measure(pd.DataFrame({"text": ["Ten mayors met.", "It is."], "story": "a"}))
    assert whole[0] == pool(parts, "story")["lexical_density"].iloc[0] == 0.6


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The bill was passed.", 1),
        ("The bill was not yet formally passed and has never been read.", 1),
        ("It was written. It wasn't sent, it's being rebuilt.", 3),
        ("It is used by many. The plan was agreed by both and is proven. It was limited.", 3),
        ("That's covered, and what is rewritten is broadcast.", 3),
        ("He is used to it, they were used to the cold. It is used to treat them.", 1),
        ("That's happened before; it's happened. He's arrived, it's worked.", 0),
        ("He's lost it, she's made a point, it's given us hope and that's helped them.", 0),
        ("He's said that it rains, she's also said he may, and nobody who's said it left.", 0),
        ("He's said to be ill, and it's said that she's known.", 3),
        ("He's known to them, it's done, it's called a hub and it was given the prize.", 4),
        ("It was worked out, it is lived in and he was laughed at.", 3),
        ("They had passed it and were tired, interested and red.", 0),
        ("The question is. Passed bills remain.", 0),
        ("“It was passed,” he said.", 0),
    ],
)
def test_passives(text, number):
    assert n("passives", text) == number


def test_mattr_equals_its_definition():
    words = ("the cat saw The Dog, and the dog saw a cat " * 12).split()
    words[40:40] = ["--", "rain", "“snow”"]
    table = measure([" ".join(words), " ".join(words[:49])])
    cores = [w.strip("“”,").lower() for w in words if w != "--"]
    windows = [len(set(cores[i : i + 50])) / 50 for i in range(len(cores) - 49)]
    assert table["mattr"].iloc[0] == pytest.approx(np.mean(windows), abs=1e-12)
    assert np.isnan(table["mattr"].iloc[1])


@given(st.lists(st.lists(st.sampled_from("a b c d e".split()), max_size=120), max_size=4))
def test_windows_do_not_cross_rows(rows):
    tokens = segmented([" ".join(row) for row in rows])
    sums = window_types(tokens, tokens.offsets, np.ones(len(tokens.vocabulary), bool))
    for row, types, windows in zip(rows, sums["n_window_types"], sums["n_windows"], strict=True):
        assert windows == max(len(row) - 49, 0)
        assert types == sum(len(set(row[i : i + 50])) for i in range(len(row) - 49))


TEXTS = [
    "“We won’t wait,” she said. “Nobody will.” But why?",
    "It was passed. And so it's done—or is it?\n\nWe can't know, the US says.",
    "",
    None,
    "“An open quotation. It goes on.\n\nAnd this is another paragraph of the writer's own!",
    "The mayor told the council on Monday that 30 houses would be built by 2030. " * 6,
]


def test_sums_of_sentences_are_those_of_the_text():
    tokens = segmented(TEXTS)
    whole, parts = count(tokens, tokens.offsets), count(tokens, tokens.sentences)
    rows = tokens.rows(tokens.sentences[:-1])
    for name, values in whole.items():
        assert values.dtype == np.float64
        assert np.bincount(rows, parts[name], len(TEXTS)).tolist() == values.tolist(), name


def test_a_column_is_its_rows():
    tokens = segmented(TEXTS)
    whole = count(tokens, tokens.offsets)
    for row, text in enumerate(TEXTS):
        assert {name: values[row] for name, values in whole.items()} == sums_of(text)


def test_rates_of_rows_pool_to_the_rate_of_the_joined_text():
    rows = [text for text in TEXTS if text]
    table = measure(rows).assign(all="all")
    wording = [name for name, m in all_measures().items() if m.family == "wording"]
    together, joined = pool(table, "all"), measure("\n\n".join(rows))
    for name in wording:
        if name != "mattr":  # windows lie in one row
            assert together[name].iloc[0] == pytest.approx(joined[name].iloc[0]), name


def test_nothing_to_measure_is_missing():
    table = measure(["", None, "…"])
    shares = [c for c in table if c.endswith(("_share", "_per_100_words"))]
    assert table[shares].isna().all(axis=None)


def test_every_measure_says_what_it_is():
    for name, known in all_measures().items():
        if known.family == "wording":
            assert all((known.label, known.unit, known.higher, known.reading, known.source)), name
            assert known.formula.__doc__


@pytest.mark.parametrize(
    ("text", "name", "n"),
    [
        ("Is this really what he calls “reform”?", "n_questions", 1),
        ("Who believes in ‘levelling up’? Not me.", "n_questions", 1),
        ("“Is this ‘reform’? I doubt it,” he said.", "n_questions", 0),
        ("“Who pays?” he asked.", "n_questions", 0),
        ("She asked, “Who will pay for all of it”?", "n_questions", 0),
        ("“Did you”? I was asked.", "n_questions", 0),
        ('What a "plan"!', "n_exclamations", 1),
        ("It was announced, is said to be late and has been widely reported.", "n_attributions", 0),
        ("She was told by Hill, who added that it works.", "n_attributions", 2),
        ("Said.", "n_attributions", 1),
        ("The badly explained plan, their stated goals, a noted critic.", "n_attributions", 0),
        ("Hill said. The. Added he: it was announced. By whom?", "n_attributions", 2),
        ("Hill has no say in it; in, say, Orla, it is fair to say, it rains.", "n_attributions", 0),
        ("They had to say so, and they say no.", "n_attributions", 2),
        ("It added 3 points to the bill and a goal was scored.", "n_attributions", 0),
        ("Crews responded to a call. They are late, the mayor responded.", "n_attributions", 1),
        ("It is late, added a guard. It was late, she added.", "n_attributions", 2),
        ("It was rather cold, all but over, and they had no choice but to go.",
         "n_argument_connectives", 0),
        ("Rather, it fell. It rose rather than fell. It is small or, rather, tiny.",
         "n_argument_connectives", 3),
        ("It is no hall at all but a shed.", "n_argument_connectives", 1),
        ("They lost everything but they went on.", "n_argument_connectives", 1),
        ("They looked at nothing but rain.", "n_argument_connectives", 0),
        ("All, but not we, left. We have it all. But we go.", "n_argument_connectives", 2),
        ("No. 10 denied it, and No 10 said so.", "n_negations", 0),
        ("No, it is not.", "n_negations", 2),
        ("It starts at 9 am on Monday.", "n_present_be", 0),
        ("I am late.", "n_present_be", 1),
        ("The IT company cut IT jobs.", "n_it", 0),
        ("World War I ended, and I was born.", "n_first_person_singular", 1),
        ("A great many left Great Britain; real estate is a real risk. Good night.",
         "n_evaluations", 1),
        ("The cause lies in the mud. They told lies in court.", "n_evaluations", 1),
        ("The political will is his will. At will, it will.", "n_predictions", 1),
        ("We can open a can.", "n_abilities", 1),
        ("Mrs. May met Anna May and June Hill in May.", "n_time_references", 2),
        ("Mrs. May met Anna May and Hill in May.", "n_names", 4),
        ("At 9 pm and 10 AM, this morning’s and June’s rain. The PM left.", "n_time_references", 4),
        ("“At 9 pm,” she said.", "n_time_references", 0),
        ("The bank's March report, the US May report.", "n_time_references", 2),
        ("Anna May’s plan failed. Then May came. In May it rained.", "n_time_references", 2),
        ("Then Hill may go, as Mrs. Orr may.", "n_time_references", 0),
        ("Y’all left.", "n_second_person", 1),
        ("It was last seen in Orla. They were each fined.", "n_passives", 2),
        ("She was unharmed and unarmed.", "n_passives", 0),
        ("It was very well received.", "n_passives", 1),
        ("It is not yet known.", "n_passives", 1),
    ],
)  # fmt: skip
def test_what_neighbours_and_marks_make_of_words(text, name, n):
    tokens = segmented([text, text])
    assert count_wording(tokens, tokens.offsets)[name].tolist() == [n] * 2


def words_left_out(row):
    """The words of the row's example that are not counted in its class."""
    tokens = segmented([row["example"]])
    counted = count_wording(tokens, np.arange(len(tokens.ids) + 1))[OWN_WORDS[row["class"]]]
    words = [tokens.vocabulary.core[index] for index in tokens.ids]
    return [word for word, n in zip(words, counted, strict=True) if n == 0]


@pytest.mark.parametrize("row", rows("wording_rules.tsv"), ids=lambda row: row["example"])
def test_a_rule_leaves_the_word_of_its_example_out(row):
    assert set(row["words"].split("|")) & set(words_left_out(row))


def test_every_rule_is_needed_for_its_example(monkeypatch):
    table, lines = rows("wording_rules.tsv"), wording_rules._rules()
    idle = []
    for place, row in enumerate(table):
        others = [replace(rule, conditions=(never(),)) for rule in lines]
        monkeypatch.setattr(wording_rules, "_rules", lambda: others)  # noqa: B023
        before = words_left_out(row)
        others[place] = lines[place]
        if words_left_out(row) == before:
            idle.append((row["words"], row["when"]))
    assert not idle


def never():
    """A condition that no word meets."""
    return wording_rules._condition("0=#edge")


def test_every_class_of_words_is_named_by_a_rule_or_class():
    named = set(re.findall("@([a-z_]+)", read_text("wording_rules.tsv")))
    named |= set(re.findall("@([a-z_]+)", read_text("wording_word_classes.tsv")))
    assert set(word_classes("wording_word_classes.tsv")) == named - {"name", "class"}


WORDS_OF_RULES = sorted(word for word in wording_rules._codes() if word[0] != "#")


@given(st.lists(st.sampled_from([*WORDS_OF_RULES, "Hill", "9", ",", ".", "“", "”"]), max_size=40))
def test_no_word_is_left_out_of_a_class_that_it_is_not_in(words):
    tokens = segmented([" ".join(words), " ".join(words).title()])
    counted = count_wording(tokens, np.arange(len(tokens.ids) + 1))
    assert all((sums >= 0).all() for sums in counted.values())


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Hill said that. That, said Hill, is it. He said it had to be said.", "attributions", 3),
        ("Having said that he would stay, Hill left.", "attributions", 1),
        ("“No more!” say critics. They say so, and some say more.", "attributions", 3),
        ("She went on to say that it rained.", "attributions", 1),
        ("“Not now,” said Grace Hill. Not enough said yes.", "attributions", 2),
        ("Hill told reporters so. He told to the court what he told me.", "attributions", 3),
        ("It was explained by Hill, and this explained that it rained.", "attributions", 2),
        ("As reported in the Echo, it rained. As noted by Hill, it rained.", "attributions", 2),
        ("“It may be,” he explained. She's said so, and he's said to be ill.", "attributions", 2),
        ("It confirmed two deaths; they reported from Orla that it rained.", "attributions", 2),
        ("He recalled the night. She adds that it rained, adding: “No.”", "attributions", 3),
        ("Noting that it rained, she left, adding salt.", "attributions", 1),
        ("It shut, telling staff so, warning that more may. Despite warning that it may, it did.",
         "attributions", 2),
        ("She left, telling stories, and there is no telling why.", "attributions", 0),
        ("He didn't say what to say. I said that I don't. She and I say so.", "attributions", 3),
        ("She is saying that it rained, not saying why.", "attributions", 2),
        ("“No,” she said, a word of which Hill said nothing. He said: nothing of it fell.",
         "attributions", 3),
        ("Sell it; otherwise we may prove it. They told us: otherwise it rains.",
         "argument_connectives", 2),
        ("Apparently so. Perhaps so the port may open, so Hill left.", "argument_connectives", 2),
        ("It rained last night, on Sunday night and all night, a night's sleep from last night's.",
         "time_references", 4),
        ("Today Anna Hill left. On Sunday, Times Square was shut. Tomorrow, Hill stays.",
         "time_references", 3),
        ("Hill posted on his page: “No.” He posted a loss.", "attributions", 1),
        ("“No,” Hill posted late. In a video posted there, he waves.", "attributions", 1),
        ("Hill posted on the site that it fell. Hill responded on Monday, the board at once.",
         "attributions", 2),
        ("The judge wrote that it was void. “It is,” wrote the judge.", "attributions", 2),
        ("“It fell,” the board responded at noon. She had to say if it was so.", "attributions", 2),
        ("Let me say it fell. They said sorry was a start. She let me, say owners, in.",
         "attributions", 2),
        ("However, much rain fell. However much fell, it was dry.", "argument_connectives", 1),
        ("It was late; otherwise they would stay. It was an otherwise dry day.",
         "argument_connectives", 1),
        ("Though late, they stayed, as though it were dry, even though it rained.",
         "argument_connectives", 2),
        ("So is it fair? So is the other. And so do we.", "argument_connectives", 1),
        ("It was late, so close the door. They came so close.", "argument_connectives", 1),
        ("So is tea. As rents rise, so does hunger. It fell, so did not pay. So does it work?",
         "argument_connectives", 2),
        ("They told us so. They told us so we left. They told us, so we left.",
         "argument_connectives", 2),
        ("Still, it rained. Still they came, and still we stayed, wet. It is still wet.",
         "argument_connectives", 2),
        ("It was an absurdity, rightly mocked. Likewise, the farce was preferable.",
         "evaluations", 4),
        ("They need help but cannot pay, and cannot but we can.", "argument_connectives", 2),
        ("It took years, hence this. It is thus far from clear.", "argument_connectives", 2),
        ("Besides, it rained. Besides the rain, it blew.", "argument_connectives", 1),
        ("Accordingly, it fell. They dress accordingly.", "argument_connectives", 1),
        ("Some fell, but a few rose. It is but a step.", "argument_connectives", 1),
        ("And yet another came. Yet it came.", "argument_connectives", 1),
        ("The older the less, said Orla. Those who earn the less said no.", "attributions", 2),
        ("They would not let us, say the tenants. As many as they, say owners, fell.",
         "attributions", 2),
        ("“You could,” say owners. “By May you'll be back,” I'd say, trying to sound calm.",
         "attributions", 2),
        ("She asked them not to say where she lives. It is late, not to say dark.",
         "attributions", 2),
        ("The threat is bigger, say scientists. The cuts are real, say unions.",
         "attributions", 2),
        ("They said hello was enough. She said prayers were held. They said hello.",
         "attributions", 2),
        ("He is famous, saying little of late. It was good to work with, added Kay.",
         "attributions", 2),
        ("Forty people, all told. Forty came, all told. They all told it.", "attributions", 1),
        ("Kay tells the story like this: “We ran.” The man behind this tells us why.",
         "attributions", 2),
        ("The rules were explained by the clerk. It was explained by the weather.",
         "attributions", 1),
        ("“It is cold,” she reported from the summit. She recalled nearly drowning.",
         "attributions", 2),
        ("She adds a word of caution. She added seven of them were safe.", "attributions", 2),
        ("He added about 300 jobs would go. He added the penalty was fair.", "attributions", 2),
        ("She responded with one word: “No.” The council responded with a letter.",
         "attributions", 2),
        ("He responded, with regret, that it fell. It responded by telling staff so.",
         "attributions", 2),
        ("Kay confirmed her position on rents.", "attributions", 1),
        ("They are adding, not cutting.", "attributions", 0),
        ("He quit on Monday, adding the plan was dead. She left, adding “soon”.",
         "attributions", 2),
        ("She left, adding a roof. She sued, noting the price had doubled.", "attributions", 1),
        ("He was blunt, warning: “No.” It shut, confirming it was late, writing novels.",
         "attributions", 2),
        ("She thanked staff and told Kay, blaming rents and warning that more may go.",
         "attributions", 2),
        ("She shut it, thanking fans and telling them so (telling nobody why).",
         "attributions", 2),
        ("“It is over,” he posted on Monday. It is posted as “over”.", "attributions", 1),
        ("She wrote two weeks later that it fell. He wrote the book was fiction.",
         "attributions", 2),
        ("The council cannot help but charities can. He cannot help but laugh.",
         "argument_connectives", 1),
        ("It is not what it was but a start has been made. Kay was last, but one left.",
         "argument_connectives", 2),
        ("Many otherwise would go. Otherwise known risks fall, otherwise known as falls.",
         "argument_connectives", 2),
        ("It is cheap and so is a bargain. So, did it work. And so did she.",
         "argument_connectives", 2),
        ("It rained and so too few came. And so too did Kay.", "argument_connectives", 1),
        ("Rents are high so young people leave. They rose so high. They fell so fast.",
         "argument_connectives", 1),
        ("Yet, again, it failed. Besides I was tired. Thus far, fewer came.",
         "argument_connectives", 2),
        ("After the War I went home. World War I was long.", "first_person_singular", 1),
        ("Under the Air Act I was free. In Act I she dies. At the Hill Group I left.",
         "first_person_singular", 2),
        ("They got a great deal from a shop. It was a great deal of rain.", "evaluations", 1),
        ("They had another good night.", "evaluations", 1),
        ("They met on the Good Friday bus.", "evaluations", 0),
        ("It is hard, drive or walk. The mayor's lies in court, big lies in print.",
         "evaluations", 3),
        ("Plan A will cost more. A will was found. She left a will.", "predictions", 1),
        ("Those on their own will pay. Those who own will pay of their own will.",
         "predictions", 2),
        ("What is free will cost more. Those who fall ill will stay. Ill will grew.",
         "predictions", 2),
        ("The school she teaches at will shut. They go at will. His will be the last.",
         "predictions", 2),
        ("Vitamin A can help. A can fell. Those made of tin can rust.", "abilities", 2),
        ("Even May was cold. In Britain May was wet. The Czech May Day. Kay May left.",
         "time_references", 3),
    ],
)  # fmt: skip
def test_a_rule_goes_no_further_than_its_example(text, name, number):
    assert n(name, text) == number


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("NEW YORK —", "that it is."),
        ("They won 2 -", "1 up, they said."),
        ("It was what the hall was used to", "it that we know."),
        ("The bill was agreed", "by now it rains."),
        ("It has not come yet", "so far it has."),
        ("It was", "so he left."),
        ("They have it all", "but they go."),
        ("They looked at", "all but two."),
        ("It was rather", "than we go."),
        ("In Orla it added", "3 more."),
        ("It is fair to", "say it."),
        ("She responded", "to a call."),
        ("It was told", "to go."),
        ("It is there but", "a step."),
        ("It is thus", "far."),
        ("It starts at 9", "pm it is."),
    ],
)
def test_a_text_does_not_look_into_the_next(text, following):
    alone, together = measure([text]), measure([text, following])
    pd.testing.assert_series_equal(alone.iloc[0], together.iloc[0])


def test_a_passive_has_a_speaker_some_words_behind_it():
    texts = ["It was announced on Monday by the mayor.", "It was announced. By then it was late."]
    assert measure(texts)["attributions_per_100_words"].gt(0).tolist() == [True, False]


def test_a_clause_or_a_noun_may_follow_a_passive():
    texts = ["It's believed the fire began at night.", "It's called a hub.", "He's lost it."]
    assert measure(texts)["passives_per_100_words"].gt(0).tolist() == [True, True, False]
