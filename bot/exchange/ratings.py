"""What a publisher's words for a rating mean in ours; in doubt nothing."""

from __future__ import annotations

from bot.models import Rating


def rate(
    text: str, *, value: str | None = None, best: str | None = None, worst: str | None = None
) -> Rating | None:
    """Return what *text* rates; None where that is not certain."""
    return None
