"""What each step of the verdict form asks for, and what is written there so far."""

from __future__ import annotations

from dataclasses import replace

from bot.matching import Stage
from bot.models import Stance
from bot.replies.answers import body
from bot.replies.figure_cards import LINE_SHAPE
from bot.replies.figures import as_of, value
from bot.replies.form_buttons import OFF, ON, STEPS
from bot.replies.markup import (
    LINE,
    NOTHING,
    Html,
    bold,
    code,
    cut,
    escape,
    italic,
    link,
    quotation,
)
from bot.replies.phrases import EXAMPLE
from bot.replies.sources import described
from bot.replies.values import Room, Setting
from bot.replies.voice import Voice
from bot.replies.voice import voice as voice_of
from bot.services.forms.steps import SHORTEST_SUMMARY
from bot.services.forms.views import (
    ClaimStep,
    FiguresStep,
    PeriodStep,
    PreviewStep,
    RatingStep,
    SourcesStep,
    Step,
    SummaryStep,
    TextsStep,
    WordingsStep,
)
from bot.services.forms.wordings import PAGE
from bot.services.forms.words import LONGEST_CLAIM, LONGEST_SUMMARY
from bot.services.values import Answered, Found, VerdictView


def body_of(setting: Setting, step: Step, room: Room) -> tuple[Html, ...]:
    """Say what a step asks for, and what is written so far."""
    voice = setting.voice
    match step:
        case RatingStep():
            return (voice.gettext("Which rating does the claim deserve?"),)
        case ClaimStep():
            return _claim(voice, step, room)
        case SummaryStep():
            return _summary(voice, step, room)
        case SourcesStep():
            return _sources(voice, step, room)
        case WordingsStep():
            return _wordings(voice, step, room)
        case FiguresStep():
            return _figures(voice, step, room)
        case PeriodStep():
            return _period(voice, step)
        case TextsStep():
            return _texts(voice, step, room)
        case PreviewStep():
            return _preview(setting, step, room)


def _still_checked(voice: Voice) -> Html:
    return italic(voice.gettext("Posts that you forward are checked as always."))


def _original(voice: Voice, text: str, room: Room) -> Html:
    """Show what is to be translated."""
    if not text:
        return NOTHING
    return LINE.join((voice.gettext("The original:"), quotation(cut(text, room.claim))))


def _claim(voice: Voice, step: ClaimStep, room: Room) -> tuple[Html, ...]:
    wanted = voice.gettext(
        "Write the claim in one sentence, as it is to be rated; at most {most} characters.",
        most=LONGEST_CLAIM,
    )
    so_far = step.claim or step.proposed
    label = (
        voice.gettext("So far:") if step.claim else voice.gettext("This is what the post says:")
    )
    known = LINE.join((label, quotation(cut(so_far, room.claim)))) if so_far else NOTHING
    return (wanted, _original(voice, step.original, room), known, _still_checked(voice))


def _summary(voice: Voice, step: SummaryStep, room: Room) -> tuple[Html, ...]:
    wanted = voice.gettext(
        "Why is it so? Write one or two sentences, {least} to {most} characters.",
        least=SHORTEST_SUMMARY,
        most=LONGEST_SUMMARY,
    )
    known = (
        LINE.join((voice.gettext("So far:"), quotation(cut(step.summary, room.claim))))
        if step.summary
        else NOTHING
    )
    language = voice.gettext(
        "Language of claim and summary: {language}", language=voice.language(step.language)
    )
    return (
        wanted,
        _original(voice, step.original, room),
        known,
        language if step.summary or step.original else NOTHING,
        _still_checked(voice),
    )


def _sources(voice: Voice, step: SourcesStep, room: Room) -> tuple[Html, ...]:
    listed = LINE.join(
        escape(f"{number}. ") + described(voice, one.source, room)
        for number, one in enumerate(step.sources, start=1)
    )
    if step.untitled is not None:
        address = link(step.untitled, cut(step.untitled, room.field)) if step.untitled else NOTHING
        asked = voice.gettext("What is the title of this source? Write: title | outlet")
        return (listed, LINE.join((bold(asked), address)))
    how = voice.gettext(
        "Send links, forward posts of channels, or write a line for each source: "
        "title | outlet | https://link"
    )
    needed = voice.gettext("At least one is needed.") if step.needed else NOTHING
    return (how, listed or needed)


