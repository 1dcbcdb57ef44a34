"""The verdict form as its writer sees it, in each language, however hostile what is written is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.matching import Stage
from bot.models import CasePurpose, FormStep, Rating, Stance
from bot.replies import LOCALES
from bot.replies.callbacks import (
    AskFormCancel,
    FormCancel,
    FormClose,
    FormDrop,
    FormGo,
    FormLanguage,
    FormPick,
    FormRate,
    FormSubmit,
    FormTick,
    FormTurn,
    unpack,
)
from bot.replies.labels import EMOJI
from bot.services.forms.views import (
    ClaimStep,
    FiguresStep,
    FormCard,
    FormLine,
    MarkedSource,
    NewFigure,
    PeriodStep,
    PreviewStep,
    Proposal,
    RatingStep,
    SaidView,
    SourcesStep,
    Step,
    SummaryStep,
    TextsStep,
    WordingsStep,
)
from bot.services.values import Answered, Found, SourceView, Text
from tests.replies.samples import HARBOUR, REPORT, labels, recorded, seen, verdict, worded

EVIL = "<b>&\u202e\x00" + "x" * 50 + " <a href='javascript:alert(1)'>" + "🔥" * 4000
LINK = "https://example.org/" + "a" * 1900
STEPS: dict[FormStep, Step] = {
    FormStep.RATING: RatingStep(Rating.FALSE),
    FormStep.CLAIM: ClaimStep("No ferry crossed.", "no ferry crossed!!!"),
    FormStep.SUMMARY: SummaryStep("Two crossed.", "en", ("uk", "ru", "mk", "pl")),
    FormStep.SOURCES: SourcesStep((MarkedSource(11, HARBOUR), MarkedSource(12, REPORT)), True),
    FormStep.WORDINGS: WordingsStep(
        (SaidView(5, "No ferry", 3, True), SaidView(6, "Five ferries", 1, False)), 2, 3
    ),
    FormStep.FIGURES: FiguresStep((Proposal(3, recorded()),), (NewFigure(9, recorded()),)),
    FormStep.PERIOD: PeriodStep(date(2026, 5, 31)),
    FormStep.TEXTS: TextsStep(("uk", "pl"), ("uk",), "No ferry crossed.", "Two crossed."),
    FormStep.PREVIEW: PreviewStep(
        verdict(), "en", ("uk",), tuple(FormStep)[:-1], (FormStep.SOURCES,), 4, 3, 1
    ),
}


def card(step: FormStep, content: Step | None = None) -> FormCard:
    number = tuple(FormStep).index(step) + 1
    return FormCard(
        case_id=17,
        version=4,
        purpose=CasePurpose.CLAIM,
        step=step,
        number=number,
        total=9,
        before=None if number == 1 else tuple(FormStep)[number - 2],
        after=None if number == 9 else tuple(FormStep)[number],
        content=content or STEPS[step],
    )


def actions(shown: FormCard) -> list[object]:
    return [unpack(one.data) for row in worded(shown).buttons for one in row]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("step", list(FormStep))
def test_each_step_says_where_one_is_and_how_to_leave(step: FormStep, locale: str) -> None:
    shown = card(step)

    reply = worded(shown, locale)

    assert "17" in seen(reply)
    assert "9" in seen(reply)
    assert actions(shown)[-2:] == [FormClose(17), AskFormCancel(17)]
    assert all(len((one.data or "").encode()) <= 64 for row in reply.buttons for one in row)
    assert all(0 < len(one.label) <= 64 for row in reply.buttons for one in row)


def test_the_ratings_are_those_that_readers_see() -> None:
    shown = card(FormStep.RATING)

    rated = [one for one in actions(shown) if isinstance(one, FormRate)]

    assert rated == [FormRate(17, rating) for rating in Rating]
    offered = [label for row in labels(worded(shown)) for label in row]
    assert "✔ ❌ False" in offered
    assert all(any(sign in one for one in offered) for sign in EMOJI.values())


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (FormStep.CLAIM, [FormPick(17, FormStep.CLAIM, 1)]),
        (
            FormStep.SUMMARY,
            [FormLanguage(17, FormStep.SUMMARY, code) for code in ("uk", "ru", "mk", "pl")],
        ),
        (FormStep.SOURCES, [FormDrop(17, FormStep.SOURCES, mark) for mark in (11, 12)]),
        (
            FormStep.WORDINGS,
            [FormTick(17, 5, 2), FormTick(17, 6, 1), FormTurn(17, 1), FormTurn(17, 3)],
        ),
        (
            FormStep.FIGURES,
            [FormPick(17, FormStep.FIGURES, 3), FormDrop(17, FormStep.FIGURES, 9)],
        ),
        (FormStep.PERIOD, [FormDrop(17, FormStep.PERIOD, 1)]),
        (FormStep.TEXTS, [FormLanguage(17, FormStep.TEXTS, code) for code in ("uk", "pl")]),
        (
            FormStep.PREVIEW,
            [
                FormLanguage(17, FormStep.PREVIEW, "uk"),
                *(FormGo(17, step) for step in tuple(FormStep)[:-1]),
                FormSubmit(17, 4),
            ],
        ),
    ],
)
def test_a_step_offers_what_it_is_about(step: FormStep, expected: list[object]) -> None:
    shown = replace(card(step), before=None, after=None)

    found = actions(shown)[:-2]

    assert found == expected


def test_one_goes_back_and_on_and_from_a_detour_to_the_preview() -> None:
    detour = replace(card(FormStep.CLAIM), before=FormStep.PREVIEW, after=FormStep.PREVIEW)

    assert actions(card(FormStep.CLAIM))[1:3] == [
        FormGo(17, FormStep.RATING),
        FormGo(17, FormStep.SUMMARY),
    ]
    assert actions(detour)[1:2] == [FormGo(17, FormStep.PREVIEW)]


def test_before_all_is_thrown_away_there_is_only_yes_and_no() -> None:
    shown = replace(card(FormStep.SUMMARY), asked=True)

    assert actions(shown) == [FormCancel(17, 4), FormGo(17, FormStep.SUMMARY)]
    assert "Really throw away" in seen(worded(shown))


def test_the_preview_is_word_for_word_what_readers_see() -> None:
    public = worded(
        Answered(1, (Found(verdict(), Stance.ASSERTS, 1.0, "No ferry", Stage.EXACT),)), "uk"
    )
    content = STEPS[FormStep.PREVIEW]
    assert isinstance(content, PreviewStep)
    content = replace(content, locale="uk")

    shown = worded(card(FormStep.PREVIEW, content), "en")

    assert shown.html.endswith(public.html)
    assert "Still missing: Sources" in seen(shown)
    assert "Posts that are told: 3 of 4" in seen(shown)


def test_posts_of_unticked_texts_are_said_not_to_be_told() -> None:
    said = seen(worded(card(FormStep.WORDINGS)))

    assert "is not told this verdict" in said
    assert "☑ 6. 3 posts:" in said
    assert "☐ 7. 1 post:" in said


def test_what_is_wrong_stands_first() -> None:
    over = Text("form_summary_long", (("most", 400), ("over", 9600)))

    said = seen(worded(replace(card(FormStep.SUMMARY), said=over)))

    assert said.startswith(
        "❗ The summary may have 400 characters. 9,600 characters are too many."
    )


def test_what_another_reviewer_asked_for_is_shown() -> None:
    said = seen(worded(replace(card(FormStep.SUMMARY), comment="Say <who> says so")))

    assert "Another reviewer asks for changes:\nSay <who> says so" in said


def test_a_translation_is_written_beside_the_original() -> None:
    content = ClaimStep("", "", original="No ferry crossed.")
    shown = replace(card(FormStep.CLAIM, content), purpose=CasePurpose.TRANSLATION)

    said = seen(worded(shown))

    assert "translation" in said
    assert "The original:\nNo ferry crossed." in said


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("step", list(FormStep))
def test_an_answered_step_is_one_line_without_buttons(step: FormStep, locale: str) -> None:
    reply = worded(FormLine(step, 3, 9, STEPS[step]), locale)

    assert reply.html.startswith("✔ ")
    assert "\n" not in reply.html
    assert reply.buttons == ()


def hostile() -> list[tuple[FormStep, Step]]:
    source = SourceView(EVIL, EVIL, EVIL, LINK, None)
    shown = replace(recorded(), label=EVIL)
    bad = verdict(claim=EVIL, summary=EVIL, sources=(source,) * 10)
    return [
        (FormStep.CLAIM, ClaimStep(EVIL, EVIL, EVIL)),
        (FormStep.SUMMARY, SummaryStep(EVIL, "en", ("uk",), EVIL)),
        (FormStep.SOURCES, SourcesStep((MarkedSource(1, source),) * 10, True, LINK)),
        (FormStep.SOURCES, SourcesStep((), True, "javascript:alert(1)")),
        (FormStep.WORDINGS, WordingsStep((SaidView(1, EVIL, 10**6, True),) * 5, 1, 1)),
        (
            FormStep.FIGURES,
            FiguresStep((Proposal(1, shown),) * 5, (NewFigure(1, shown),) * 5, shown),
        ),
        (FormStep.FIGURES, FiguresStep((Proposal(1, shown),) * 5, (NewFigure(1, shown),) * 5)),
        (FormStep.TEXTS, TextsStep(("uk",), (), EVIL, EVIL, "uk")),
        (FormStep.PREVIEW, PreviewStep(bad, "en", (), tuple(FormStep)[:-1], (), 9, 9, 5)),
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("place", range(len(hostile())))
def test_whatever_is_written_the_form_fits_and_is_escaped(place: int, locale: str) -> None:
    step, content = hostile()[place]

    reply = worded(replace(card(step, content), comment=EVIL), locale)

    assert len(seen(reply)) <= 4096
    assert "<b>&\u202e" not in reply.html
    assert "\u202e" not in reply.html
    assert "href='javascript" not in reply.html
    assert 'href="javascript' not in reply.html
