"""What an admin is sent who asks for all verdicts as a file."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 50_000_000  # bytes of a file that a bot may send


@dataclass(frozen=True, slots=True)
class ExportFile:
    """All verdicts, to be written when the message is sent."""

    kind: str
    count: int
    content: bytes | None = None  # none where it is more than `LARGEST`
