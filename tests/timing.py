"""How the time of a function grows with its text: a figure that a busy machine does not change."""

from collections.abc import Callable
from time import process_time

TIMES = 8
# A linear reader takes 8 times as long for 8 times the text, a quadratic one 64 times.
LINEAR = 24


def growth(work: Callable[[str], object], piece: str, repeats: int) -> float:
    """Return how many times longer eight times as many repeats take, each the best of three."""
    work(piece)
    short, long = piece * repeats, piece * repeats * TIMES
    return _seconds(work, long) / max(_seconds(work, short), 1e-4)


def _seconds(work: Callable[[str], object], text: str) -> float:
    def once() -> float:
        start = process_time()
        work(text)
        return process_time() - start

    return min(once() for _ in range(3))
