"""A look at everything that can be wrong: settings, store, stuck updates, owed messages, clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from bot.config import Settings
from bot.encoder import EncoderUnavailable
from bot.matching.parameters import point
from bot.models import (
    Case,
    CaseState,
    Figure,
    Notice,
    NoticeState,
    Received,
    UpdateState,
    Verdict,
    Wording,
    utcnow,
)
from bot.services import encoding, thresholds
from bot.store import backup, jobs, pauses, schema, updates
from bot.store.database import Store, explain

SHOWN = 5


@dataclass(slots=True)
class Findings:
    """What was looked at, what is wrong with it, and what could be better."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def examine(settings: Settings, console: Console) -> bool:
    """Print what is there and what to do; return whether all is well."""
    found = Findings()
    _settings(settings, found)
    try:
        store = Store(settings.database_url)
        if problem := schema.check(store):
            found.wrong.append(str(problem))
        else:
            found.rows.append(("tables", f"revision {schema.current(store)}"))
            store.transact(_content, found, utcnow())
            _encoder(settings, store, found)
            _threshold(settings, store, found)
            _backups(settings, store, found, utcnow())
    except (SQLAlchemyError, OSError) as error:
        found.wrong.append(explain(error))
    table = Table(show_header=False, box=None)
    for name, value in found.rows:
        table.add_row(name, Text(value))
    console.print(table)
    for line in found.hints:
        console.print(f"! {line}", style="yellow", markup=False, soft_wrap=True)
    for line in found.wrong:
        console.print(f"✗ {line}", style="red", markup=False, soft_wrap=True)
    if not found.wrong:
        console.print("✓ All is well.", style="green")
    return not found.wrong


def _settings(settings: Settings, found: Findings) -> None:
    found.rows += [
        ("token", "set" if settings.token else "not set"),
        ("store", Store(settings.database_url).engine.url.render_as_string(hide_password=True)),
        ("admins", str(len(settings.admin_ids))),
        ("reviewers", str(len(settings.reviewer_ids))),
        ("review chat", str(settings.review_chat_id or "not set")),
        ("time zone", str(settings.timezone)),
        ("publisher", settings.publisher or "not set"),
    ]
    if settings.token is None:
        found.wrong.append("No token: ask @BotFather for one and set TIPLINE_TOKEN.")
    if settings.review_chat_id is None:
        found.rows.append(("hint", "set TIPLINE_REVIEW_CHAT_ID, or nobody is offered new cases"))


def _encoder(settings: Settings, store: Store, found: Findings) -> None:
    """Say what compares by meaning and how many wordings it knows; without it there are words."""
    try:
        encoder = encoding.find(settings.encoder)
    except EncoderUnavailable as error:
        found.rows.append(("encoder", "unavailable"))
        found.hints.append(f"Claims are found by their words only: {error}")
        return
    if encoder is None:
        found.rows.append(("encoder", "none"))
        return
    known, total = store.transact(encoding.encoded, encoder.name)
    found.rows.append(("encoder", f"{encoder.name}, {known} of {total} wordings encoded"))
    if known < total:
        found.hints.append(
            "Wordings wait to be encoded: the running bot does it, or `tipline seed`."
        )


def _backups(settings: Settings, store: Store, found: Findings, now: datetime) -> None:
    """Say how many backups there are, and whether the newest is as young as it should be."""
    if not store.sqlite:
        found.rows.append(("backups", "by pg_dump: `tipline backup` says how"))
        return
    folder = backup.folder_of(store, settings.backup_folder)
    made = backup.written(folder)
    newest = backup.made_at(made[-1]) if made else None
    age = f", newest {(now - newest).total_seconds() / 3600:.0f} h old" if newest else ""
    found.rows.append(("backups", f"{len(made)} in {folder}{age}"))
    if newest is None or (settings.backup_every and now - newest > 2 * settings.backup_every):
        found.hints.append(
            "The newest backup is missing or late: the running bot writes one"
            f" every {settings.backup_every}, and `tipline backup` at once."
        )


def _threshold(settings: Settings, store: Store, found: Findings) -> None:
    """Say from which confidence answers by rank are due, and who says so."""
    floor = float(settings.precision)
    if (kept := store.transact(thresholds.current, floor)) is not None:
        found.rows.append(("threshold", f"{kept:.3f}, set by an admin with /threshold"))
        return
    meaning, words = (point(kind, floor) for kind in thresholds.KINDS)
    said = f"{meaning:.3f}, by words alone {words:.3f} (TIPLINE_PRECISION {settings.precision})"
    found.rows.append(("threshold", said))


def _content(session: Session, found: Findings, now: datetime) -> None:
    verdicts, wordings, figures = (_count(session, one) for one in (Verdict, Wording, Figure))
    found.rows.append(("verdicts", f"{verdicts} ({wordings} wordings, {figures} figures)"))
    if not verdicts:
        found.wrong.append("The store has no verdicts: run `tipline seed`.")
    waiting = _count(session, Received, col(Received.state) == UpdateState.WAITING)
    found.rows.append(("updates waiting", str(waiting)))
    found.rows.append(("updates held", str(updates.count_held(session))))
    paused = ", ".join(one.activity for one in pauses.every(session))
    found.rows.append(("paused", paused or "nothing"))
    parked = updates.parked(session)
    found.rows.append(("updates parked", str(len(parked))))
    found.wrong += [
        f"Update {one.update_id} is parked after {one.tries} tries: {one.error}"
        for one in parked[:SHOWN]
    ]
    for state in (NoticeState.DUE, NoticeState.UNSURE, NoticeState.FAILED):
        count = _count(session, Notice, col(Notice.state) == state)
        found.rows.append((f"messages {state}", str(count)))
    overdue = _count(
        session, Case, (col(Case.state) == CaseState.OPEN) & col(Case.overdue_at).is_not(None)
    )
    found.rows.append(("cases overdue", str(overdue)))
    for run in jobs.every(session):
        minutes = (now - run.done_at).total_seconds() / 60
        found.rows.append((f"job {run.name}", f"done {minutes:.0f} min ago"))


def _count(
    session: Session, table: type[object], where: sa.ColumnElement[bool] | None = None
) -> int:
    query = select(sa.func.count()).select_from(table)
    return session.exec(query if where is None else query.where(where)).one()
