"""HTML inside another text -> that text without it."""

from __future__ import annotations

import re

_UNSEEN = re.compile(r"<(?:!--|(script|style|iframe)\b)", re.IGNORECASE)
_BLOCKS = (
    "address article aside blockquote center details dd div dl dt fieldset figcaption figure "
    "footer form header hr li main nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul"
)
_INLINE = (
    "a abbr b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr picture source video audio"
)
_NAMES = "|".join([*_BLOCKS.split(), *_INLINE.split(), "br", "h[1-6]"])
_VALUE = r"""(?:"[^"<]{0,1000}"|'[^'<]{0,1000}'|[^\s<>"'`]{1,1000})"""
_FLAGS = (
    "allowfullscreen|async|autoplay|checked|controls|defer|disabled|hidden|itemscope|loop|muted|"
    "open|required|reversed"
)
_ATTRIBUTE = rf"\s{{1,40}}(?:[A-Za-z_:@][\w:.-]{{0,60}}\s?=\s?{_VALUE}|(?:{_FLAGS})(?=[\s/>]))"
_TAG = re.compile(
    rf"`[^`\n]{{1,200}}`|<(/?)({_NAMES})((?:{_ATTRIBUTE}){{0,40}})\s{{0,40}}/?>", re.IGNORECASE
)
_CLOSING = re.compile(rf"</({_NAMES})\s{{0,40}}>", re.IGNORECASE)
_STAND_ALONE = frozenset("p li dt dd td th tr thead tbody tfoot hr br wbr".split())


def without_unseen(text: str) -> str:
    """The text without comments, and without what scripts, styles and frames hold."""
    if "<" not in text:
        return text
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


def without_tags(text: str) -> str:
    """The text without tags of HTML; those of blocks part paragraphs, `<br>` ends a line.

    What looks like a tag of any other name is text, and so is what stands between backticks, and a
    word in angle brackets that no tag closes.

    >>> without_tags("<p>It <em>may</em> end.</p><p>See <x> for x < y.")
    '\\n\\nIt may end.\\n\\n\\n\\nSee <x> for x < y.'
    """
    if "<" not in text:
        return text
    closed = {tag[1].lower(): tag.start() for tag in _CLOSING.finditer(text)}
    return _TAG.sub(lambda found: _instead(found, closed), text)


def _instead(found: re.Match, closed: dict[str, int]) -> str:
    """What stands for a tag; `closed` tells where the last closing tag of each name is."""
    if found[2] is None:
        return found[0]
    name, closes = found[2].lower(), bool(found[1])
    is_sure = closes or found[3] or found[0].endswith("/>") or name in _STAND_ALONE
    if not is_sure and closed.get(name, -1) < found.start():
        return found[0]
    if name[0] == "h" and name[1:].isdigit():
        return "\n\n" if closes else "\n\n# "
    if name == "q":
        return "\u201d" if closes else "\u201c"
    return "\n" if name == "br" else "\n\n" if name in _BLOCKS.split() else ""
