"""A saved web page -> its article: no navigation, no banner, no related links, comments apart."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy

from ..errors import ToolkitError
from .blocks import Block
from .decoding import Decoded, decode
from .headings import HEADING_RUN, may_be_heading
from .markup import MAX_DEPTH, needs
from .pages.elements import unspaced
from .pages.extracted import blocks_of
from .pages.gaps import pieces_of, with_pieces
from .pages.layout_tables import drop_tables_of_figures
from .pages.leads import leads_of
from .pages.left_out import note_on_rest, rest_of, texts_of
from .pages.lines import is_not_free, without_page_lines
from .pages.lists import lists_between_paragraphs, with_lists
from .pages.marker import hold_markers, marked, short_text
from .pages.preparing import prepare
from .pages.running_text import running_texts

MAX_PAGE = 10 * 2**20  # bytes of a page without the pictures that are written into it
MAX_TAGS = 50_000  # of a page; long live blogs have a quarter of that
MAX_COMPARED = 2_000  # blocks of a page that several extractors read, and parts of one block
CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
}
_NO_CHARSETS = ("utf", "idna", "punycode", "unicode", "raw", "undefined", "mbcs", "oem")

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})|<!--")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]{0,3}([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_PICTURE = re.compile(rb"data:[A-Za-z0-9/+.-]{1,60};base64,[A-Za-z0-9+/=]{100,}")
_VOID = set("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_THE_NEXT = set(
    "p li dt dd tr td th thead tbody tfoot option optgroup rt rp html body head".split()
)
_PARTS = (
    "blockquote br caption center col dd div dl dt fieldset form h1 h2 h3 h4 h5 h6 legend li "
    "optgroup option p pre table td textarea th tr ul"
).split()


def page_blocks(
    data: bytes, name: str, is_marker: Callable[[str], bool]
) -> tuple[list[Block], list[str], Decoded]:
    """The article's blocks, the readers' comments, and the decoded page.

    Needs trafilatura (extra `[web]`). Tables and captions are no prose and are left out.
    """
    extract = _extractor()
    data = _PICTURE.sub(b"data:,", data)
    if len(data) > MAX_PAGE:
        raise ToolkitError(f"{name} is refused: a page of more than {MAX_PAGE // 2**20} MB")
    decoded = _decode_page(data, name)
    check_page(decoded.text, name)
    tree = _tree(decoded.text, name)
    title, not_free = _title(tree), is_not_free(tree)
    prepare(tree)
    markers = hold_markers(tree, is_marker)
    drop_tables_of_figures(tree)
    lists, pieces, leads = lists_between_paragraphs(tree), pieces_of(tree), leads_of(tree)
    rest = texts_of(tree)
    again = deepcopy(tree) if markers else None  # extraction takes the tree apart
    blocks, comments = _extracted(extract, tree, markers, name)
    if again is not None and (lacking := _empty_side(blocks)):
        more, said = _extracted(extract, again, markers, name, favor_recall=True)
        if not _empty_side(more):
            blocks, comments = more, said
        else:
            note = f"{name}: no text {lacking} the line {markers[0]!r} was taken for the article"
            decoded = decoded._replace(notes=[*decoded.notes, note])
    if not markers and [block.kind for block in blocks] == ["body"]:
        blocks = _in_parts(blocks, extract, decoded.text, name)
    blocks = with_pieces(with_lists(blocks, comments, lists), comments, pieces, title)
    read = [title, *(block.text for block in blocks), *comments]
    blocks, notes = without_page_lines(blocks, name, not_free, leads)
    rest = rest_of(rest, read)
    notes = [*decoded.notes, *notes, *note_on_rest(rest, name)]
    decoded = decoded._replace(notes=notes, left_out=tuple(one.text for one in rest))
    return _titled(blocks, title), comments, decoded


def _in_parts(blocks: list[Block], extract: Callable, html: str, name: str) -> list[Block]:
    """A text in one block, as the extractor takes all of a short article, in the page's own parts.

    What stands around the article in that block is left out; where the parts lack any running text
    of the page that the block has, the block stays.
    """
    tree = _tree(html, name)
    if _is_long(tree):
        return blocks
    prepare(tree)
    drop_tables_of_figures(tree)
    texts = [unspaced(text) for text in running_texts(tree)]
    try:
        parts, _ = _extracted(extract, tree, [], name, favor_precision=True)
    except ToolkitError:
        return blocks
    whole = unspaced(blocks[0].text)
    said = "\n".join(unspaced(part.text) for part in parts)
    is_whole = all(text in said for text in texts if text in whole)
    is_of_it = parts and all(part in whole for part in said.split("\n"))
    return parts if is_whole and is_of_it else blocks


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with the page's headline, and short lines above it ("Opinion") as headings."""
    texts = [unspaced(block.text) for block in blocks]
    if not title:
        return blocks
    if unspaced(title) not in texts:
        return [Block("heading", title), *blocks]
    at = texts.index(unspaced(title))
    above = blocks[:at]
    if at > HEADING_RUN or not all(map(may_be_heading, above)):
        return blocks  # it is the text that stands above
    return [*(block._replace(kind="heading") for block in above), *blocks[at:]]


