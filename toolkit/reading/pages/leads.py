"""What a page puts between the paragraphs of an article: leads to others, and requests for mail."""

from __future__ import annotations

import re
from itertools import islice

from .elements import ARTICLES, BLOCKS, closes_a_sentence, holds, text_of, unspaced

LONGEST_BOX = 60  # words of a box with a field for an address
_MOST_FIELDS = 20  # that are looked at
_A_HEADLINE = 4  # words
_MOST_PARAGRAPHS = 2
_LONGEST_LEAD = 200  # characters
_LABEL = re.compile(
    r"(?:read(?: more| also| next| this)?|also read|further reading|related(?: .{1,20})?|see also"
    r"|see more|more on this(?: story)?|more from .{1,30}|recommended|don['\u2019]t miss"
    r"|in other news|watch|listen|explore)\s?[:|\u203a\u00bb\u2013\u2014-]\s?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"mail", re.IGNORECASE)
_TEXTS = ("p", "div", "h2", "h3", "h4", "h5", "h6", "li")


def leads_of(tree) -> frozenset[str]:
    """The texts, without white space, that lead to other articles or ask for an address."""
    texts = [
        element
        for element in tree.iter("p", "div", "h2", "h3", "h4", "h5", "h6")
        if len(element) and not any(child.tag in BLOCKS for child in element) and _leads_on(element)
    ]
    for field in islice(filter(_asks_for_mail, tree.iter("input")), _MOST_FIELDS):
        texts += _box_of(field).iter(*_TEXTS)
    return frozenset(unspaced(text_of(element)) for element in texts)


def _leads_on(element) -> bool:
    """Whether it is a label such as "Read more:" and a link, or a headline in a link, alone."""
    text = text_of(element)
    linked = unspaced("".join(map(text_of, element.iter("a"))))
    if not linked or len(text) > _LONGEST_LEAD:
        return False
    if linked == unspaced(text) and element.tag == "p" and not closes_a_sentence(text):
        return len(text.split()) >= _A_HEADLINE
    label = _LABEL.match(text)
    said = unspaced(text[label.end() :] if label else "").rstrip(".")
    return bool(said) and linked.rstrip(".").endswith(said)


def _asks_for_mail(field) -> bool:
    told = " ".join(field.get(name, "") for name in ("type", "name", "placeholder"))
    return _ADDRESS.search(told) is not None


def _box_of(field):
    """The largest box around a field that has few words, few paragraphs and no article."""
    box = field
    for around in field.iterancestors():
        if holds(around, *ARTICLES):
            break
        if sum(1 for _ in around.iter("p")) > _MOST_PARAGRAPHS:
            break
        if len(text_of(around).split()) > LONGEST_BOX:
            break
        box = around
    return box