def _wordings(voice: Voice, step: WordingsStep, room: Room) -> tuple[Html, ...]:
    if not step.texts:
        return (voice.gettext("No post with words waits for this verdict."),)
    how = voice.gettext(
        "Tick the texts that make this claim. Whoever sent another one is not told this verdict; "
        "their post waits for one of its own."
    )
    first = (step.page - 1) * PAGE + 1
    texts = (
        LINE.join(
            (
                escape(f"{ON if one.ticked else OFF} {number}. ")
                + voice.ngettext("{count} post:", "{count} posts:", one.count),
                quotation(cut(one.text, min(room.claim, 300))),
            )
        )
        for number, one in enumerate(step.texts, start=first)
    )
    numbers = {"page": step.page, "pages": step.pages}
    page = voice.gettext("Page {page} of {pages}", **numbers) if step.pages > 1 else NOTHING
    return (how, LINE.join(texts), page)


def _figures(voice: Voice, step: FiguresStep, room: Room) -> tuple[Html, ...]:
    kept = LINE.join(
        escape(f"{number}. ")
        + Html(" · ").join(
            (cut(one.figure.label, room.field), value(voice, one.figure), as_of(voice, one.figure))
        )
        for number, one in enumerate(step.kept, start=1)
    )
    known = LINE.join((voice.gettext("Recorded with the verdict:"), kept)) if kept else NOTHING
    if step.chosen:
        what = voice.gettext("Write a line on: {label}", label=cut(step.chosen.label, room.field))
        return (known, LINE.join((bold(what), code(voice.gettext(LINE_SHAPE)))))
    if not step.proposals:
        none = voice.gettext("No post counts anything that figures are recorded for.")
        return (known, none)
    how = voice.gettext(
        "If you like, record a newer value with the verdict; posts are then compared with it. "
        "On record so far:"
    )
    proposals = (
        escape(f"📊 {number}. ")
        + Html(" · ").join((cut(one.newest.label, room.field), value(voice, one.newest)))
        for number, one in enumerate(step.proposals, start=1)
    )
    return (known, LINE.join((how, *proposals)))


def _period(voice: Voice, step: PeriodStep) -> tuple[Html, ...]:
    how = voice.gettext(
        "If the verdict holds only for a time, write its last day, such as {example}.",
        example=voice.day(EXAMPLE),
    )
    known = (
        voice.gettext("So far: until {date}", date=voice.day(step.until))
        if step.until
        else NOTHING
    )
    return (how, known)


def _texts(voice: Voice, step: TextsStep, room: Room) -> tuple[Html, ...]:
    original = LINE.join((cut(step.claim, room.claim), cut(step.summary, room.claim)))
    if step.writing:
        how = voice.gettext(
            "Write two lines in this language: {language}. The claim first, then the summary.",
            language=voice.language(step.writing),
        )
        return (bold(how), quotation(original))
    return (
        voice.gettext(
            "Claim and summary in further languages, if you like: choose one. Others can add "
            "them later."
        ),
        quotation(original),
    )


def _preview(setting: Setting, step: PreviewStep, room: Room) -> tuple[Html, ...]:
    """Show the verdict as the answer to a post that makes its claim."""
    voice = setting.voice
    facts = []
    if step.missing:
        names = ", ".join(voice.gettext(STEPS[one]).plain for one in step.missing)
        facts.append(bold(voice.gettext("Still missing: {steps}", steps=names)))
    if step.posts:
        numbers = {"told": step.told, "posts": step.posts}
        facts.append(voice.gettext("Posts that are told: {told} of {posts}", **numbers))
    if step.figures:
        facts.append(voice.gettext("Figures recorded with it: {count}", count=step.figures))
    theirs = replace(setting, voice=voice_of(step.locale))
    public = body(theirs, Answered(0, (_found(step.verdict),)), room)
    return (LINE.join(facts), voice.gettext("This is what readers see:"), public)


def _found(verdict: VerdictView) -> Found:
    return Found(verdict, Stance.ASSERTS, 1.0, verdict.claim, Stage.EXACT)
