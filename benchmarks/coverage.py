"""How often does the 95% interval of `compare` cover the truth, and a true null get rejected?

Prints a Markdown table: stories of one report paragraph (60 to 120 words) and four to eight
paragraphs of commentary (40 to 110 words), whose paragraphs depend on each other through their
story and their role in it. Beside the interval that `compare` uses (Student's t on the stories'
differences, a role without any with the variance of half a count; on stories with one role Welch's
t, a role in which nothing varies with the spread that chance gives) stand two that it does not
use: the inversion of sign flips, and a t-test that takes paragraphs for independent.

    python benchmarks/coverage.py --runs 10000
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from scipy import special

from toolkit.comparison.counts import variance_by_chance, variance_of_none
from toolkit.comparison.paired import max_t, mean_interval, sign_flips
from toolkit.comparison.unpaired import max_t_labels, welch_interval

STORIES = (12, 30, 100)
LEVEL = 0.95
COVERS, REJECTS = (93.5, 96.5), (3.5, 6.0)
RATE, SCORE = "rate_per_100_words", "score"


@dataclass(frozen=True)
class Stories:
    """Simulated stories: words, and values (scores, or rates per 100 words) of all paragraphs.

    `report`, `report_words` are (n_stories, n_runs); `paragraphs`, `words` (8, n_stories, n_runs),
    NaN where a commentary has fewer than eight paragraphs.
    """

    report: np.ndarray
    report_words: np.ndarray
    paragraphs: np.ndarray
    words: np.ndarray

    @property
    def commentary(self) -> np.ndarray:
        """The pooled value: paragraphs weighted by words, which is summed counts over words."""
        return np.nansum(self.paragraphs * self.words, axis=0) / np.nansum(self.words, axis=0)

    def unseen(self, name: str) -> np.ndarray:
        """What a role that has none leaves open, (n_runs,), for a measure of that name."""
        names = [name] * self.report.shape[1]
        return variance_of_none(names, self.report, self.report_words) + variance_of_none(
            names, self.commentary, np.nansum(self.words, axis=0)
        )

    def one_role_each(self, is_commentary: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Values and words (n_stories, n_runs) where each story has but one of its roles."""
        commentary = is_commentary[:, None]
        words = np.where(commentary, np.nansum(self.words, axis=0), self.report_words)
        return np.where(commentary, self.commentary, self.report), words


def lengths(random, n: int, runs: int):
    report = random.integers(60, 121, (n, runs)).astype(float)
    words = random.integers(40, 111, (8, n, runs)).astype(float)
    words[np.arange(8)[:, None, None] >= random.integers(4, 9, (n, runs))] = np.nan
    return report, words


def scores(random, n: int, runs: int, difference=0.0, effect=None, voice=0.5) -> Stories:
    """Normal scores: story 1, role within the story `voice`, paragraph 1 (standard deviations)."""
    report_words, words = lengths(random, n, runs)
    story = random.normal(0, 1, (n, runs))
    roles = random.normal(0, voice, (2, n, runs))
    own = difference if effect is None else effect(random, (n, runs))
    report = story + roles[0] + random.normal(0, 1, (n, runs))
    paragraphs = story + roles[1] + own + random.normal(0, 1, words.shape)
    return Stories(report, report_words, paragraphs, words)


def rates(random, n: int, runs: int, report: float, commentary: float, absent=0.0, voice=4.0):
    """Poisson counts per 100 words with gamma factors: story, paragraph (shape 4), role (`voice`).

    The category is `absent` from that share of stories, and more frequent in the others.
    """
    report_words, words = lengths(random, n, runs)

    def gamma(size, shape=4.0):
        return random.gamma(shape, 1 / shape, size)

    used = (random.random((n, runs)) >= absent) / (1 - absent)
    story = gamma((n, runs)) * used
    roles = story * gamma((2, n, runs), voice)
    mean = report * roles[0] * gamma((n, runs)) * report_words / 100
    means = commentary * roles[1] * gamma(words.shape) * np.nan_to_num(words) / 100
    counts = np.where(np.isnan(words), np.nan, random.poisson(means))
    return Stories(
        random.poisson(mean) / report_words * 100, report_words, counts / words * 100, words
    )


def exponential(random, shape):
    return random.exponential(1, shape) - 1


def log_normal(random, shape):
    return np.exp(random.normal(0, 1, shape)) - np.exp(0.5)


def _null(rate: float, **settings) -> dict:
    return {"report": rate, "commentary": rate, **settings}


