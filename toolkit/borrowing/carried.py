"""`carryover`: one row per commentary sentence; `carryover_score`: one number per story."""

from __future__ import annotations

import math

import pandas as pd

from ..content.overlap import Match, offices, similarity
from ..content.stems import stem
from .certainty import cues_by_sentence, shift
from .initials import with_abbreviations
from .novelty import additions
from .result import Carryover
from .stories import NEW, TELLING, Story, matches, read, status

MAIN_SHARE = 0.5  # of what the closest source has


def carryover(story: pd.DataFrame, *, profile: str = "news", lexicon=None) -> pd.DataFrame:
    """What each sentence of the commentary takes over from the report, and what it adds.

    Parameters
    ----------
    story : DataFrame
        A paragraphs table with `text` and `role`, such as `read_story` gives; several stories where
        there is a column `story`. Headings are left out.
    profile, lexicon
        Which hedges and boosters `certainty_shift` compares; see `find_hedges`.

    Returns
    -------
    DataFrame, one row per sentence of the commentary in text order
        - `story` : only where the table has more than one
        - `sentence` : int, its number in the story, as in `sentences(story)`
        - `text` : the sentence as it was given
        - `sources` : tuple of up to three report sentences (numbers as in `sentence`), closest
          first; empty for a new sentence
        - `closeness` : float, 0 to 1, the share of the sentence's names, numbers and content words,
          weighted by their rarity, that the sources have; 1 for a sentence that is repeated
        - `status` : "carried over" (closeness from .55), "partly" (from .28) or "new"; a sentence
          that shares only names is at most partly carried over, with one word of a name it is new;
          one with six of the report's words in a row, or four that it quotes, is partly carried
          over at least
        - `new_numbers`, `new_names`, `new_quotations`, `new_phrases` : tuples of str, what this
          sentence is the first to bring in
        - `certainty_shift` : str, how hedges, boosters and what qualifies a number differ from
          the main sources' (those with half of what the closest has, and more, and not names
          alone); empty where nothing does or where there is no source
        - `hedges`, `boosters` : int, cues in the sentence; `source_hedges`, `source_boosters` :
          float, in its main sources, NaN without one

    It compares words: a paraphrase in other words is "new", and a denial of what the report says is
    "carried over". Raises ToolkitError where a story lacks a role, or some rows the name of theirs.

    >>> carryover(pd.DataFrame({
    ...     "role": ["report", "commentary"],
    ...     "text": ["About 900 houses lost power.", "A shocking 900 houses lost power! Who pays?"],
    ... }))[["sentence", "sources", "status", "certainty_shift"]]
       sentence sources        status                     certainty_shift
    0         2    (1,)  carried over  "About 900" → "A shocking 900"
    1         3      ()           new
    """
    stories = read(story, "carryover")
    cues = cues_by_sentence(story["text"], stories[0].tokens, profile=profile, lexicon=lexicon)
    table = pd.concat([_table(one, cues) for one in stories], ignore_index=True)
    return Carryover(table if len(stories) > 1 else table.drop(columns="story"))


def _table(story: Story, cues: dict) -> pd.DataFrame:
    rows = []
    found = zip(
        matches(story),
        additions(story),
        sentence_texts(story, story.commentary),
        strict=True,
    )
    for position, (match, new, text) in enumerate(found):
        verdict = status(match.closeness)
        sources = () if verdict == NEW else match.sources
        main = _main(story, cues, position, match) if sources else ()
        certainty = shift(story, cues, position, sources, main)
        rows.append(
            {
                "story": story.name,
                "sentence": int(story.numbers[story.commentary[position]]),
                "text": text,
                "sources": tuple(int(story.numbers[story.report[source]]) for source in sources),
                "closeness": match.closeness,
                "status": verdict,
                **new,
                "certainty_shift": certainty.text,
                **{name: getattr(certainty, name) for name in certainty._fields[1:]},
            }
        )
    return pd.DataFrame(rows)


