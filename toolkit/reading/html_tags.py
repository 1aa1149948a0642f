"""HTML inside another text -> that text without it."""

from __future__ import annotations

import re

_UNSEEN = re.compile(r"<(?:!--|(script|style|iframe)\b)", re.IGNORECASE)
_BLOCKS = (
    "address article aside blockquote center details dd div dl dt fieldset figcaption figure "
    "footer form header hr li main nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul".split()
)
_INLINE = (
    "a abbr b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr picture source video audio".split()
)
_NAMES = "|".join([*_BLOCKS, *_INLINE, "br", "h[1-6]"])
_MOST = 2_000_000  # signs of a value: a picture may be written in it
_VALUE = rf"""(?:"[^"<]{{0,{_MOST}}}"|'[^'<]{{0,{_MOST}}}'|[^\s<>"'`]{{1,{_MOST}}})"""
_FLAGS = frozenset(
    "allowfullscreen async autoplay checked controls defer disabled download hidden itemscope loop "
    "muted noshade nowrap open playsinline required reversed".split()
)
_ATTRIBUTE = re.compile(rf"\s{{0,40}}([A-Za-z_:@][\w:.-]{{0,60}})(?:\s?=\s?({_VALUE})|(?=[\s/>]))")
_MOST_ATTRIBUTES = 40
_BEGINS = re.compile(rf"`[^`\n]{{1,200}}`|<(/?)({_NAMES})(?=[\s/>])", re.IGNORECASE)
_ENDS = re.compile(r"\s{0,40}/?>")
_CLOSING = re.compile(rf"</({_NAMES})\s{{0,40}}>", re.IGNORECASE)
_STAND_ALONE = frozenset("p li dt dd td th tr thead tbody tfoot hr br wbr".split())
_NO_WORDS = frozenset(  # names that nobody writes in angle brackets but for a tag
    "div em span blockquote h1 h2 h3 h4 h5 h6 ul ol li dl dt dd td th tr tbody thead tfoot".split()
)


def without_unseen(text: str) -> str:
    """The text without comments, and without what scripts, styles and frames hold."""
    kept, at = [], 0
    lower, unclosed = text.lower(), set()
    for begin in _UNSEEN.finditer(text):
        end = f"</{begin[1].lower()}>" if begin[1] else "-->"
        if begin.start() < at or end in unclosed:
            continue
        found = lower.find(end, begin.end())
        if found < 0:
            unclosed.add(end)
            continue
        kept.append(text[at : begin.start()])
        at = found + len(end)
    return "".join(kept) + text[at:]


def closing_tags(text: str) -> frozenset[str]:
    """The names of the tags that are closed in the text."""
    return frozenset(tag[1].lower() for tag in _CLOSING.finditer(text))


def without_tags(text: str, closed_below: frozenset[str] = frozenset()) -> str:
    """The text without tags of HTML; those of blocks part paragraphs, `<br>` ends a line.

    What looks like a tag of any other name is text, and so is what stands between backticks, and a
    word in angle brackets that no tag closes, here or in what follows the text.

    >>> without_tags("<p>It <em>may</em> end.</p><p>See <x> for x < y.")
    '\\n\\nIt may end.\\n\\n\\n\\nSee <x> for x < y.'
    """
    closed = {tag[1].lower(): tag.start() for tag in _CLOSING.finditer(text)}
    closed |= dict.fromkeys(closed_below, len(text))
    kept, at = [], 0
    begins = _BEGINS.search(text)
    while begins:
        end = begins.end()
        if begins[2] is not None:
            name, closes = begins[2].lower(), bool(begins[1])
            tag_end, bare, valued = _attributes(text, end)
            is_closed = closed.get(name, -1) > begins.start()
            if tag_end and (
                (closes and not bare)
                or valued
                or name in _NO_WORDS
                or (bare <= _FLAGS and (bare or name in _STAND_ALONE or is_closed))
                or text.endswith("/>", 0, tag_end)
            ):
                kept += [text[at : begins.start()], _instead(name, closes)]
                at = end = tag_end
        begins = _BEGINS.search(text, end)
    return "".join(kept) + text[at:]


def _attributes(text: str, at: int) -> tuple[int, set[str], bool]:
    """Where the tag ends (0: it does not), its bare attributes, and whether any has a value."""
    bare: set[str] = set()
    valued = False
    for _ in range(_MOST_ATTRIBUTES):
        found = _ATTRIBUTE.match(text, at)
        if not found or not (text[at].isspace() or text[at - 1] in "\"'"):
            break
        if found[2] or found[1].lower().startswith("data-"):
            valued = True
        else:
            bare.add(found[1].lower())
        at = found.end()
    ends = _ENDS.match(text, at)
    return ends.end() if ends else 0, bare, valued


def _instead(name: str, closes: bool) -> str:
    """What stands for a tag."""
    if name[0] == "h" and name[1:].isdigit():
        return "\n\n" if closes else "\n\n# "
    if name == "q":
        return "\u201d" if closes else "\u201c"
    return "\n" if name == "br" else "\n\n" if name in _BLOCKS else ""