SCENARIOS = {
    "normal scores": (scores, {}, 0),
    "normal scores, difference 0.5": (scores, {"difference": 0.5}, 0.5),
    "normal scores, each role its own voice": (scores, {"voice": 1.5}, 0),
    "4.5 per 100 words": (rates, _null(4.5), 0),
    "4.5 → 6 per 100 words": (rates, {"report": 4.5, "commentary": 6}, 1.5),
    "1 per 100 words": (rates, _null(1), 0),
    "1 → 1.5 per 100 words": (rates, {"report": 1, "commentary": 1.5}, 0.5),
    "1 per 100 words, each role its own voice": (rates, _null(1, voice=1), 0),
    "0.5, absent from 30% of stories": (rates, _null(0.5, absent=0.3), 0),
    "0.5 → 1, absent from 30%": (rates, {"report": 0.5, "commentary": 1, "absent": 0.3}, 0.5),
    "0.5, absent from 50%": (rates, _null(0.5, absent=0.5), 0),
    "0.5, absent from 30%, each role its own voice": (rates, _null(0.5, absent=0.3, voice=1), 0),
    "0.3, absent from 50%": (rates, _null(0.3, absent=0.5), 0),
}
SKEWED = {
    "exponential effects": (scores, {"effect": exponential}, 0),
    "log-normal effects": (scores, {"effect": log_normal}, 0),
    "2 → 1 per 100 words, absent from 30%": (
        rates,
        {"report": 2, "commentary": 1, "absent": 0.3},
        -1,
    ),
    "0.3, absent from 30%": (rates, _null(0.3, absent=0.3), 0),
    "0.3 per 100 words": (rates, _null(0.3), 0),
    "0.15 per 100 words": (rates, _null(0.15), 0),
}


def by_flips(differences: np.ndarray, truth: float, n_flips: int = 1000) -> float:
    """Share of runs whose sign-flip interval covers `truth`: where flips around it keep it."""
    rest = differences - truth
    observed = np.abs(rest.sum(axis=0)) * (1 - 1e-9)
    reached, total = 0, 0
    for signs in sign_flips(len(rest), max(n_flips, 2048 if len(rest) <= 12 else 0), seed=1):
        reached = reached + sum((np.abs(part @ rest) >= observed).sum(axis=0)
                                for part in np.array_split(signs, 20))  # fmt: skip
        total += len(signs)
    return float((reached / total > 1 - LEVEL).mean())


def by_paragraphs(stories: Stories, truth: float) -> float:
    """Share of runs whose t interval over all paragraphs, taken as independent, covers `truth`."""
    commentary = stories.paragraphs.reshape(-1, stories.report.shape[1])
    values = np.vstack([stories.report, commentary])
    is_report = np.arange(len(values)) < len(stories.report)
    sizes, means, squares = [], [], []
    for part in (values[is_report], values[~is_report]):
        sizes.append((~np.isnan(part)).sum(axis=0))
        means.append(np.nanmean(part, axis=0))
        squares.append(np.nansum((part - means[-1]) ** 2, axis=0))
    freedom = sizes[0] + sizes[1] - 2
    error = np.sqrt((squares[0] + squares[1]) / freedom * (1 / sizes[0] + 1 / sizes[1]))
    half = special.stdtrit(freedom, (1 + LEVEL) / 2) * error
    return float((np.abs(means[1] - means[0] - truth) <= half).mean())


def covered(interval: dict, truth: float) -> float:
    return float(((interval["ci_low"] <= truth) & (truth <= interval["ci_high"])).mean())


def by_one_role(stories: Stories, truth: float, of_reports: float, name: str) -> float:
    """Share of intervals that cover `truth` where that share of stories are reports alone; of
    those there are, for there is none where no report and no commentary has the category."""
    n = len(stories.report)
    labels, group = np.arange(n) >= round(of_reports * n), np.zeros(n, int)
    values, words = stories.one_role_each(labels)
    chance = np.hstack(
        [
            variance_by_chance([name], value[:, None], of, group)
            for value, of in zip(values.T, words.T, strict=True)
        ]
    )
    interval = welch_interval(values, labels, group, LEVEL, chance)
    return covered(interval, truth) / float((~np.isnan(interval["ci_low"])).mean())


