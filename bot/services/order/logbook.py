"""What was decided and done, for admins: a page of it, or everything in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from sqlmodel import Session

from bot.models import (
    Activity,
    ChangedBy,
    Decided,
    DecisionKind,
    FigureChange,
    Hand,
    MemberChange,
    NoticeKind,
    Role,
    VerdictChange,
)
from bot.services.members.roles import may_administer
from bot.services.order.log_values import By, Changed, LogLine, LogPage, LogRecord, Part
from bot.services.order.values import Shown
from bot.services.owing import owe
from bot.services.values import NotAllowed
from bot.store import log

PAGE: Final = 10
LAST: Final = 500  # the last page: what is older is in the file that is written
AT_ONCE: Final = 2_000  # rows read in one transaction
ORDER: Final = frozenset(
    {
        DecisionKind.IMPORTED,
        DecisionKind.EXPORTED,
        DecisionKind.BANNED,
        DecisionKind.UNBANNED,
        DecisionKind.PAUSED,
        DecisionKind.RESUMED,
        DecisionKind.THRESHOLD_SET,
        DecisionKind.RESTORED,
    }
)
BROADCASTS: Final = frozenset(one for one in DecisionKind if one.startswith("broadcast_"))
DESK: Final = frozenset(DecisionKind) - ORDER - BROADCASTS
KINDS: Final = {
    Part.ALL: None,
    Part.DESK: DESK,
    Part.BROADCASTS: BROADCASTS,
    Part.MEMBERS: frozenset[DecisionKind](),
    Part.ORDER: ORDER,
}
HANDS: Final[dict[Hand, Role | By]] = {
    Hand.SETTINGS: By.SETTINGS,
    Hand.OPERATOR: By.OPERATOR,
    Hand.ADMIN: Role.ADMIN,
}
CHANGED_BY: Final[dict[ChangedBy, Role | By]] = {
    ChangedBy.SEED: By.FILES,
    ChangedBy.IMPORT: By.FILES,
    ChangedBy.OPERATOR: By.OPERATOR,
    ChangedBy.REVIEWER: Role.REVIEWER,
    ChangedBy.ADMIN: Role.ADMIN,
}


def owe_page(
    session: Session,
    person_id: int,
    key: str,
    part: Part = Part.ALL,
    page: int = 1,
    *,
    edits: int | None = None,
) -> Shown | NotAllowed:
    """Owe an admin a page of the log in their own chat, once per *key*."""
    if not may_administer(session, person_id):
        return NotAllowed()
    owe(
        session,
        key=key,
        kind=NoticeKind.LOG,
        chat_id=person_id,
        person_id=person_id,
        edits=edits,
        params={"part": str(part), "page": min(page, LAST)},
    )
    return Shown()


def page(session: Session, part: Part, number: int) -> LogPage:
    """Return a page of the log, the latest first; the last one where there is no such page."""
    number = min(max(1, number), LAST)
    lines = _latest(session, part, number * PAGE + 1)
    pages = max(1, -(-len(lines) // PAGE))
    number = min(number, pages)
    start = (number - 1) * PAGE
    more = len(lines) > start + PAGE and number < LAST
    return LogPage(tuple(lines[start : start + PAGE]), part, number, more)


def _latest(session: Session, part: Part, limit: int) -> list[LogLine]:
    """Return the latest lines of a part of the log."""
    found: list[LogLine] = []
    if part is not Part.MEMBERS:
        found += map(_decided, log.decisions(session, KINDS[part], limit))
    if part in {Part.ALL, Part.MEMBERS}:
        found += map(_member, log.members(session, limit))
    if part in {Part.ALL, Part.DESK}:
        found += [_changed(*one) for one in log.verdicts(session, limit)]
        found += [_changed(*one) for one in log.figures(session, limit)]
    return sorted(found, key=lambda line: line.at, reverse=True)[:limit]


def _decided(row: Decided) -> LogLine:
    changes = row.changes
    activities = changes.get("activities")
    return LogLine(
        row.at,
        row.kind,
        row.role or (By.OPERATOR if row.by_name else By.CLOCK),
        person=row.person_id,
        name=row.by_name,
        case=row.case_id,
        verdict=row.verdict_id,
        broadcast=_number(changes, "broadcast"),
        post=_number(changes, "post"),
        activities=tuple(Activity(one) for one in activities or () if one in set(Activity)),
    )


def _number(changes: dict[str, Any], name: str) -> int | None:
    value = changes.get(name)
    return value if isinstance(value, int) else None


def _member(row: MemberChange) -> LogLine:
    return LogLine(
        row.at,
        row.deed,
        HANDS[row.hand],
        person=row.by_person_id,
        name=row.by_name,
        member=row.person_id,
        role=row.role,
    )


def _changed(row: VerdictChange | FigureChange, count: int) -> LogLine:
    figure = isinstance(row, FigureChange)
    return LogLine(
        row.at,
        Changed.FIGURES if figure else Changed.VERDICTS,
        CHANGED_BY[row.by],
        person=row.person_id,
        name=row.name if isinstance(row, FigureChange) else None,
        verdict=row.verdict_id if isinstance(row, VerdictChange) and count == 1 else None,
        count=count,
    )


def everything(session: Session, since: datetime | None = None) -> list[tuple[datetime, int, int]]:
    """Return where all rows of all logs are, in the order of time; `records` reads them."""
    return log.order(session, since)


def portions(
    places: Sequence[tuple[datetime, int, int]],
) -> Iterator[Sequence[tuple[datetime, int, int]]]:
    """Cut what `everything` returns into what is read in one transaction."""
    for start in range(0, len(places), AT_ONCE):
        yield places[start : start + AT_ONCE]


def records(session: Session, places: Sequence[tuple[datetime, int, int]]) -> list[LogRecord]:
    """Return rows of all logs in full, in the given order."""
    found = {
        place: log.rows(session, place, [number for _, one, number in places if one == place])
        for place in {place for _, place, _ in places}
    }
    return [_record(found[place][number]) for _, place, number in places if number in found[place]]


def _record(row: log.Row) -> LogRecord:
    match row:
        case Decided():
            return LogRecord(
                row.at, "decision", row.id or 0, row.kind, row.role, row.person_id, row.by_name,
                row.case_id, row.verdict_id, None, None, row.changes,
            )  # fmt: skip
        case MemberChange():
            changes: dict[str, Any] = {"role": row.role, "languages": row.languages}
            by = str(HANDS[row.hand])
            return LogRecord(
                row.at, "member", row.id or 0, row.deed, by, row.by_person_id, row.by_name,
                None, None, None, row.person_id, changes,
            )  # fmt: skip
        case VerdictChange():
            changes = {"version": row.version, **row.content}
            return LogRecord(
                row.at, "verdict", row.id or 0, "changed", row.by, row.person_id, None,
                None, row.verdict_id, None, None, changes,
            )  # fmt: skip
        case FigureChange():
            changes = {"version": row.version, **row.content}
            return LogRecord(
                row.at, "figure", row.id or 0, "changed", row.by, row.person_id, row.name,
                None, None, row.figure_id, None, changes,
            )  # fmt: skip
    assert_never(row)
