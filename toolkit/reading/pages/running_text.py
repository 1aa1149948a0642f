"""The running text of a web page: what stands between two ends of blocks and is no mere label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from .elements import HEADINGS, INLINE, is_around, text_of

NO_TEXT = frozenset(
    "button footer form head label nav noscript option script select style template "
    "textarea".split()
)
_NO_PROSE = NO_TEXT.union(HEADINGS, ("aside", "figure"))
A_LABEL = 4  # words: fewer are no running text
_LINKED = 2  # words beside the links of a running text: fewer only part them


def prose_in(tree) -> dict:
    """Element -> the number of words of running text in it, without labels and headings."""
    own: Counter = Counter()
    for element, text in _runs(tree, lambda element: element.tag in _NO_PROSE):
        own[element] += len(text.split())
    prose: dict = {}
    for element in reversed(list(tree.iter())):
        prose[element] = own[element] + sum(prose[child] for child in element)
    return prose


def running_texts(tree) -> list[str]:
    """The pieces of running text that stand in no box for something else, such as the author."""

    def is_left_out(element) -> bool:
        return element.tag in _NO_PROSE or is_around(element)

    return [text for _, text in _runs(tree, is_left_out)]


def texts_in_order(tree) -> Iterator[tuple]:
    """Texts of two words or more with the elements in which they stand, captions and links too."""
    return _runs(tree, lambda element: element.tag in NO_TEXT, least=2, least_beside=0)


def opens_with_a_link(element) -> bool:
    """Whether it begins with a link of some words, as what leads to another article does."""
    while len(element) and not (element.text or "").strip():
        element = element[0]
        if element.tag == "a":
            return len(text_of(element).split()) >= A_LABEL
    return False


def _runs(
    tree, is_left_out: Callable, least: int = A_LABEL, least_beside: int = _LINKED
) -> Iterator[tuple]:
    """Running text between two ends of blocks or lines, with the element in which it stands."""
    from lxml.etree import iterwalk

    holders, run = [tree], [""]
    beside = links = outside = 0  # words beside links; links and boxes left out that are open

    def ended() -> Iterator[tuple]:
        nonlocal beside
        text = "".join(run)
        if len(text.split()) >= least and beside >= least_beside:
            yield holders[-1], text
        run.clear()
        beside = 0

    def read(text: str | None) -> None:
        nonlocal beside
        if text and not outside:
            run.append(text)
            beside += 0 if links else len(text.split())

    for event, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            read(element.tail if event == "end" else None)
            continue
        begins = event == "start"
        step = 1 if begins else -1
        if element.tag not in INLINE:
            yield from ended()
            if begins:
                holders.append(element)
            else:
                holders.pop()
        links += step * (element.tag == "a")
        outside += step * is_left_out(element)
        read(element.text if begins else element.tail)
    yield from ended()
