"""Elements of a web page: what they are called, what they say, and what stands in them."""

from __future__ import annotations

import re

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ARTICLES = ("article", "main", "h1")  # elements that an article is in, or begins with
BLOCKS = frozenset(
    "address article aside blockquote details dd div dl dt fieldset figure figcaption footer form "
    "h1 h2 h3 h4 h5 h6 header hr iframe li main nav noscript ol p pre script section style table "
    "template ul".split()
)
INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_NO_WORDS = ("script", "style", "noscript", "template", "head")
_AROUND = re.compile(
    r"author|breadcrumb|byline|\bbio\b|caption|comment|consent|cookie|credit|newsletter|promo|related"
    r"|share|sidebar|social|subscri|\btags?\b|widget",
    re.IGNORECASE,
)


def holds(element, *tags: str) -> bool:
    """Whether it, or anything in it, has one of these tags."""
    return next(element.iter(*tags), None) is not None


def stands_in(element, *tags: str) -> bool:
    """Whether anything around it has one of these tags."""
    return next(element.iterancestors(*tags), None) is not None


def name_of(element) -> str:
    """What it is called: its classes and its id."""
    return f"{element.get('class', '')} {element.get('id', '')}".strip()


def is_around(element) -> bool:
    """Whether its name says that it is something around the article, such as its author."""
    return _AROUND.search(name_of(element)) is not None


def text_of(element) -> str:
    """All text in it, on one line."""
    return " ".join("".join(element.itertext()).split())


def words_in(tree) -> dict:
    """Element -> the number of words in it, with all that stands in it."""
    words: dict = {}
    for element in reversed(list(tree.iter())):
        n = 0
        if element.tag not in _NO_WORDS and isinstance(element.tag, str):
            n = len((element.text or "").split())
            n += sum(words[child] + len((child.tail or "").split()) for child in element)
        words[element] = n
    return words


def unspaced(text: str) -> str:
    """The text without white space, by which the same words are found in another form."""
    return "".join(text.split())


def closes_a_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, before closing quotation marks and brackets."""
    return text.rstrip(" \t\r\n\"'\u2019\u201d)").endswith((".", "!", "?", "\u2026"))


def has_words(text: str | None) -> bool:
    """Whether a text has a letter or a digit."""
    return any(map(str.isalnum, text or ""))
