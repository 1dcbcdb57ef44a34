"""Files of verdicts as tests write them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable

from bot.exchange import LIMITS, Limits, Rejected, Review, read

CLAIM = "The moon is made of green cheese."


def found(
    content: bytes | str, name: str = "", limits: Limits = LIMITS
) -> list[Review | Rejected]:
    """Read a whole file."""
    raw = content.encode() if isinstance(content, str) else content
    return list(read(io.BytesIO(raw), name, limits=limits))


def reviews(content: bytes | str | object, name: str = "") -> list[Review]:
    """Read a file of which nothing is rejected."""
    text = content if isinstance(content, (bytes, str)) else json.dumps(content)
    records = found(text, name)
    assert not [one for one in records if isinstance(one, Rejected)]
    return [one for one in records if isinstance(one, Review)]


def review(content: object) -> Review:
    """Read a document of one review."""
    (one,) = reviews(content)
    return one


def rejected(content: bytes | str | object, name: str = "") -> list[Rejected]:
    """Return what of a file is rejected."""
    text = content if isinstance(content, (bytes, str)) else json.dumps(content)
    return [one for one in found(text, name) if isinstance(one, Rejected)]


def claim_review(**fields: object) -> dict[str, object]:
    """Make a ClaimReview of *fields*, with a claim."""
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": CLAIM,
    } | fields


def lines(values: Iterable[object]) -> str:
    """Write JSON Lines."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
