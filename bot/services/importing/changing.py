"""Changing verdicts that a file says something else of: each gets its next version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import ChangedBy, Review, VerdictChange
from bot.services.importing import rows, standing
from bot.services.importing.standing import Standing
from bot.services.importing.values import Fate, Record
from bot.store import imports

Known = tuple[Record, Standing]


def change(session: Session, known: Sequence[Known], file_id: int, now: datetime) -> None:
    """Write what records say of verdicts that are there.

    Of those that people here have changed only what the publisher says is noted.
    """
    if not known:
        return
    numbers = [_number(one) for one in known]
    imports.drop_reviews(session, numbers)
    imports.insert(session, Review, [_review(one, file_id, now) for one in known])
    changed = [one for one in known if one[1].fate is Fate.CHANGED]
    said = [one for one in changed if one[1].changed or one[1].sourced]
    _keep_first(session, said)
    _say(session, said, now)
    imports.replace_appearances(
        session,
        [_number(one) for one in changed],
        [row for one in changed for row in rows.appearances(_number(one), one[0])],
    )
    imports.replace_wordings(
        session,
        [_number(one) for one in changed],
        [row for one in changed for row in rows.wordings(_number(one), one[0])],
    )


def _number(known: Known) -> int:
    return known[1].verdict.id or 0


def _review(known: Known, file_id: int, now: datetime) -> dict[str, Any]:
    """Return where a verdict comes from, as of now; the day of its first import stays."""
    record, there = known
    row = rows.review(_number(known), record, file_id, now)
    return row | {"imported_at": there.verdict.created_at}


def _keep_first(session: Session, known: Sequence[Known]) -> None:
    """Keep what verdicts say of which no version is kept yet."""
    first = [(one, there) for one, there in known if there.newest is None]
    imports.insert(
        session,
        VerdictChange,
        [
            {
                "verdict_id": there.verdict.id,
                "version": there.verdict.version,
                "at": there.verdict.updated_at,
                "by": ChangedBy.SEED if there.verdict.key else ChangedBy.IMPORT,
                "person_id": None,
                "content": there.content,
            }
            for _, there in first
        ],
    )


def _say(session: Session, known: Sequence[Known], now: datetime) -> None:
    """Begin the next version of verdicts, and say in it what their records do."""
    cited = rows.cite_anew(session, [(_number(one), one[0]) for one in known if one[1].sourced])
    contents = []
    for one in known:
        record, there = one
        kept = {
            name: text
            for name, text in there.content.items()
            if name.partition(".")[2] in there.texts or name == "sources"
        }
        content = standing.wanted(record.review, there.verdict) | kept
        if there.sourced:
            content["sources"] = ", ".join(map(str, cited[_number(one)]))
        contents.append(content)
    imports.update_verdicts(
        session,
        [
            rows.says(record, now)
            | {
                "number": there.verdict.id,
                "version": there.verdict.version + 1,
                "checked_on": record.review.reviewed_on or there.verdict.checked_on,
            }
            for record, there in known
        ],
    )
    imports.replace_texts(
        session,
        [(_number(one), one[1].texts) for one in known],
        [
            row
            for record, there in known
            for row in rows.texts(there.verdict.id or 0, record)
            if row["language"] not in there.texts
        ],
    )
    imports.insert(
        session,
        VerdictChange,
        [
            {
                "verdict_id": there.verdict.id,
                "version": there.verdict.version + 1,
                "at": now,
                "by": ChangedBy.IMPORT,
                "person_id": None,
                "content": content,
            }
            for (_, there), content in zip(known, contents, strict=True)
        ],
    )
