"""How much a file may hold, and what is said of one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most; beyond it the record, or the file, is refused with the reason."""

    bytes: int = 200 * MEGABYTE  # of the file, and of what is unpacked of it
    document: int = 64 * MEGABYTE  # bytes of JSON or HTML that must be read in one piece
    ratio: int = 200  # bytes unpacked for each packed one; texts reach about 20
    records: int = 500_000
    rejected: int = 100_000  # records; with more of them the file is of another kind
    depth: int = 100  # of objects and lists in each other
    claim: int = 2_000  # code points
    line: int = 2 * MEGABYTE  # characters of a line of JSON Lines or CSV


LIMITS = Limits()


class Unreadable(Exception):
    """The file as a whole cannot be read; *reason* says why and what to do, in English."""

    def __init__(self, reason: str) -> None:
        """Keep the sentence that people are shown."""
        super().__init__(reason)
        self.reason = reason
