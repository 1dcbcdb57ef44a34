"""Verdicts as files: what is read of them and written into them; pure."""

from bot.exchange.limits import LIMITS, Limits, Unreadable
from bot.exchange.reading import read
from bot.exchange.values import Cited, Rejected, Review, Said, Worded

__all__ = [
    "LIMITS",
    "Cited",
    "Limits",
    "Rejected",
    "Review",
    "Said",
    "Unreadable",
    "Worded",
    "read",
]
