"""The texts of a case's own posts, and which of them assert the claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from bot.models import Case
from bot.services.likeness import near_duplicates
from bot.store import submissions

MOST_COMPARED = 200  # different texts of a case, the most frequent first


@dataclass(frozen=True, slots=True)
class Said:
    """A text that posts of a case have in common once normalised."""

    submission_id: int  # the first post that says it
    text: str
    text_hash: str
    count: int


def texts_of(session: Session, case: Case) -> list[Said]:
    """Return the different texts of a case's posts, those of most posts first."""
    found: dict[str, Said] = {}
    for post in submissions.in_case(session, case.id or 0):
        if not post.text_hash:
            continue
        first = found.get(post.text_hash)
        found[post.text_hash] = (
            Said(first.submission_id, first.text, first.text_hash, first.count + 1)
            if first
            else Said(post.id or 0, post.text, post.text_hash, 1)
        )
    return sorted(found.values(), key=lambda said: (-said.count, said.submission_id))


def like_the_case(session: Session, case: Case) -> Iterator[str]:
    """Give the hashes of the case's own text, and of those that say nearly the same."""
    for said in texts_of(session, case)[:MOST_COMPARED]:
        same = said.text_hash == case.text_hash
        if same or near_duplicates(said.text, case.text, case.language):
            yield said.text_hash
