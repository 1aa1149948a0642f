"""Keywords against a plain implementation of the published formulas, and what they must not do."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.keyness import keywords
from toolkit.keyness.odds import log_odds
from toolkit.plots import plot_keywords

KURSK = Path(__file__).parent.parent / "data" / "kursk.txt"
WORDS = [
    "council", "bridge", "river", "said", "closed", "money", "why", "honest", "perhaps", "plan"
]  # fmt: skip


def stories(n, seed=0, length=40):
    """Invented word strings: reports and commentary draw on the same words with other odds."""
    random = np.random.default_rng(seed)
    odds = {"report": np.arange(10, 0, -1), "commentary": np.arange(1, 11)}
    rows = [
        (f"s{i}", role, f"o{i % 2}", " ".join(random.choice(WORDS, length, p=p / p.sum())))
        for i in range(n)
        for role, p in odds.items()
    ]
    return pd.DataFrame(rows, columns=["story", "role", "outlet", "text"])


def plain_keyness(table, prior_words=500.0):
    """Monroe, Colaresi and Quinn's equations 16 and 20 to 22, one word at a time."""
    counts = {role: Counter() for role in ("report", "commentary")}
    for role, text in zip(table["role"], table["text"], strict=True):
        counts[role].update(text.split())
    n = {role: sum(of.values()) for role, of in counts.items()}
    everything = counts["report"] + counts["commentary"]
    result = {}
    for word, occurrences in everything.items():
        a = prior_words * occurrences / sum(n.values())
        odds = {}
        for role in counts:
            y = counts[role][word]
            odds[role] = (y + a) / (n[role] + prior_words - y - a)
        difference = math.log(odds["commentary"]) - math.log(odds["report"])
        variance = 1 / (counts["commentary"][word] + a) + 1 / (counts["report"][word] + a)
        result[word] = (difference, difference / math.sqrt(variance))
    return result


def test_equals_the_published_formulas_word_by_word():
    table = stories(6)
    found = keywords(table, phrases=False).set_index("term")
    expected = plain_keyness(table)
    assert set(found.index) <= set(expected)
    for word, row in found.iterrows():
        assert (row["log_odds"], row["z"]) == pytest.approx(expected[word], rel=1e-12)


def test_without_one_leaves_out_the_story_with_most_occurrences():
    table = stories(5, seed=3)
    found = keywords(table, phrases=False).set_index("term")
    for word, row in found.iterrows():
        own = table[table["role"] == row["role"]]
        heaviest = max(own.index, key=lambda i: own.loc[i, "text"].split().count(word))
        # The prior stays that of the whole table, so the difference is worked out directly.
        everything = Counter(" ".join(table["text"]).split())
        prior = np.array([500 * everything[word] / sum(everything.values())])
        rest = table.drop(index=heaviest)
        y, n = {}, {}
        for role in ("report", "commentary"):
            words = " ".join(rest.loc[rest["role"] == role, "text"]).split()
            y[role], n[role] = words.count(word), len(words)
        difference, variance = log_odds(
            y["commentary"], y["report"], n["commentary"], n["report"], prior, 500.0
        )
        assert row["z_without_one"] == pytest.approx((difference / np.sqrt(variance))[0])


def test_by_averages_the_groups_by_precision():
    table = stories(8, seed=1)
    found = keywords(table, phrases=False, by="outlet").set_index("term")
    for word, row in found.iterrows():
        weighted = precision = 0.0
        for _, group in table.groupby("outlet"):
            texts = [
                " ".join(group.loc[group["role"] == role, "text"]).split()
                for role in ("commentary", "report")
            ]
            y, n = [words.count(word) for words in texts], [len(words) for words in texts]
            prior = np.array([500 * sum(y) / sum(n)])
            difference, variance = log_odds(*y, *n, prior, 500.0)
            weighted += difference[0] / variance[0]
            precision += 1 / variance[0]
        assert row["log_odds"] == pytest.approx(weighted / precision)
        assert row["z"] == pytest.approx(weighted / math.sqrt(precision))


def test_a_habit_of_one_outlet_is_no_keyword_within_outlets():
    table = stories(12)
    only = (table["outlet"] == "o1") & (table["role"] == "commentary")
    table = table[(table["outlet"] == "o0") | only | (table["story"] == "s1")]
    table.loc[table["outlet"] == "o1", "text"] += " hashtag" * 20
    found = keywords(table, phrases=False).set_index("term")
    within = keywords(table, phrases=False, by="outlet").set_index("term")
    assert found.loc["hashtag", "z"] > 2
    assert "hashtag" not in within.index or abs(within.loc["hashtag", "z"]) < 1


