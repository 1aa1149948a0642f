"""Wording: whose voice speaks, and how it argues.

Rates count the writer's own words, outside quotation marks, per 100 words of the text. Why these
measures, their sources, and how well they tell reportage from editorials: docs/wording.md.
"""

from __future__ import annotations

from collections.abc import Callable

from .registry import register, register_rate
from .variety import WINDOW
from .wording_counts import count

__all__ = ["count"]

_BIBER = "Biber (1988), Variation across Speech and Writing"
_HYLAND = "Hyland (2005), Metadiscourse"
_BELL = "Bell (1991), The Language of News Media"
_VAN_DIJK = "van Dijk (1988), News as Discourse, ch. 3"
_POMERANTZ = "Pomerantz (1986), Extreme case formulations, Human Studies 9"
_QUIRK = "Quirk et al. (1985), A Comprehensive Grammar of the English Language"

# The measure's name in front of _per_100_words (its sum is n_…): label, what a higher value means,
# what is counted, source, caveat.
# fmt: off
_RATES = {
    "attributions": (
        "Attributions", "more is left to sources",
        "neutral verbs of saying (said, says, told, added, wrote) and 'according'", _BELL,
        "counts forms, not meanings; verbs that judge (claimed) are among the reporting verbs"),
    "first_person_singular": (
        "First person: I", "the writer speaks as a person", "I, me, my, myself", _BIBER,
        "a king's Roman numeral looks the same; World War I's is told"),
    "first_person_plural": (
        "First person: we", "writer and readers are one party", "we, us, our", _BIBER,
        "a newspaper's we and a nation's we look alike"),
    "second_person": (
        "Second person", "the reader is spoken to", "you, your", _BIBER,
        "you for people at large counts too"),
    "it": (
        "It", "more about what is already known", "it, its, itself", _BIBER, ""),
    "demonstratives": (
        "Demonstratives", "more about what was just said", "this, these, those (not that)",
        _BIBER, ""),
    "argument_connectives": (
        "Connectives of argument", "argues more",
        "but, yet, however, because, so, therefore, although", _HYLAND + ", transitions",
        "'not yet', 'so far', 'so good', 'so did she', 'rather good', 'as though', 'all but over' "
        "are left out"),
    "negations": (
        "Negations", "denies more, so answers somebody", "not, n't, no, never, nothing, nor",
        _BIBER, ""),
    "present_be": (
        "Present: is, are", "states how things are", "is, are, am, also in it's and we're",
        _BIBER, ""),
    "present_have": (
        "Present: has, have", "sums up what has happened", "has, have, also in we've and it's been",
        _BIBER, ""),
    "past_be_have": (
        "Past: was, were, had", "tells what happened", "was, were, had", _BIBER,
        "the tense of other verbs can't be told without a tagger"),
    "abilities": ("Can", "more about what is possible", "can, can't, cannot", _BIBER, ""),
    "predictions": (
        "Will", "more about the future", "will, 'll, won't, shall", _BIBER,
        "a man called Will counts too"),
    "universals": (
        "Sweeping words", "generalises more", "all, every, always, never, nothing, any, entire",
        _POMERANTZ, ""),
    "comparisons": (
        "Comparisons", "weighs things more", "more, most, less, better, worse, than", _BIBER,
        "other words in -er and -est are not counted: most are no comparisons"),
    "what_why_how": ("What, why, how", "explains and asks more", "what, why, how", _BIBER, ""),
    "or": ("Or", "leaves more open, or sets out more choices", "or", _QUIRK, ""),
    "mental_verbs": (
        "Verbs of the mind", "more about what people think and want",
        "know, think, believe, feel, want, hope", _BIBER + ", private verbs",
        "counts forms, not meanings: hope and need are nouns too"),
    "evaluations": (
        "Evaluations", "judges more", "good, wrong, absurd, important, unfair, mistake",
        _HYLAND + ", attitude markers", "a sample of common words, of praise and blame alike"),
    "time_references": (
        "Times", "says more exactly when", "days, months, today, yesterday, a.m.", _VAN_DIJK,
        "times of day with a.m. or pm, not 19.30"),
    "in_on_at": (
        "In, on, at", "says more where and when", "in, on, at", _QUIRK,
        "counts forms: 'in fact', 'at all' and 'went on' too"),
    "figures": (
        "Figures", "says more exactly how many", "words with a digit", _VAN_DIJK,
        "numbers in words are not counted"),
    "names": (
        "Names", "names more", "capitalised words inside a sentence, without days and months",
        _VAN_DIJK,
        "misses a name that opens a sentence; counts words stressed by capitals"),
    "adverbs": ("Adverbs in -ly", "qualifies more", "adverbs in -ly", _BIBER, ""),
    "nominalisations": (
        "Nominalisations", "more abstract", "nouns in -tion, -ment, -ness, -ity", _BIBER,
        "by ending alone: nation and business count too"),
    "passives": (
        "Passives", "leaves the doer out more", "a form of be and a participle", _BIBER,
        "told without a tagger: of 90 hits read in the Brown corpus 86 were passives"),
    "contractions": (
        "Contractions", "closer to speech", "don't, it's, we're", _BIBER,
        "some outlets' style forbids them"),
    "asides": (
        "Asides", "interrupts itself more", "dashes and opening brackets", _QUIRK,
        "none in a dateline, between two figures or before a list's item"),
}
# fmt: on