def _extracted(
    extract: Callable, tree, markers: list[str], name: str, **how
) -> tuple[list[Block], list[str]]:
    """The blocks of the article in a tree, and the readers' comments."""
    options = {"include_tables": False, "include_comments": True, "fast": _is_long(tree), **how}
    try:
        page = extract(tree, **options)
    except Exception as error:  # whatever a library trips over in a page is the page's fault
        raise ToolkitError(f"{name} can't be read as a web page ({type(error).__name__})") from None
    if page is None:
        raise ToolkitError(
            f"{name} has no article text; if the page loads its text later, save it as .txt"
        )
    left = list(markers)
    blocks = [marked(block, left) for block in blocks_of(page.body)]
    said = [marked(block, left) for block in blocks_of(page.commentsbody)]
    return blocks, [block.text for block in said if block.kind != "heading"]


def _is_long(tree) -> bool:
    """Whether to compare with other extractors takes too long: the square of the blocks, or of
    the words in bold, links and so on of one block."""
    most = max(map(len, tree.iter()))
    return most > MAX_COMPARED or sum(1 for _ in tree.iter(*_PARTS)) > MAX_COMPARED


def _empty_side(blocks: list[Block]) -> str:
    """The side of all markers on which no text was found: "before", "after", or none of them."""
    kinds = [block.kind for block in blocks if block.kind != "heading"]
    if "marker" not in kinds:
        return ""
    first, last = kinds.index("marker"), len(kinds) - 1 - kinds[::-1].index("marker")
    return "before" if not kinds[:last] else "after" if not kinds[first + 1 :] else ""


def check_page(html: str, name: str) -> None:
    """Refuse a page with too many tags or tags nested too deep, before any parser sees it."""
    open_tags: Counter[str] = Counter()
    depth = n = at = 0
    while match := _TAG.search(html, at):
        at = match.end()
        if match[2] is None:
            at = _after(html, "-->", at)
            continue
        n += 1
        tag = match[2].lower()
        if n > MAX_TAGS:
            raise ToolkitError(f"{name} is refused: the page has more than {MAX_TAGS:,} tags")
        if tag in _VOID or tag in _CLOSED_BY_THE_NEXT:
            continue
        if match[1]:
            if open_tags[tag]:
                open_tags[tag] -= 1
                depth -= 1
            continue
        if tag in ("script", "style"):
            at = _after(html, f"</{match[2]}", at)
            continue
        open_tags[tag] += 1
        depth += 1
        if depth > MAX_DEPTH:
            raise ToolkitError(f"{name} is refused: its tags are nested more than {MAX_DEPTH} deep")


def _after(html: str, end: str, at: int) -> int:
    found = html.find(end, at)
    return len(html) if found < 0 else found + len(end)


def _extractor() -> Callable:
    with needs("trafilatura", "web", "read a saved web page"):
        from trafilatura import bare_extraction
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # our error says it
    return bare_extraction


def _decode_page(data: bytes, name: str) -> Decoded:
    """The page as UTF-8 if it is that, whatever it declares; else as declared, or as any text."""
    declared = _CHARSET.search(data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        charset = declared[1].decode("ascii").lower() if declared else ""
        text = None if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _as_declared(data, charset)
        if text is not None:
            decoded = decode(text.encode("utf-8"), name)
            known = CHARSETS.get(charset, charset)
            return decoded._replace(encoding={"cp1252": "windows-1252"}.get(known, known))
    return decode(data, name)


def _as_declared(data: bytes, charset: str) -> str | None:
    """The text in an encoding that is common, or in any other if all of it is of that."""
    common = CHARSETS.get(charset)
    if common == "utf-8" or charset.startswith(_NO_CHARSETS):
        return None
    try:
        return data.decode(common, "replace") if common else data.decode(charset)
    except (LookupError, ValueError):
        return None


def _tree(html: str, name: str):
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ToolkitError(f"{name} can't be read as a web page: it has no content") from None


def _title(tree) -> str:
    """The page's headline, which may stand outside of what is found as the article: its only h1."""
    for line_end in tree.xpath("//h1//br"):
        line_end.tail = f" {line_end.tail or ''}"
    headlines = [short_text(element) for element in tree.iter("h1")]
    return headlines[0] if len(headlines) == 1 else ""
