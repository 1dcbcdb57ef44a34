"""What the buttons of a form set: each takes the locked form, and says how to show it then."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import CasePurpose, FormStep, Rating
from bot.services.forms import cards as form_cards
from bot.services.forms import figures as form_figures
from bot.services.forms import sources as form_sources
from bot.services.forms import steps as form_steps
from bot.services.forms import wordings as form_wordings
from bot.services.forms.drafts import change
from bot.services.forms.values import Form, Look, OldForm
from bot.services.people import LANGUAGES

Deed = Look | OldForm


def go(session: Session, form: Form, person_id: int, now: datetime, step: FormStep) -> Deed:
    """Show a step."""
    return Look() if form_steps.go(form.draft, form.case, step) else OldForm()


def rate(session: Session, form: Form, person_id: int, now: datetime, rating: Rating) -> Deed:
    """Choose the rating."""
    if FormStep.RATING not in form_steps.steps_of(form.case):
        return OldForm()
    if form.draft.rating is not rating:
        form.draft.rating = rating
        change(form.draft, person_id, now)
    return _after(form, FormStep.RATING)


def tick(
    session: Session,
    form: Form,
    person_id: int,
    now: datetime,
    submission: int,
    *,
    ticked: bool,
) -> Deed:
    """Tick the text that a post says, or untick it; a press that comes twice is one."""
    draft = form.draft
    wordings = form_wordings.tick(session, form.case, draft.wordings, submission, ticked=ticked)
    if wordings is None:
        return OldForm()
    if wordings != draft.wordings:
        draft.wordings = wordings
        change(draft, person_id, now)
    return Look(page=form_wordings.page_of(session, form.case, submission))


def turn(session: Session, form: Form, person_id: int, now: datetime, page: int) -> Deed:
    """Show another page of the texts."""
    return Look(page=page)


def pick(
    session: Session, form: Form, person_id: int, now: datetime, step: FormStep, place: int
) -> Deed:
    """Take what a step proposes: the claim, or a figure to give a newer value of."""
    draft = form.draft
    if step is FormStep.CLAIM and (claim := form_cards.proposal(form.case)):
        if draft.claim != claim:
            draft.claim = claim
            change(draft, person_id, now)
        return _after(form, step)
    if step is not FormStep.FIGURES or form_steps.at(draft) is not step:
        return OldForm()
    key = form_figures.choose(session, form.case, draft, place)
    if key is None:
        return OldForm()
    form_steps.ask_for(draft, key)
    return Look()


def drop(
    session: Session, form: Form, person_id: int, now: datetime, step: FormStep, which: int
) -> Deed:
    """Take a source, a value or the last day away."""
    draft = form.draft
    match step:
        case FormStep.SOURCES:
            done = form_sources.drop(draft, which)
            if form_steps.at(draft) is step and not _still_asked(form):
                form_steps.ask_for(draft, "")
        case FormStep.FIGURES:
            done = form_figures.drop(draft, which)
        case FormStep.PERIOD:
            done, draft.valid_until = draft.valid_until is not None, None
        case _:
            return OldForm()
    if done:
        change(draft, person_id, now)
    return _after(form, step) if step is FormStep.PERIOD else Look()


def _still_asked(form: Form) -> bool:
    asked = form_steps.detail(form.draft)
    return form_sources.place_of(form.draft, asked) is not None


def speak(
    session: Session, form: Form, person_id: int, now: datetime, step: FormStep, code: str
) -> Deed:
    """Choose the language of the text, of a further text to write, or of the preview."""
    draft, translation = form.draft, form.case.purpose is CasePurpose.TRANSLATION
    if code not in LANGUAGES or translation:
        return OldForm()
    match step:
        case FormStep.SUMMARY:
            if code != draft.language:
                draft.language = code
                draft.texts = {one: text for one, text in draft.texts.items() if one != code}
                change(draft, person_id, now)
            return Look()
        case FormStep.TEXTS if form_steps.at(draft) is step and code != draft.language:
            form_steps.ask_for(draft, code)
            return Look()
        case FormStep.PREVIEW:
            return Look(language=code)
    return OldForm()


def ask_cancel(session: Session, form: Form, person_id: int, now: datetime) -> Deed:
    """Ask once more before all that is written is thrown away."""
    return Look(asked=True)


def _after(form: Form, step: FormStep) -> Deed:
    """Show what follows a step that is done, if it is the one that is shown."""
    if form_steps.at(form.draft) is step:
        form_steps.advance(form.draft, form.case)
    return Look()
