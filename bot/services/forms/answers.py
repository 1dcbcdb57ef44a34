"""What words do at each step of a form; what is wrong with them is a text of the catalogue."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from bot.models import CasePurpose, FormStep
from bot.services.figures.line import read_days
from bot.services.forms import figures as form_figures
from bot.services.forms import sources as form_sources
from bot.services.forms import steps as form_steps
from bot.services.forms import wordings as form_wordings
from bot.services.forms.values import Form, Given
from bot.services.forms.words import claim_of, pair_of, summary_of
from bot.services.people import LANGUAGES
from bot.services.people import language as language_of
from bot.services.values import Text
from bot.text.language import detect


def answer(session: Session, form: Form, person_id: int, given: Given, today: date) -> Text | None:
    """Take what somebody wrote as the answer to the shown step, and show the one that follows.

    Where something is wrong with it, the step stays, and what is wrong is returned.
    """
    language = language_of(session, person_id)
    draft = form.draft
    match form_steps.at(draft):
        case FormStep.SOURCES:
            return _sources(form, given)
        case _ if not given.text.strip():
            return Text("form_words_wanted")
        case FormStep.CLAIM:
            return _claim(session, form, given.text)
        case FormStep.SUMMARY:
            return _summary(form, given.text)
        case FormStep.FIGURES:
            return _figure(session, form, given.text, language, today)
        case FormStep.PERIOD:
            return _period(form, given.text, language, today)
        case FormStep.TEXTS:
            return _pair(form, given.text)
        case FormStep.RATING | FormStep.WORDINGS | FormStep.PREVIEW:
            return Text("form_press_wanted")


def _claim(session: Session, form: Form, text: str) -> Text | None:
    claim = claim_of(text)
    if isinstance(claim, Text):
        return claim
    first, form.draft.claim = not form.draft.claim, claim
    if first:
        form_wordings.untick_contrary(session, form.case, form.draft)
    form_steps.advance(form.draft, form.case)
    return None


def _summary(form: Form, text: str) -> Text | None:
    draft, summary = form.draft, summary_of(text)
    if isinstance(summary, Text):
        return summary
    draft.summary = summary
    spoken = detect(summary)
    if spoken in LANGUAGES and form.case.purpose is not CasePurpose.TRANSLATION:
        draft.language = spoken
        draft.texts = {one: pair for one, pair in draft.texts.items() if one != spoken}
    form_steps.advance(draft, form.case)
    return None


def _sources(form: Form, given: Given) -> Text | None:
    linked = given.problem or any(one["url"] for one in given.sources)
    if given.text.strip() and not linked and form_steps.detail(form.draft):
        return form_sources.name(form.draft, given.text)
    return form_sources.add(form.draft, given)


def _figure(session: Session, form: Form, text: str, language: str, today: date) -> Text | None:
    chosen = form_steps.detail(form.draft)
    if not chosen:
        return Text("form_choose_figure")
    problem = form_figures.add(session, form.draft, chosen, text, language, today)
    if problem is None:
        form_steps.ask_for(form.draft, "")
    return problem


def _period(form: Form, text: str, language: str, today: date) -> Text | None:
    days = read_days(text, language, today)
    if days is None:
        return Text("figure_day")
    last = days[1] or days[0]
    if last < today:
        return Text("form_past")
    form.draft.valid_until = last
    form_steps.advance(form.draft, form.case)
    return None


def _pair(form: Form, text: str) -> Text | None:
    code = form_steps.detail(form.draft)
    if not code:
        return Text("form_choose_language")
    pair = pair_of(text)
    if isinstance(pair, Text):
        return pair
    claim, summary = pair
    form.draft.texts = form.draft.texts | {code: {"claim": claim, "summary": summary}}
    form_steps.ask_for(form.draft, "")
    return None
