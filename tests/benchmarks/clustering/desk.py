"""A store that posts are sent to, and what gathers them into cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, select

from bot.encoder import Encoder
from bot.gathering import Gathering
from bot.indexing import Indexing
from bot.models import Outcome, Person, Submission
from bot.store import schema
from bot.store.database import Store
from bot.text.normalise import text_hash
from seeds import folder
from seeds.loader import load, read

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sent:
    """A text and its language."""

    text: str
    language: str


class Desk:
    """A store with the shipped seeds, whose lexicon the guards know, and an encoder."""

    def __init__(self, place: Path, encoder: Encoder) -> None:
        self._store = Store(f"sqlite:///{place / 'store.db'}")
        schema.upgrade(self._store)
        self._store.transact(load, read(folder()), now=NOW)
        indexing = Indexing(self._store, lambda: encoder)
        indexing.load()
        self._gathering = Gathering(self._store, indexing)
        self._sent = 0

    def send(self, posts: Sequence[Sent]) -> range:
        """Let as many people each send a post; return the numbers of the posts."""
        first, self._sent = self._sent + 1, self._sent + len(posts)
        self._store.transact(_keep, posts, first)
        return range(first, self._sent + 1)

    def gather(self) -> int:
        """Put the posts that wait into cases; return how many."""
        return self._gathering.gather(NOW)

    def cases(self) -> dict[int, int]:
        """Return the case of each post."""
        query = select(Submission.id, Submission.case_id)
        rows = self._store.transact(lambda session: session.exec(query).all())
        return {post or 0: case or 0 for post, case in rows}

    def close(self) -> None:
        """Close the store."""
        self._store.close()


def _keep(session: Session, posts: Sequence[Sent], first: int) -> None:
    people = [{"id": number} for number in range(first, first + len(posts))]
    moment = {"created_at": NOW, "role": "public", "language": "en", "language_chosen": False}
    session.connection().execute(sa.insert(Person), [person | moment for person in people])
    rows = [
        {
            "id": number,
            "person_id": number,
            "chat_id": number,
            "text": post.text,
            "text_hash": text_hash(post.text),
            "language": post.language,
            "outcome": Outcome.NONE,
            "revision": 1,
            "apart": [],
            "held_back": False,
            "created_at": NOW,
        }
        for number, post in enumerate(posts, first)
    ]
    session.connection().execute(sa.insert(Submission), rows)


def joined(cases: dict[int, int], posts: range) -> list[tuple[int, int]]:
    """Return the pairs of some posts that are in one case."""
    together = defaultdict(list)
    for post in posts:
        together[cases[post]].append(post)
    return [pair for members in together.values() for pair in combinations(members, 2)]
