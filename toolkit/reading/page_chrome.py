"""What a web page says that is no part of its article: what is hidden, and lines in between.

The extractor takes away navigation, related links and footers. Left are boxes that nobody sees or
that ask for consent, which it takes for the article of a short page, and lines such as
"Advertisement" between the paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from ..errors import short
from ..lexicons import rows
from .layout_tables import words_in
from .marker import plain_line
from .paragraphs import Block, is_division

LONGEST_LINE = 160  # characters; longer ones are prose, and no pattern ever runs on them
LONGEST_BANNER = 400  # words
MOST_ANSWERS = 200  # things to click that are looked at: no banner has more
SHOWN_LATER = 40  # words that are hidden and a part of an article, which a click or a script shows
IN_A_DIALOG = 100  # words of an article that is read in a dialog: fewer ask or sell

_HIDDEN = re.compile(r"(?:^|[;\s])display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_OF_CONSENT = re.compile(
    r"cookie|consent|gdpr|onetrust|didomi|usercentrics|truste|qc-cmp|sp_message", re.IGNORECASE
)
_ON_CONSENT = re.compile(r"\b(?:cookies?|consent|privacy|personal data)\b", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\b(?:accept|agree|allow|consent|decline|deny|dismiss|got it|necessary|ok|okay|refuse|reject"
    r"|understand"
    r"|(?:cookies?|consent|manage|privacy|your) (?:choices|options|preferences|settings))\b",
    re.IGNORECASE,
)
_CLICKED = re.compile(
    r"\b(?:close|continue|fine|happy|hide|no|options|preferences|settings|thanks|yes)\b"
    r"|^[x\u00d7\u2715\u2716]$",
    re.IGNORECASE,
)  # a button: a link may say so anywhere
_MORE = re.compile(
    r"(?:read|see|show|view|load) (?:all|more|full|the (?:full|rest|whole))\b"
    r"|(?:continue|keep) reading\b|more$",
    re.IGNORECASE,
)
_NOWHERE = re.compile(r"#?|javascript:.*", re.IGNORECASE)
_LONGEST_ANSWER = 60  # characters
_BOXES = ("div", "section", "aside", "dialog", "form")
_ARTICLES = ("article", "main", "h1")
_FIELDS = ("form", "input", "select", "textarea")
_NO_PROSE = frozenset(
    "aside button figure footer form h1 h2 h3 h4 h5 h6 head label nav noscript option script "
    "select style template textarea".split()
)
_AROUND = re.compile(
    r"author|breadcrumb|byline|\bbio\b|caption|comment|consent|cookie|credit|newsletter|promo|related"
    r"|share|sidebar|social|subscri|\btags?\b|widget",
    re.IGNORECASE,
)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_A_LABEL = 4  # words: fewer are no running text
_LINKED = 2  # words beside the links of a running text: fewer only part them
_NEARLY = 0.8
_FREE = re.compile(r"\"isAccessibleForFree\"\s{0,9}:\s{0,9}\"?(true|false)", re.IGNORECASE)


def drop_unseen(tree) -> None:
    """Take away, in place, what no reader sees, dialogs, and banners that ask for consent.

    What holds half of the page's words or more stays, whatever it is said to be; so does what may
    be an article or its rest, shown by a click: it is long, and has no field to be filled in.
    """
    for template in list(tree.iter("template")):
        if template.get("shadowrootmode") is not None:
            template.tag = "div"  # a part of the page that is seen
    _drop_hidden(tree)
    for banner in _banners(tree):
        banner.drop_tree()


def _drop_hidden(tree) -> None:
    words, prose = words_in(tree), prose_in(tree)
    unseen = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and element.getparent() is not None
        and 2 * words[element] < words[tree]
        and _is_unseen(element)
    ]
    asks = {element: _asks(element) for element in unseen}
    alike: Counter = (
        Counter()
    )  # the panels of one list are short, and its paragraphs may be hidden each
    for element in unseen:
        alike[element.tag, element.get("class")] += 0 if asks[element] else prose[element]
    clicked = {button.get("aria-controls") for button in tree.iter("button")} - {None}
    shown_later = []
    for element in unseen:
        if _has(element, _ARTICLES):
            continue
        least = IN_A_DIALOG if _is_dialog(element) else SHOWN_LATER
        if least == SHOWN_LATER and (element.get("id") in clicked or _is_beside_more(element)):
            least = 1
        if asks[element] or alike[element.tag, element.get("class")] < least:
            element.drop_tree()
        elif least < IN_A_DIALOG:
            shown_later.append(element)
    _show(shown_later, tree)


def _is_beside_more(element) -> bool:
    """Whether something to click before or after it says "read more" or such."""
    return any(
        beside is not None
        and beside.tag in ("button", "a")
        and _MORE.match(_text_of(beside)) is not None
        for beside in (element.getprevious(), element.getnext())
    )


def _show(elements: list, tree) -> None:
    """Show what is hidden and no copy of what is seen, for the extractor may leave it out."""
    said = Counter(map(_text_of, tree.iter("p")))
    for element in elements:
        paragraphs = list(element.iter("p"))
        if not paragraphs or any(said[_text_of(paragraph)] == 1 for paragraph in paragraphs):
            element.attrib.pop("hidden", None)
            element.set("style", _HIDDEN.sub("", element.get("style", "")))


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

    def is_around(element) -> bool:
        name = f"{element.get('class', '')} {element.get('id', '')}"
        return element.tag in _NO_PROSE or _AROUND.search(name) is not None

    return [text for _, text in _runs(tree, is_around)]


def _runs(tree, is_left_out: Callable) -> Iterator[tuple]:
    """Running text between two ends of blocks or lines, with the element in which it stands."""
    from lxml.etree import iterwalk

    holders, run = [tree], [""]
    beside = links = outside = 0  # words beside links; links and boxes left out that are open

    def ended() -> Iterator[tuple]:
        nonlocal beside
        text = "".join(run)
        if len(text.split()) >= _A_LABEL and beside >= _LINKED:
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
        if element.tag not in _INLINE:
            yield from ended()
            if begins:
                holders.append(element)
            else:
                holders.pop()
        links += step * (element.tag == "a")
        outside += step * is_left_out(element)
        read(element.text if begins else element.tail)
    yield from ended()


def _is_unseen(element) -> bool:
    return (
        element.tag == "template"
        or element.get("hidden", "until-found").lower() != "until-found"
        or _is_dialog(element)
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _is_dialog(element) -> bool:
    called = element.tag if element.tag == "dialog" else element.get("role")
    return called in ("dialog", "alertdialog") or element.get("aria-modal") == "true"


def _asks(element) -> bool:
    """Whether it has a field to be filled in, or asks for consent."""
    if element.tag == "template" or _has(element, _FIELDS):
        return True
    return _can_be_answered(element) and _ON_CONSENT.search(_text_of(element)) is not None


def _has(element, tags: tuple[str, ...]) -> bool:
    return any(True for _ in element.iter(*tags))


def _can_be_answered(element) -> bool:
    """Whether it has something to click that says "accept", "reject" or such."""
    for clicked in islice(element.iter("button", "input", "a"), MOST_ANSWERS):
        said = _text_of(clicked) or clicked.get("value") or clicked.get("aria-label") or ""
        if len(said) > _LONGEST_ANSWER:
            continue
        leads_on = clicked.tag == "a" and not _NOWHERE.fullmatch(clicked.get("href", ""))
        if _ANSWERS.search(said) or (not leads_on and _CLICKED.search(said)):
            return True
    return False


def _text_of(element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _banners(tree) -> list:
    """The boxes that are called so, ask for consent, and are neither the article nor around it."""
    words = words_in(tree)
    asking = {box: 0 for box in tree.iter(*_BOXES) if _asks_for_consent(box, words[box])}
    if not asking:
        return []
    prose = prose_in(tree)
    found = []
    for box in reversed(asking):
        inside = asking[box]  # words of running text in the banners that stand in it
        is_around = 0 < inside < _NEARLY * prose[box]
        outer = next((around for around in box.iterancestors(*_BOXES) if around in asking), None)
        if outer is not None:
            asking[outer] += inside if is_around else prose[box]
        if not is_around:
            found.append(box)
    banners: dict = {}
    left = prose[tree]
    for box in reversed(found):
        article = next(box.iterancestors("article", "main"), None)
        is_article = left <= prose[box] or (article is not None and 2 * prose[box] > prose[article])
        if not is_article and not any(around in banners for around in box.iterancestors(*_BOXES)):
            banners[box] = None
            left -= prose[box]
    return list(banners)


def _asks_for_consent(element, words: int) -> bool:
    """Whether it is a box that is called so, says so, can be answered, and holds no article."""
    if words > LONGEST_BANNER:
        return False
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if not _OF_CONSENT.search(name) or _has(element, _ARTICLES):
        return False
    return _can_be_answered(element) and _ON_CONSENT.search(_text_of(element)) is not None


def is_not_free(tree) -> bool:
    """Whether the page says of itself that its article is not free to read.

    Where it says it of several things, the first is the article: others are parts of it, and other
    articles.
    """
    scripts = " ".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    told = tree.xpath(
        "//meta[@itemprop='isAccessibleForFree']/@content"
        " | //meta[@property='article:content_tier']/@content"
    )
    first = _FREE.search(scripts)
    is_locked = first is not None and first[1].lower() == "false"
    return is_locked or any(text.lower() in ("false", "locked") for text in told)


def without_page_lines(
    blocks: list[Block], name: str, not_free: bool
) -> tuple[list[Block], list[str]]:
    """The blocks of an article without lines of the page between them, and notes on what was told.

    A line is left out if nothing else stands in it than one of the forms in
    `lexicons/page_lines.tsv`, or nothing but signs that divide.
    """
    kept, left_out = [], {}
    for block in blocks:
        kind = _kind_of(block.text) if block.kind != "marker" else None
        if kind:
            left_out.setdefault(block.text, kind)
        elif block.kind == "marker" or not is_division(block.text):
            kept.append(block)
    notes = []
    if left_out:
        lines = ", ".join(repr(short(line)) for line in left_out)
        notes.append(f"{name}: lines of the page left out of the article ({lines})")
    if not_free or "paid" in left_out.values():
        notes.append(f"{name} says that it is not free to read: look whether the article is whole")
    return kept, notes


@cache
def _known() -> dict[str, re.Pattern]:
    """Kind -> a pattern of its lines."""
    kinds = dict.fromkeys(row["kind"] for row in rows("page_lines.tsv"))
    return {
        kind: re.compile(
            "|".join(f"(?:{r['pattern']})" for r in rows("page_lines.tsv") if r["kind"] == kind)
        )
        for kind in kinds
    }


def _kind_of(text: str) -> str | None:
    """What a line of a page is about: "page", "paid", or None for a paragraph of its article."""
    if len(text) > LONGEST_LINE:
        return None
    line = plain_line(text)
    return next((kind for kind, pattern in _known().items() if pattern.fullmatch(line)), None)
