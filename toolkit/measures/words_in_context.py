"""Words whose class hangs on their neighbours: names, participles, *so*, *say*, and "No. 10"."""

from __future__ import annotations

import numpy as np

from ..segmentation import opens_sentence, words_per_sentence
from ..splitting import matching
from ..tokens import Tokens
from ..vocabulary import Vocabulary
from .word_classes import class_bit, has

_HEADLINE = 4  # words: fewer may be initials


def names(tokens: Tokens, own: np.ndarray) -> np.ndarray:
    """Positions of capitalised words inside a sentence; days and months are no names, nor is "I",
    and a sentence all in capitals tells of none.

    `own` are the classes of each token, int64 (n_tokens,), and 0 where it is not the writer's.
    """
    is_name = (own & (class_bit("capital") | class_bit("time"))) == class_bit("capital")
    return np.flatnonzero(is_name & ~tokens.once(opens_sentence) & ~tokens.once(_in_capitals))


def _in_capitals(tokens: Tokens) -> np.ndarray:
    """Which tokens stand in a sentence of some words all in capitals, a headline or a link; bool
    (n_tokens,)."""
    lower = np.append(tokens.vocabulary.known(_has_lower)[tokens.ids], False)
    has_none = np.add.reduceat(lower, tokens.sentences[:-1], dtype=np.int64) == 0
    has_none &= tokens.once(words_per_sentence) >= _HEADLINE
    return np.repeat(has_none, np.diff(tokens.sentences))


def _has_lower(vocabulary: Vocabulary) -> np.ndarray:
    """The distinct tokens with a small letter, bool (n_types,)."""
    return matching(vocabulary.column, r"\p{Ll}")


def among(positions: np.ndarray, those: np.ndarray) -> np.ndarray:
    """Which of the positions are among `those`, which are in order; bool."""
    if not len(those):
        return np.zeros(len(positions), bool)
    return those[np.minimum(np.searchsorted(those, positions), len(those) - 1)] == positions


def no_connectives(tokens: Tokens, own: np.ndarray, of_token: np.ndarray) -> np.ndarray:
    """Where *yet*, *so*, *rather* and *but* join no clauses: "not yet", "so far", "was so cold",
    "did so", "rather cold", "all but certain".

    *Yet* does at the start of a sentence, and behind a mark or a conjunction; *rather* does there,
    and before a mark or *than*; *so* does not before a quantity, nor behind *be*, *do* or *say*
    without a mark; nor does *but* behind a word it takes something from. `of_token` are the classes
    of each token, whose ever it is.
    """
    either = np.flatnonzero(has(own, "yet", "so", "rather", "but"))
    yet, so, rather, but = (
        either[has(own[either], word)] for word in ("yet", "so", "rather", "but")
    )
    is_pause = tokens.vocabulary.known(pauses)
    opens = tokens.once(opens_sentence)

    def joined(places):
        before = np.maximum(places - 1, 0)
        return opens[places] | has(of_token[before], "joiner") | is_pause[tokens.ids[before]]

    joins = (
        joined(rather)
        | is_pause[tokens.ids[rather]]
        | _comes_next(tokens, rather, of_token, "than")
    )
    before = np.maximum(so - 1, 0)
    hangs = has(of_token[before], "be", "before_so") & ~is_pause[tokens.ids[before]]
    hangs &= ~among(so, tokens.sentences)
    hangs |= is_so_far(tokens, so, of_token)
    before = np.maximum(but - 1, 0)
    takes = has(of_token[before], "before_but") & ~is_pause[tokens.ids[before]] & ~opens[but]
    first = tokens.sentences[np.searchsorted(tokens.sentences, but, side="right") - 1]
    at_all = has(of_token[np.maximum(but - 2, 0)], "at") & has(of_token[before], "all")
    at_all &= but - 2 >= first
    # "No hall at all but a shed", "we lost everything but we went on".
    takes &= ~at_all & ~_comes_next(tokens, but, of_token, "subject")
    return np.concatenate([yet[~joined(yet)], so[hangs], rather[~joins], but[takes]])


def is_so_far(tokens: Tokens, places: np.ndarray, of_token: np.ndarray) -> np.ndarray:
    """Whether *so* at each of the places stands before a quantity ("so far", "so many"), bool."""
    pause = tokens.vocabulary.known(pauses)[tokens.ids[places]]
    is_so = has(of_token[places], "so")
    return is_so & ~pause & _comes_next(tokens, places, of_token, "after_so")


def _comes_next(
    tokens: Tokens, places: np.ndarray, of_token: np.ndarray, *names: str
) -> np.ndarray:
    """Whether a word of one of the classes follows each of the places in its sentence, bool."""
    follows = has(np.take(of_token, places + 1, mode="clip"), *names)
    return follows & ~among(places + 1, tokens.sentences)


def pauses(vocabulary: Vocabulary) -> np.ndarray:
    """The distinct tokens that end with a mark behind which a clause may open, bool (n_types,)."""
    return matching(vocabulary.column, r"[^\w\s.'\"]['\"]*$")


