"""What is read in tokens before it becomes a quantity of the text."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """A number in tokens [first, after); *scale* is its last multiplier, *kept* if it counts."""

    low: Decimal
    high: Decimal
    first: int
    after: int
    exact: bool = True
    scale: Decimal | None = None
    words: bool = False
    kept: bool = True
