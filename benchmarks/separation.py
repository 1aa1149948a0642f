"""How well the measures tell commentary from report in labelled articles.

    python benchmarks/separation.py ARTICLES [--text text] [--label role] [--commentary commentary]
        [--report report] [--group outlet] [--document id]

ARTICLES is a Parquet or JSON Lines file (.gz too) with one row per article, or, with `--document`,
one per paragraph. Rows with another label are left out. Printed are the area under the ROC curve
(AUC) of every measure alone, and of a logistic regression per family and on all of them, each
within a group (an outlet, so that outlets' styles don't pass for roles) and then averaged. The
regression is plain: standardised columns, missing values at the mean, a ridge penalty of 1,
five-fold cross-validation, nothing tuned.

For the Brown corpus (a file with doc_id, category, text):

    python benchmarks/separation.py brown.jsonl.gz --document doc_id --label category
        --report news --commentary editorial
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd
from scipy.stats import rankdata

import toolkit as tk

FOLDS = 5
REPEATS = 5
PENALTY = 1.0


def main() -> None:
    options = _arguments()
    articles = read_articles(options)
    table = tk.measure(articles["text"].tolist())
    known = tk.list_measures()
    columns = [name for name in known.index[known["pool"] != "sum"] if table[name].notna().any()]
    label = (articles["label"] == options.commentary).to_numpy(int)
    groups = articles["group"].to_numpy()
    print(f"{len(label)} articles, {label.sum()} of them commentary, {len(set(groups))} groups\n")
    alone = single_aucs(table, columns, label, groups)
    alone["label"] = known["label"]
    print(alone.sort_values("distance", ascending=False).drop(columns="distance").to_string(), "\n")
    families = known["family"].reindex(columns)
    sets = {family: columns_of.index.tolist() for family, columns_of in families.groupby(families)}
    sets["all but wording"] = [name for name in columns if families[name] != "wording"]
    sets["all"] = columns
    for name, chosen in sets.items():
        auc = within_groups(table[chosen].to_numpy(), label, groups, cross_validated_auc)
        print(f"{name:18s} {len(chosen):3d} measures   AUC {auc:.3f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles")
    for name, default in (("text", "text"), ("label", "role"), ("commentary", "commentary"),
                          ("report", "report"), ("group", None), ("document", None)):  # fmt: skip
        parser.add_argument(f"--{name}", default=default)
    return parser.parse_args()


def read_articles(options: argparse.Namespace) -> pd.DataFrame:
    """Columns text, label, group: one row per article of either label."""
    is_parquet = options.articles.endswith(".parquet")
    rows = (
        pd.read_parquet(options.articles)
        if is_parquet
        else pd.read_json(options.articles, lines=True)
    )
    rows = rows[rows[options.label].isin([options.report, options.commentary])]
    group = rows[options.group] if options.group else "all"
    articles = pd.DataFrame(
        {"text": rows[options.text], "label": rows[options.label], "group": group}
    )
    if options.document:
        by = articles.groupby(rows[options.document], sort=False)
        articles = by.agg({"text": "\n\n".join, "label": "first", "group": "first"})
    return articles.reset_index(drop=True)


def within_groups(values: np.ndarray, label: np.ndarray, groups: np.ndarray, auc) -> float:
    """The mean over groups of `auc(values, label)` of the articles in each."""
    members = [groups == group for group in sorted(set(groups))]
    return float(np.mean([auc(values[of_group], label[of_group]) for of_group in members]))


def single_aucs(table: pd.DataFrame, columns: list[str], label, groups) -> pd.DataFrame:
    """AUC of each measure alone, averaged over groups; below .5: reports have more."""
    aucs = {name: within_groups(table[name].to_numpy(), label, groups, auc_of) for name in columns}
    frame = pd.DataFrame({"auc": aucs}).round(3)
    return frame.assign(distance=(frame["auc"] - 0.5).abs())


def auc_of(values: np.ndarray, label: np.ndarray) -> float:
    """The chance that a commentary's value is above a report's; missing values are left out."""
    known = ~np.isnan(values)
    values, label = values[known], label[known]
    n_commentary, n_report = label.sum(), (1 - label).sum()
    ranks = rankdata(values)[label == 1].sum()
    return (ranks - n_commentary * (n_commentary + 1) / 2) / (n_commentary * n_report)


def cross_validated_auc(values: np.ndarray, label: np.ndarray) -> float:
    """Mean over repeats of the AUC of held-out scores, all folds together."""
    random = np.random.default_rng(0)
    return float(
        np.mean([auc_of(_held_out_scores(values, label, random), label) for _ in range(REPEATS)])
    )


def _held_out_scores(values, label, random) -> np.ndarray:
    fold = np.empty(len(label), int)
    for role in (0, 1):
        members = random.permutation(np.flatnonzero(label == role))
        fold[members] = np.arange(len(members)) % FOLDS
    scores = np.empty(len(label))
    for k in range(FOLDS):
        train = fold != k
        mean = np.nan_to_num(np.nanmean(values[train], axis=0))
        filled = np.where(np.isnan(values), mean, values)
        spread = filled[train].std(axis=0)
        scaled = (filled - mean) / np.where(spread > 0, spread, 1)
        weights, intercept = fit(scaled[train], label[train])
        scores[~train] = scaled[~train] @ weights + intercept
    return scores


def fit(x: np.ndarray, y: np.ndarray, steps: int = 50) -> tuple[np.ndarray, float]:
    """Ridge logistic regression by Newton's method; the intercept is not penalised."""
    x = np.column_stack([x, np.ones(len(x))])
    penalty = np.append(np.full(x.shape[1] - 1, PENALTY), 1e-8)
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        change = np.linalg.solve(hessian, gradient)
        weights = weights - change
        if np.abs(change).max() < 1e-8:
            break
    return weights[:-1], weights[-1]


if __name__ == "__main__":
    main()
