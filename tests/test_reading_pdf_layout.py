"""Where the lines of a PDF stand, and what is told from that."""

import time

import pytest

from toolkit.reading.divided import with_capital
from toolkit.reading.headings import find_headings
from toolkit.reading.marker import marker_test, never
from toolkit.reading.paragraphs import text_blocks
from toolkit.reading.pdf import paragraphs_of_lines
from toolkit.reading.pdf_furniture import without_furniture, without_notes
from toolkit.reading.pdf_layout import close_letters, large_lines, parted
from toolkit.reading.pdf_worker import Line

FULL = (
    "The port was closed on Monday because two of the three cranes had been knocked",
    "down by the storm, and the office said that it may stay shut for a week or two.",
)
OTHER = (
    "Nobody was hurt, the office said, and the third of the cranes is to be looked at",
    "on Thursday, if the weather allows that somebody climbs it and the rails are dry.",
)


def set_down(*paragraphs, size=10, indent=0, gap=0, at=700, x=72):
    """Lines of paragraphs one below the other, 12 points apart, each paragraph's first set in."""
    lines = []
    for paragraph in paragraphs:
        for i, text in enumerate(paragraph):
            lines.append(Line(text, x + (indent if i == 0 else 0), at, size))
            at -= 12
        at -= gap
    return lines


def blocks(*pages):
    lines = parted(without_furniture(list(map(list, pages))))
    read = paragraphs_of_lines([line.text for line in lines], marker_test(), large_lines(lines))
    return [(block.kind, block.text.replace("\n", " ")) for block in find_headings(read)]


def bodies(*paragraphs):
    return [("body", " ".join(paragraph)) for paragraph in paragraphs]


@pytest.mark.parametrize("how", [{"indent": 12}, {"gap": 4}, {"indent": 12, "x": 310}])
def test_lines_set_in_and_space_part_paragraphs_of_full_lines(how):
    paragraphs = (
        FULL,
        OTHER,
        ["It rains, they say, and that it is going to rain is what they say."],
    )
    assert blocks(set_down(*paragraphs, FULL, **how)) == bodies(*paragraphs, FULL)


def test_paragraphs_of_one_line_that_are_all_set_in_are_parted():
    said = [
        [f"“It is the {n} crane that fell, and no other of them,” he said to us."] for n in "abc"
    ]
    assert blocks(set_down(FULL, *said, OTHER, indent=15)) == bodies(FULL, *said, OTHER)


def test_a_list_whose_other_lines_are_set_in_is_not_parted_at_those():
    items = [
        ["The crane at the northern quay, which was built in the year of the flood.", *OTHER],
        ["The crane at the southern quay, which nobody has used since the war and", *FULL],
    ]
    lines = [
        line._replace(x=72 if line.text in (items[0][0], items[1][0]) else 90)
        for line in set_down(*items)
    ]
    assert len(blocks(lines)) == 1


def test_large_letters_are_headings_over_several_lines_and_as_questions():
    headline = set_down(["Two of three cranes fall in", "the storm"], size=24, at=760)
    question = set_down(["Who is going to pay for it?"], size=14, at=660)
    below = set_down(OTHER, at=640)
    assert blocks([*headline, *set_down(FULL), *question, *below]) == [
        ("heading", "Two of three cranes fall in the storm"),
        *bodies(FULL),
        ("heading", "Who is going to pay for it?"),
        *bodies(OTHER),
    ]


def test_a_sentence_in_large_letters_is_a_paragraph():
    lead = ["The port is shut, and nobody knows for how long."]
    page = [*set_down(lead, size=14, at=760), *set_down(FULL, OTHER, FULL, gap=6)]
    assert blocks(page) == bodies(lead, FULL, OTHER, FULL)


def test_sizes_that_vary_from_line_to_line_tell_nothing():
    lines = [
        line._replace(size=8 + i % 4) for i, line in enumerate(set_down(FULL, OTHER, FULL, OTHER))
    ]
    assert len(blocks(lines)) == 1


def test_a_line_that_a_picture_parts_stays_whole():
    above, below = set_down(FULL[:1]), set_down(FULL[1:], at=400)
    assert blocks([*set_down(OTHER, at=760), *above, *below]) == bodies([*OTHER, *FULL])


def test_a_large_capital_is_the_first_letter_of_the_line_beside_it():
    head = set_down(["Cranes fall"], size=20, at=740)
    text = set_down(["he port was closed, it rains, and", "nobody knows why,", *OTHER], at=700)
    text = [line._replace(x=100) for line in text[:2]] + text[2:]
    read = blocks([Line("T", 72, 688, 40), *head, *text])
    assert read == [
        ("heading", "Cranes fall"),
        ("body", "T" + " ".join(line.text for line in text)),
    ]


@pytest.mark.parametrize(
    ("capital", "rest", "read"),
    [
        ("T", "he port", "The port"),
        ("A", "storm came", "A storm came"),
        ("A", "fter dark", "After dark"),
        ("A", "round it", "Around it"),
        ("I", "t rains", "It rains"),
        ("I", "know", "I know"),
        ("“W", "HO pays", "“WHO pays"),
    ],
)
def test_a_large_capital_is_a_word_or_begins_one(capital, rest, read):
    assert with_capital(capital, rest) == read


def numbered(text, n=4):
    """Paragraphs of full lines that differ from page to page."""
    return [[f"{text} {i}: {line}" for line in FULL] for i in "abcdefgh"[:n]]


