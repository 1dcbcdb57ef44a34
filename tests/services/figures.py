"""A small lexicon, sources and figures for the tests of keeping them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from bot.models import ChangedBy, Concept, ConceptKind, Source
from bot.services import people
from bot.services.figures import keeping
from bot.services.figures.rows import Author
from bot.services.figures.values import Written
from bot.store.database import Store

NOW = datetime(2025, 2, 1, 12, 0, tzinfo=UTC)
ANN = Author(ChangedBy.OPERATOR, name="ann")
REVIEWER, SECOND, ADMIN, READER = 501, 502, 503, 9
KINDS = {
    "bees": ConceptKind.UNIT,
    "hives": ConceptKind.UNIT,
    "ruritania": ConceptKind.ACTOR,
    "keepers": ConceptKind.ACTOR,
    "strelsau": ConceptKind.PLACE,
    "stung": ConceptKind.EVENT,
}


def fields(key: str = "bees-strelsau", **changed: Any) -> dict[str, Any]:
    """The fields of a figure: about 300 bees in Strelsau as of 15 January 2025."""
    given = {
        "key": key,
        "low": 300,
        "high": 300,
        "qualifier": "about",
        "unit": "bees",
        "place": "strelsau",
        "as_of": date(2025, 1, 15),
        "attributed_to": ("keepers",),
        "sources": ("hive",),
        "label": {"en": "Bees in Strelsau", "uk": "Бджоли у Штрельзау"},
        "attribution": {"en": "the keepers", "uk": "пасічники"},
    }
    return given | changed


def furnish(session: Session) -> None:
    """Put the lexicon, a source and the people into an empty store."""
    session.add_all(Concept(id=id_, kind=kind, words={"en": [id_]}) for id_, kind in KINDS.items())
    session.add(
        Source(key="hive", title="On bees", outlet="The Hive", url="https://hive.example/1")
    )
    session.flush()
    people.sync_roles(session, {ADMIN}, {REVIEWER, SECOND})


def added(store: Store, key: str = "bees-strelsau", **changed: Any) -> int:
    """Record a figure, and return its id."""
    result = store.transact(keeping.add, fields(key, **changed), ANN, NOW)
    assert isinstance(result, Written)
    return result.figure_id