def passives(tokens: Tokens, own: np.ndarray, of_token: np.ndarray) -> np.ndarray:
    """Participles behind a form of *be*, with one or two adverbs between them at most.

    What is an adjective more often than a participle (agreed, limited) counts before *by*; *used*
    is one in "used to it". "It's worked", "he's lost it" and "she's said that" are perfects, "it is
    lived in" is none.
    """
    participles = np.flatnonzero(has(own, "participle", "no_participle"))
    sentence = np.searchsorted(tokens.sentences, participles, side="right")
    end = tokens.sentences[sentence]
    after, second = (
        np.where(participles + n < end, np.take(of_token, participles + n, mode="clip"), 0)
        for n in (1, 2)
    )
    is_one = has(own[participles], "participle") | has(after, "by")
    is_used_to = has(own[participles], "used") & has(after, "to") & has(second, "after_used_to")
    has_object = has(after, "before_adjective", "objects") & ~has(own[participles], "naming")
    is_perfect = has_object | has(own[participles], "intransitive")
    is_said, is_person = tokens.vocabulary.known(_of_who_said)
    has_said = is_said[tokens.ids[participles]] & ~has(after, "to")
    is_one &= ~is_used_to
    is_perfect, has_said, participles = (
        array[is_one] for array in (is_perfect, has_said, participles)
    )
    found = np.zeros(len(participles), bool)
    undecided = np.ones(len(participles), bool)
    sentence = np.searchsorted(tokens.sentences, participles, side="right") - 1
    first = tokens.sentences[sentence]
    for back in (1, 2, 3):
        before = participles - back
        undecided &= before >= first
        earlier = own[np.maximum(before, 0)]
        is_perfect |= has_said & is_person[tokens.ids[np.maximum(before, 0)]]
        found |= undecided & has(earlier, "be") & ~(is_perfect & has(earlier, "is_or_has"))
        undecided &= has(earlier, "adverb", "adverb_ly") & ~found
    return participles[found]


def _of_who_said(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """The distinct tokens "said", and those of a person with is or has; bool (n_types,)."""
    said, person = (r"(?i)^said\W*$", r"(?i)^\W*(?:he|she|who)'s$")
    return matching(vocabulary.column, said), matching(vocabulary.column, person)


def no_attributions(
    tokens: Tokens, own: np.ndarray, of_token: np.ndarray, passive: np.ndarray
) -> np.ndarray:
    """Where a verb of saying has no speaker: in a passive ("it was added") unless *by* is among the
    four words that follow; between a determiner and a noun ("the badly explained plan"); in "have
    no say", "fair to say", "in, say, Kent"; and where one adds or responds to something.

    `passive` are the positions of `passives`.
    """
    sentences = tokens.sentences
    hidden = passive[has(own[passive], "attribution")]
    ends = np.append(sentences, len(own))[np.searchsorted(sentences, hidden, side="right")]
    following = hidden[:, None] + np.arange(1, 5)
    by = has(np.take(of_token, following, mode="clip"), "by") & (following < ends[:, None])
    hidden = hidden[~by.any(axis=1)]
    places = np.flatnonzero(has(own, "attribution"))
    first = sentences[np.searchsorted(sentences, places, side="right") - 1]
    near, far = (
        np.where(places - n >= first, of_token[np.maximum(places - n, 0)], 0) for n in (1, 2)
    )
    none = has(near, "before_adjective")
    none |= has(near, "adverb_ly") & has(far, "before_adjective")
    is_pause = tokens.vocabulary.known(pauses)
    pause_before = is_pause[tokens.ids[np.maximum(places - 1, 0)]] & (places > first)
    pause_behind = is_pause[tokens.ids[places]]
    example = has(near, "before_say") | (has(near, "to") & has(far, "before_to_say"))
    none |= has(own[places], "say") & (example | (pause_before & pause_behind))
    none |= has(own[places], "responded") & _comes_next(tokens, places, of_token, "to")
    more = _comes_next(tokens, places, of_token, "figure", "after_added")
    none |= has(own[places], "added") & more & ~pause_before & ~pause_behind
    return np.union1d(hidden, places[none])


def beside_numbers(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Positions of words that a number beside them makes others, and those that are times of day
    among them: "No. 10" denies nothing, and in "9 am" there is no *be*."""
    is_number, step = tokens.vocabulary.known(_beside_numbers)
    places = np.flatnonzero(step[tokens.ids])
    side = step[tokens.ids[places]]
    beside = places + side
    inside = (beside >= 0) & (beside < len(tokens.ids))
    places, beside, side = places[inside], beside[inside], side[inside]
    found = (tokens.rows(beside) == tokens.rows(places)) & is_number[tokens.ids[beside]]
    return places[found], places[found & (side < 0)]


def _beside_numbers(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """Which distinct tokens begin with a figure, bool (n_types,); and on which side of a word such
    a token makes it another: +1 behind "No", -1 before "am" or "pm", else 0, int8 (n_types,)."""
    number, no, am = (
        matching(vocabulary.column, pattern)
        for pattern in (r"^[\(\[\"']?[0-9]", r"^[\(\[\"']?No\.?$", r"^(?:[ap]m|[AP]M)\W*$")
    )
    return number, no.astype(np.int8) - am
