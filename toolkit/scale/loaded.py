"""Loads what measuring needs, the libraries and the word lists, by being imported."""

from .measuring import all_measures, evaluate

evaluate(["One may ask whether it will rain."], list(all_measures()))