def test_what_a_browser_prints_around_a_page_is_not_read():
    printed = [
        Line("3/14/24, 9:05 AM The port is shut - Harbour Post", 24, 770, 8),
        Line("https://post.example/port 1/1", 24, 17, 8),
    ]
    assert blocks([*set_down(FULL), *printed]) == bodies(FULL)
    again = [line._replace(text=line.text.replace("1/1", "2/2")) for line in printed]
    long = [*OTHER, *FULL]
    pages = [*set_down(FULL), *printed], [*set_down(long, indent=12), *again]
    assert blocks(*pages) == bodies(FULL, long)
    other = [
        Line("The port is shut https://post.example/port", 24, 770, 8),
        Line("1 of 1 14.03.2024, 09:05", 24, 17, 8),
    ]
    assert blocks([*set_down(FULL), *other]) == bodies(FULL)
    assert blocks([*set_down(FULL), printed[1]])[-1][1].endswith("post.example/port 1/1")


@pytest.mark.parametrize("at", [740, 500])
def test_running_titles_of_left_and_right_pages_are_told_by_their_place(at):
    heads = {"One": "The Harbour Post", "Two": "Cranes / Wren", "Three": "The Harbour Post"}
    pages = [
        sorted(
            [*set_down(*numbered(text), indent=12), Line(head, 72, at, 9)], key=lambda line: -line.y
        )
        for text, head in heads.items()
    ]
    assert blocks(*pages) == bodies(*(one for text in heads for one in numbered(text)))


def test_a_banner_on_all_pages_is_not_read():
    banner = ["We use cookies on this site.", "Some are needed.", "Accept all", "Reject", "More"]
    below = set_down(banner, at=80)
    texts = numbered("One", 3)
    read = blocks(*([*set_down(text, OTHER, text, indent=12), *below] for text in texts))
    assert read == bodies(*(one for text in texts for one in (text, OTHER, text)))
    copies = [
        [*set_down([name, *OTHER, *FULL, *OTHER]), *below] for name in ("Dear Edda,", "Dear Ulf,")
    ]
    assert sum(text.count("crane") for _, text in blocks(*copies)) == 4


def test_a_headline_that_other_pages_repeat_small_is_read():
    texts = ("One", "Two", "Three")
    pages = [
        [Line("Cranes fall", 72, 740, 9), *set_down(*numbered(text), indent=12)] for text in texts
    ]
    pages[0][0] = Line("Cranes fall", 72, 740, 20)
    read = blocks(*pages)
    assert read[0] == ("heading", "Cranes fall")
    assert read[1:] == bodies(*(one for text in texts for one in numbered(text)))


def test_footnotes_are_left_out_and_small_lines_without_a_mark_are_not():
    text = set_down(OTHER, FULL)
    small = set_down(["A line in small letters", "below the text"], size=8, at=90)
    notes = [line._replace(is_note=True) for line in small]
    assert without_notes([[*text, *notes], text]) == ([text, text], 2)
    assert without_notes([[*text, notes[0], small[1]]]) == ([text], 1)
    assert without_notes([[*text, *small]]) == ([[*text, *small]], 0)
    large = [line._replace(is_note=True, size=10) for line in small]
    assert without_notes([[*text, *large]]) == ([[*text, *large]], 0)


@pytest.mark.parametrize("sign", ["\u2022", "\u00b7", "\uf0b7"])
def test_bullets_begin_items(sign):
    text = [
        "They named two of them:",
        f"{sign} a lack of",
        "cranes, and",
        f"{sign} the rain.",
        *FULL,
    ]
    assert [(block.kind, block.text) for block in paragraphs_of_lines(text, never)] == [
        ("body", "They named two of them:"),
        ("item", "a lack of\ncranes, and"),
        ("item", "the rain."),
        ("body", "\n".join(FULL)),
    ]
    pasted = f"They named two of them:\n{sign}\u00a0\u00a0 a lack\n{sign}\t the rain."
    assert [block.text for block in text_blocks(pasted)][1:] == ["a lack", "the rain."]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("C R A N E S  F A L L", "CRANES FALL"),
        ("C r a n e s   f a l l !", "Cranes fall!"),
        ("1 2 3 4 5 6 7", "1 2 3 4 5 6 7"),
        ("Cranes . . . . . . . 5", "Cranes . . . . . . . 5"),
        ("I say A or B", "I say A or B"),
    ],
)
def test_letters_that_are_spaced_out_are_words(line, read):
    assert close_letters(line) == read


def test_huge_letters_and_many_lines_are_soon_read():
    begun = time.process_time()
    huge = [Line(f"Crane {i} fell.", i % 7, -12 * i, 10**9) for i in range(20_000)]
    capitals = [Line("T", 0, -12 * i, 40) for i in range(20_000)]
    text = [Line("he cranes of the northern quay fell.", i % 9, -12 * i, 10) for i in range(20_000)]
    assert len(blocks(huge)) > 0
    assert len(blocks([*capitals, *text])) > 0
    assert time.process_time() - begun < 5


def test_a_heading_with_space_below_it_alone_is_a_heading():
    lines = [*FULL, "What comes next", "", *OTHER]
    assert [block.text for block in paragraphs_of_lines(lines, never)] == [
        "\n".join(FULL),
        "What comes next",
        "\n".join(OTHER),
    ]
