"""Rows as readers see them: verdicts and figures in a language, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from bot.models import Figure, FigureText, Review, Source, Verdict, VerdictText
from bot.services.values import RecordedView, SourceView, VerdictView
from bot.store import figures, verdicts


def verdict_views(
    session: Session, verdict_ids: Iterable[int], locale: str, *, withdrawn: bool = False
) -> dict[int, VerdictView]:
    """Return verdicts in *locale*, or as written where there is no translation.

    Those that were *withdrawn* are left out, unless they are asked for.
    """
    wanted = set(verdict_ids)
    texts = verdicts.texts(session, wanted)
    sources = verdicts.sources(session, wanted)
    reviews = verdicts.reviews(session, wanted)
    return {
        verdict_id: _reviewed(
            _verdict(
                verdict, texts.get(verdict_id, {}).get(locale), sources.get(verdict_id, []), locale
            ),
            reviews.get(verdict_id),
        )
        for verdict_id, verdict in verdicts.by_id(session, wanted).items()
        if withdrawn or verdict.withdrawn_at is None
    }


def verdict_view(
    session: Session, verdict_id: int | None, locale: str, *, withdrawn: bool = False
) -> VerdictView | None:
    """Return one verdict in *locale*; None where there is none, or it is withdrawn."""
    if verdict_id is None:
        return None
    return verdict_views(session, [verdict_id], locale, withdrawn=withdrawn).get(verdict_id)


def _verdict(
    verdict: Verdict, text: VerdictText | None, sources: list[Source], locale: str
) -> VerdictView:
    return VerdictView(
        id=verdict.id or 0,
        version=verdict.version,
        claim=text.claim if text else verdict.claim,
        rating=verdict.rating,
        summary=text.summary if text else verdict.summary,
        language=text.language if text else verdict.language,
        translated=text is not None or verdict.language == locale,
        checked_on=verdict.checked_on,
        sources=tuple(_source(source) for source in sources),
        valid_from=verdict.valid_from,
        valid_until=verdict.valid_until,
    )


def _reviewed(view: VerdictView, review: Review | None) -> VerdictView:
    """Say of an imported verdict who rated it, unless its rating is the desk's by now."""
    if review is None or review.rating is not view.rating:
        return view
    unknown = {review.claimed_on, review.imported_at.date()}  # stand for the day of the check
    dated = review.reviewed_on is not None or view.checked_on not in unknown
    return replace(view, publisher=review.publisher, rated_as=review.rated_as, dated=dated)


def recorded_views(session: Session, keys: Iterable[str], locale: str) -> dict[str, RecordedView]:
    """Return recorded figures by key, labelled in *locale*, or else as first written."""
    found = figures.by_key(session, set(keys))
    ids = [figure.id for figure in found.values() if figure.id is not None]
    texts = figures.texts(session, ids)
    sources = figures.sources(session, ids)
    return {
        key: _recorded(key, figure, texts.get(figure.id or 0, {}), sources, locale)
        for key, figure in found.items()
    }


def _recorded(
    key: str,
    figure: Figure,
    texts: dict[str, FigureText],
    sources: dict[int, list[Source]],
    locale: str,
) -> RecordedView:
    text = texts.get(locale) or texts.get("en") or next(iter(texts.values()), None)
    return RecordedView(
        key=key,
        label=text.label if text else figure.unit,
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier,
        as_of=figure.as_of,
        as_of_end=figure.as_of_end,
        as_of_inferred=figure.as_of_inferred,
        attribution=text.attribution if text else ", ".join(figure.attributed_to),
        sources=tuple(_source(source) for source in sources.get(figure.id or 0, [])),
    )


def _source(source: Source) -> SourceView:
    return SourceView(
        title=source.title,
        outlet=source.outlet,
        author=source.author,
        url=source.url,
        published_on=source.published_on,
    )
