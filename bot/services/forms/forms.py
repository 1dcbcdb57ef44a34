"""The verdict form: a draft, written step by step in its writer's own chat.

Each press and each message is one transaction: the case is locked and its lease extended, the
draft is changed, and the form is owed as it is then. All that a form is at is in the draft.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec

from sqlmodel import Session

from bot.models import Case, Draft, FormStep, Question
from bot.services import asking
from bot.services.asking import Asked
from bot.services.cases import leases
from bot.services.cases.membership import put_aside
from bot.services.cases.results import Closed, HeldByOther, NotHeld, WaitsForApproval
from bot.services.forms import answers as form_answers
from bot.services.forms import drafts as form_drafts
from bot.services.forms import notices as form_notices
from bot.services.forms import steps as form_steps
from bot.services.forms.presses import Deed
from bot.services.forms.values import (
    Answered,
    Cancelled,
    Form,
    Given,
    HandedIn,
    Incomplete,
    Look,
    Move,
    OldForm,
    Overtaken,
    Pressed,
    PutAway,
    Refused,
    Shown,
    TooQuick,
)
from bot.services.values import NotAllowed, Published, Text
from bot.services.verdicts import approving
from bot.store import drafts

P = ParamSpec("P")


def begin(
    session: Session,
    case: Case,
    person_id: int,
    now: datetime,
    *,
    key: str,
    edits: int | None = None,
) -> None:
    """Begin the form of a case that somebody has just taken, or go on with it, in their chat."""
    draft = form_drafts.ensure(session, case, person_id, now)
    _ask(session, draft, person_id, now)
    form_notices.show(session, draft.case_id, person_id, key, Look(), edits=edits)


def step_of(session: Session, case_id: int) -> FormStep | None:
    """Return the step that a case's form is at; None where nothing is written on it."""
    draft = drafts.read(session, case_id)
    return form_steps.at(draft) if draft else None


