"""`measure` on a Dask DataFrame: every partition by itself, when it is computed."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import ToolkitError, kind_of


def measure_partitions(measure: Callable, table, measures, **options):
    """The Dask DataFrame of measures of the Dask DataFrame `table`; nothing is computed yet.

    Partitions, divisions and index stay as they are. The columns are found by measuring no rows at
    all, so a measure of your own must bear an empty table. A paragraph must not be divided between
    partitions; stories may. ToolkitError for a collection of Dask that is no table.
    """
    if not hasattr(table, "_meta"):
        raise ToolkitError(
            f"a Dask DataFrame is needed, not {kind_of(table)} of Dask; its "
            "to_dataframe(meta={'text': str}) makes one of texts: bag.map(lambda text: (text,))"
        )
    columns = measure(table._meta, measures, **options)
    return table.map_partitions(measure, measures, meta=columns, **options)
