"""What the spelling of a token tells beyond its word: capitals, digits, quotes and stops attached to it."""
from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

CAPITAL, UPPER, DIGIT, COMMA, STOP, OPENS, CLOSES, DASH, QUESTION, ING, ED = (1 << bit for bit in range(11))
PATTERNS = {
    CAPITAL: r"^[^\pL\pN]*\p{Lu}",
    UPPER: r"^[^\pL\pN]*\p{Lu}[\p{Lu}'.-]+[^\pL\pN]*$",
    DIGIT: r"^[^\pL\pN]*\pN",
    COMMA: r"[\pL\pN%][\"')\]]*[,;:][\"')\]]*$",
    STOP: r"[.?!][\"')\]]*$",
    OPENS: r'^[(\[\']*"[^"]*[\pL\pN]',
    CLOSES: r'[^"\s(\[]"[^\pL\pN]*$',
    DASH: r"^[^\pL\pN]+$",
    QUESTION: r"\?[\"')\]]*$",
    ING: r"[a-z]{3}ing[^\pL\pN]*$",
    ED: r"[a-z]{2}ed[^\pL\pN]*$",
}
NAMES = {
    "#capital": CAPITAL,
    "#upper": UPPER,
    "#digit": DIGIT,
    "#comma": COMMA,
    "#stop": STOP,
    "#opens": OPENS,
    "#closes": CLOSES,
    "#dash": DASH,
    "#question": QUESTION,
    "#ing": ING,
    "#ed": ED,
}
BREAKS_PHRASE = COMMA | CLOSES | DASH


def shapes_of_types(vocabulary) -> np.ndarray:
    """Bit mask of the shapes of every distinct token, int16 (n_types,)."""
    shapes = np.zeros(len(vocabulary), np.int16)
    column = pa.array(vocabulary, pa.large_string())
    for bit, pattern in PATTERNS.items():
        found = pc.match_substring_regex(column, pattern).to_numpy(zero_copy_only=False)
        shapes[found] |= bit
    return shapes
