"""Reviews as a file in one of the formats that others read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from bot.exchange import claimreview_writing, csv_writing, jsonl_writing
from bot.exchange.claimreview_writing import Addresses, RatingName
from bot.exchange.values import Review


class Format(StrEnum):
    """How a file of reviews is written."""

    JSONL = "jsonl"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"


ENDINGS = {Format.JSONL: "jsonl", Format.CSV: "csv", Format.CLAIMREVIEW: "json"}


def write(
    reviews: Iterable[tuple[Review, Addresses]],
    kind: Format,
    named: RatingName,
    *,
    name: str,
    made_on: date,
) -> Iterator[bytes]:
    """Write a file of reviews piece by piece; where each can be read says its second part."""
    match kind:
        case Format.JSONL:
            pieces = jsonl_writing.lines(one for one, _ in reviews)
        case Format.CSV:
            pieces = csv_writing.lines(one for one, _ in reviews)
        case Format.CLAIMREVIEW:
            pieces = claimreview_writing.feed(reviews, named, name=name, made_on=made_on)
    return (piece.encode() for piece in pieces)
