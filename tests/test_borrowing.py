"""What commentary takes over from its report, on the example, invented stories and edge cases."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.borrowing import alignment, carryover, carryover_score, carryover_spans

DATA = Path(__file__).parent.parent / "data"
COLUMNS = [
    "sentence", "text", "sources", "closeness", "status", "new_numbers", "new_names",
    "new_quotations", "new_phrases", "certainty_shift", "hedges", "boosters", "source_hedges",
    "source_boosters",
]  # fmt: skip


def pair(report, commentary):
    return pd.DataFrame({"role": ["report", "commentary"], "text": [report, commentary]})


def all_of(table, column):
    return [value for values in table[column] for value in values]


@pytest.fixture(scope="module")
def kursk():
    return tk.read_story(DATA / "kursk.txt")


@pytest.fixture(scope="module")
def carried(kursk):
    return carryover(kursk)


@pytest.fixture(scope="module")
def invented():
    return tk.read_stories(DATA / "stories")


def test_columns_and_order(kursk, carried):
    assert list(carried) == COLUMNS
    expected = tk.sentences(kursk).query("role == 'commentary'")
    assert carried["sentence"].tolist() == expected["sentence"].tolist()
    assert carried["text"].tolist() == expected["text"].tolist()
    assert carried["closeness"].between(0, 1).all()


def test_the_example_puts_the_repeated_sentence_first(carried):
    first = carried.loc[carried["closeness"].idxmax()]
    assert first["text"].startswith("The New York Times has reported")
    assert first["status"] == "carried over"
    assert first["sources"] == (1,)


def test_the_example_has_four_or_five_sentences_that_take_up_words(carried):
    partly = carried.query("status == 'partly'")
    assert len(partly) in (4, 5)
    taken_up = ("major offensive", "Kursk", "North Korean troops")
    assert all(any(words in text for words in taken_up) for text in partly["text"])
    assert (carried["status"] == "carried over").sum() == 1


def test_what_is_new_in_the_example(carried):
    assert set(all_of(carried, "new_names")) == {"Donald Trump", "the West", "European countries"}
    assert {"cannon fodder", "ethical concerns"} <= set(all_of(carried, "new_phrases"))
    assert all_of(carried, "new_numbers") == []


def test_the_same_cue_before_another_word_is_no_shift():
    report = "Analysts expect lower fares at Tollby airport next year."
    commentary = "Analysts expect fares at Tollby airport to be lower next year."
    story = pd.DataFrame({"role": ["report", "commentary"], "text": [report, commentary]})
    assert tk.carryover(story)["certainty_shift"].tolist() == [""]


def test_how_certainty_shifts_in_the_example(carried):
    shifts = carried.set_index("sentence")["certainty_shift"]
    assert '"approximately 50,000" → "an impressive 50,000"' in shifts[5]
    assert "potential offensive" in shifts[7]
    assert "boosters: none → clear sign" in shifts[7]
    assert 'attributed to "some"' in shifts[7]


def test_the_closeness_that_is_shown_agrees_with_the_status(carried):
    near = carried.head(2).assign(closeness=[0.2799, 0.28], status=["new", "partly"])
    assert "0.27" in repr(near.head(1))
    assert "0.28" in repr(near.tail(1))


def test_a_copy_is_carried_over_whole(kursk, invented):
    for story in (kursk, *(one for _, one in invented.groupby("story"))):
        report = story[story["role"] == "report"]
        copy = pd.concat([report, report.assign(role="commentary")], ignore_index=True)
        table = carryover(copy)
        assert set(table["status"]) == {"carried over"}
        assert (table["closeness"] == 1).all()
        assert not any(all_of(table, name) for name in COLUMNS[5:9])
        assert not any(table["certainty_shift"])
        assert carryover_score(copy) == pytest.approx(1)


def test_beside_an_unrelated_report_everything_is_new(invented):
    stories = [one for _, one in invented.groupby("story", sort=False)]
    for own, other in zip(stories, stories[7:] + stories[:7], strict=True):
        mixed = pd.concat([other.query("role == 'report'"), own.query("role == 'commentary'")])
        mixed = mixed.assign(story="mixed")
        table = carryover(mixed)
        assert set(table["status"]) == {"new"}
        assert not any(table["sources"])
        assert carryover_score(mixed) < 0.15


def test_what_long_texts_share_by_chance_is_no_carryover(invented):
    texts = invented.groupby(["story", "role"], sort=False)["text"].agg("\n\n".join).unstack()
    reports, replies = texts["report"].iloc[:9], texts["commentary"].iloc[18:27]
    assert carryover_score(pair("\n\n".join(reports), "\n\n".join(replies))) < 0.1
    filler = "time " + "the " * 29_999
    assert carryover_score(pair(filler, filler)) == 1.0


def test_the_true_report_scores_above_others(invented):
    texts = invented.groupby(["story", "role"], sort=False)["text"].agg("\n\n".join).unstack()
    draw = random.Random(4)
    wins = []
    for i, row in enumerate(texts.itertuples()):
        others = draw.sample([j for j in range(len(texts)) if j != i], 4)
        own = carryover_score(pair(row.report, row.commentary))
        wins += [
            own > carryover_score(pair(texts["report"].iloc[j], row.commentary)) for j in others
        ]
    assert np.mean(wins) >= 0.97


def test_numbers_names_and_forms_of_words_are_recognised():
    table = carryover(
        pair(
            "US officials say 50,000 soldiers were trained near Ostrey for $3.5 million in 2019.",
            "Fifty thousand soldiers! The United States trains a soldier for 3.5 million dollars. "
            "In Ostrey 12% of them left on Jan. 5, says Ada Marlow; 12 percent, says Mr. Marlow.",
        )
    )
    assert all_of(table, "new_numbers") == ["12%", "Jan. 5"]
    assert all_of(table, "new_names") == ["Ada Marlow"]
    assert table["status"].tolist()[0] != "new"


@pytest.mark.parametrize(
    ("exact", "round_number"),
    [
        ("5,117 people", "more than 5,000"),
        ("5,117 people", "about five thousand"),
        ("27,904 people", "almost 28,000"),
        ("254,300 people", "over a quarter of a million"),
        ("$48.6 billion", "nearly $49bn"),
        ("5.3 per cent", "just over 5%"),
        ("31% of them", "almost one in three"),
        ("33% of them", "a third of them"),
        ("74% of them", "three quarters of them"),
        ("8,381.35 points", "8,381 points"),
        ("$1.2504", "$1.25"),
        ("27,904 people", "27,900 people"),
        ("1,900 people", "nearly 2,000 people"),
        ("15.8 metres", "nearly 16 metres"),
        ("2.9 days", "almost three days"),
        ("11,480 people", "eleven thousand people"),
        ("$3.1m", "three million dollars"),
        ("43 people", "forty-odd people"),
        ("61 people", "sixty or more people"),
        ("5,117 people", "5,000 or so"),
    ],
)
def test_a_number_said_roundly_is_not_new(exact, round_number):
    rows = carryover(pair(f"They counted {exact}.", f"They counted {round_number}."))
    assert all_of(rows, "new_numbers") == []


@pytest.mark.parametrize(
    ("exact", "other"),
    [
        ("5,117 people", "5,000"),
        ("5,117 people", "almost 5,000"),
        ("5,117 people", "more than 5,200"),
        ("1,900 people", "more than 1,000"),
        ("2,024", "about 2,000"),
        ("$1.25", "$1.2504"),
        ("1,004 people", "1,000 people"),
        ("4,600 people", "five thousand people"),
        ("43 people", "forty people"),
        ("19 people", "about 20"),
        ("31% of them", "33%"),
        ("40% of them", "a third of them"),
        ("December 19", "about 20"),
    ],
)
def test_another_number_is_new(exact, other):
    rows = carryover(pair(f"They counted {exact}.", f"They counted {other}."))
    assert len(all_of(rows, "new_numbers")) == 1


@pytest.mark.parametrize(
    ("report", "commentary", "new"),
    [
        ("The crane lifts 32 tonnes.", "The loan runs over thirty years.", ["thirty"]),
        ("A clerk of 29 fainted.", "About 30 growers met.", ["30"]),
        ("It planted 29 limes.", "It planted about 30 limes.", []),
        ("Rates rose 28 per cent.", "Nearly 30 per cent of growers left.", ["30 per cent"]),
        ("The pier was built in 1889.", "It drew nearly 2,000 growers.", ["2,000"]),
        ("The pier was built in 1848.", "The mill came in 1850.", ["1850"]),
        ("The mill has 1,889 spindles.", "It has almost 2,000.", []),
        ("It made $6.9 billion.", "Almost seven billion dollars!", []),
        ("A third of the growers left.", "About 30% of growers left.", []),
    ],
)
def test_small_numbers_and_years_are_rounded_only_beside_the_same_words(report, commentary, new):
    assert all_of(carryover(pair(report, commentary)), "new_numbers") == new


def test_words_of_number_are_in_no_phrase():
    reply = "Several thousand large projects failed in the twenty-first century."
    assert all_of(carryover(pair("Nothing.", reply)), "new_phrases") == ["large projects"]


def test_only_quotations_that_the_report_lacks_are_new():
    table = carryover(
        pair(
            "“We had no choice,” said Marian Stott of the council.",
            'She had “no choice”, she says. They call it ‘a shambles’ and "worse".',
        )
    )
    assert [tuple(cell) for cell in table["new_quotations"]] == [(), ("a shambles", "worse")]


def test_the_first_mention_counts_as_new():
    table = carryover(pair("The bridge is shut.", "Ada Marlow spoke. Nobody heard Ada Marlow."))
    assert [tuple(cell) for cell in table["new_names"]] == [("Ada Marlow",), ()]


def test_several_stories_are_kept_apart(invented):
    names = invented["story"].unique()[:3]
    some = invented[invented["story"].isin(names)]
    table = carryover(some)
    assert list(table) == ["story", *COLUMNS]
    for name in names:
        alone = carryover(some[some["story"] == name])
        same = table[table["story"] == name].drop(columns="story").reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, same)
    scores = carryover_score(some)
    assert scores.index.tolist() == names.tolist()
    assert scores[names[1]] == carryover_score(some[some["story"] == names[1]])


def test_headings_and_missing_texts_are_left_out():
    table = pd.DataFrame(
        {
            "role": pd.Categorical(["report", "report", "commentary", "commentary", "commentary"]),
            "kind": ["heading", "body", "heading", "body", "body"],
            "text": ["Bridge", "The bridge is shut.", "Why?", "The bridge is shut.", None],
        },
        index=[1, 1, 2, 2, 2],
    )
    before = table.copy()
    found = carryover(table)
    assert found["sentence"].tolist() == [4]
    assert found["sources"].tolist() == [(2,)]
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("function", [carryover, carryover_score, alignment, carryover_spans])
def test_a_missing_role_is_named(function, kursk):
    with pytest.raises(tk.ToolkitError, match="'kursk' has no text with the role 'commentary'"):
        function(kursk[kursk["role"] == "report"])
    with pytest.raises(tk.ToolkitError, match="'text' and 'role'"):
        function(kursk.drop(columns="role"))
    with pytest.raises(tk.ToolkitError, match="'text' and 'role'"):
        function("a text")
    with pytest.raises(tk.ToolkitError, match=r"did you mean 'ROLE'\?"):
        function(kursk.rename(columns={"role": "ROLE"}))
    with pytest.raises(tk.ToolkitError, match="without rows"):
        function(kursk.iloc[:0])
    with pytest.raises(tk.ToolkitError, match=r"role has \['letter'\]; it can only be"):
        function(pd.concat([kursk, kursk[:1].assign(role="letter")]))
    with pytest.raises(tk.ToolkitError, match="6 rows have no 'story'; name or drop them"):
        function(kursk.assign(story=kursk["story"].where(kursk["role"] == "report")))
    with pytest.raises(tk.ToolkitError, match="two columns are called 'text'"):
        function(pd.concat([kursk, kursk["text"]], axis=1))
    with pytest.raises(tk.ToolkitError, match=r"role 'report' \(roles found: commentary\)"):
        function(kursk.assign(role=kursk["role"].where(kursk["role"] == "commentary")))


def test_stories_may_be_named_by_pairs(invented):
    names = invented["story"].unique()[:2]
    table = invented[invented["story"].isin(names)]
    paired = table.assign(story=[(name, 1) for name in table["story"]])
    assert carryover_score(paired).index.tolist() == [(name, 1) for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "* * *",
        "…",
        "Yes.",
        "12",
        "—",
        "“”",
        "\x00",
        "I",
        "$",
        "€ 5 %",
        "9" * 400,
        "0." + "0" * 330 + "1%",
        "1" + "0" * 307 + "7.5%",
        "5 past",
        "quarter to",
        "1/2",
        "½",
        "[",
        "[x",
        "'61",
        "May 32",
    ],
)
def test_odd_sentences_do_no_harm(text):
    for table in (pair("The bridge is shut.", text), pair(text, "The bridge is shut.")):
        assert carryover(table)["status"].tolist() == ["new"]
        assert carryover_score(table) == 0.0
        assert alignment(table).empty
    assert carryover(pair(text, text))["status"].tolist() == ["carried over"]


def test_a_percentage_is_no_plain_number_in_the_same_words_either():
    report = "Growth in the two ports of the county was 45% last year."
    for words in (report.replace("45%", "{}"), "In the two ports of the county was {} last."):
        share, plain = (carryover(pair(report, words.format(n))) for n in ("45%", "45"))
        assert share["closeness"][0] > plain["closeness"][0]
        assert (share["new_numbers"][0], plain["new_numbers"][0]) == ((), ("45",))
    assert carryover(pair(report, report))["closeness"].tolist() == [1]


def test_alignment_has_a_row_for_every_source(kursk, carried):
    links = alignment(kursk)
    assert list(links) == ["story", "sentence", "source", "closeness", "shared"]
    listed = {(row.sentence, source) for row in carried.itertuples() for source in row.sources}
    assert set(zip(links["sentence"], links["source"], strict=True)) == listed
    assert links["closeness"].between(0, 1).all()
    assert "north korea" in links["shared"].iloc[0]


def test_spans_lie_where_they_say(kursk):
    spans = carryover_spans(kursk)
    texts = kursk["text"].tolist()
    assert all(texts[row.row][row.start : row.end] == row.text for row in spans.itertuples())
    assert {"cannon fodder"} <= set(spans.query("category == 'new phrase'")["text"])
    shared = spans.query("category == 'carried over'")
    assert {"report", "commentary"} == set(shared["role"])
    assert "50,000" in set(shared.query("role == 'commentary'")["text"])


def test_spans_of_unrelated_texts_are_only_new_ones():
    spans = carryover_spans(pair("The bridge is shut.", "Ada Marlow paid $12."))
    assert spans["category"].tolist() == ["new name", "new number"]
    assert carryover_spans(pair("So it was.", "And so it is.")).empty


SPELLED_OUT = [
    ("ONS", "the Office for National Statistics"),
    ("OBR", "the Office for Budget Responsibility"),
    ("MoD", "the Ministry of Defence"),
    ("RSPB", "the Royal Society for the Protection of Birds"),
    ("SEC", "the Securities and Exchange Commission"),
    ("HHS", "the U.S. Department of Health and Human Services"),
    ("Defra", "the Department for Environment, Food and Rural Affairs"),
    ("M&S", "Marsh & Stone"),
    ("M&S", "Marks and Spencer"),
    ("OSCE", "the Organization for Security and Co-operation in Europe"),
]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("the Conservatives", "the Tories"),
        ("Conservative MPs", "Tory members"),
        ("the Liberal Democrats", "the Lib Dems"),
    ],
)
def test_another_form_of_a_party_is_no_new_name(there, here):
    found = carryover(pair(f"Nobody asked {there} about it.", f"They wrote to {here}."))
    assert all_of(found, "new_names") == []


@pytest.mark.parametrize(("short", "full"), SPELLED_OUT)
def test_an_abbreviation_is_no_new_name_beside_what_it_stands_for(short, full):
    there = f"Nobody asked {full} about it."
    assert all_of(carryover(pair(there, f"They wrote to {short}.")), "new_names") == []


@pytest.mark.parametrize(("short", "full"), [row for row in SPELLED_OUT if row[0] != "HHS"])
def test_what_an_abbreviation_stands_for_is_no_new_name(short, full):
    found = carryover(pair(f"They wrote to {short}.", f"Nobody asked {full} about it."))
    assert all_of(found, "new_names") == []


def test_other_abbreviations_are_new_names():
    found = carryover(pair("The Office for National Statistics met.", "The IFS met with NSO."))
    assert all_of(found, "new_names") == ["The IFS", "NSO"]


def test_a_number_behind_a_name_makes_another_of_it_only_if_it_is_new():
    found = carryover(pair("World War Two ended.", "They recall World War II and World War III."))
    assert all_of(found, "new_names") == ["World War III"]
    found = carryover(pair("Elizabeth spoke of 2 acts.", "They recall Queen Caroline II."))
    assert all_of(found, "new_names") == ["Caroline II"]


SMITH = '"It\'s over," said Smith, "and we lost. There was no plan for their homes."'


@pytest.mark.parametrize(
    "quotation",
    [
        "it is over and we lost",
        "It's over … no plan",
        "no plan for [the] homes",
        "no plan for [the council's] homes",
        "no plan [at all] for their homes",
        "[T]here was no plan",
        "It’s over",
    ],
)
def test_a_quotation_that_is_cut_or_joined_is_not_new(quotation):
    found = carryover(pair(SMITH, f"He says, “{quotation}”, and that is that."))
    assert all_of(found, "new_quotations") == []


@pytest.mark.parametrize(
    "quotation",
    ["It was over", "it over", "it isn't over", "no plan … it's over", "no homes [at all]"],
)
def test_a_quotation_with_other_words_is_new(quotation):
    found = carryover(pair(SMITH, f"He says, “{quotation}”, and that is that."))
    assert len(all_of(found, "new_quotations")) == 1


def test_a_quotation_inside_a_quotation_does_not_cut_it():
    said = "He called it “a ‘terrible’ mess and ‘a joke’ too,” and “one thing” “two things”."
    found = carryover(pair("Nothing.", said))["new_quotations"][0]
    assert found == ("a ‘terrible’ mess and ‘a joke’ too", "one thing", "two things")


def test_a_quotation_is_new_once():
    found = carryover(pair("Nothing.", "They say “a shambles”. Is it “a shambles”?"))
    assert found["new_quotations"].tolist() == [("a shambles",), ()]


@pytest.mark.parametrize(
    ("there", "here", "shift"),
    [
        ("rose 12% in 40 towns", "rose about 12% in 40 towns", '"12%" → "about 12%"'),
        ("rose $40 in 12 towns", "rose over $40 in 12 towns", '"$40" → "over $40"'),
        ("took longer than 40 days", "took 40 days", '"longer than 40" → "40"'),
        ("took a full 40 days", "took 40 days", '"a full 40" → "40"'),
        ("rose about 12% in 40 towns", "rose some 12% in 40 towns", ""),
        ("took as many as 40 days", "took up to 40 days", ""),
        ("kept below the 12% limit for 40 days", "kept under 12% for 40 days", ""),
        ("gave a neighbour 40 days to sell", "gave 40 days to sell", ""),
        ("won by a 12-40 vote", "won by 12-40", ""),
        ("cost a colossal $40m in 12 towns", "cost $40m in 12 towns", '"a colossal $40m" → "$40m"'),
        ("is a planet 120 light-years away", "is 120 light-years away", ""),
        ("pays for a new 900-seat ferry", "pays for 900 seats on a ferry", ""),
        ("pays for a combined 900 seats", "pays for 900 seats", ""),
        ("lies by a bridge, 120 light-years away", "is 120 light-years away", ""),
    ],
)
def test_how_a_number_is_qualified(there, here, shift):
    found = carryover(pair(f"The Ostrey fare {there}.", f"The Ostrey fare {here}."))
    assert found["certainty_shift"].tolist() == [shift]


def test_a_compound_in_another_form_and_another_spelling_are_not_new():
    found = carryover(pair("The ceasefire programme stood.", "A cease-fire labor. Cease-fires."))
    assert all_of(found, "new_phrases") == []
    found = carryover(pair("The labour airstrikes failed.", "Labor air strikes fail."))
    assert all_of(found, "new_phrases") == []
    assert found["closeness"][0] > 0.5


def test_names_alone_are_partly_carried_over_at_most():
    report = "Tunde Adeyemi scored twice for Wexham on Saturday."
    commentary = "Tunde Adeyemi has a dog. Tunde Adeyemi scored twice on Saturday."
    rows = carryover(pair(report, commentary))
    assert rows["status"].tolist() == ["partly", "carried over"]


@pytest.mark.parametrize("sentence", ["Wexham can't.", "Adeyemi.", "They have a point at Wexham."])
def test_one_word_of_a_name_carries_nothing_over(sentence):
    report = "Tunde Adeyemi scored twice for Wexham on Saturday."
    rows = carryover(pair(report, sentence))
    assert rows["status"].tolist() == ["new"]
    assert rows["sources"].tolist() == [()]


def test_an_office_belongs_to_the_name():
    report = "Deputy leader Marlow may close the Ostrey pier, which is simply too old."
    rows = carryover(pair(report, "If deputy leader Marlow slept, then so did I."))
    assert rows["status"].tolist() == ["partly"]
    assert rows["certainty_shift"].tolist() == [""]


def test_six_words_of_the_report_in_a_row_are_partly_carried_over_at_least():
    report = 'Dace was angry. "Everybody saw it except the tired referee."'
    commentary = (
        "Dace says “everybody saw it except the tired referee”, and the replay suggests that he "
        "has a point. It is what it is at the end of it all."
    )
    rows = carryover(pair(report, commentary))
    assert rows["status"].tolist() == ["partly", "new"]
    assert rows["sources"][0][0] == 2


def test_four_words_of_the_report_in_quotation_marks_are_partly_carried_over_at_least():
    report = 'Dace was angry. "We have waited long enough," she said. It was done in the end.'
    commentary = (
        "“We’ve waited long enough”, says a man who owns three clocks and trusts none of them. "
        "A man who has waited long enough trusts clocks, and so do gulls and bakers. "
        "The clocks were “done in the end”, which tells nobody much. Nobody calls it “the end”."
    )
    rows = carryover(pair(report, commentary))
    assert rows["status"].tolist() == ["partly", "new", "new", "new"]
    assert rows["sources"].tolist() == [(2,), (), (), ()]


def test_certainty_is_compared_with_the_main_source():
    report = (
        "Melt rates averaged 34 metres a year. “We think the water may be getting in through "
        "channels,” said an author."
    )
    rows = carryover(pair(report, "The authors write that melt averaged 34 metres a year."))
    assert rows["certainty_shift"].tolist() == [""]


def test_certainty_is_not_compared_where_little_but_a_name_is_shared():
    report = "The council of Ostrey may close its library in June, a spokesman said."
    rows = carryover(
        pair(report, "Ostrey will certainly never forget its war. Ostrey always slept in June.")
    )
    assert rows["certainty_shift"].tolist() == ["", ""]
    rows = carryover(pair(report, "The library of Ostrey will certainly close in June."))
    assert rows["certainty_shift"].tolist() == ["hedges: may → none; boosters: none → certainly"]
    rows = carryover(pair("The Ostrey bridge may close.", "The Ostrey bridge will close."))
    assert rows["certainty_shift"].tolist() == ["hedges: may → none"]


@pytest.mark.parametrize("stock", ["for the first time in years", "at the end of the year"])
def test_stock_phrases_carry_nothing_over(stock):
    rows = carryover(pair(f"A new hospital opens {stock}.", f"I slept well {stock}, my friends."))
    assert rows["status"].tolist() == ["new"]


def test_a_cue_that_stays_in_another_form_is_no_shift():
    report = "Engineers estimate that 900 seals live near the Ostrey lighthouse."
    rows = carryover(pair(report, "Near the Ostrey lighthouse live 900 seals by any estimates."))
    assert rows["certainty_shift"].tolist() == [""]
    rows = carryover(pair(report, "Near the Ostrey lighthouse live 900 seals."))
    assert rows["certainty_shift"].tolist() == ["hedges: estimate → none"]


def test_numbers_are_compared_with_all_sources():
    report = (
        "The city water department has lost track of commercial meters and arrears. The "
        "arbitrator will hear the dispute over approximately $2.1 million in March."
    )
    commentary = (
        "The city water department has lost track of commercial meters, and $2.1 million is "
        "before an arbitrator."
    )
    rows = carryover(pair(report, commentary))
    assert '$2.1 million" → "$2.1 million"' in rows["certainty_shift"][0]


@pytest.mark.parametrize(
    ("report", "commentary", "new"),
    [
        ("Rates may rise by a quarter of a percentage point.", "Rates rose by 0.25 points.", ()),
        ("She won by a tenth of a second in Paris.", "She won in Paris by 0.1 seconds.", ()),
        ("He has scored three in four games.", "He has scored three goals in four games.", ()),
    ],
)
def test_a_fraction_of_a_unit_is_no_share(report, commentary, new):
    assert (
        tk.carryover(tk.read_story(report=report, commentary=commentary))["new_numbers"][0] == new
    )


def test_an_added_booster_is_a_shift_where_names_and_a_verb_are_shared():
    report, commentary = "The mayor may meet Lisa in Paris.", "The mayor will definitely meet Lisa."
    found = tk.carryover(tk.read_story(report=report, commentary=commentary))
    assert "boosters: none → definitely meet" in found["certainty_shift"][0]


@pytest.mark.parametrize("words", ["A " * 20_000, "I. " * 20_000, "a" * 300_000])
def test_a_commentary_of_odd_words_is_read_soon(words):
    rows = carryover(pair("The port is shut.", f"The port is shut.\n\n{words}"))
    assert rows["status"].iloc[0] == "carried over"


def test_a_common_noun_of_the_report_makes_no_name_known():
    report = "Ada Marlow of Ostrey Park wrote to the league and met its city council."
    commentary = (
        "The Northbrook League is rich, said the City Council. "
        "He walked over from Marlow Park to Park Road."
    )
    assert all_of(carryover(pair(report, commentary)), "new_names") == [
        "The Northbrook League", "Park Road",
    ]  # fmt: skip


def test_a_cue_of_function_words_is_shown_without_the_word_that_follows():
    report = "The collapse of the wall could probably have been prevented, an engineer said."
    found = carryover(pair(report, "The collapse of the wall could have been prevented."))
    assert found["certainty_shift"][0] == "hedges: could, probably → could have been"


def test_an_office_alone_is_new_in_the_plural_too():
    report = "Mayor Ada Marlow shut the bridge. Councillor Ben Ostrey said that it should open."
    assert carryover(pair(report, "What did the councillors do?"))["status"].tolist() == ["new"]


def test_a_number_and_that_of_which_it_is_a_part_are_neighbours():
    report = "The council found lead in 14 of 60 wells and rust in 11 of the stand's 36 beams."
    reply = "Fourteen wells out of sixty! Eleven of thirty-six. Sixty men had 14 dogs."
    assert carryover(pair(report, reply))["status"].tolist() == ["partly", "partly", "new"]


def test_an_office_of_two_words_carries_nothing_over():
    report = "Prime Minister Ada Marlow flew to Ostrey by helicopter."
    reply = "The prime minister is late. Nobody enters a helicopter as prime minister and leaves."
    assert carryover(pair(report, reply))["status"].tolist() == ["new", "partly"]


def test_an_abbreviation_is_found_in_what_it_stands_for():
    report = "The Federal Harbour Board grounded 171 ferries. It was in Ostrey."
    reply = "The F.H.B. has grounded 171 ferries."
    assert carryover(pair(report, reply))["sources"].tolist() == [(1,)]
    assert {"171", "f.h.b"} <= set(alignment(pair(report, reply))["shared"][0])
    both = f"{report} {reply}"
    assert carryover_score(pair(both, both)) == 1.0
    assert carryover_score(pair(report, reply)) == carryover_score(pair(reply, report))
    assert carryover_score(pair(report, reply)) > carryover_score(pair(report, "171 ferries stay."))