def _register_rates() -> None:
    for name, (label, higher, what, source, caveat) in _RATES.items():
        register_rate(
            "wording",
            f"{name}_per_100_words",
            f"n_{name}",
            f"Per 100 words, outside quotation marks: {what}.",
            label=label,
            higher=higher,
            reading=f"{what}; outside quotation marks, per 100 words of text",
            source=source,
            caveat=caveat,
        )


_register_rates()


@register(
    "wording",
    label="Quoted",
    unit="share of words",
    higher="others speak more",
    reading="share of the words inside quotation marks: 0.1 is one word in ten",
    source="Tuchman (1972), Objectivity as strategic ritual, American Journal of Sociology 77",
    caveat="titles and scare quotes count; indirect speech and indented quotations don't",
    value_range="0 to 1",
    smallest_words=100,
    pool="words",
)
def quoted_share(c):
    """Words inside quotation marks, divided by words."""
    return c.n_quoted_words / c.n_words


def _of_sentences(label: str, higher: str, what: str) -> Callable:
    return register(
        "wording",
        label=label,
        unit="share of sentences",
        higher=higher,
        reading=f"share of sentences that {what}, outside quotation marks",
        source=_BIBER,
        value_range="0 to 1",
        smallest_words=100,
        smallest_sentences=5,
        pool="sentences",
    )


@_of_sentences("Questions", "asks more", "end with a question mark")
def questions_share(c):
    """Sentences of the writer's own that end with a question mark, divided by sentences."""
    return c.n_questions / c.n_sentences


@_of_sentences("Exclamations", "exclaims more", "end with an exclamation mark")
def exclamations_share(c):
    """Sentences of the writer's own that end with an exclamation mark, divided by sentences."""
    return c.n_exclamations / c.n_sentences


@_of_sentences("Opening with a conjunction", "closer to speech", "open with and, but, or, so, yet")
def conjunction_openings_share(c):
    """Sentences of the writer's own that open with and, but, or, so, yet or nor, of all."""
    return c.n_conjunction_openings / c.n_sentences


@register(
    "wording",
    label="Words per sentence",
    unit="words",
    higher="longer sentences",
    reading="news has 20 to 25; below 15 is easy reading",
    source="counted by this toolkit",
    caveat="sentence ends are told by rule",
    value_range="5 to 40",
    smallest_words=100,
    smallest_sentences=5,
    pool="counts",
)
def words_per_sentence(c):
    """Words divided by sentences."""
    return c.n_words / c.n_sentences


@register(
    "wording",
    label="Paragraphs",
    unit="count",
    higher="longer text",
    reading="blocks of text between blank lines, or lines that are not wrapped",
    source="counted by this toolkit",
    value_range="0 and up",
    pool="sum",
)
def n_paragraphs(c):
    """Number of blocks of text between blank lines, or of lines that are not wrapped."""
    return c.n_paragraphs


@register(
    "wording",
    label="Words per paragraph",
    unit="words",
    higher="longer paragraphs",
    reading="news is set in paragraphs of a sentence or two, commentary in longer ones",
    source=_BELL,
    caveat="only as good as the paragraph breaks: one that a file has lost can't be seen",
    value_range="20 to 150",
    pool="counts",
)
def words_per_paragraph(c):
    """Words divided by paragraphs."""
    return c.n_words / c.n_paragraphs


@register(
    "wording",
    label="Lexical density",
    unit="share of words",
    higher="more content in as many words",
    reading="share of words, quoted ones too, that are no function words (the, of, it, is, and)",
    source="Ure (1971), Lexical density and register differentiation; Halliday (1985), ch. 5",
    caveat="by form alone: the month of May counts as a function word",
    value_range="0.4 to 0.65",
    smallest_words=100,
    pool="words",
)
def lexical_density(c):
    """Words that are not of a closed class (lexicons/function_words.tsv), of all words."""
    return 1 - c.n_function_words / c.n_words


@register(
    "wording",
    label="Lexical variety (MATTR)",
    unit="share of words",
    higher="more varied",
    reading="of 50 running words, the share of different ones, averaged; independent of length",
    source="Covington & McFall (2010), Cutting the Gordian knot, J. Quantitative Linguistics 17",
    caveat="NaN below 50 words; the pooled value leaves such paragraphs out",
    value_range="0.65 to 0.9",
    smallest_words=100,
    pool="words",
)
def mattr(c):
    """Distinct words in a window of 50, averaged over all windows, over 50 (Covington & McFall)."""
    return c.n_window_types / (WINDOW * c.n_windows)
