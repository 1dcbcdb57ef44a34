"""The buttons under a step of the verdict form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.models import FormStep, Rating
from bot.replies import callbacks as press
from bot.replies.labels import badge
from bot.replies.markup import Html, escape
from bot.replies.values import Button, Rows, button, in_rows
from bot.replies.voice import N_, OWN_NAMES, Voice
from bot.services.forms.views import (
    ClaimStep,
    FiguresStep,
    FormCard,
    PeriodStep,
    PreviewStep,
    RatingStep,
    SourcesStep,
    SummaryStep,
    TextsStep,
    WordingsStep,
)
from bot.services.forms.wordings import PAGE

STEPS: Final = {
    FormStep.RATING: N_("Rating"),
    FormStep.CLAIM: N_("Claim"),
    FormStep.SUMMARY: N_("Summary"),
    FormStep.SOURCES: N_("Sources"),
    FormStep.WORDINGS: N_("Posts"),
    FormStep.FIGURES: N_("Figures"),
    FormStep.PERIOD: N_("Valid until"),
    FormStep.TEXTS: N_("Languages"),
    FormStep.PREVIEW: N_("Preview"),
}
ON, OFF = "☑", "☐"
CHOSEN = "✔"


def buttons(voice: Voice, card: FormCard) -> Rows:
    """Offer what can be done at a step; while all is to be thrown away, only yes and no."""
    if card.asked:
        yes = press.FormCancel(card.case_id, card.version)
        no = press.FormGo(card.case_id, card.step)
        return (
            (button(voice.gettext("Yes, throw it away"), yes),),
            (button(voice.gettext("No, go on"), no),),
        )
    return (*_own(voice, card), *_ways(voice, card))


def _own(voice: Voice, card: FormCard) -> Rows:
    """Offer what the step itself is about."""
    case = card.case_id
    match card.content:
        case RatingStep(chosen):
            return in_rows((_rating(voice, case, one, chosen) for one in Rating), 2)
        case ClaimStep() as step:
            keep = button(voice.gettext("Keep this claim"), press.FormPick(case, card.step, 1))
            return ((keep,),) if step.proposed and step.claim != step.proposed else ()
        case SummaryStep(summary=str(summary)) as step:
            return _languages(card, step.languages) if summary else ()
        case SourcesStep() as step:
            return _sources(voice, card, step)
        case WordingsStep() as step:
            return _texts(voice, card, step)
        case FiguresStep() as step:
            return _figures(card, step)
        case PeriodStep(until):
            none = voice.gettext("No last day") if until is None else voice.gettext("Take it away")
            return ((button(none, press.FormDrop(case, card.step, 1)),),)
        case TextsStep() as step:
            return _languages(card, step.languages, step.written)
        case PreviewStep() as step:
            return _preview(voice, card, step)


def _rating(voice: Voice, case: int, rating: Rating, chosen: Rating | None) -> Button:
    sign = escape(f"{CHOSEN} ") if rating is chosen else Html()
    return button(sign + badge(voice, rating), press.FormRate(case, rating))


def _languages(card: FormCard, codes: Iterable[str], done: Sequence[str] = ()) -> Rows:
    signs = {code: f"{CHOSEN} " if code in done else "" for code in codes}
    offered = (
        button(
            escape(f"{sign}{OWN_NAMES[code]}"), press.FormLanguage(card.case_id, card.step, code)
        )
        for code, sign in signs.items()
    )
    return in_rows(offered, 2)


def _sources(voice: Voice, card: FormCard, step: SourcesStep) -> Rows:
    drops = (
        button(escape(f"✖ {number}"), press.FormDrop(card.case_id, card.step, one.mark))
        for number, one in enumerate(step.sources, start=1)
    )
    skip = button(voice.gettext("Leave it without a title"), press.FormGo(card.case_id, card.step))
    return (*(((skip,),) if step.untitled is not None else ()), *in_rows(drops, 5))


def _texts(voice: Voice, card: FormCard, step: WordingsStep) -> Rows:
    first = (step.page - 1) * PAGE + 1
    ticks = (
        button(
            escape(f"{ON if one.ticked else OFF} {number}"),
            press.FormTick(card.case_id, one.submission_id, 2 if one.ticked else 1),
        )
        for number, one in enumerate(step.texts, start=first)
    )
    turns = []
    if step.page > 1:
        turns.append(button(escape("◀◀"), press.FormTurn(card.case_id, step.page - 1)))
    if step.page < step.pages:
        turns.append(button(voice.gettext("More ▶"), press.FormTurn(card.case_id, step.page + 1)))
    return (*in_rows(ticks, PAGE), *((tuple(turns),) if turns else ()))


def _figures(card: FormCard, step: FiguresStep) -> Rows:
    picks = (
        button(escape(f"📊 {number}"), press.FormPick(card.case_id, card.step, one.figure_id))
        for number, one in enumerate(step.proposals, start=1)
    )
    drops = (
        button(escape(f"✖ {number}"), press.FormDrop(card.case_id, card.step, one.mark))
        for number, one in enumerate(step.kept, start=1)
    )
    return (*in_rows(picks, 5), *in_rows(drops, 5))


def _preview(voice: Voice, card: FormCard, step: PreviewStep) -> Rows:
    changes = (
        button(escape("✏️ ") + voice.gettext(STEPS[one]), press.FormGo(card.case_id, one))
        for one in step.steps
    )
    submit = button(voice.gettext("Submit"), press.FormSubmit(card.case_id, card.version))
    return (*_languages(card, step.languages), *in_rows(changes, 2), (submit,))


def _ways(voice: Voice, card: FormCard) -> Rows:
    """Offer to go back and on, and to leave the form."""
    case, ways = card.case_id, []
    if card.before is FormStep.PREVIEW:
        ways.append(button(voice.gettext("◀ Preview"), press.FormGo(case, card.before)))
    else:
        if card.before:
            ways.append(button(voice.gettext("◀ Back"), press.FormGo(case, card.before)))
        if card.after:
            ways.append(button(voice.gettext("Next ▶"), press.FormGo(case, card.after)))
    leave = (
        button(voice.gettext("Close"), press.FormClose(case)),
        button(voice.gettext("Cancel"), press.AskFormCancel(case)),
    )
    return (*((tuple(ways),) if ways else ()), leave)