def test_one_story_cannot_make_a_keyword():
    table = stories(10)
    table.loc[1, "text"] += " seagull" * 60
    assert "seagull" not in set(keywords(table)["term"])
    everything = keywords(table, min_stories=1, n=100).set_index("term")
    assert "seagull" not in everything.index or abs(everything.loc["seagull", "z_without_one"]) < 1
    table.loc[[3, 5], "text"] += " seagull"
    enough = keywords(table, n=100).set_index("term")
    assert everything.index[0] != "seagull"
    assert enough.loc["seagull", "z"] > 3 > enough.loc["seagull", "z_without_one"]


def test_dispersion_is_gries_dp():
    table = pd.DataFrame(
        {
            "story": ["a", "b", "c", "a", "b", "c"],
            "role": ["report"] * 3 + ["commentary"] * 3,
            "text": ["xx yy yy yy", "xx yy", "xx xx", "zz zz zz yy", "zz zz", "zz zz"],
        }
    )
    found = keywords(table, phrases=False, prior_words=1).set_index("term")
    x_shares, sizes = np.array([1, 1, 2]) / 4, np.array([4, 2, 2]) / 8
    assert found.loc["xx", "dispersion"] == pytest.approx(np.abs(x_shares - sizes).sum() / 2)
    assert found.loc["xx", "n_stories"] == 3
    assert found.loc["xx", "per_1000_report"] == 500
    assert found.loc["zz", "per_1000_commentary"] == pytest.approx(875)


def test_phrases_stay_within_sentences_and_marks():
    text = "Night bus stops here. Night bus, stops, of the night bus. The Bus Stops."
    table = pd.DataFrame({"role": ["report", "commentary"], "text": [text, "No comment at all."]})
    found = keywords(table, n=50, min_stories=1)
    counts = found[found["role"] == "report"].set_index("term")["count_report"]
    assert counts["night bus"] == 3
    assert counts["bus stops"] == 2
    assert "night" not in counts
    assert not {"of the", "the night", "here night", "stops of", "the bus"} & set(counts.index)
    assert not any(" " in term for term in keywords(table, phrases=False)["term"])


def beside(commentary, report="Who knows?", n_stories=6):
    rows = [
        (f"s{i}", role, text)
        for i in range(n_stories)
        for role, text in (("report", report), ("commentary", commentary))
    ]
    return pd.DataFrame(rows, columns=["story", "role", "text"])


def terms(table, **options):
    found = keywords(table, **options)
    return found.loc[found["role"] == "commentary", "term"].tolist()


def test_a_word_gives_way_only_to_a_phrase_that_is_listed():
    commentary = (
        "Alpha beta. " * 8 + "Alpha. " * 2 + "Gamma. " * 9 + "Delta. " * 9 + "Beta. " * 12
    ) + "Yes indeed. "
    table = beside(commentary, "Beta. " * 20 + "Omega. " * 20 + "Big house. " * 5)
    for n in range(1, 8):
        listed = terms(table, n=n)
        assert ("alpha" in listed) != ("alpha beta" in listed)
    assert terms(table, n=2) == ["alpha", "delta"]


def test_full_stops_of_abbreviations_stay_in_phrases_and_terms():
    listed = terms(beside("The U.S. Senate met Sen. Marlow at St. Bride hall, U.S., Ostrey."), n=50)
    assert {"u.s. senate", "sen marlow", "st bride"} <= set(listed)
    assert not {"u.s", "us ostrey", "u.s. ostrey"} & set(listed)
    assert "u.s." in terms(beside("The U.S. Senate. U.S. farms. U.S. roads."), n=50, phrases=False)


def test_numbers_letters_addresses_and_markup_are_no_terms():
    junk = "1.2m 5bn 14th 30km 10.30am b J. https://x.com/a www.y.org a@b.com <b>bold</b> &nbsp;"
    listed = terms(beside(f"{junk} 3D 5G 1990s G7 4x4 I AT&T"), n=50, phrases=False)
    assert sorted(listed) == ["1990s", "3d", "4x4", "5g", "at&t", "g7", "i"]


@pytest.mark.filterwarnings("error")
def test_a_phrase_that_fills_every_place_is_none():
    table = beside("Big house.", "Big house.")
    assert keywords(table).empty
    assert keywords(table.assign(text=["Big house.", "Big house. Big house."] * 6)).empty


