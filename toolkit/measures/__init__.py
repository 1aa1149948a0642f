"""Measures of paragraphs: `measure` computes them, `list_measures` says what they are."""

from .pooling import measure_columns, pool, pool_without_each, sentence_table
from .registry import all_measures, get
from .table import (
    check_options,
    is_heading,
    list_measures,
    measure,
    measured_texts,
    reliable,
)

__all__ = [
    "all_measures",
    "check_options",
    "get",
    "is_heading",
    "list_measures",
    "measure",
    "measure_columns",
    "measured_texts",
    "pool",
    "pool_without_each",
    "reliable",
    "sentence_table",
]
