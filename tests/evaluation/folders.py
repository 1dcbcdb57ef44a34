"""A small folder of labelled posts, and an engine that knows its judgements by heart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.evaluation import ClaimRow, Judged

CLAIMS = [
    {"id": "c1", "claim": "The bridge was closed in May.", "title": "The bridge", "lang": "en"},
    {"id": "c2", "claim": "У воді знайшли свинець.", "rating": "false"},
    {"id": "c3", "claim": "Bread costs twice as much as last year."},
    {"id": "c4", "claim": "The mayor has left the country."},
]
POSTS = [
    {"id": "p1", "text": "They closed the bridge in May!", "lang": "en"},
    {"id": "p2", "text": "Свинець у воді"},
    {"id": "p3", "text": "Bread has doubled and the mayor is gone"},
    {"id": "p4", "text": "Good morning"},
]
QRELS = ["p1\tc1", "p2\tc2", "p3\tc3", "p3\tc4"]


def write(
    folder: Path,
    *,
    claims: Iterable[Mapping[str, object] | str] = CLAIMS,
    posts: Iterable[Mapping[str, object] | str] = POSTS,
    qrels: Iterable[str] = QRELS,
) -> Path:
    """Write a folder with a split "dev"; a row that is a string is written as it is."""
    folder.mkdir(exist_ok=True)
    for name, rows in (("claims.jsonl", claims), ("posts-dev.jsonl", posts)):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "qrels-dev.tsv").write_text("".join(f"{one}\n" for one in qrels), encoding="utf-8")
    return folder


def judged(
    *ranking: str, answered: Sequence[str] = (), confidence: float = 0.0, outcome: str = ""
) -> Judged:
    """Return a judgement; scores fall from 1 by tenths."""
    return Judged(
        ranking=tuple((claim, 1 - place / 10) for place, claim in enumerate(ranking)),
        outcome=outcome or ("answered" if answered else "related" if ranking else "none"),
        answered=tuple(answered),
        confidence=confidence,
        reasons=("learnt by heart",),
    )


class Parrot:
    """An engine that says what it was told, as far as its claims go."""

    def __init__(self, claims: Sequence[ClaimRow], learnt: Mapping[str, Judged]) -> None:
        """Keep the ids of *claims*, and what to say of which text."""
        self.held = {claim.id for claim in claims}
        self.learnt = learnt

    def judge(self, text: str) -> Judged:
        """Repeat what was learnt of *text*, without the claims that are not held."""
        whole = self.learnt[text]
        return judged(
            *(claim for claim, _ in whole.ranking if claim in self.held),
            answered=[claim for claim in whole.answered if claim in self.held],
            confidence=whole.confidence,
        )


LEARNT = {
    "They closed the bridge in May!": judged("c1", "c2", answered=["c1"], confidence=0.9),
    "Свинець у воді": judged("c4", "c2", answered=["c4"], confidence=0.6),
    "Bread has doubled and the mayor is gone": judged("c3", "c1", "c4", confidence=0.4),
    "Good morning": judged(),
}


def build(claims: Sequence[ClaimRow]) -> Parrot:
    """Build an engine that knows the posts of this folder."""
    return Parrot(claims, LEARNT)