def test_columns_order_and_sides():
    found = keywords(stories(9), n=3)
    assert list(found) == [
        "term", "role", "log_odds", "z", "z_without_one", "count_report", "count_commentary",
        "per_1000_report", "per_1000_commentary", "n_stories", "dispersion", "note",
    ]  # fmt: skip
    assert found["role"].tolist() == ["report"] * 3 + ["commentary"] * 3
    assert ((found["z"] > 0) == (found["role"] == "commentary")).all()
    strength = found["z_without_one"].abs()
    assert strength[:3].is_monotonic_decreasing
    assert strength[3:].is_monotonic_decreasing


def test_typography_possessives_headings_and_rows_without_a_role():
    table = pd.DataFrame(
        {
            "role": ["report", "report", "commentary", None, "report"],
            "kind": ["heading", "body", "body", "body", "body"],
            "text": ["Zebra", "“Ostrey’s” 50 bridges — Ostrey", "Why?", "Buy zebra!", None],
        }
    )
    found = keywords(table, n=9).set_index("term")
    assert found.loc["ostrey", "count_report"] == 2
    assert not {"zebra", "50", "—", "--"} & set(found.index)


def test_one_story_works_and_says_so():
    found = keywords(tk.read_story(KURSK), n=5)
    assert found["note"].str.startswith("one story").all()
    assert found["z_without_one"].isna().all()
    assert (found["n_stories"] == 1).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="role"), "'role' is missing"),
        (lambda t: t["text"], "'text' is missing"),
        (lambda t: pd.concat([t, t[:1].assign(role="letter")]), r"role has \['letter'\]; it can"),
        (lambda t: t.assign(story=t["story"].mask(t.index == 1)), "1 row has no 'story'"),
        (lambda t: t[t["role"] == "report"], "roles found: report"),
        (lambda t: t.iloc[:0], "roles found: none"),
        (lambda t: t.assign(text=None), "no row but headings has a text"),
        (lambda t: t.assign(text=t["text"].mask(t["role"] == "report")), "found: commentary$"),
        (lambda t: t.assign(text="…"), "compares words, and the report has none"),
        (lambda t: t.rename(columns={"role": "Role"}), r"did you mean 'Role'\?"),
        (lambda t: t.assign(role="news"), r"role has \['news'\].* write table\['role'\] = "),
        (lambda t: pd.concat([t, t["text"]], axis=1), "two columns are called 'text'"),
    ],
)
def test_errors_name_what_is_missing(change, message):
    with pytest.raises(tk.ToolkitError, match=message):
        keywords(change(stories(2)))


