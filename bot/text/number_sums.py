"""Add and multiply number words as they are read from left to right."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(slots=True)
class Sum:
    """The running total while number words are read from left to right."""

    total: Decimal = Decimal(0)
    current: Decimal | None = None
    room: Decimal = Decimal(0)  # a following word must be smaller than this to be added
    limit: Decimal | None = None  # a following scale must be smaller than this
    scale: Decimal | None = None

    def add(self, value: Decimal, *, word: bool) -> bool:
        """Take a number below a scale, or refuse it."""
        if self.current is not None:
            if not word or not 0 < value < self.room:
                return False
            self.current += value
        elif self.limit is not None and not 0 < value < self.limit:
            return False
        else:
            self.current = value
            self.scale = None
        self.room = _place(value) if word else Decimal(0)
        return True

    def multiply(self, by: Decimal) -> bool:
        """Take a scale, or refuse it."""
        if self.current is None or (self.limit is not None and by >= self.limit):
            return False
        if by <= 100:
            self.current *= by
            self.room = by if by == 100 else Decimal(0)
        else:
            self.total += self.current * by
            self.current, self.limit, self.room = None, by, Decimal(0)
        self.scale = by
        return True

    @property
    def value(self) -> Decimal:
        """Return the number read so far."""
        return self.total + (self.current or 0)


def _place(value: Decimal) -> Decimal:
    """Return what a word added to *value* must stay below: twenty takes 1 to 9."""
    if value >= 100:
        return Decimal(100)
    return Decimal(10) if value >= 20 else Decimal(0)
