"""What the bot found in each post, read from its store and from the replies that people got."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from bot.matching import FigureLine, Match, Sure
from bot.models import Part, Person, Submission, Verdict
from bot.sandbox.values import Json
from bot.services import decisions
from bot.store.database import Store
from seeds.schema import Seeds
from tests.benchmarks.planting import Planted, Post

SHOWN = 110  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A post with what was answered; *right* where that is the planted claim, in the reply too."""

    language: str
    planted: Planted | None
    answers: tuple[str, ...]
    right: bool

    def __str__(self) -> str:
        wanted = f"{self.planted.stance} {self.planted.verdict}" if self.planted else "-"
        found = "\n             ".join(self.answers) or "nothing"
        words = f"{shortened(self.planted.wording)!r}\n             " if self.planted else ""
        return f"{self.language}  {wanted}: {words}{found}"


def judged(
    url: str, seeds: Seeds, replies: Mapping[tuple[int, int], tuple[Post, Json | None]]
) -> list[Finding]:
    """Compare what the store at *url* says of each message with its post and the reply to it."""
    claims = {entry.key: entry.claim for entry in seeds.verdicts}
    store = Store(url)
    try:
        return store.transact(_judged, claims, replies)
    finally:
        store.close()


def _judged(
    session: Session,
    claims: Mapping[str, Mapping[str, str]],
    replies: Mapping[tuple[int, int], tuple[Post, Json | None]],
) -> list[Finding]:
    keys = {one.id or 0: one.key or "" for one in session.exec(select(Verdict))}
    spoken = {one.id: one.language for one in session.exec(select(Person))}
    rows = select(Part, Submission).where(Part.submission_id == Submission.id)
    found = []
    for part, submission in session.exec(rows):
        post, reply = replies[part.chat_id, part.message_id]
        sure = decisions.load(submission.decision) if submission.decision else None
        matches = sure.matches if isinstance(sure, Sure) else ()
        figures = sure.figures if isinstance(sure, Sure) else ()
        locale = spoken.get(part.chat_id, "")
        right = any(
            post.planted is not None
            and keys[one.verdict_id] == post.planted.verdict
            and one.stance is post.planted.stance
            and claims[post.planted.verdict][locale] in (reply or {}).get("text", "")
            for one in matches
        )
        answers = tuple(_answers(matches, figures, keys))
        found.append(Finding(post.language, post.planted, answers, right))
    return found


def _answers(
    matches: Iterable[Match], figures: Iterable[FigureLine], keys: Mapping[int, str]
) -> Iterable[str]:
    for one in matches:
        yield (
            f"{one.stance} {keys[one.verdict_id]} ({one.stage} {one.confidence:.2f})"
            f" {shortened(one.sentence)!r} ~ {shortened(one.wording)!r}"
        )
    for line in figures:
        yield f"figure {line.agreement} {line.recorded[0]} {shortened(line.sentence)!r}"


def shortened(text: str) -> str:
    """*text* on one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
