"""The decision on a post outside of Telegram, as one JSON object that other programs rely on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from time import perf_counter

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from sqlmodel import Session

from bot.encoder import Encoder
from bot.matching import (
    SHIPPED,
    Candidate,
    Decision,
    Evidence,
    FigureLine,
    Match,
    Near,
    NoClaim,
    Sure,
    build,
    decide,
)
from bot.models import Agreement, Outcome, Qualifier, Rating, Stance
from bot.services import checking, thresholds
from bot.services.values import RecordedView, SourceView, VerdictView
from bot.services.views import recorded_views, verdict_views
from bot.store.database import Store

BEFORE = {
    Qualifier.EXACTLY: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.UP_TO: "up to ",
}


class SourceOut(BaseModel):
    """A source; what it does not give is null."""

    title: str | None
    outlet: str | None
    url: str | None
    published_on: date | None


class VerdictOut(BaseModel):
    """A verdict, in the language of the answer where it is translated."""

    id: int
    claim: str
    rating: Rating | None
    summary: str
    checked_on: date


class AnswerOut(BaseModel):
    """A verdict that the post surely meets; *post_rating* is null unless the post asserts it."""

    verdict: VerdictOut
    stance: Stance
    post_rating: Rating | None
    confidence: float
    matched_sentence: str
    sources: list[SourceOut]


class FigureOut(BaseModel):
    """A stated quantity; *id*, *as_of* and *sources* are those of the best recorded figure."""

    id: str
    stated: str
    recorded: str
    as_of: date | None
    agreement: Agreement
    sources: list[SourceOut]


class RelatedOut(BaseModel):
    """A claim that is like the post's, and what differs."""

    verdict_id: int
    claim: str
    rating: Rating | None  # null where it was checked elsewhere, and never answers
    difference: str


class CheckResult(BaseModel):
    """All that is decided of one post."""

    id: str | int | None = None
    outcome: Outcome
    language: str
    answers: list[AnswerOut] = []
    figures: list[FigureOut] = []
    related: list[RelatedOut] = []
    reasons: list[str] = []
    took_ms: float = 0


class Checker:
    """A store's index, built once, and what it says of posts.

    *missing* is how many wordings have no vector of the encoder; *total*, how many there are.
    """

    def __init__(
        self, store: Store, encoder: Encoder | None = None, *, precision: float = SHIPPED
    ) -> None:
        """Build the index of *store*, with the vectors that it has of *encoder*.

        *precision* is the share of answers by rank that must be right.
        """
        self._store = store
        material = store.transact(checking.material, encoder.name if encoder else None)
        threshold = store.transact(thresholds.current, precision)
        self._index = build(material, encoder, precision=precision, threshold=threshold)
        self.total = len({phrase.text for phrase in material.phrases})
        self.missing = self.total - len(material.vectors) if encoder else 0

    def check(
        self,
        text: str,
        *,
        id: str | int | None = None,
        at: date | None = None,
        language: str | None = None,
    ) -> CheckResult:
        """Decide on one post of the day *at*; answer in *language*, or else the post's."""
        start = perf_counter()
        decision = decide(text, self._index, posted_at=at)
        result = self._store.transact(_result, decision, language or decision.language)
        result.id = id
        result.took_ms = round((perf_counter() - start) * 1000, 2)
        return result

    def lines(self, file: Path, language: str | None) -> int:
        """Check each line {"id", "text", "posted_at"?}; return 1 if one cannot be read."""
        broken = 0
        with file.open(encoding="utf-8") as posts:
            for number, line in enumerate(posts, 1):
                if not line.strip():
                    continue
                try:
                    post = json.loads(line)
                    at = (
                        date.fromisoformat(post["posted_at"][:10])
                        if post.get("posted_at")
                        else None
                    )
                    result = self.check(post["text"], id=post.get("id"), at=at, language=language)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    typer.echo(f"{file}:{number}: not a post: {error!r}", err=True)
                    broken = 1
                    continue
                typer.echo(result.model_dump_json())
        return broken


