"""What reviewers said of flagged answers, as posts with the claims that are right for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session

from bot.matching import Phrase
from bot.models import LabelledPair
from bot.services.material import phrases
from bot.store import pairs


@dataclass(frozen=True, slots=True)
class Post:
    """A text, cleaned of personal data, with the verdicts that answer it."""

    key: str  # its hash
    text: str
    language: str | None
    right: frozenset[int]  # none where reviewers only said what it is not about


@dataclass(frozen=True, slots=True)
class Labelled:
    """All claims of the store, each with its wordings, and the posts that reviewers judged."""

    claims: tuple[tuple[Phrase, ...], ...]
    posts: tuple[Post, ...]


def everything(session: Session) -> Labelled:
    """Return the claims of valid verdicts, and all posts with the claims that are right."""
    claims: defaultdict[int, list[Phrase]] = defaultdict(list)
    for phrase in phrases(session):
        claims[phrase.verdict_id].append(phrase)
    said: defaultdict[str, list[LabelledPair]] = defaultdict(list)
    for pair in pairs.every(session):
        said[pair.text_hash].append(pair)
    return Labelled(
        claims=tuple(tuple(own) for own in claims.values()),
        posts=tuple(_post(key, labels) for key, labels in said.items()),
    )


def _post(key: str, labels: list[LabelledPair]) -> Post:
    right = frozenset(one.verdict_id for one in labels if one.same)
    return Post(key, labels[0].text, labels[0].language, right)
