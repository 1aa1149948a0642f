"""What the commentary takes over from the report, what it adds, and how certainty shifts."""

from .carried import alignment, carryover, carryover_score
from .marked import carryover_spans

__all__ = ["alignment", "carryover", "carryover_score", "carryover_spans"]
