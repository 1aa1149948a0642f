from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.measures.quotation import quoted
from toolkit.tokens import normalised, tokenize


def marked(text):
    """The text with every quoted token in square brackets (normalised tokens, single spaces)."""
    tokens = normalised(tokenize([text]))
    words = [tokens.vocabulary[index] for index in tokens.ids]
    return " ".join(
        f"[{word}]" if hit else word for word, hit in zip(words, quoted(tokens), strict=True)
    )


def quoted_words(text):
    tokens = normalised(tokenize([text]))
    return " ".join(tokens.vocabulary[index] for index in tokens.ids[quoted(tokens)])


@pytest.mark.parametrize(
    "text",
    [
        'She said "we won the vote" and left.',
        "She said “we won the vote” and left.",
        "She said „we won the vote“ and left.",
        "She said «we won the vote» and left.",
        "She said ``we won the vote'' and left.",
        "She said 'we won the vote' and left.",
        "She said ‘we won the vote’ and left.",
    ],
)
def test_marks_of_every_kind_mean_the_same(text):
    words = quoted_words(text).strip("\"'")
    assert words == "we won the vote"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It is over," he said.', '["It] [is] [over,"] he said.'),
        ('("Yes," he) said', '[("Yes,"] he) said'),
        ('"I went—” he said', '["I] [went] [--] ["] he said'),
        ('She paid "$3 million".', 'She paid ["$3] [million".]'),
        ('He read "Hamlet"\'s end twice', 'He read ["Hamlet"\'s] end twice'),
        ('a pro-"growth" group', 'a [pro-"growth"] group'),
        (
            'now " spaced out " and " more " end',
            'now ["] [spaced] [out] ["] and ["] [more] ["] end',
        ),
    ],
)
def test_double_marks_beside_other_punctuation(text, expected):
    assert marked(text) == expected


def test_a_quotation_inside_a_quotation_stays_inside():
    assert quoted_words("“He told me ‘no’ twice,” she said.") == "\"He told me 'no' twice,\""
    assert quoted_words("‘He told me “no” twice,’ she said.") == "'He told me \"no\" twice,'"
    assert quoted_words('We call "the "best" deal ever" a bad one.') == '"the "best" deal ever"'
    assert quoted_words('We call "the "very best" deal" a bad one.') == '"the "very best" deal"'


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = "“We waited for hours.\n\n“Nobody came,” she said. It rained."
    assert quoted_words(text) == '"We waited for hours. "Nobody came,"'
    text = "He said: “We waited for hours.\n\nNobody came. It rained."
    assert quoted_words(text) == '"We waited for hours.'
    text = "‘We waited for hours.\n\n‘Nobody came,’ she said."
    assert quoted_words(text) == "'We waited for hours. 'Nobody came,'"
    text = "‘It rained,’ she said. ‘We waited.\n\n‘Nobody came.’ It rained."
    assert quoted_words(text) == "'It rained,' 'We waited. 'Nobody came.'"


def test_rows_do_not_run_into_each_other():
    tokens = normalised(tokenize(["“We waited.", None, "Nobody came.", "”It rained” she said"]))
    assert quoted(tokens).tolist()[:4] == [True, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "The workers' council met in the '90s and don't mind 'em.",
        "Rock 'n' roll, goin' home, the '60s' end, 'tis true.",
        "The boss's view, the bosses' view, Texas' view, James' view.",
        "It is 6'2\" wide and 5' deep.",
        'A 6" pipe and a 4" pipe.',
        "He says 'Murica is a word that no mark answers.",
        "The F.D.A. 's plan. They 'll go, he 's sure, to the hall.",
    ],
)
def test_apostrophes_feet_and_inches_quote_nothing(text):
    assert quoted_words(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("'Workers' rights are human rights,' she said.", "'Workers' rights are human rights,'"),
        ("A 'workers' paradise' in the north", "'workers' paradise'"),
        ("'It is the workers' idea,' he said.", "'It is the workers' idea,'"),
        ("He said 'we back the workers' and left", "'we back the workers'"),
        ("The so-called 'experts' disagree", "'experts'"),
        ('"A 6" pipe burst," he said.', '"A 6" pipe burst,"'),
        ('"We sold 50" he said', '"We sold 50"'),
    ],
)
def test_possessives_and_inches_close_only_what_nothing_better_closes(text, words):
    assert quoted_words(text) == words


def test_nothing_in_nothing_out():
    assert quoted(normalised(tokenize([]))).shape == (0,)
    assert quoted(normalised(tokenize(["", None]))).shape == (0,)
    assert not quoted(normalised(tokenize(["No marks here."]))).any()


pieces = st.sampled_from(
    [
        '"',
        "“we",
        "won”",
        "'t",
        "'yes'",
        "workers'",
        '6"',
        "plain",
        "end.",
        "'90s",
        "‘no",
        "no’",
        "—",
        '"a"b"',
        "\n\n",
        "'",
        '""',
        '("',
        '")',
    ]
)


@given(st.lists(st.lists(pieces, max_size=12).map(" ".join), max_size=6))
def test_a_column_is_its_rows(texts):
    tokens = normalised(tokenize(texts))
    single = [quoted(normalised(tokenize([text]))) for text in texts]
    assert quoted(tokens).tolist() == np.concatenate([np.zeros(0, bool), *single]).tolist()


def _by_hand(words):
    """Double marks one word at a time: opens at the front, closes at the end, turns on its own."""
    inside, out = False, []
    for word in words:
        if word == '"':
            out.append(True)
            inside = not inside
            continue
        opens, closes = word.startswith('"'), word.endswith('"')
        out.append(inside or opens)
        inside = (inside or opens) and not closes
    return out


@given(st.lists(st.sampled_from(['"', '"we', 'won"', "plain", "words"]), max_size=20))
def test_double_marks_equal_a_word_by_word_account(words):
    marks = [word for word in words if '"' in word]
    assume(('"we', '"we') not in pairwise(marks))
    assert quoted(normalised(tokenize([" ".join(words)]))).tolist() == _by_hand(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("‘Net zero is dead,’ he said.", "'Net zero is dead,'"),
        ("He said: ‘All is lost.’ Then he left.", "'All is lost.'"),
        ("A ‘20 per cent’ rise came.", "'20 per cent'"),
        ("‘We won,’ she said. ‘All of us won.’", "'We won,' 'All of us won.'"),
        ("It was rock 'n' roll in the '90s, and he told 'em so.", ""),
        ("'Tell 'em all,' she said.", "'Tell 'em all,'"),
        ("In the '60s, 'free love' was said to be over.", "'free love'"),
        ("'Twas the night. The workers' pay rose.", ""),
        ("Prices rose. 'Ave a look at the board's figures.", ""),
    ],
)
def test_an_elision_opens_what_only_it_can_open(text, words):
    assert quoted_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said ‘the rules are the rules’. The residents’ anger grew.",
         "'the rules are the rules'."),
        ("The ‘Hundred Days’ began. The soldiers’ pay rose.", "'Hundred Days'"),
        ("‘It is about jobs’, she said, and the unions’ mood is dark. Ministers left.",
         "'It is about jobs',"),
        ("‘The workers’ rights are the unions’ rights,’ he said.",
         "'The workers' rights are the unions' rights,'"),
        ("The students' union and the workers' party met.", ""),
    ],
)  # fmt: skip
def test_possessives_around_a_quotation_do_not_undo_it(text, words):
    assert quoted_words(text) == words
