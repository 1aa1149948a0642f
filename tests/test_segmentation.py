"""Sentence ends: hard cases by hand, and the public table."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit as tk
from toolkit.segmentation import segmented

# A bar stands where a sentence ends.
HARD_CASES = """
Mr. Hill met Dr. Ames in St. Orla on Jan. 5 at 7 a.m. to talk.
She paid $3.5 million for it.| Nobody asked why.
The U.S. envoy left.| He said nothing.
It was made in the U.S.| The price rose.
Exports to the U.K. and the E.U. fell by 2.5 per cent.
They arrived at 6 p.m.| It was dark.
The meeting starts at 9 a.m. on Monday.
Power was out at 9 p.m.| Forecasters warned of rain.
Doors open at 6 p.m.| Tickets cost a pound.
The vote is at 7 p.m. Tuesday in Orla.
It closed at 5 p.m. Oct. 4 and opens at 10 a.m. Eastern time.
It ended at 6 P.M.| Hill left.
"Will it hold?" he asked.
“Will it hold?” he asked.
“Great!” she said.| “We won.”
He won.| She lost.| They cried.
"I am done," he said.| "Go."
It failed (again).| Nobody cared.
It failed.| (Nobody cared.)
It failed again … and again.
It failed again…| Then it worked.
It failed again...| Then it worked.
Well… perhaps.
Version 2.0.1 is out.| Install it.
See www.example.org/a.b for details.
J. R. Marlow wrote it.
The author, J.R. Marlow, wrote it.
Marlow, T. S., and others disagree.
Gen. Orla Finch and Lt. Col. Bram Tate spoke.
The firm, Hale & Sons Inc., closed.
Hale & Sons Inc. closed its doors.
He works for Hale & Co.| They pay well.
Is it safe?!| Nobody knows.
What?!| No!
Stop!| Go back!
Nobody knows why.| 42 people signed.
Nos. 4 and 5 are closed.
No.| That is wrong.
He said no.| They left.
It is No. 1 in the list.
See Fig. 3 and pp. 4-6 for more.
It cost Rs. 500 crore.| The rest is due.
They sell apples, pears, etc. in the shop.
They sell apples, pears, etc.| The shop is small.
On Feb. 3 the river rose.
The vote is on Dec. 4.| It is close.
He was born c. 1840 in Orla.
The play, i.e. the new one, opens.
Some fruits, e.g. pears, ripen late.
The road -- closed in May -- is open.
The road is open.| -- It was closed in May.
The road—closed in May—is open.| Drive slowly.
"It rained."| She nodded.
'It rained.'| She nodded.
‘It rained.’| She nodded.
He asked, "Why?"| Nobody answered.
They live in Washington, D.C., and like it.
The team beat Orla 3-2.| It was raining.
It cost 5p.| It was worth it.
Prof. Adela Voss, Ph.D., disagrees.
Sen. Tate (R-Orla) voted no.
The book ("The Well.") sold.
She left at 5.30.| He stayed.
Really?| Really.
1. Wash the pears.
The vs. in the title is old, as in Orla vs. Marlow.
The new rule (see sec. 4) applies.
Mrs. O'Dell's dog bit Mr. Tate.| It ran.
It is 3 ft. long and weighs 2 lbs. at most.
“I don’t know,” he said.| “Ask her.”
The shop is on Mill St.| The owner is out.
It is in St. Orla, not in St. John, where Ald. Hill lives.
Then-Sen. Hill beat ex-Gov. Ames.| Vice-Adm. Orr lost.
The firm (est. 1904) is in Orla, Ill.| The shop is not.
It weighs 6 lb. 4 oz. today.| Nobody minds.
She said: “Maybe.”| Then she left.
""".strip().splitlines()


@pytest.mark.parametrize("case", HARD_CASES)
def test_hard_case(case):
    expected = [part.strip() for part in case.split("|")]
    found = tk.sentences(pd.DataFrame({"text": [" ".join(expected)]}))["text"].tolist()
    assert found == expected


def test_there_are_sixty_hard_cases_with_curly_quotes_and_ellipses():
    assert len(HARD_CASES) >= 60
    assert sum("“" in case or "‘" in case for case in HARD_CASES) >= 5
    assert sum("…" in case for case in HARD_CASES) >= 3


def test_a_blank_line_ends_a_sentence():
    table = tk.sentences(pd.DataFrame({"text": ["A heading\n\nThe text goes on"]}))
    assert table["text"].tolist() == ["A heading", "The text goes on"]


def test_pieces_without_a_word_join_their_neighbour():
    table = tk.sentences(pd.DataFrame({"text": ["... Hello there. *** Bye now. !!", "!!"]}))
    assert table["text"].tolist() == ["... Hello there.", "*** Bye now. !!", "!!"]


def test_table_keeps_columns_numbers_each_story_and_points_into_the_paragraph():
    paragraphs = pd.DataFrame(
        {
            "story": ["a", "a", "b"],
            "role": ["report", "commentary", "report"],
            "paragraph": [1, 2, 1],
            "kind": "body",
            "text": ["One is here. Two isn’t.", None, "Three."],
            "outlet": ["x", "y", "z"],
        }
    )
    table = tk.sentences(paragraphs)
    assert table.columns.tolist() == [
        "story",
        "role",
        "paragraph",
        "kind",
        "sentence",
        "start",
        "end",
        "text",
        "outlet",
    ]
    assert table["sentence"].tolist() == [1, 2, 1]
    assert table["outlet"].tolist() == ["x", "x", "z"]
    assert (table["start"].tolist(), table["end"].tolist()) == ([0, 13, 0], [12, 23, 6])


def test_a_sentence_keeps_all_of_the_marks_at_its_ends():
    text = "''It is shut.'' \u200bHe said so.\u200b"
    assert tk.sentences(pd.DataFrame({"text": [text]}))["text"].tolist() == [
        "''It is shut.''",
        "\u200bHe said so.\u200b",
    ]


def test_without_text_the_error_says_what_is_needed():
    with pytest.raises(tk.ToolkitError, match="column 'text'"):
        tk.sentences(pd.DataFrame({"txt": ["a"]}))


@given(st.lists(st.text("aB.!?… \n\"“”'()1-", max_size=40), max_size=5))
def test_sentences_tile_each_text(texts):
    tokens = segmented(texts)
    assert set(tokens.offsets) <= set(tokens.sentences)
    assert (tokens.sentences[1:] > tokens.sentences[:-1]).all()
    table = tk.sentences(pd.DataFrame({"text": pd.Series(texts, dtype=object)}))
    assert "".join("".join(table["text"]).split()) == "".join("".join(texts).split())


def test_sr_ends_a_sentence_where_jr_does():
    texts = ["Ken Hill Sr. He won. Sr. Maria met Ken Hill Sr. in May.", "Ken Hill Jr. He won."]
    found = tk.sentences(pd.DataFrame({"text": texts}))["text"].tolist()
    assert found[:3] == ["Ken Hill Sr.", "He won.", "Sr. Maria met Ken Hill Sr. in May."]
    assert found[3:] == ["Ken Hill Jr.", "He won."]


def test_columns_that_sentences_makes_are_not_overwritten():
    with pytest.raises(tk.ToolkitError, match=r"column .start. of its own"):
        tk.sentences(pd.DataFrame({"text": ["It rains."], "start": [2020]}))


def test_question_and_answer_are_a_sentence_each():
    text = (
        "Q. Why now? A. Because we must. Q: Is it fair? A: No. John Q. Public took vitamin A. So?"
    )
    found = tk.sentences(pd.DataFrame({"text": [text]}))["text"].tolist()
    assert found[:3] == ["Q. Why now?", "A. Because we must.", "Q: Is it fair?"]
    assert found[3:] == ["A: No.", "John Q. Public took vitamin A.", "So?"]


def test_a_long_paragraph_is_not_held_once_for_each_of_its_sentences():
    program = """if True:
        import pandas as pd, pyarrow as pa, toolkit as tk
        text = "It may rain. " * 3000
        found = tk.sentences(pd.DataFrame({"n": [7], "text": [text], "day": ["Monday"]}))
        assert found["text"].eq("It may rain.").sum() == 3000
        print(*found, pa.default_memory_pool().max_memory() // len(text))
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    *columns, held = done.stdout.split()
    assert columns == ["n", "sentence", "start", "end", "text", "day"], done.stderr
    assert int(held) < 200


def test_sentences_of_rows_without_a_story_are_counted_too():
    texts = ["A hill. A bay.", "Rain fell. It froze.", "It thawed."]
    for stories in (["a", None, "a"], [1.5, np.nan, 1.5]):
        found = tk.sentences(pd.DataFrame({"story": stories, "text": texts}))
        assert found["sentence"].tolist() == [1, 2, 1, 2, 3]
    with pytest.raises(tk.ToolkitError, match="column 'story' has lists or the like"):
        tk.sentences(pd.DataFrame({"story": [["a"], ["b"], []], "text": texts}))
