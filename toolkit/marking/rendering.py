"""A text and its marks as HTML or as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..safety import escaped, visible
from .kinds import KINDS
from .spans import Mark, Node

TAG = (
    "font-size:.68em;opacity:.8;line-height:0;margin-left:.15em;white-space:nowrap;user-select:none"
)


def plain_text(text: str, nodes: list[Node]) -> str:
    """`[potential|probability]` for every mark, nested ones in nested brackets.

    >>> plain_text("It may rain.", [Node(3, 6, (Mark("modal", "modal", ""),))])
    'It [may|modal] rain.'
    """

    def node_text(node: Node, content: str, _: tuple[Mark, ...]) -> str:
        labels = ", ".join(mark.label for mark in node.marks) if node.whole else "…"
        return f"[{content}|{labels}]"

    return _rendered(text, nodes, visible, node_text)


def inline_html(text: str, nodes: list[Node]) -> str:
    """HTML with the look in `style` attributes, for places that drop style sheets.

    A `<mark>` is black unless told, and JupyterLab drops `color:inherit` from notebooks that it
    does not trust yet: in its dark theme nobody could read it. Without any style, `<u>` is a line.
    """

    def node_html(node: Node, content: str, marks: tuple[Mark, ...]) -> str:
        for number, mark in enumerate(node.marks):
            label = mark.label if node.whole else "…"
            title = f' title="{_reasons(marks)}"' if number == 0 else ""
            tag = f'<sup style="{TAG}">{escaped(label)}</sup>'
            content = f'<u style="{KINDS[mark.key].style}"{title}>{content}{tag}</u>'
        return content

    return _rendered(text, nodes, escaped, node_html)


def page_html(text: str, nodes: list[Node]) -> str:
    """HTML for a page whose style sheet knows the classes `k-modal` … and `data-why`.

    Each mark can be reached by keyboard; the reasons of all marks around it are in its `data-why`.
    """

    def node_html(node: Node, content: str, marks: tuple[Mark, ...]) -> str:
        for number, mark in enumerate(node.marks):
            label = mark.label if node.whole else "…"
            content += f'<sup class="tag">{escaped(label)}</sup>'
            last = number == len(node.marks) - 1
            why = f' tabindex="0" data-why="{_reasons(marks)}"' if last else ""
            content = f'<mark class="k-{KINDS[mark.key].slug}"{why}>{content}</mark>'
        return content

    return _rendered(text, nodes, escaped, node_html)


def _reasons(marks: Iterable[Mark]) -> str:
    return escaped("\n".join(dict.fromkeys(mark.reason for mark in marks)))


def _rendered(
    text: str, nodes: list[Node], show: Callable, wrap: Callable, start=0, end=None, around=()
) -> str:
    """The text from `start` to `end`, each node wrapped; `around` are the marks outside."""
    parts, at = [], start
    for node in nodes:
        marks = (*node.marks, *around)
        inner = _rendered(text, node.inside, show, wrap, node.start, node.end, marks)
        parts += [show(text[at : node.start]), wrap(node, inner, marks)]
        at = node.end
    return "".join([*parts, show(text[at:end])])
