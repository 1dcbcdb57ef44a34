"""Why a single record cannot be used."""

from __future__ import annotations

from bot.exchange.limits import Limits


class Refused(ValueError):
    """Why a record cannot be used, in English."""


def checked_claim(found: list[str], limits: Limits) -> str:
    """Return the one claim of a record; raises Refused."""
    claims = list(dict.fromkeys(filter(None, found)))
    if not claims:
        raise Refused("It has no claim.")
    if len(claims) > 1:
        raise Refused(f"It reviews {len(claims)} claims at once: give each its own record.")
    if len(claims[0]) > limits.claim:
        raise Refused(
            f"Its claim has more than {limits.claim:,} characters: shorten it to one statement."
        )
    if not any(char.isalnum() for char in claims[0]):
        raise Refused("Its claim has no word.")
    return claims[0]
