"""What an import asks of the store, many records at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from bot.models import (
    Appearance,
    ChangedBy,
    Follow,
    ImportedFile,
    ImportState,
    Review,
    Told,
    Verdict,
    VerdictChange,
    VerdictSource,
    VerdictText,
    Wording,
    WordingOrigin,
)


def by_key(session: Session, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the verdicts that came with some keys, each with the hash of what its file said."""
    query = sa.select(col(Review.key), col(Review.verdict_id), col(Review.content)).where(
        col(Review.key).in_(keys)
    )
    return {key: (verdict_id, content) for key, verdict_id, content in session.execute(query)}


def by_own_key(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """Return verdicts of our own by their stable keys; those that others rated are left out."""
    query = (
        sa.select(col(Verdict.key), col(Verdict.id))
        .join(Review, col(Review.verdict_id) == col(Verdict.id), isouter=True)
        .where(col(Verdict.key).in_(keys), col(Review.publisher).is_(None))
    )
    return {row.key: row.id for row in session.execute(query)}


def own_claims(session: Session) -> Iterator[tuple[int, str]]:
    """Give the claims of verdicts that were not imported."""
    imported = sa.exists().where(col(Review.verdict_id) == col(Verdict.id))
    query = sa.select(col(Verdict.id), col(Verdict.claim)).where(
        ~imported, col(Verdict.withdrawn_at).is_(None)
    )
    return ((row.id, row.claim) for row in session.execute(query))


def verdicts_of(
    session: Session, verdict_ids: Collection[int], *, lock: bool
) -> dict[int, Verdict]:
    """Return verdicts; with *lock* nobody else changes them until this transaction ends."""
    query = select(Verdict).where(col(Verdict.id).in_(verdict_ids)).order_by(col(Verdict.id))
    if lock:
        query = query.with_for_update(key_share=True)
    return {row.id or 0: row for row in session.exec(query)}


def newest_changes(
    session: Session, verdict_ids: Collection[int], *, by: Collection[ChangedBy] | None = None
) -> dict[int, VerdictChange]:
    """Return the last change of each verdict; only those *by* some, if that matters."""
    query = select(VerdictChange).where(col(VerdictChange.verdict_id).in_(verdict_ids))
    if by is not None:
        query = query.where(col(VerdictChange.by).in_(by))
    return {
        one.verdict_id: one for one in session.exec(query.order_by(col(VerdictChange.version)))
    }


def last(session: Session, sha256: str) -> datetime | None:
    """Return when a file of the same content was imported last."""
    query = select(sa.func.max(ImportedFile.done_at)).where(
        ImportedFile.sha256 == sha256, ImportedFile.state == ImportState.DONE
    )
    return session.exec(query).one()


def ids(session: Session, table: type[SQLModel], count: int) -> range | list[int]:
    """Return numbers for *count* new rows.

    SQLite has one writer, so what follows the highest one is free; PostgreSQL gives them out.
    """
    number: sa.ColumnClause[int] = sa.literal_column("id")
    name = str(table.__tablename__)
    if session.get_bind().dialect.name == "sqlite":
        highest = session.execute(sa.select(sa.func.max(number)).select_from(sa.text(name)))
        first = (highest.scalar() or 0) + 1
        return range(first, first + count)
    series = sa.func.generate_series(1, count).alias()
    sequence = sa.func.nextval(sa.func.pg_get_serial_sequence(name, "id"))
    return list(session.execute(sa.select(sequence).select_from(series)).scalars())


def insert(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows at once; each says all columns that have no default in the database."""
    if rows:
        session.connection().execute(sa.insert(table), list(rows))


def concerns_somebody(session: Session, verdict_ids: Collection[int]) -> set[int]:
    """Return those of the verdicts that somebody was told, or follows."""
    found: set[int] = set()
    for column in (col(Told.verdict_id), col(Follow.verdict_id)):
        query = sa.select(column).where(column.in_(verdict_ids)).distinct()
        found.update(session.execute(query).scalars())
    return found


def update_verdicts(session: Session, values: Sequence[Mapping[str, Any]]) -> None:
    """Write new values of many verdicts; each names its "number"."""
    if values:
        statement = sa.update(Verdict).where(col(Verdict.id) == sa.bindparam("number"))
        names = [name for name in values[0] if name != "number"]
        statement = statement.values({name: sa.bindparam(name) for name in names})
        session.connection().execute(statement, list(values))


def drop_reviews(session: Session, verdict_ids: Collection[int]) -> None:
    """Forget where verdicts come from, to be said anew."""
    session.connection().execute(sa.delete(Review).where(col(Review.verdict_id).in_(verdict_ids)))


def drop_citations(session: Session, verdict_ids: Collection[int]) -> None:
    """Forget which sources carry verdicts; the sources stay, for what versions said."""
    session.connection().execute(
        sa.delete(VerdictSource).where(col(VerdictSource.verdict_id).in_(verdict_ids))
    )


def replace_texts(
    session: Session,
    kept: Sequence[tuple[int, Collection[str]]],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Make *rows* the translations of verdicts, besides those in the languages that are *kept*."""
    ids = [verdict_id for verdict_id, languages in kept if not languages]
    session.connection().execute(
        sa.delete(VerdictText).where(col(VerdictText.verdict_id).in_(ids))
    )
    for verdict_id, languages in kept:
        if languages:
            session.connection().execute(
                sa.delete(VerdictText).where(
                    col(VerdictText.verdict_id) == verdict_id,
                    col(VerdictText.language).not_in(languages),
                )
            )
    insert(session, VerdictText, rows)


def replace_appearances(
    session: Session, verdict_ids: Collection[int], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Make *rows* the places where the claims of verdicts stand."""
    session.connection().execute(
        sa.delete(Appearance).where(col(Appearance.verdict_id).in_(verdict_ids))
    )
    insert(session, Appearance, rows)


def replace_wordings(
    session: Session, verdict_ids: Collection[int], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Make *rows* the wordings that files brought for verdicts; seeds' and the desk's stay."""
    session.connection().execute(
        sa.delete(Wording).where(
            col(Wording.verdict_id).in_(verdict_ids),
            col(Wording.origin) == WordingOrigin.IMPORT,
        )
    )
    query = sa.select(col(Wording.verdict_id), col(Wording.text_hash), col(Wording.polarity))
    there = {
        tuple(row)
        for row in session.execute(query.where(col(Wording.verdict_id).in_(verdict_ids)))
    }
    new = [
        row for row in rows if (row["verdict_id"], row["text_hash"], row["polarity"]) not in there
    ]
    insert(session, Wording, new)


def file(session: Session, number: int) -> ImportedFile | None:
    """Find a file that somebody brought."""
    return session.get(ImportedFile, number)


def of_person(session: Session, person_id: int) -> Sequence[ImportedFile]:
    """Return the files that somebody sent, and lock them."""
    query = select(ImportedFile).where(ImportedFile.person_id == person_id)
    return session.exec(query.order_by(col(ImportedFile.id)).with_for_update()).all()


def locked_file(session: Session, number: int) -> ImportedFile | None:
    """Find a file, and keep all others from changing it until this transaction ends."""
    return session.get(ImportedFile, number, with_for_update=True, populate_existing=True)