def press(
    session: Session,
    move: Move,
    deed: Callable[Concatenate[Session, Form, int, datetime, P], Deed],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Pressed:
    """Do what a button sets, and show the form as it is then in the place of the pressed one."""
    form = _held(session, move)
    if not isinstance(form, Form):
        _close(session, move, refusal(form))
        return form
    look = deed(session, form, move.person_id, move.now, *args, **kwargs)
    if isinstance(look, OldForm):
        return look
    return _show_again(session, move, form, look)


def write(session: Session, move: Move, given: Given) -> Answered:
    """Take a message as the answer to the shown step; the form then goes on below it.

    A message that is handled once more changes nothing, nor does another part of the same album,
    or the next piece of a text that is too long for one message.
    """
    if form_notices.was_answer(session, move.key):
        return Shown()
    form = _held(session, move)
    if not isinstance(form, Form):
        return form
    draft, step = form.draft, form_steps.at(form.draft)
    shown = form_notices.latest(session, move.case_id, move.person_id)
    if shown and form_notices.goes_on(shown, given):
        return Shown()
    if shown and form_notices.is_unseen(shown, move.message_id, step):
        return TooQuick()
    before = _content(draft)
    problem = form_answers.answer(session, form, move.person_id, given, move.now.date())
    if _content(draft) != before:
        form_drafts.change(draft, move.person_id, move.now)
    _ask(session, draft, move.person_id, move.now)
    form_notices.show(
        session,
        move.case_id,
        move.person_id,
        move.key,
        Look(said=problem),
        reply_to=move.message_id,
        answered=step,
        goes_on_until=given.goes_on_until,
    )
    if shown:
        form_notices.retire(session, shown, move.key, step)
    return Shown()


def put_away(session: Session, move: Move) -> Pressed:
    """Close the form; the draft and the case stay with its writer."""
    form = _held(session, move)
    if not isinstance(form, Form):
        _close(session, move, refusal(form))
        return form
    _settle(session, move)
    _close(session, move, Text("form_put_away"))
    return PutAway()


def cancel(session: Session, move: Move, version: int) -> Pressed:
    """Throw away what is written, which may be somebody else's too, and give the case back."""
    form = _held(session, move)
    if isinstance(form, NotHeld) and form_drafts.is_cancelled(
        session, move.case_id, move.person_id
    ):
        _close(session, move, Text("form_cancelled"))
        return Cancelled()
    if not isinstance(form, Form):
        _close(session, move, refusal(form))
        return form
    if form.draft.version != version:
        _show_again(session, move, form, Look(said=Text("form_overtaken")))
        return Overtaken()
    put_aside(session, form.case, move.now)
    leases.give_back(session, move.case_id, move.person_id, move.now)
    _settle(session, move)
    _close(session, move, Text("form_cancelled"))
    return Cancelled()


def submit(
    session: Session,
    move: Move,
    version: int,
    *,
    approvals: int,
    review_chat_id: int | None = None,
) -> Pressed:
    """Hand a draft in as it was shown; where a step is missing, show that one."""
    form = _held(session, move)
    if not isinstance(form, Form):
        _close(session, move, refusal(form))
        return form
    if form.draft.version != version:
        form_steps.go(form.draft, form.case, FormStep.PREVIEW)
        _show_again(session, move, form, Look(said=Text("form_overtaken")))
        return Overtaken()
    for step in form_steps.missing(form.draft, form.case):
        form_steps.go(form.draft, form.case, step)
        _show_again(session, move, form, Look(said=Text("form_incomplete")))
        return Incomplete(step)
    _settle(session, move)
    done = approving.submit(
        session,
        form.case,
        form.draft,
        move.person_id,
        move.now,
        approvals=approvals,
        review_chat_id=review_chat_id,
    )
    if isinstance(done, Published):
        _close(session, move, Text("published", (("told", done.told),)))
        return HandedIn(done)
    _close(session, move, Text("draft_submitted"))
    return HandedIn()


def refusal(result: Refused) -> Text:
    """Say why somebody cannot go on with a form, as a text of the catalogue."""
    match result:
        case NotAllowed():
            return Text("only_reviewers")
        case Closed():
            return Text("case_closed")
        case HeldByOther():
            return Text("held_by_other")
        case WaitsForApproval():
            return Text("draft_submitted_before")
        case NotHeld():
            return Text("form_not_held")


def _held(session: Session, move: Move) -> Form | Refused:
    """Lock the case and the draft for a step; who may not take it is asked nothing any more."""
    case = leases.held(session, move.case_id, move.person_id, move.now, move.hold)
    if not isinstance(case, Case):
        _settle(session, move)
        return case
    return Form(case, form_drafts.ensure(session, case, move.person_id, move.now))


def _show_again(session: Session, move: Move, form: Form, look: Look) -> Shown:
    _ask(session, form.draft, move.person_id, move.now)
    session.flush()
    edits = move.message_id
    form_notices.show(session, move.case_id, move.person_id, move.key, look, edits=edits)
    return Shown()


def _close(session: Session, move: Move, text: Text) -> None:
    form_notices.close(session, move.person_id, move.key, move.message_id, text)


def _ask(session: Session, draft: Draft, person_id: int, now: datetime) -> None:
    """Take the writer's next words as the answer to the form."""
    asking.ask(session, person_id, Asked(Question.FORM, draft.case_id, draft.version), now)


def _settle(session: Session, move: Move) -> None:
    """Ask somebody nothing any more about a case."""
    asked = asking.asked(session, move.person_id)
    if asked == Asked(Question.FORM, move.case_id, asked.seen if asked else 0):
        asking.settle(session, move.person_id)


def _content(draft: Draft) -> dict[str, object]:
    """Return what a draft says, wherever its form stands."""
    return draft.model_dump(include={"claim", "summary", "language", "sources", "figures"}) | {
        "texts": dict(draft.texts),
        "valid_until": draft.valid_until,
    }
