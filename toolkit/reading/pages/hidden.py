"""Boxes of a web page that are no part of its article: what is hidden, and what asks for consent.

The extractor takes away navigation, related links and footers, and takes these for the article of
a short page.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from .elements import ARTICLES, holds, name_of, words_in
from .running_text import prose_in

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
_FIELDS = ("form", "input", "select", "textarea")
_NEARLY = 0.8


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
    # The panels of one list are short, and its paragraphs may be hidden each.
    alike: Counter = Counter()
    for element in unseen:
        alike[element.tag, element.get("class")] += 0 if asks[element] else prose[element]
    clicked = {button.get("aria-controls") for button in tree.iter("button")} - {None}
    shown_later = []
    for element in unseen:
        if holds(element, *ARTICLES):
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
    return element.tag == "template" or holds(element, *_FIELDS) or _is_about_consent(element)


def _is_about_consent(element) -> bool:
    return _can_be_answered(element) and _ON_CONSENT.search(_text_of(element)) is not None


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
    if not _OF_CONSENT.search(name_of(element)) or holds(element, *ARTICLES):
        return False
    return _is_about_consent(element)
