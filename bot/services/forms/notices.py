"""The form as messages in its writer's chat: the one in use, and those that came before it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import FormStep, Notice, NoticeKind, NoticeState
from bot.services.forms.values import Given, Look
from bot.services.owing import owe
from bot.services.values import Text
from bot.store import notices

UNSENT = frozenset({NoticeState.DUE, NoticeState.SENDING, NoticeState.BLOCKED})


def key_of_words(person_id: int, message_id: int, album: str | None) -> str:
    """Return what the answer to a message, or to an album, is owed under: once."""
    return f"form:words:{person_id}:{album or message_id}"


def was_answer(session: Session, key: str) -> bool:
    """Say whether a message was an answer to a form."""
    return notices.by_key(session, key) is not None


def show(
    session: Session,
    case_id: int,
    person_id: int,
    key: str,
    look: Look,
    *,
    edits: int | None = None,
    reply_to: int | None = None,
    answered: FormStep | None = None,
    goes_on_until: datetime | None = None,
) -> bool:
    """Owe the form of a case in its writer's own chat, once per *key*; say whether it is new.

    What the draft says is read when the form is sent. *answered* is the step whose answer it
    replies to; until *goes_on_until* further pieces of that answer come.
    """
    params: dict[str, Any] = asdict(look) | {"said": None, "case": case_id}
    if look.said:
        params["said"] = {"name": look.said.name, "values": dict(look.said.values)}
    return owe(
        session,
        key=key,
        kind=NoticeKind.FORM,
        chat_id=person_id,
        person_id=person_id,
        params=params | {"answered": answered, "goes_on_until": _written(goes_on_until)},
        edits=edits,
        reply_to=reply_to,
    )


def retire(session: Session, form: Notice, key: str, step: FormStep) -> None:
    """Owe, in the place of a form that was answered, a line on its step without buttons.

    One that is still to be sent needs nothing: only a line is sent.
    """
    if form.edits is None and form.state is NoticeState.DUE:
        return
    owe(
        session,
        key=f"{key}:{form.id}",
        kind=NoticeKind.FORM,
        chat_id=form.chat_id,
        person_id=form.person_id,
        params={"case": form.params["case"], "done": step, "of": form.id},
    )


def close(session: Session, person_id: int, key: str, message_id: int, text: Text) -> None:
    """Owe a text in the place of a form that is not to be used any more."""
    owe(
        session,
        key=f"{key}:closed",
        kind=NoticeKind.TEXT,
        chat_id=person_id,
        person_id=person_id,
        params={"name": text.name, "values": dict(text.values)},
        edits=message_id,
    )


def goes_on(form: Notice, given: Given) -> bool:
    """Say whether words are the next piece of the text that a form replies to, and note that."""
    until = form.params["goes_on_until"]
    if until is None or given.sent_at is None or given.sent_at > datetime.fromisoformat(until):
        return False
    form.params = {**form.params, "goes_on_until": _written(given.goes_on_until) or until}
    return True


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def latest(session: Session, case_id: int, person_id: int) -> Notice | None:
    """Return what shows, or is to show, a case's form in somebody's chat now."""
    shown = notices.of_kind(session, person_id, NoticeKind.FORM)
    forms = (one for one in shown if one.params["case"] == case_id and "done" not in one.params)
    return next(forms, None)


def place(session: Session, notice: Notice) -> int | None:
    """Return the message that a notice of a form edits: also one that had no number before."""
    if "of" not in notice.params:
        return notice.edits
    form = notices.get(session, notice.params["of"])
    return (form.edits or form.message_id) if form else None


def is_line(session: Session, notice: Notice) -> bool:
    """Say whether only a line is left to show: the form was answered, or a newer one follows."""
    if "done" in notice.params or notice.edits is not None:
        return "done" in notice.params
    newest = latest(session, notice.params["case"], notice.person_id or 0)
    return newest is not None and newest.id != notice.id


def is_unseen(form: Notice, message_id: int, step: FormStep) -> bool:
    """Say whether words were written before a form was shown that asks for *step*.

    Several messages to one step follow each other as quickly as they like.
    """
    if form.edits is not None or form.reply_to is None or form.params["answered"] == step:
        return False
    return form.state in UNSENT or (form.message_id or 0) > message_id