def row(name: str, random, n: int, runs: int, model, settings: dict, truth: float) -> str:
    stories = model(random, n, runs, **settings)
    differences = stories.commentary - stories.report
    of = RATE if model is rates else SCORE
    interval = mean_interval(differences, LEVEL, stories.unseen(of))
    rejected = interval["p_value"] <= 1 - LEVEL
    higher = rejected & (interval["difference"] > 0)
    shares = [covered(interval, truth), by_flips(differences, truth),
              by_one_role(stories, truth, 1 / 2, of), by_one_role(stories, truth, 1 / 4, of),
              by_paragraphs(stories, truth)]  # fmt: skip
    cells = [_cell(100 * share, COVERS) for share in shares]
    null = ["", ""]
    if truth == 0:
        null = [_cell(100 * float(rejected.mean()), REJECTS), f"{100 * float(higher.mean()):.1f}"]
    return f"| {' | '.join([name, str(n), cells[0], *null, *cells[1:]])} |"


def _cell(value: float, band: tuple[float, float]) -> str:
    inside = band[0] <= round(value, 1) <= band[1]
    return f"{value:.1f}" if inside else f"*{value:.1f}*"


RARE = ((4.5, 0), (1, 0), (0.5, 0.3), (0.3, 0.5))  # rates per 100 words, and how often absent


def family_error(random, n: int, runs: int, kinds, of_reports: float | None = None) -> float:
    """Percent of runs in which max-T calls any of eight related null measures different.

    `kinds` are rates as in `RARE`, the other measures normal scores. In pairs, or where that share
    of stories are reports alone.
    """
    hits = 0
    for _ in range(runs):
        counted = [rates(random, n, 1, rate, rate, absent) for rate, absent in kinds]
        common = random.normal(0, 1, (n, 1))
        normal = [common + random.normal(0, 0.5, (n, 1)) for _ in range(8 - len(kinds))]
        p = _p_of_pairs if of_reports is None else _p_of_one_role
        hits += p(counted, normal, of_reports).min() <= 1 - LEVEL
    return 100 * hits / runs


def _p_of_pairs(counted: list[Stories], normal: list[np.ndarray], _) -> np.ndarray:
    differences = np.hstack(
        [*(stories.commentary - stories.report for stories in counted), *normal]
    )
    unseen = np.hstack([*(stories.unseen(RATE) for stories in counted), np.zeros(len(normal))])
    single = mean_interval(differences, LEVEL, unseen)["p_value"]
    return np.fmax(max_t(differences, 1000, seed=0, unseen=unseen), single)


def _p_of_one_role(counted: list[Stories], normal, of_reports: float) -> np.ndarray:
    n = len(normal[0])
    labels, group = np.arange(n) >= round(of_reports * n), np.zeros(n, int)
    pairs = [stories.one_role_each(labels) for stories in counted]
    values = np.hstack([*(value for value, _ in pairs), *normal])
    chance = [variance_by_chance([RATE], value, words[:, 0], group) for value, words in pairs]
    chance = np.hstack([*chance, np.zeros((n, len(normal)))])
    single = welch_interval(values, labels, group, LEVEL, chance)["p_value"]
    return np.fmax(max_t_labels(values, labels, group, 1000, 0, chance=chance), single)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--runs", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=20)
    given = arguments.parse_args()
    random = np.random.default_rng(given.seed)
    head = ["data", "stories", "`compare` covers", "`compare` rejects a true null",
            "of that, commentary higher", "sign flips cover", "one role a story: covers",
            "a quarter of them reports: covers", "t over paragraphs covers"]  # fmt: skip
    tables = {"Normal and count data": SCENARIOS, "Skewed effects, rarest categories": SKEWED}
    for title, scenarios in tables.items():
        print(f"\n**{title}**, percent of {given.runs:,} runs\n")
        print(f"| {' | '.join(head)} |\n|---|{'---:|' * (len(head) - 1)}")
        for name, (model, settings, truth) in scenarios.items():
            for n in STORIES:
                print(row(name, random, n, given.runs, model, settings, truth), flush=True)
    print("\n**Eight null measures**: percent of runs with any corrected p of 0.05 or less\n")
    print("| stories | eight normal scores | four normal scores, four rates | one role a story | "
          "a quarter of them reports |\n|---:|---:|---:|---:|---:|")  # fmt: skip
    for n in STORIES:
        runs = max(1, given.runs // 2)
        errors = [
            family_error(random, n, runs, *kind)
            for kind in (((),), (RARE,), (RARE, 1 / 2), (RARE, 1 / 4))
        ]
        print(f"| {n} | {' | '.join(f'{error:.1f}' for error in errors)} |", flush=True)


if __name__ == "__main__":
    main()
