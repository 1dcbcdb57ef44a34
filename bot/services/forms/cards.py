"""The form as it is when its message is sent: the shown step with what is written so far."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseState, Draft, FormStep, Notice
from bot.services.forms import figures as form_figures
from bot.services.forms import notices as form_notices
from bot.services.forms import previews
from bot.services.forms import steps as form_steps
from bot.services.forms import wordings as form_wordings
from bot.services.forms.sources import mark, place_of
from bot.services.forms.steps import WITHOUT_SOURCES
from bot.services.forms.values import Form
from bot.services.forms.views import (
    ClaimStep,
    FormCard,
    FormLine,
    MarkedSource,
    PeriodStep,
    PreviewStep,
    RatingStep,
    SourcesStep,
    Step,
    SummaryStep,
    TextsStep,
)
from bot.services.forms.words import LONGEST_CLAIM, tidy
from bot.services.members.roles import may_review
from bot.services.people import LANGUAGES, excerpt
from bot.services.values import Text, VerdictView
from bot.services.verdicts import ticking
from bot.services.views import verdict_view
from bot.store import cases, drafts, submissions
from bot.text.normalise import without_personal_data


def message(session: Session, notice: Notice, locale: str) -> FormCard | FormLine | None:
    """Return what a notice of a form shows; None where that is nothing any more."""
    gone = "of" in notice.params and form_notices.place(session, notice) is None
    if gone or not may_review(session, notice.person_id or 0):
        return None
    case = cases.get(session, notice.params["case"])
    draft = drafts.of_case(session, case.id or 0) if case else None
    if case is None or draft is None or case.state is not CaseState.OPEN:
        return None
    form = Form(case, draft)
    if form_notices.is_line(session, notice):
        params = notice.params
        step = FormStep(params.get("done") or params["answered"] or form_steps.at(draft))
        return FormLine(step, *_place(case, step), _content(session, form, step, locale, {}))
    return _card(session, form, locale, notice.params)


def _card(session: Session, form: Form, locale: str, params: dict[str, Any]) -> FormCard:
    case, draft = form.case, form.draft
    step = form_steps.at(draft)
    said = params.get("said")
    return FormCard(
        case.id or 0,
        draft.version,
        case.purpose,
        step,
        *_place(case, step),
        before=form_steps.before(draft, case),
        after=None if step in _undone(draft, case) else form_steps.next_after(draft, case),
        content=_content(session, form, step, locale, params),
        comment=draft.comment,
        said=Text(said["name"], tuple(said["values"].items())) if said else None,
        asked=bool(params.get("asked")),
    )


def _undone(draft: Draft, case: Case) -> set[FormStep]:
    """Return the steps that have no button to go on."""
    return {*form_steps.missing(draft, case), FormStep.PREVIEW}


def _place(case: Case, step: FormStep) -> tuple[int, int]:
    """Return which step of how many it is."""
    steps = form_steps.steps_of(case)
    return steps.index(step) + 1, len(steps)


def _content(
    session: Session, form: Form, step: FormStep, locale: str, params: dict[str, Any]
) -> Step:
    case, draft = form.case, form.draft
    match step:
        case FormStep.RATING:
            return RatingStep(draft.rating)
        case FormStep.CLAIM:
            original = _original(session, case)
            return ClaimStep(draft.claim, proposal(case), original.claim if original else "")
        case FormStep.SUMMARY:
            return _summary(session, form)
        case FormStep.SOURCES:
            return _sources(draft)
        case FormStep.WORDINGS:
            return form_wordings.page(session, case, draft.wordings, params.get("page", 1))
        case FormStep.FIGURES:
            return form_figures.step(session, case, draft, _asked(draft, step), locale)
        case FormStep.PERIOD:
            return PeriodStep(draft.valid_until)
        case FormStep.TEXTS:
            return _texts(draft)
        case FormStep.PREVIEW:
            return _preview(session, form, params.get("language") or draft.language)


def proposal(case: Case) -> str:
    """Return what a case's first text says, as a claim; empty for a picture."""
    if case.purpose is not CasePurpose.CLAIM:
        return ""
    return excerpt(without_personal_data(tidy(case.text)), LONGEST_CLAIM)


def _original(session: Session, case: Case) -> VerdictView | None:
    """Return what a translation translates, as it was written first."""
    if case.purpose is not CasePurpose.TRANSLATION:
        return None
    return verdict_view(session, case.about_id, "")


def _summary(session: Session, form: Form) -> SummaryStep:
    case, draft = form.case, form.draft
    original = _original(session, case)
    others = () if original else tuple(one for one in LANGUAGES if one != draft.language)
    return SummaryStep(draft.summary, draft.language, others, original.summary if original else "")


def _asked(draft: Draft, step: FormStep) -> str:
    """Return what in particular is asked for at a step."""
    return form_steps.detail(draft) if form_steps.at(draft) is step else ""


def _sources(draft: Draft) -> SourcesStep:
    place = place_of(draft, _asked(draft, FormStep.SOURCES))
    return SourcesStep(
        tuple(MarkedSource(mark(one), previews.source_view(one)) for one in draft.sources),
        needed=draft.rating not in WITHOUT_SOURCES,
        untitled=None if place is None else draft.sources[place].get("url") or "",
    )


def _texts(draft: Draft) -> TextsStep:
    return TextsStep(
        tuple(one for one in LANGUAGES if one != draft.language),
        tuple(draft.texts),
        draft.claim,
        draft.summary,
        _asked(draft, FormStep.TEXTS) or None,
    )


def _preview(session: Session, form: Form, locale: str) -> PreviewStep:
    case, draft = form.case, form.draft
    translation = case.purpose is CasePurpose.TRANSLATION
    languages = (draft.language,) if translation else (draft.language, *draft.texts)
    posts = submissions.in_case(session, case.id or 0)
    return PreviewStep(
        previews.verdict(session, draft, locale),
        locale,
        tuple(one for one in languages if one != locale),
        form_steps.steps_of(case)[:-1],
        tuple(form_steps.missing(draft, case)),
        len(posts),
        len(ticking.meant(posts, draft)),
        len(draft.figures),
    )
