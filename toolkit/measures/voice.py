"""Whose hedge it is: quoted, attributed to a third person, or the writer's own; and who is said to believe."""
from __future__ import annotations

import numpy as np

from .context import REACH
from .shapes import CLOSES, COMMA, DASH, OPENS

WRITER, ATTRIBUTED, QUOTED = 0, 1, 2
VOICES = np.array(["writer", "attributed", "quoted"], object)


def voices(first, last, around, lexicon, offsets) -> np.ndarray:
    """Voice code of the cues from token `first` to token `last` (int8)."""
    codes = np.zeros(len(first), np.int8)
    codes[_attributed(first, last, around, lexicon)] = ATTRIBUTED
    codes[_quoted(first, around, offsets)] = QUOTED
    return codes


def _quoted(at, around, offsets) -> np.ndarray:
    """Inside quotation marks: the last mark before the word, in the same text, opens one."""
    opens = (around.type_shapes & OPENS) != 0
    closes = (around.type_shapes & CLOSES) != 0
    marks = np.flatnonzero((opens | closes)[around.ids])
    if not len(marks):
        return np.zeros(len(at), bool)
    marked = around.ids[marks]
    open_after = opens[marked] & ~closes[marked]
    which = np.searchsorted(marks, at, side="right") - 1
    mark = marks[np.maximum(which, 0)]
    row_start = offsets[np.searchsorted(offsets, at, side="right") - 1]
    known = (which >= 0) & (mark >= row_start)
    inside = known & open_after[np.maximum(which, 0)]
    before = np.maximum(which - 1, 0)
    earlier = (which >= 1) & (marks[before] >= row_start) & open_after[before]
    on_mark = known & (mark == at)
    return np.where(on_mark, opens[around.ids[at]] | earlier, inside)


def _attributed(first, last, around, lexicon) -> np.ndarray:
    """In the clause a third person's verb of saying or believing opens, or before ", she said"."""
    return _after_verb(first, around, lexicon) | _before_verb(last, around, lexicon)


def _window(at, step, around):
    """Positions of up to 30 tokens on one side within the sentence, and whether they are inside it."""
    low, high = around.bounds(at)
    places = at[:, None] + step * np.arange(1, REACH + 1)
    inside = (places >= low[:, None]) & (places < high[:, None])
    return np.where(inside, places, 0), inside


def _after_verb(first, around, lexicon) -> np.ndarray:
    """Whether the nearest verb of saying before the cue has another subject than the writer, and no break since."""
    places, inside = _window(first, -1, around)
    words = np.where(inside, around.words[places], 0)
    verb = lexicon.classes["attributing"][words]
    broken = inside & (lexicon.classes["breaks_speech"][words] & around.has_shape(places - 1, COMMA | DASH))
    broken |= inside & around.has_shape(places, DASH)
    clear = ~np.logical_or.accumulate(broken, axis=1)
    own = lexicon.classes["first_person"]
    subject = np.where(inside[:, 1:], own[words[:, 1:]], False)
    subject |= np.hstack([subject[:, 1:], np.zeros((len(first), 1), bool)])
    verb[:, :-1] &= ~subject
    near = np.argmax(verb, axis=1)
    rows = np.arange(len(first))
    return verb[rows, near] & clear[rows, near]


def _before_verb(last, around, lexicon) -> np.ndarray:
    """Whether the sentence goes on with ", she said", ", said the minister" or "according to" after the cue."""
    places, inside = _window(last, 1, around)
    words = np.where(inside, around.words[places], 1)
    comma = around.has_shape(np.where(inside, places, last[:, None]), COMMA | CLOSES) & inside
    comma |= np.zeros_like(comma)
    own_comma = around.has_shape(last, COMMA | CLOSES)
    before = np.hstack([own_comma[:, None], comma[:, :-1]])
    saying = lexicon.classes["attributing"][words] & inside
    ends = np.hstack([~inside[:, 1:], np.ones((len(last), 1), bool)]) | comma
    ends |= np.hstack([lexicon.classes["weekday"][words[:, 1:]], np.zeros((len(last), 1), bool)])
    since = before.copy()
    for back in range(1, 4):
        since[:, back:] |= before[:, :-back]
    found = saying & (before | (since & ends))
    found[:, 1:] &= ~lexicon.classes["first_person"][words[:, :-1]]
    according = (words[:, :-1] == lexicon.words["according"]) & inside[:, :-1]
    return found.any(axis=1) | according.any(axis=1)


def persons(first, last, around, lexicon, entries) -> np.ndarray:
    """Who holds the belief: "first", "third", "impersonal", or None where the text does not tell."""
    said = np.full(len(first), None, object)
    places, inside = _window(first, -1, around)
    words = np.where(inside, around.words[places], 1)[:, :4]
    own = lexicon.classes["first_person"]
    category = lexicon.categories[entries]
    verb = np.isin(category, ["belief", "evidential"]) | (lexicon.series_names[entries] == "reporting_verb")
    verb |= lexicon.classes["holds"][around.words[first]]
    after_be = lexicon.classes["be"][words[:, 0]] | (lexicon.adverbs[words[:, 0]] & lexicon.classes["be"][words[:, 1]])
    it_is = _it_is(words, lexicon)
    noun = lexicon.classes["belief_noun"][around.words[first]]
    evidence = category == "evidential"
    said[verb & ~noun] = "third"
    said[verb & evidence & ~noun] = "impersonal"
    said[verb & after_be & ~lexicon.classes["held_by"][around.words[first]]] = "impersonal"
    said[it_is] = "impersonal"
    subject = own[words[:, 0]] | own[words[:, 1]] & ~lexicon.classes["clause_word"][words[:, 0]]
    said[verb & ~evidence & subject] = "first"
    said[own[around.words[first]] | lexicon.classes["first_object"][around.words[first]]] = "first"
    inner = own[around.words[np.minimum(first + 1, last)]] | lexicon.classes["first_object"][
        around.words[np.minimum(first + 1, last)]]
    said[inner & verb] = "first"
    return said


def _it_is(words, lexicon):
    """Whether "it is", "it's" or "there is" stands directly before the cue, adverbs aside."""
    adverb, be = lexicon.adverbs, lexicon.classes["be"]
    dummy = lexicon.classes["dummy"]
    contracted = lexicon.classes["dummy_is"]
    near = contracted[words[:, 0]] | (adverb[words[:, 0]] & contracted[words[:, 1]])
    near |= be[words[:, 0]] & dummy[words[:, 1]]
    return near | (adverb[words[:, 0]] & be[words[:, 1]] & dummy[words[:, 2]])