def _result(session: Session, decision: Decision, language: str) -> CheckResult:
    matches: tuple[Match, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    near: tuple[Candidate, ...] = ()
    match decision:
        case Sure(_, matches, figures, near):
            outcome = Outcome.ANSWERED
        case Near(_, near):
            outcome = Outcome.RELATED
        case NoClaim():
            outcome = Outcome.NOT_A_CLAIM
        case _:
            outcome = Outcome.NONE
    ids = {one.verdict_id for one in matches} | {one.verdict_id for one in near}
    verdicts = verdict_views(session, ids, language)
    recorded = recorded_views(session, {key for one in figures for key in one.recorded}, language)
    return CheckResult(
        outcome=outcome,
        language=decision.language,
        answers=[_answer(one, verdicts[one.verdict_id]) for one in matches],
        figures=[_figure(one, [recorded[key] for key in one.recorded]) for one in figures],
        related=[_related(one, verdicts[one.verdict_id]) for one in near],
        reasons=list(_reasons(decision, matches, figures, near)),
    )


def _answer(match: Match, verdict: VerdictView) -> AnswerOut:
    return AnswerOut(
        verdict=VerdictOut(
            id=verdict.id,
            claim=verdict.claim,
            rating=verdict.rating,
            summary=verdict.summary,
            checked_on=verdict.checked_on,
        ),
        stance=match.stance,
        post_rating=verdict.rating if match.stance is Stance.ASSERTS else None,
        confidence=match.confidence,
        matched_sentence=match.sentence,
        sources=_sources(verdict.sources),
    )


def _figure(line: FigureLine, recorded: list[RecordedView]) -> FigureOut:
    best = recorded[0]
    return FigureOut(
        id=best.key,
        stated=line.stated,
        recorded="; ".join(dict.fromkeys(map(_value, recorded))),
        as_of=best.as_of_end or best.as_of,
        agreement=line.agreement,
        sources=_sources(best.sources),
    )


def _value(figure: RecordedView) -> str:
    """Write a recorded value as "about 11,000"."""
    span = f"{figure.low:,f}" if figure.low == figure.high else f"{figure.low:,f}-{figure.high:,f}"
    return BEFORE[figure.qualifier] + span.replace(".0000", "")


def _related(candidate: Candidate, verdict: VerdictView) -> RelatedOut:
    return RelatedOut(
        verdict_id=verdict.id,
        claim=verdict.claim,
        rating=verdict.rating,
        difference=str(candidate.difference),
    )


def _sources(sources: Iterable[SourceView]) -> list[SourceOut]:
    return [
        SourceOut(title=one.title, outlet=one.outlet, url=one.url, published_on=one.published_on)
        for one in sources
    ]


def _reasons(
    decision: Decision,
    matches: Iterable[Match],
    figures: Iterable[FigureLine],
    near: Iterable[Candidate],
) -> Iterable[str]:
    """Name for each finding its stage, the sentence and every check that looked at it."""
    for match in matches:
        yield f"{match.stage}: {match.sentence!r} ~ {match.wording!r} ({match.stance})"
        yield from _checks(match.evidence)
    for line in figures:
        yield f"figure: {line.stated!r} in {line.sentence!r} is {line.agreement}"
        yield from _checks(line.evidence)
    for one in near:
        yield f"near: {one.sentence!r} scores {one.score}"
        yield from _checks(one.evidence)
    if isinstance(decision, NoClaim):
        yield f"not a claim: {decision.reason}"


def _checks(evidence: Iterable[Evidence]) -> Iterable[str]:
    return (f"  {one}" for one in evidence)


def show(result: CheckResult, console: Console) -> None:
    """Print a result for people."""
    console.print(f"[bold]{result.outcome}[/] · {result.language} · {result.took_ms:.0f} ms")
    for answer in result.answers:
        rating = (answer.verdict.rating or "unrated").upper()
        console.print(f"\n[bold]{rating}[/]  {escape(answer.verdict.claim)}")
        console.print(f"post {answer.stance} it: “{answer.matched_sentence}”", markup=False)
        console.print(answer.verdict.summary, markup=False)
        for source in answer.sources:
            console.print(f"  - {source.title or source.outlet}", markup=False)
    for figure in result.figures:
        console.print(
            f"\n{figure.agreement}: {figure.stated} → {figure.recorded} (as of {figure.as_of})",
            markup=False,
        )
    for related in result.related:
        kind = "not the same" if related.rating else "unrated"
        console.print(f"\n{kind}: {related.claim} ({related.difference})", markup=False)
    for reason in result.reasons:
        console.print(reason, style="dim", markup=False, highlight=False)
