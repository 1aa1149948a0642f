"""Foreign text made safe to show: escaped for HTML, and without characters that deceive.

Controls that turn the direction of writing can make a text read other than it is, and escape
sequences can repaint a terminal; both are shown as what they are, such as ⟨U+202E⟩.
"""

from __future__ import annotations

import html
import re

# C0 and C1 controls except tab and line ends, the Arabic letter mark, marks of direction,
# embeddings, overrides and isolates.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def visible(text: object) -> str:
    """Text with its controls shown by number; everything else as it is.

    >>> visible("a\\u202eb")
    'a⟨U+202E⟩b'
    """
    # A carriage return would let a terminal write over the line.
    text = str(text).replace("\r", " ")
    return CONTROLS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def escaped(text: object) -> str:
    """Any text as HTML that shows it, in an element or in a quoted attribute.

    >>> escaped('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return html.escape(visible(text), quote=True)
