"""What is read in tokens before it becomes a quantity of the text."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """A number in tokens [first, after); *scale* is its last multiplier, *kept* if it counts.

    *part* marks a share of something, *guessed* a number that its place makes unsure, and *other*
    is the second value of digits that may be read in two ways.
    """

    low: Decimal
    high: Decimal
    first: int
    after: int
    exact: bool = True
    scale: Decimal | None = None
    words: bool = False
    kept: bool = True
    part: bool = False
    guessed: bool = False
    other: Decimal | None = None
