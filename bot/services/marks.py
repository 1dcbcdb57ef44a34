"""Marks of people of whom nothing else is kept: made of their id with the store's own secret.

Whoever has the mark but not the secret cannot tell whose it is.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

from sqlmodel import Session

from bot.store import remembered

SECRET = "secret"  # noqa: S105 - the name under which it is kept
FORGOTTEN = "forgotten:"  # before the mark of somebody who was, so that no backup brings them back
BYTES = 32


def secret(session: Session, now: datetime) -> str:
    """Return the store's secret, in hexadecimal digits, which is made once."""
    known = remembered.get(session, SECRET)
    return known or remembered.first(session, SECRET, secrets.token_hex(BYTES), now)


def mark(session: Session, person_id: int, now: datetime) -> str:
    """Return somebody's mark."""
    return made_with(secret(session, now), person_id)


def made_with(key: str, person_id: int) -> str:
    """Make somebody's mark with a secret: HMAC-SHA256, in hexadecimal digits."""
    return hmac.digest(bytes.fromhex(key), str(person_id).encode(), "sha256").hex()
