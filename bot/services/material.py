"""Everything that an index is built from, read at one revision of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from bot.encoder.protocol import Floats
from bot.figures import RecordedFigure
from bot.matching import Material, Phrase, Term
from bot.models import Concept, Figure
from bot.store import concepts, figures, revision, vectors, verdicts


def material(session: Session, model: str | None = None) -> Material:
    """Return all that matching reads, but for withdrawn verdicts; with the vectors of *model*."""
    version = revision.hold(session)
    recorded = [figure for figure in figures.every(session) if figure.key]
    known = tuple(dict.fromkeys(phrases(session)))
    return Material(
        version=version,
        phrases=known,
        terms=tuple(term(concept) for concept in concepts.every(session)),
        figures=tuple(_figure(figure) for figure in recorded),
        figure_texts=tuple(_figure_texts(session, recorded)),
        unrated=frozenset(verdicts.unrated(session)),
        links=tuple((link.url, link.verdict_id) for link in verdicts.links(session)),
        vectors=_vectors(session, model, known) if model else {},
    )


def texts(session: Session) -> tuple[str, ...]:
    """Return what the claims and wordings of valid verdicts say, each text once."""
    return tuple(dict.fromkeys(phrase.text for phrase in phrases(session)))


def _vectors(session: Session, model: str, known: Sequence[Phrase]) -> dict[str, Floats]:
    kept = vectors.of_model(session, model)
    by_key = {vectors.key(phrase.text): phrase.text for phrase in known}
    return {text: kept[key] for key, text in by_key.items() if key in kept}


def phrases(session: Session) -> Iterator[Phrase]:
    """Give the claims of valid verdicts, then their translations, then their wordings."""
    return (Phrase(*one) for one in verdicts.worded(session))


def term(concept: Concept) -> Term:
    """Return a concept as matching reads it."""
    words = tuple((language, tuple(words)) for language, words in concept.words.items())
    return Term(concept.id, concept.kind, words, tuple(concept.within))


def _figure_texts(session: Session, recorded: Sequence[Figure]) -> Iterator[tuple[str, str, str]]:
    texts = figures.texts(session, [figure.id or 0 for figure in recorded])
    for figure in recorded:
        for text in texts[figure.id or 0].values():
            yield figure.key or "", text.language, f"{text.label}. {text.attribution}"


def _figure(figure: Figure) -> RecordedFigure:
    return RecordedFigure(
        key=figure.key or "",
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier,
        unit=figure.unit,
        actor=figure.actor,
        place=figure.place,
        event=figure.event,
        as_of=figure.as_of,
        as_of_end=figure.as_of_end,
        as_of_inferred=figure.as_of_inferred,
        attributed_to=tuple(figure.attributed_to),
    )
