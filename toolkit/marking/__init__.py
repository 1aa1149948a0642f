"""Text with its hedges and sentiment words marked, in a notebook, a terminal or a page."""

from .highlighting import Highlighted, highlight

__all__ = ["Highlighted", "highlight"]
