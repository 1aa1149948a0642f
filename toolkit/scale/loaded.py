"""Loads what measuring needs, the libraries and the word lists, by being imported."""

from .pool import loading

with loading():
    import pyarrow

    from .measuring import all_measures, evaluate

    pyarrow.set_cpu_count(1)
    evaluate(["One may ask whether it will rain."], list(all_measures()))
