"""Loads what measuring needs, the libraries and the word lists, by being imported."""

import gc

import pyarrow

from .measuring import all_measures, evaluate

pyarrow.set_cpu_count(1)
evaluate(["One may ask whether it will rain."], list(all_measures()))
gc.freeze()  # what is loaded stays, and copies of this process share it