def test_an_unknown_group_or_a_group_without_both_roles_is_named():
    with pytest.raises(tk.ToolkitError, match=r"'paper' is missing; it has: .*text"):
        keywords(stories(2), by="paper")
    table = stories(2)
    with pytest.raises(tk.ToolkitError, match="never both in one 'role'"):
        keywords(table, by="role")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"prior_words": 0}, "prior_words=0 must be more than 0"),
        ({"prior_words": "500"}, "prior_words='500' must be more than 0"),
        ({"n": "5"}, "n='5' must be 0 or more"),
        ({"n": 2.5}, "n=2.5 must be 0 or more"),
        ({"min_stories": "3"}, "min_stories='3' must be a whole number from 1"),
        ({"min_stories": 3}, "min_stories=3 is more than there are: 2 stories"),
        ({"by": ["outlet"]}, "is missing"),
    ],
)
def test_numbers_that_cannot_be_are_refused(options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        keywords(stories(2), **options)


def test_a_report_and_a_commentary_of_two_names_are_one_story_in_each_role():
    table = stories(1)
    named = table.assign(story=["post", "column"])
    found, same = keywords(named), keywords(table)
    assert len(found)
    assert (found["note"] == "one story in each role: says nothing about others").all()
    pd.testing.assert_frame_equal(found.drop(columns="note"), same.drop(columns="note"))


def test_a_role_of_too_few_stories_has_no_terms_and_the_others_say_so():
    table = stories(5).query("role == 'report' or story == 's0'")
    found = keywords(table)
    assert set(found["role"]) == {"report"}
    assert (found["note"] == "the commentary stands in fewer than 3 stories: no terms").all()


def test_stories_with_one_report_are_counted():
    table = stories(5)
    report = table.loc[table["role"] == "report", "text"].iloc[0]
    table.loc[(table["role"] == "report") & table["story"].isin(["s1", "s3"]), "text"] = report
    found = keywords(table)
    said = "3 stories share their report with another: not independent"
    assert found["note"].str.contains(said).all()
    assert said in plot_keywords(found).texts[-1].get_text().replace("\n", " ")


@pytest.mark.parametrize(
    ("texts", "options", "why"),
    [
        (["The tide.", "Six boats.", "A lamp.", "Why now?"], {},
         "no term stands in 2 stories of one role; min_stories=1 lists rarer ones"),
        (["The tide.", "The tide.", "The tide.", "The tide."], {},
         "none of 2 terms is more frequent in the same role with and without the story that has "
         "most of it"),
        (["The tide.", "The tide."], {},
         "every term is as frequent in one role as in the other; one story: says nothing about "
         "others"),
        (["The tide.", "Six boats."], {"n": 0}, "n=0 asks for none"),
    ],
)  # fmt: skip
def test_a_table_without_keywords_says_why(texts, options, why):
    roles = ["report", "commentary"] * (len(texts) // 2)
    table = pd.DataFrame({"story": np.arange(len(texts)) // 2, "role": roles, "text": texts})
    found = keywords(table, **options)
    assert found.empty
    assert why in " ".join(repr(found).split())
    assert why in html.unescape(found._repr_html_())
    with pytest.raises(tk.ToolkitError, match="nothing to draw: .*" + re.escape(why)):
        plot_keywords(found)


def test_a_table_shows_i_as_it_is_written():
    found = keywords(beside("I think so.", "They said no."), phrases=False)
    assert "i" in set(found["term"])
    assert ">I</td>" in found._repr_html_()


def test_stories_of_a_group_with_one_role_are_counted():
    table = stories(6).query("role == 'report' or outlet == 'o0'")
    said = "3 stories with one role in their outlet left out"
    assert keywords(table, by="outlet")["note"].str.startswith(said).all()
    assert not keywords(table)["note"].str.contains("left out").any()


def test_stories_without_a_group_are_taken_for_one_and_it_is_said():
    table = stories(6)
    part = table.assign(outlet=table["outlet"].mask(table["outlet"] == "o0"))
    said = "3 stories without 'outlet' taken for one group"
    assert (keywords(part, by="outlet")["note"] == said).all()
    assert not keywords(table, by="outlet")["note"].str.contains("without").any()


def test_rows_without_a_role_are_counted():
    table = stories(4)
    more = table.head(3).assign(role=[None, None, np.nan])
    note = keywords(pd.concat([table, more]))["note"]
    assert note.str.contains("3 rows without a role left out").all()


def test_the_alphabet_is_named_where_it_chooses():
    texts = beside("Why? Why not?", "Every good boy deserves fruit.")
    texts["text"] += " " + texts["story"].str[1:]  # numbers are no terms
    found = keywords(texts, n=2, phrases=False)
    note = "in alphabetical order among 5 terms of the report that rank alike"
    assert (found["note"] == note).tolist() == [True, True, False, False]
    assert note in repr(found)
    assert "rank alike" in tk.plot_keywords(found).get_supxlabel().replace("\n", " ")
    assert (keywords(texts, n=5, phrases=False)["note"] == "").all()


def test_the_order_of_rows_does_not_matter():
    filler = ["the cat sat by the door", "a dog ran over the hill and back again to the old barn"]
    rows = [
        (story, role, f"{filler[story % 2]} {'however' if role == 'commentary' else 'today'}")
        for story in range(6) for role in ("report", "commentary")
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["story", "role", "text"])
    found = keywords(table)
    assert len(found)
    for seed in range(4):
        pd.testing.assert_frame_equal(keywords(table.sample(frac=1, random_state=seed)), found)


def test_the_table_is_not_changed_and_its_index_does_not_matter():
    table = stories(4)
    table.index = [7] * len(table)
    before = table.copy()
    found = keywords(table)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(found, keywords(stories(4)))


def test_a_term_as_frequent_in_both_roles_is_no_keyword():
    text = "The council will close the old bridge."
    table = pd.DataFrame({"role": ["report", "commentary"], "text": [text, text]})
    assert keywords(table).empty
    assert set(keywords(table.assign(text=[text, f"{text} But why?"]))["z"] == 0) == {False}


@pytest.mark.filterwarnings("error")
def test_beside_texts_without_words_nothing_can_be_compared():
    with pytest.raises(tk.ToolkitError, match="compares words, and the commentary has none"):
        keywords(beside("99:99", "The bridge."))
