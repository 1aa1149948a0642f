"""The tree of a web page, changed so that no words are lost when its article is looked for.

The extractor leaves out what pages seldom use for prose. Where an article does, the tree is given
the plain paragraphs that its author meant.
"""

from __future__ import annotations

import re
from itertools import islice

from .elements import has_words, stands_in, text_of, unspaced
from .hidden import drop_unseen
from .layout_tables import open_layout_tables
from .unnamed import MAX_INLINE, name_paragraphs

_COMMENTARY = re.compile(r"commentar(?:y|ies)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\[?\s?(?:\d{1,3}|[a-z]{1,2}(?=\s?\]))\s?\]?")
_NAMES_NOTE = re.compile(
    r"#.{0,40}(?:fn|ftn|edn|note|cite|ref)|#_?(?:end|src|[sr])[_-]?\d|^#.{0,80}\d", re.IGNORECASE
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REMARK = re.compile(r"#(?:cmnt|ftnt)_ref\d")
_REMARK_MARK = re.compile(r"#(?:cmnt|ftnt)\d")
_BACK = re.compile(r"#.{0,80}(?:anchor|back|ref|src)", re.IGNORECASE)
_BACK_MARK = re.compile("[\u2191\u21a9\u21b5\u2934^][\ufe0e\ufe0f]?")
_DRAWN_OUT = re.compile(r"pull-?_?quote", re.IGNORECASE)
_MOST_QUOTES = 20
_QUOTE_MARKS = "\"'\u2018\u2019\u201c\u201d"
_ENDS = (".", "!", "?", ",", ";", "\u201d", '"')  # powers and units stand behind none of these
_FEW = 10  # paragraphs of a remark: what holds more is no remark


def prepare(tree) -> None:
    """Change the tree in place; nothing is read twice and no words are added but quote marks."""
    for element in tree.iter():
        if _FORBIDDEN.search(f"{element.text}{element.tail}"):
            element.text = _without_controls(element.text)
            element.tail = _without_controls(element.tail)
    drop_unseen(tree)
    open_layout_tables(tree)
    for element in list(tree.iter("a", "sup")):
        _drop_notes(element)
    for element in list(islice(tree.iter("q", "code", "time", "label", "output"), MAX_INLINE)):
        _open_inline(element)
    _drop_doubled_quotes(tree)
    name_paragraphs(tree)
    for element in tree.iter():
        for name in ("class", "id"):
            value = element.get(name) if isinstance(element.tag, str) else None
            if value and "ommentar" in value.lower():
                element.set(name, _COMMENTARY.sub("part", _without_controls(value)))


def _drop_doubled_quotes(tree) -> None:
    """Drop the sentences that a page draws out of its text and shows a second time."""
    quotes = [e for e in tree.iter("aside", "blockquote", "div", "figure") if _is_drawn_out(e)]
    said = unspaced(text_of(tree)) if quotes else ""
    for quote in quotes[:_MOST_QUOTES]:
        text = unspaced(text_of(quote)).strip(_QUOTE_MARKS)
        if text and said.count(text) > 1:
            quote.drop_tree()


def _is_drawn_out(element) -> bool:
    return _DRAWN_OUT.search(element.get("class", "")) is not None


def _without_controls(text: str | None) -> str | None:
    """The text without characters that HTML may have and no tree may be given."""
    return _FORBIDDEN.sub(" ", text) if text and _FORBIDDEN.search(text) else text


def _drop_notes(element) -> None:
    """Drop a footnote's mark, and the remarks of editors and footnotes at a document's end."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == "sup":
        if _is_note_mark(element, parent):
            _empty(element)
        return
    href = element.get("href", "")
    if _REMARK_MARK.match(href) or (_BACK.match(href) and _leads_back(element)):
        _empty(element)
    elif _REMARK.match(href):
        block = next(element.iterancestors("p", "li", "div"), None)
        if block is not None and _begins_with(block, element):
            around = block.getparent()
            is_first = around is not None and around.tag == "div" and around[0] is block
            _empty(around if is_first and len(around) <= _FEW else block)


def _is_note_mark(element, parent) -> bool:
    """Whether what stands high is the mark of a footnote, and no power of a number."""
    text = text_of(element)
    alone = element.getprevious() is None and element.getnext() is None
    is_all = parent.tag == "a" and alone and text_of(parent) == text
    around = parent if is_all else None
    links = [*element.iter("a"), *([] if around is None else [around])]
    targets = [link.get("href", "") for link in links]
    if not _NOTE_MARK.fullmatch(text):
        return False
    before = (_text_before(element if around is None else around) or "").rstrip()
    if not any("#" in target for target in targets):
        is_behind_a_sentence = before.endswith(_ENDS) and not before[-2:-1].isdigit()
        return is_behind_a_sentence and text.isdecimal()
    if "[" in text or any(map(_NAMES_NOTE.search, targets)):
        return True
    return not before[-1:].isdigit() and any(map(_is_here, targets))


def _is_here(target: str) -> bool:
    return target.startswith("#")


def _leads_back(element) -> bool:
    """Whether a link is an arrow from a note to its place, or the number that begins a note."""
    text = text_of(element)
    if not text.isdecimal():
        return _BACK_MARK.fullmatch(text) is not None
    block = next(element.iterancestors("p", "li", "div"), None)
    return block is not None and _begins_with(block, element)


def _begins_with(block, link) -> bool:
    """Whether nothing stands in the block before the link."""
    while link is not block:
        if link.getprevious() is not None or has_words(link.getparent().text):
            return False
        link = link.getparent()
    return True


def _empty(element) -> None:
    """Take away all that an element holds."""
    del element[:]
    element.text = None
    element.tag = "span" if element.tag in ("a", "sup") else element.tag


def _open_inline(element) -> None:
    """Make an element that stands inside a sentence a part of it; a `span` is none of its own."""
    if element.tag == "code":
        opened = not stands_in(element, "pre")
    elif element.tag == "q":
        opened = True
        element.text = "\u201c" + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + "\u201d"
        else:
            element.text += "\u201d"
    else:
        opened = has_words(element.tail) or has_words(_text_before(element))
    if opened and element.getparent() is not None:
        element.tag = "span"


def _text_before(element) -> str | None:
    before = element.getprevious()
    return element.getparent().text if before is None else before.tail
