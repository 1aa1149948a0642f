"""Whose hedge it is, quoted, attributed to somebody or the writer's; and who holds the view."""

from __future__ import annotations

import numpy as np

from .context import DASH, EDGE
from .cue_table import ATTRIBUTES, BREAKS
from .quotation import quoted
from .shapes import CLOSES, COMMA

WRITER, ATTRIBUTED, QUOTED = 0, 1, 2
VOICES = np.array(["writer", "attributed", "quoted"], object)
FAR = 8
"""How far behind the comma the verb may stand in ", a spokesman for the Ministry of Trade said"."""
TOLD = 5
"""Words from "told" to the end of the sentence in ", she told the evening paper"."""


def voices(first, last, tokens, around, lexicon) -> np.ndarray:
    """Voice code of the cues from token `first` to token `last`, int8 (n_cues,)."""
    codes = np.zeros(len(first), np.int8)
    if len(first):
        verbs = _attributing_verbs(around, lexicon)
        low, high = around.bounds(first)
        attributed = _after_verb(first, low, verbs, around)
        attributed |= _before_verb(last, high, verbs, around, lexicon)
        codes[attributed] = ATTRIBUTED
        codes[quoted(tokens)[around.original(first)]] = QUOTED
    return codes


def _attributing_verbs(around, lexicon) -> np.ndarray:
    """Positions of verbs of saying and believing whose subject is not the writer."""
    verbs = np.flatnonzero((around.roles & ATTRIBUTES) != 0)
    word, before = around.words(verbs), _words_before(verbs, around)
    is_ = lexicon.classes
    own, near = is_["first_person"], before[:, 0]
    writers = own[near] | own[before[:, 1]] | is_["before_noun"][near] | is_["lets"][near]
    # "Needless to say", "That said, ...", and "Ask her whether ..." is what the reader should do.
    writers |= (near == lexicon.words["to"]) & is_["before_to_say"][before[:, 1]]
    opens = before[:, 1] == EDGE
    writers |= (near == lexicon.words["that"]) & opens & around.has_shape(verbs, COMMA)
    writers |= (near == EDGE) & is_["imperative"][word]
    return verbs[~writers]


def _after_verb(first, low, verbs, around) -> np.ndarray:
    """Whether a verb of saying stands before the cue, and no clause of the writer's own since."""
    verb = _latest(verbs, first)
    breaks = np.flatnonzero((around.roles & BREAKS) != 0)
    after_comma = around.has_shape(np.maximum(breaks - 1, 0), COMMA)
    breaks = breaks[after_comma | (around.words(breaks) == DASH)]
    return (verb >= low) & (_latest(breaks, first) < verb)


def _before_verb(last, high, verbs, around, lexicon) -> np.ndarray:
    """Whether ", she said", ", said the minister" or "according to" follows in the sentence."""
    closes = _closes_speech(verbs, around, lexicon)
    joins = lexicon.classes["clause_word"].copy()
    joins[lexicon.words["as"]] = False
    comma = np.where(around.words(verbs) == lexicon.words["according"], verbs - 1, -1)
    for back in range(FAR, 0, -1):
        place = np.maximum(verbs - back, 0)
        here = around.has_shape(place, COMMA | CLOSES) & (verbs >= back)
        if back > 1:
            here &= closes & ~joins[around.words(np.minimum(place + 1, len(around) - 1))]
        comma[here] = place[here]
    known = comma >= 0
    verbs, comma = verbs[known], comma[known]
    if not len(verbs):
        return np.zeros(len(last), bool)
    following = np.searchsorted(comma, last)
    verb = verbs[np.minimum(following, len(verbs) - 1)]
    return (following < len(verbs)) & (verb < high)


def _closes_speech(verbs, around, lexicon) -> np.ndarray:
    """Whether nothing that is said follows the verb: an end, a comma, a day, "in a statement"."""
    after = np.minimum(verbs + 1, len(around) - 1)
    _, high = around.bounds(verbs)
    at_end = (after >= high) | (after == verbs) | around.has_shape(verbs, COMMA)
    told = lexicon.classes["told"][around.words(verbs)] & (high - verbs <= TOLD)
    for step in range(1, TOLD):
        place = np.minimum(verbs + step, len(around) - 1)
        told &= (place >= high) | ~lexicon.classes["clause_word"][around.words(place)]
    return at_end | lexicon.classes["after_speech"][around.words(after)] | told


def _latest(positions, at) -> np.ndarray:
    """The last of the sorted `positions` before each of `at`; -1 where there is none."""
    which = np.searchsorted(positions, at) - 1
    return np.where(which >= 0, np.append(positions, -1)[which], -1)


def persons(hits, around, lexicon) -> np.ndarray:
    """Who holds the view: "first", "third", "impersonal", or None where the text does not tell.

    A finite verb has a first or third person; a verb after "is", a verb of evidence, and what
    follows "it is" are impersonal; a noun or adverb tells nothing.
    """
    before, word = _words_before(hits.first, around), around.words(hits.first)
    own, be, adverb = (lexicon.classes[name] for name in ("first_person", "be", "adverb"))
    category = lexicon.categories[hits.entry]
    is_verb = (category == "belief") | (lexicon.series_names[hits.entry] == "reporting_verb")
    is_verb = (is_verb | lexicon.classes["holds"][word]) & ~lexicon.classes["belief_noun"][word]
    after_be = be[before[:, 0]] | (adverb[before[:, 0]] & be[before[:, 1]])
    following = around.words(np.minimum(hits.last + 1, len(around) - 1))
    after_be |= lexicon.classes["held"][word] & (following == lexicon.words["to"])
    passive = is_verb & after_be & ~lexicon.classes["held_by"][word]
    evidence = (category == "evidential") & ~lexicon.classes["belief_noun"][word]
    who = np.full(len(word), None, object)
    who[is_verb] = "third"
    who[evidence | passive | _after_it_is(before, lexicon)] = "impersonal"
    subject = own[before[:, 0]] | (
        own[before[:, 1]] & ~lexicon.classes["clause_word"][before[:, 0]]
    )
    who[is_verb & ~passive & subject] = "first"
    who[_names_the_writer(hits, around, lexicon)] = "first"
    return who


def _words_before(at, around) -> np.ndarray:
    """Word ids of the three tokens before, nearest first, within the sentence: (n, 3)."""
    low, _ = around.bounds(at)
    places = at[:, None] - np.arange(1, 4)
    return np.where(places >= low[:, None], around.words(np.maximum(places, 0)), EDGE)


def _after_it_is(before, lexicon) -> np.ndarray:
    """Whether "it is", "it's" or "there is" stands before the cue, adverbs aside."""
    names = ("adverb", "be", "dummy", "dummy_is")
    adverb, be, dummy, contracted = (lexicon.classes[name] for name in names)
    near = contracted[before[:, 0]] | (be[before[:, 0]] & dummy[before[:, 1]])
    far = contracted[before[:, 1]] | (be[before[:, 1]] & dummy[before[:, 2]])
    return near | (adverb[before[:, 0]] & far)


def _names_the_writer(hits, around, lexicon) -> np.ndarray:
    """Whether one of the first three words of the cue itself is "I", "my" and the like."""
    own = lexicon.classes["first_person"] | lexicon.classes["first_object"]
    words = (around.words(np.minimum(hits.first + step, hits.last)) for step in range(3))
    return np.logical_or.reduce([own[word] for word in words])
