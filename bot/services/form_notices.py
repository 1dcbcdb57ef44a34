"""The form as messages in its writer's chat: the one in use, and those that came before it."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from bot.models import Notice, NoticeKind
from bot.services.owing import owe
from bot.services.values import Text
from bot.store import notices


def show(
    session: Session,
    case_id: int,
    person_id: int,
    key: str,
    *,
    edits: int | None = None,
    reply_to: int | None = None,
    said: Text | None = None,
    **params: Any,
) -> bool:
    """Owe the form of a case in its writer's own chat, once per *key*; say whether it is new.

    *said* stands above it: what is wrong with an answer. *params* are the "page" of a step, the
    "language" of the preview, "asked" for the question before all is thrown away, and "after",
    the step that was answered. The draft itself is read when the form is sent.
    """
    if said:
        params["said"] = {"name": said.name, "values": dict(said.values)}
    return owe(
        session,
        key=key,
        kind=NoticeKind.FORM,
        chat_id=person_id,
        person_id=person_id,
        params={"case": case_id, **params},
        edits=edits,
        reply_to=reply_to,
    )


def latest(session: Session, case_id: int, person_id: int) -> Notice | None:
    """Return what shows, or is to show, a case's form in somebody's chat now."""
    shown = notices.of_kind(session, person_id, NoticeKind.FORM)
    forms = (one for one in shown if one.params["case"] == case_id and "done" not in one.params)
    return next(forms, None)