def _main(story: Story, cues: dict, position: int, match: Match) -> tuple[int, ...]:
    """The sources that have the most of a sentence: what is said with certainty is said there.

    One with which it shares little but names is about the same place or person, and may be sure or
    unsure of something else. The cues themselves are what is compared.
    """
    said = story.commentary_said[position]
    passed_over = {part.key for name in said.names for part in name.parts} | offices(said)
    for cue in cues.get(story.commentary[position], []):
        passed_over.update(map(stem, cue.alone.split()))
    telling = {term: weight for term, weight in said.terms.items() if term not in passed_over}
    enough = min(TELLING, sum(telling.values()) / 2)
    found = []
    for source, share in zip(match.sources, match.shares, strict=True):
        shared = telling.keys() & story.report_said[source].terms.keys()
        tells = bool(shared) and math.fsum(telling[term] for term in shared) >= enough
        if tells and share >= MAIN_SHARE * max(match.shares):
            found.append(source)
    return tuple(found)


def sentence_texts(story: Story, sentences: list[int]) -> list[str]:
    """Sentences as they stand in their paragraphs."""
    tokens = story.tokens
    first = tokens.sentences[sentences]
    last = tokens.sentences[[i + 1 for i in sentences]] - 1
    starts, ends = tokens.spans(first, last, trim=False)
    return tokens.cut(tokens.rows(first), starts, ends)


def carryover_score(story: pd.DataFrame) -> float | pd.Series:
    """How much the report and the commentary of a story are about the same, from 0 to 1.

    The cosine of the two texts' names, numbers and content words, each weighted by how rare it is
    in English and by the logarithm of how often the text has it, less the cosine that chance gives
    texts of their length: 1 for a copy, near 0 for texts on different matters, and 0 if they share
    no more than any two texts. The order of words does not matter, and length little.

    Parameters
    ----------
    story : DataFrame
        As for `carryover`.

    Returns
    -------
    float, or for a table of several stories a Series of floats indexed by story.

    Raises ToolkitError where a story lacks a role, or some rows the name of theirs.

    >>> report, reply = "The Ostrey bridge is shut.", "Shut it is, the bridge of Ostrey!"
    >>> pair = pd.DataFrame({"role": ["report", "commentary"], "text": [report, reply]})
    >>> round(carryover_score(pair), 2)
    1.0
    """
    stories = read(story, "carryover_score")
    scores = [
        similarity(one.report_said, with_abbreviations(one.commentary_said, one.report_said))
        for one in stories
    ]
    if len(stories) == 1:
        return scores[0]
    index = pd.Index([one.name for one in stories], name="story", tupleize_cols=False)
    return pd.Series(scores, index, name="carryover_score")


def alignment(story: pd.DataFrame) -> pd.DataFrame:
    """Which report sentence each commentary sentence goes back to: the links of `carryover`.

    Parameters
    ----------
    story : DataFrame
        As for `carryover`.

    Returns
    -------
    DataFrame, one row per link, commentary in text order, closest source first
        `story`, `sentence` and `source` (numbers as in `sentences(story)`), `closeness` (float, 0
        to 1: the share of the sentence that this source has by itself), `shared` (tuple of str: the
        stems, names and numbers that both have, the most telling first).

    Raises ToolkitError where a story lacks a role, or some rows the name of theirs.

    >>> pair = pd.DataFrame({"role": ["report", "commentary"], "text": [
    ...     "About 900 houses lost power.", "A shocking 900 houses lost power! Who pays?"]})
    >>> alignment(pair)[["sentence", "source", "shared"]].values.tolist()
    [[2, 1, ('900', 'los', 'power', 'hous')]]
    """
    rows = []
    for one in read(story, "alignment"):
        for position, match in enumerate(matches(one)):
            if status(match.closeness) == NEW:
                continue
            terms = one.commentary_said[position].terms
            for source, share in zip(match.sources, match.shares, strict=True):
                shared = terms.keys() & one.report_said[source].terms.keys()
                rows.append(
                    (
                        one.name,
                        int(one.numbers[one.commentary[position]]),
                        int(one.numbers[one.report[source]]),
                        share,
                        tuple(sorted(shared, key=lambda term: (-terms[term], term))),
                    )
                )
    links = pd.DataFrame(rows, columns=["story", "sentence", "source", "closeness", "shared"])
    return links.astype({"sentence": int, "source": int, "closeness": float})
