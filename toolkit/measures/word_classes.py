"""Classes of words: which of them each distinct token belongs to, as bits of one integer.

Closed classes stand in `lexicons/wording.tsv`; a clitic is read with its host ("they're" has a
present *be*, "didn't" is a negation). Classes of form (adverbs in -ly, figures) are told by their
suffix or characters.
"""

from __future__ import annotations

from functools import cache
from itertools import repeat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .. import lexicons
from ..vocabulary import Vocabulary

# Clitics and the classes they are of, whatever the host.
_CLITICS = {
    "n't": ("negation", "contraction"),
    "'re": ("present_be", "contraction"),
    "'m": ("present_be", "contraction"),
    "'ve": ("present_have", "contraction"),
    "'ll": ("prediction", "contraction"),
    "'d": ("contraction",),
}
_IRREGULAR = {"won't": "prediction", "can't": "ability", "let's": "first_plural"}
_FORMS = ("word", "capital", "contraction", "figure", "adverb_ly", "nominalisation", "on_capital")
_CLOSED = (
    "article", "pronoun", "demonstrative", "quantifier", "preposition", "conjunction",
    "auxiliary", "contraction", "negation",
)  # fmt: skip
_NOMINAL_ENDINGS = ("tion", "tions", "ment", "ments", "ness", "nesses", "ity", "ities")


@cache
def class_bit(name: str) -> int:
    """The integer with only the bit of the class `name` set."""
    names = [*(row["class"] for row in lexicons.rows("wording.tsv")), *_FORMS]
    return 1 << names.index(name)


def has(bits: np.ndarray, *names: str) -> np.ndarray:
    """Whether each of `bits` is in one of the classes."""
    return (bits & sum(class_bit(name) for name in names)) != 0


@cache
def _members() -> dict[str, int]:
    """Bits of the classes of each word; `on_capital` marks those that count only with a capital."""
    bits = {}
    for row in lexicons.rows("wording.tsv"):
        for word in row["words"].split():
            needs = class_bit("on_capital") if word[0].isupper() else 0
            bits[word.lower()] = bits.get(word.lower(), 0) | class_bit(row["class"]) | needs
    return bits


def class_bits(vocabulary: Vocabulary) -> np.ndarray:
    """The classes of each distinct token, int64 (n_types,): a set bit for each, see `class_bit`."""
    cores = vocabulary.core
    bits = np.fromiter(map(_members().get, cores, repeat(0)), np.int64, len(cores))
    array = pa.array(cores, pa.large_string())
    for index in _where(pc.match_substring(array, "'")):
        bits[index] |= _with_apostrophe(cores[index])
    _add(bits, "word", _where(pc.not_equal(array, "")))
    _add(bits, "figure", _where(pc.match_substring_regex(array, "[0-9]")))
    _add(bits, "time", _where(pc.match_substring_regex(array, r"^[0-9]{1,2}([.:][0-9]{2})?[ap]m$")))
    _add(bits, "nominalisation", _ending(array, cores, _NOMINAL_ENDINGS, 4))
    _add(bits, "adverb_ly", _ending(array, cores, ("ly",), 3), unless="no_adverb")
    _add(bits, "participle", _ending(array, cores, ("ed",), 2), unless="no_participle")
    _read_capitals(bits, cores, vocabulary)
    return bits


def are_function_words(vocabulary: Vocabulary) -> np.ndarray:
    """Which distinct tokens are words of a closed class, bool (n_types,); "US" and "IT" are not."""
    closed = [r["word"] for r in lexicons.rows("function_words.tsv") if r["class"] in _CLOSED]
    found = vocabulary.has_word(closed)
    for i in np.flatnonzero(vocabulary.has_word(["us", "it"])).tolist():
        found[i] = not vocabulary.bare[i].isupper()
    return found


def _where(mask) -> np.ndarray:
    return np.flatnonzero(mask.to_numpy(zero_copy_only=False))


def _add(bits: np.ndarray, name: str, indices: np.ndarray, unless: str | None = None) -> None:
    if unless:
        indices = indices[(bits[indices] & class_bit(unless)) == 0]
    bits[indices] |= class_bit(name)


def _ending(array: pa.Array, cores: list[str], endings, at_least: int) -> np.ndarray:
    """Words with one of these endings behind `at_least` other letters, and no hyphen."""
    mask = pc.ends_with(array, endings[0])
    for ending in endings[1:]:
        mask = pc.or_(mask, pc.ends_with(array, ending))
    least = at_least + min(map(len, endings))
    hits = [i for i in _where(mask).tolist() if len(cores[i]) >= least and "-" not in cores[i]]
    return np.array(hits, np.int64)


def _with_apostrophe(core: str) -> int:
    """The classes of a word with a clitic, or of the verb or pronoun before the apostrophe."""
    host, _, rest = core.partition("'")
    names = list(_CLITICS.get("'" + rest, ()))
    if core.endswith("n't"):
        host, names = core[:-3], ["negation", "contraction"]
    bits = _members().get(host, 0)
    if rest == "s":
        names += ("present_be", "contraction") if bits & class_bit("takes_is") else ()
        bits &= class_bit("it") | class_bit("interrogative")
    if core in _IRREGULAR:
        names += (_IRREGULAR[core], "contraction")
    return bits | sum(class_bit(name) for name in set(names))


def _read_capitals(bits: np.ndarray, cores: list[str], vocabulary: Vocabulary) -> None:
    """Mark capitalised words; "US" and "IT" are no pronouns, "may" without a capital no month."""
    capitalised = vocabulary.is_capitalised
    bits[capitalised & (bits & class_bit("first_singular") == 0)] |= class_bit("capital")
    bits[~capitalised & (bits & class_bit("on_capital") != 0)] = class_bit("word")
    plural = np.flatnonzero(bits & class_bit("first_plural"))
    country = [i for i in plural.tolist() if cores[i] == "us" and "US" in vocabulary[i]]
    bits[country] &= ~class_bit("first_plural")
    it = np.flatnonzero(bits & class_bit("it"))
    trade = [i for i in it.tolist() if cores[i] == "it" and "IT" in vocabulary[i]]
    bits[trade] &= ~class_bit("it")
