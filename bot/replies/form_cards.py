"""The verdict form as its writer sees it: one step at a time, and the verdict in the end."""

from __future__ import annotations

from bot.models import CasePurpose
from bot.replies.answers import fitted
from bot.replies.form_bodies import body_of
from bot.replies.form_buttons import CHOSEN, STEPS, buttons
from bot.replies.labels import badge
from bot.replies.markup import (
    GAP,
    LINE,
    NOTHING,
    Html,
    bold,
    cut,
    escape,
    quotation,
)
from bot.replies.phrases import phrase
from bot.replies.values import Reply, Room, Setting
from bot.replies.voice import Voice
from bot.services.forms.views import (
    ClaimStep,
    FormCard,
    FormLine,
    PeriodStep,
    RatingStep,
    SourcesStep,
    Step,
    SummaryStep,
    TextsStep,
)

LINE_LIMIT = 120  # of what was answered, once it is answered


def card(setting: Setting, shown: FormCard) -> Reply:
    """Show a step with what is written so far, and what can be done."""
    return Reply(fitted(lambda room: _card(setting, shown, room)), buttons(setting.voice, shown))


def _card(setting: Setting, shown: FormCard, room: Room) -> Html:
    voice = setting.voice
    parts = [_head(voice, shown)]
    if shown.said:
        parts.insert(0, escape("❗ ") + phrase(voice, shown.said.name, dict(shown.said.values)))
    if shown.comment:
        said = voice.gettext("Another reviewer asks for changes:")
        parts.append(LINE.join((said, quotation(cut(shown.comment, room.summary)))))
    if shown.asked:
        question = voice.gettext(
            "Really throw away what is written? The case will be free for others."
        )
        return GAP.join((*parts, bold(question)))
    return GAP.join((*parts, *body_of(setting, shown.content, room)))


def _head(voice: Voice, shown: FormCard | FormLine) -> Html:
    step = voice.gettext(
        "Step {number} of {total}: {step}",
        number=shown.number,
        total=shown.total,
        step=voice.gettext(STEPS[shown.step]),
    )
    if isinstance(shown, FormLine):
        return step
    case = voice.gettext("📝 Case {number}", number=str(shown.case_id))
    return bold(Html(" · ").join((case, _purpose(voice, shown.purpose), step)))


def _purpose(voice: Voice, purpose: CasePurpose) -> Html:
    match purpose:
        case CasePurpose.CLAIM:
            return NOTHING
        case CasePurpose.RECHECK:
            return voice.gettext("correction")
        case CasePurpose.TRANSLATION:
            return voice.gettext("translation")


def line(setting: Setting, shown: FormLine) -> Reply:
    """Say in one line what was answered at a step."""
    voice = setting.voice
    head = escape(f"{CHOSEN} ") + _head(voice, shown)
    said = _said(voice, shown.content)
    return Reply((head + escape(" – ") + said if said else head).markup)


def _said(voice: Voice, step: Step) -> Html:
    match step:
        case RatingStep(chosen):
            return badge(voice, chosen) if chosen else NOTHING
        case ClaimStep(claim=claim):
            return cut(claim, LINE_LIMIT)
        case SummaryStep(summary=summary, language=language) if summary:
            return cut(summary, LINE_LIMIT) + escape(f" ({voice.language(language)})")
        case SourcesStep(sources):
            return voice.ngettext("{count} source", "{count} sources", len(sources))
        case PeriodStep(until):
            return escape(voice.day(until)) if until else NOTHING
        case TextsStep(written=written):
            return escape(", ".join(voice.language(code) for code in written))
        case _:
            return NOTHING
