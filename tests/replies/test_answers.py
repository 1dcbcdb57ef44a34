"""What a reader sees, word for word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.matching import Check, Evidence
from bot.models import Agreement, MediaKind, Qualifier, Rating, Stance
from bot.replies import LOCALES, Reply
from bot.replies.callbacks import Follow, Hold, NoneOfThese, NotIt, NotRight, This, Why, unpack
from bot.services.values import Answered, Likeness, News, Related, SourceView, Unchecked
from tests.replies.samples import (
    REPORT,
    answered,
    explained,
    figure,
    found,
    labels,
    recorded,
    seen,
    verdict,
    worded,
)

ASSERTS = {
    "en": """\
❌ False
What the post says: No ferry crossed the strait.

Two ferries crossed. Both were filmed.

Sources:
1. Harbour log, Port Herald, A. Ivanova

Checked on 14 January 2026

Have a post checked: t.me/example_bot""",
    "uk": """\
❌ Неправда
Що стверджує допис: No ferry crossed the strait.

Two ferries crossed. Both were filmed.

Джерела:
1. Harbour log, Port Herald, A. Ivanova

Дата перевірки: 14 січня 2026 р.

Перевірити допис: t.me/example_bot""",
    "ru": """\
❌ Неправда
Что утверждает пост: No ferry crossed the strait.

Two ferries crossed. Both were filmed.

Источники:
1. Harbour log, Port Herald, A. Ivanova

Дата проверки: 14 января 2026 г.

Проверить пост: t.me/example_bot""",
    "mk": """\
❌ Невистина
Што тврди објавата: No ferry crossed the strait.

Two ferries crossed. Both were filmed.

Извори:
1. Harbour log, Port Herald, A. Ivanova

Датум на проверка: 14 јануари 2026 г.

Проверете објава: t.me/example_bot""",
    "pl": """\
❌ Fałsz
Co twierdzi wpis: No ferry crossed the strait.

Two ferries crossed. Both were filmed.

Źródła:
1. Harbour log, Port Herald, A. Ivanova

Data sprawdzenia: 14 stycznia 2026

Sprawdzanie wpisów: t.me/example_bot""",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_post_that_makes_a_claim_gets_its_rating(locale: str) -> None:
    assert seen(worded(answered(found()), locale)) == ASSERTS[locale]


DENIES = {
    "en": [
        "💬 This post disputes a claim that we rated “False”.",
        "The claim: No ferry crossed the strait.",
        "The claim's rating: ❌ False",
    ],
    "uk": [
        "💬 Цей допис заперечує твердження, яке має нашу оцінку «Неправда».",
        "Твердження: No ferry crossed the strait.",
        "Оцінка твердження: ❌ Неправда",
    ],
    "ru": [
        "💬 Этот пост оспаривает утверждение, у которого наша оценка «Неправда».",
        "Утверждение: No ferry crossed the strait.",
        "Оценка утверждения: ❌ Неправда",
    ],
    "mk": [
        "💬 Оваа објава оспорува тврдење што го оценивме како „Невистина“.",
        "Тврдењето: No ferry crossed the strait.",
        "Оцена на тврдењето: ❌ Невистина",
    ],
    "pl": [
        "💬 Ten wpis zaprzecza twierdzeniu, które oceniliśmy jako „Fałsz”.",
        "Twierdzenie: No ferry crossed the strait.",
        "Ocena twierdzenia: ❌ Fałsz",
    ],
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_post_that_disputes_a_claim_never_gets_its_rating(locale: str) -> None:
    reply = worded(answered(found(stance=Stance.DENIES)), locale)

    assert seen(reply).splitlines()[:3] == DENIES[locale]


ASKS = {
    "en": ["❌ False", "The claim in question: No ferry crossed the strait."],
    "uk": [
        "❌ Неправда",
        "Твердження, про яке йдеться в запитанні: No ferry crossed the strait.",
    ],
    "ru": ["❌ Неправда", "Утверждение, о котором спрашивают: No ferry crossed the strait."],
    "mk": ["❌ Невистина", "Тврдењето за кое се прашува: No ferry crossed the strait."],
    "pl": ["❌ Fałsz", "Twierdzenie, o które chodzi w pytaniu: No ferry crossed the strait."],
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_question_gets_the_rating_of_its_claim(locale: str) -> None:
    reply = worded(answered(found(stance=Stance.ASKS)), locale)

    assert seen(reply).splitlines()[:2] == ASKS[locale]


FIGURE = {
    "en": """\
📊 ferries in the strait
“11 thousand” → about 11,000
✔️ agrees with what is on record
as of 9 January 2026 (date inferred) · according to: Coast guard [1]

Sources:
1. Coast Monitor, 31 October 2025

Have a post checked: t.me/example_bot""",
    "uk": """\
📊 ferries in the strait
«11 thousand» → близько 11 000
✔️ узгоджується з нашими даними
станом на 9 січня 2026 р. (дату визначено за контекстом) · хто повідомляє: Coast guard [1]

Джерела:
1. Coast Monitor, 31 жовтня 2025 р.

Перевірити допис: t.me/example_bot""",
    "ru": """\
📊 ferries in the strait
«11 thousand» → около 11 000
✔️ согласуется с нашими данными
по состоянию на 9 января 2026 г. (дата определена по контексту) · кто сообщает: Coast guard [1]

Источники:
1. Coast Monitor, 31 октября 2025 г.

Проверить пост: t.me/example_bot""",
    "mk": """\
📊 ferries in the strait
„11 thousand“ → околу 11.000
✔️ се совпаѓа со нашите податоци
состојба на 9 јануари 2026 г. (датумот е утврден според контекстот) · кој го соопштува: \
Coast guard [1]

Извори:
1. Coast Monitor, 31 октомври 2025 г.

Проверете објава: t.me/example_bot""",
    "pl": """\
📊 ferries in the strait
„11 thousand” → około 11 000
✔️ zgadza się z naszymi danymi
stan na 9 stycznia 2026 (data ustalona z kontekstu) · kto to podaje: Coast guard [1]

Źródła:
1. Coast Monitor, 31 października 2025

Sprawdzanie wpisów: t.me/example_bot""",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_figure_alone_has_no_badge(locale: str) -> None:
    reply = worded(answered(figures=(figure(recorded(as_of_inferred=True)),)), locale)

    assert seen(reply) == FIGURE[locale]


@pytest.mark.parametrize(
    ("qualifier", "high", "locale", "expected"),
    [
        (Qualifier.EXACTLY, None, "en", "11,000"),
        (Qualifier.EXACTLY, "12000", "en", "11,000–12,000"),
        (Qualifier.ABOUT, None, "en", "about 11,000"),
        (Qualifier.AT_LEAST, None, "en", "at least 11,000"),
        (Qualifier.MORE_THAN, None, "uk", "більш як 11 000"),
        (Qualifier.UP_TO, "12000", "uk", "до 12 000"),
        (Qualifier.AT_LEAST, None, "ru", "не менее 11 000"),
        (Qualifier.MORE_THAN, None, "mk", "повеќе од 11.000"),
        (Qualifier.MORE_THAN, None, "pl", "ponad 11 000"),
    ],
)
def test_a_recorded_value_is_written_as_the_language_does(
    qualifier: Qualifier, high: str | None, locale: str, expected: str
) -> None:
    view = recorded(qualifier=qualifier, high=high)

    reply = worded(answered(figures=(figure(view),)), locale)

    assert seen(reply).splitlines()[1].split(" → ")[1] == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, "date not given"),
        (date(2025, 1, 9), None, "as of 9 January 2025"),
        (date(2025, 1, 9), date(2025, 1, 9), "as of 9 January 2025"),
        (date(2024, 10, 1), date(2024, 10, 31), "period: October 2024"),
        (date(2024, 12, 23), date(2024, 12, 31), "period: 23–31 Dec 2024"),
    ],
)
def test_a_figure_says_when_it_was_right(
    start: date | None, end: date | None, expected: str
) -> None:
    view = recorded(as_of=start, as_of_end=end, attribution="", sources=())

    reply = worded(answered(figures=(figure(view),)))

    assert seen(reply).splitlines()[3].replace("\u2009", "") == expected


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        (Agreement.CONSISTENT, "✔️ agrees with what is on record"),
        (Agreement.INCONSISTENT, "✖️ does not agree with what is on record"),
        (Agreement.OUTDATED, "🕰 out of date: newer figures are on record"),
        (Agreement.UNCLEAR, "➖ cannot be compared for certain"),
    ],
)
def test_agreement_is_told_in_plain_words(agreement: Agreement, expected: str) -> None:
    reply = worded(answered(figures=(figure(agreement=agreement),)))

    assert seen(reply).splitlines()[2] == expected


def test_a_figure_that_is_unclear_says_what_fits_and_what_does_not() -> None:
    checks = (
        Evidence(Check.NUMBERS, True, "2", "2"),
        Evidence(Check.DATES, False, "9 January", ""),
    )
    view = figure(stated="two", agreement=Agreement.UNCLEAR, evidence=checks)

    reply = worded(answered(figures=(view,)))

    assert seen(reply).splitlines()[3:5] == [
        "✔️ numbers: fits (post: 2; on record: 2)",
        "✖️ dates: does not fit (post: 9 January; on record: not given)",
    ]


def test_a_time_of_which_nothing_is_on_record_is_told_with_the_latest_figure() -> None:
    late = (Evidence(Check.NUMBERS, False, "2", "11000"), Evidence(Check.DATES, False))
    view = figure(agreement=Agreement.UNCLEAR, evidence=late)

    reply = worded(answered(figures=(view,)))

    told = "No figure on record for this period; the latest is about 11,000."
    assert seen(reply).splitlines()[3] == told


def test_only_sources_of_recorded_values_that_are_shown_are_listed() -> None:
    values = [
        recorded(sources=(SourceView(f"Report {number}", "Harbour", None, None, None),))
        for number in range(1, 5)
    ]

    shown = seen(worded(answered(figures=(figure(*values),))))

    assert "Report 3" in shown
    assert "Report 4" not in shown


def test_where_sources_differ_both_figures_are_shown() -> None:
    other = recorded(low="10000", qualifier=Qualifier.MORE_THAN, attribution="Harbour office")

    reply = worded(answered(figures=(figure(recorded(), other),)))

    assert "Also on record: more than 10,000 (ferries in the strait)" in seen(reply)


def test_several_verdicts_are_short_and_share_one_list_of_sources() -> None:
    second = verdict(id=8, claim="The port is open.", rating=Rating.TRUE, sources=(REPORT,))

    reply = worded(answered(found(), found(second, Stance.DENIES), figures=(figure(),)))

    assert (
        seen(reply)
        == """\
1. ❌ False
What the post says: No ferry crossed the strait.
Two ferries crossed. Both were filmed.
Checked on 14 January 2026 [1]

2. 💬 This post disputes a claim that we rated “True”.
The claim: The port is open.
The claim's rating: ✅ True
Two ferries crossed. Both were filmed.
Checked on 14 January 2026 [2]

📊 ferries in the strait
“11 thousand” → about 11,000
✔️ agrees with what is on record
as of 9 January 2026 · according to: Coast guard [2]

Sources:
1. Harbour log, Port Herald, A. Ivanova
2. Coast Monitor, 31 October 2025

Have a post checked: t.me/example_bot"""
    )


def test_only_a_source_with_a_link_is_linked() -> None:
    reply = worded(answered(found(verdict(sources=(REPORT, SourceView(*[None] * 5))))))

    assert reply.html.count("<a href") == 1  # the bot's own address
    assert "2. a source without a title" in seen(reply)


@pytest.mark.parametrize(
    ("start", "end", "posted", "expected"),
    [
        (None, None, date(2025, 3, 1), None),
        (date(2025, 1, 1), date(2025, 2, 1), date(2025, 1, 15), None),
        (
            date(2025, 1, 1),
            date(2025, 1, 31),
            date(2025, 3, 1),
            "⏳ The post is from 1 March 2025 · the verdict is about this period: January 2025",
        ),
        (
            date(2025, 1, 1),
            None,
            date(2024, 3, 1),
            "⏳ The post is from 1 March 2024 · the verdict is about the time from 1 January 2025",
        ),
        (
            None,
            date(2025, 1, 31),
            date(2025, 3, 1),
            "⏳ The post is from 1 March 2025 · "
            "the verdict is about the time up to 31 January 2025",
        ),
    ],
)
def test_a_post_from_another_time_is_noted(
    start: date | None, end: date | None, posted: date, expected: str | None
) -> None:
    moment = datetime(posted.year, posted.month, posted.day, 12, tzinfo=UTC)
    view = verdict(valid_from=start, valid_until=end)

    reply = worded(Answered(5, (found(view),), posted_at=moment))

    notes = [line for line in seen(reply).splitlines() if line.startswith("⏳")]
    assert notes == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("checked_on", "noted"), [(date(2025, 3, 1), False), (date(2025, 2, 28), True)]
)
def test_a_verdict_older_than_a_year_is_noted(checked_on: date, noted: bool) -> None:
    reply = worded(answered(found(verdict(checked_on=checked_on))))

    assert ("more than a year ago" in seen(reply)) is noted


def test_a_verdict_without_translation_is_labelled() -> None:
    view = verdict(translated=False, language="en")
    near = Likeness(view, Evidence(Check.NAMES, False, "річка", "протока"))
    expected = "🌐 Перекладу ще немає: це оригінал (англійська)."

    shown = [seen(worded(one, "uk")) for one in (answered(found(view)), Related(6, (near,)))]

    assert [expected in text for text in shown] == [True, True]


RELATED = {
    "en": """\
🔍 We have not checked this exact claim. These are close, but not the same:

1. No ferry crossed the strait.
That other claim's rating: ❌ False
The difference: names and places. Your post: river. That claim: strait.

Do you mean one of them? Press its number. Otherwise our reviewers will look at your post, \
and you will be told.

Have a post checked: t.me/example_bot""",
    "uk": """\
🔍 Саме цього твердження ми не перевіряли. Близькі до нього, але інші:

1. No ferry crossed the strait.
Оцінка того, іншого твердження: ❌ Неправда
Відмінність: імена та місця. Ваш допис: river. Те твердження: strait.

Маєте на увазі одне з них? Натисніть його номер. Якщо ні, допис розглянуть наші фактчекери, \
і ми Вас повідомимо.

Перевірити допис: t.me/example_bot""",
    "pl": """\
🔍 Tego właśnie twierdzenia nie sprawdzaliśmy. Podobne, ale nie takie same:

1. No ferry crossed the strait.
Ocena tamtego, innego twierdzenia: ❌ Fałsz
Różnica: nazwy i miejsca. Ten wpis: river. Tamto twierdzenie: strait.

Chodzi o jedno z nich? Wystarczy nacisnąć jego numer. Jeśli nie, wpisem zajmą się nasi \
weryfikatorzy, a my damy znać.

Sprawdzanie wpisów: t.me/example_bot""",
}


@pytest.mark.parametrize("locale", RELATED)
def test_a_related_claim_is_shown_with_its_difference(locale: str) -> None:
    near = Likeness(verdict(), Evidence(Check.NAMES, False, "river", "strait"))

    assert seen(worded(Related(6, (near,)), locale)) == RELATED[locale]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (
            Evidence(Check.POLARITY, False, "disputed", "plain"),
            "yes or no. Your post: calls it untrue. That claim: says that it is so.",
        ),
        (
            Evidence(Check.NUMBERS, False, "50", "5"),
            "numbers. Your post: 50. That claim: 5.",
        ),
        (
            Evidence(Check.DATES, False, "", "9 January"),
            "dates. Your post: not given. That claim: 9 January.",
        ),
        (
            Evidence(Check.COVERAGE, False, "62%", "ferry"),
            "your post says only a part of that claim.",
        ),
        (Evidence(Check.ADDITION, False, "ferry", ""), "your post says more than that claim."),
        (
            Evidence(Check.VOICE, False, "allegedly", ""),
            "your post or that claim only reports it, or supposes it.",
        ),
        (Evidence(Check.RIVAL, False), "more than one claim is just as near."),
    ],
)
def test_each_difference_is_named_in_plain_words(evidence: Evidence, expected: str) -> None:
    shown = seen(worded(Related(6, (Likeness(verdict(), evidence),))))

    assert f"The difference: {expected}" in shown


UNCHECKED = {
    "en": """\
🔎 Nobody here has checked this yet.

It goes to our reviewers, and I will tell you here as soon as there is a verdict.""",
    "uk": """\
🔎 Цього тут ще ніхто не перевіряв.

Допис отримають наші фактчекери. Щойно буде висновок, я напишу Вам сюди.""",
    "ru": """\
🔎 Этого здесь ещё никто не проверял.

Пост получат наши фактчекеры. Как только будет вывод, я напишу вам сюда.""",
    "mk": """\
🔎 Ова овде сè уште никој не го проверил.

Објавата оди кај нашите проверувачи. Штом има заклучок, ќе Ви јавам овде.""",
    "pl": """\
🔎 Tego nikt tu jeszcze nie sprawdził.

Wpis trafia do naszych weryfikatorów. Gdy tylko będzie werdykt, dam tu znać.""",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_an_unchecked_post_goes_to_the_reviewers(locale: str) -> None:
    assert seen(worded(Unchecked(6), locale)) == UNCHECKED[locale]


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        (MediaKind.PHOTO, "🙈 I can't read pictures yet."),
        (MediaKind.VIDEO, "🙈 I can't watch videos yet."),
        (MediaKind.VOICE, "🙈 I can't listen to recordings yet."),
        (MediaKind.DOCUMENT, "🙈 I can't read files yet."),
    ],
)
def test_media_without_words_is_owned_up_to(media: MediaKind, expected: str) -> None:
    assert seen(worded(Unchecked(6, media))).splitlines()[0] == expected


def actions(reply: Reply) -> list[list[object]]:
    return [[unpack(button.data) for button in row] for row in reply.buttons]


def test_an_answer_can_be_questioned_refused_and_followed() -> None:
    reply = worded(answered(found()))

    assert labels(reply) == [
        ["Why this answer?"],
        ["Not what I asked", "The rating is wrong"],
        ["Tell me if this changes"],
    ]
    assert actions(reply) == [[Why(5)], [NotIt(5, 7), NotRight(5, 7)], [Follow(7)]]


def test_several_answers_have_their_buttons_by_number() -> None:
    reply = worded(answered(found(), found(verdict(id=8))))

    assert actions(reply) == [
        [Why(5)],
        [NotIt(5, 7), NotRight(5, 7)],
        [Follow(7)],
        [NotIt(5, 8), NotRight(5, 8)],
        [Follow(8)],
    ]
    assert labels(reply)[3:] == [
        ["2: not what I asked", "2: the rating is wrong"],
        ["2: tell me if it changes"],
    ]


def test_related_claims_can_be_chosen_or_refused() -> None:
    evidence = Evidence(Check.NUMBERS, False, "50", "5")
    several = tuple(Likeness(verdict(id=number), evidence) for number in (7, 8, 9, 10))

    reply = worded(Related(6, several))

    assert labels(reply) == [["1", "2", "3"], ["None of these", "Don't send it"]]
    assert actions(reply) == [[This(6, 7), This(6, 8), This(6, 9)], [NoneOfThese(6), Hold(6)]]


def test_an_unchecked_post_can_be_held_back() -> None:
    assert actions(worded(Unchecked(6))) == [[Hold(6)]]


def test_news_tells_what_it_is_about_before_the_rating() -> None:
    shown = [
        seen(worded(message)).splitlines()[0:4]
        for message in (News(verdict(), 6), News(verdict(), None, changed=True))
    ]

    assert shown == [
        [
            "🔔 We have now checked a claim from a post that you sent:",
            "",
            "❌ False",
            "The claim: No ferry crossed the strait.",
        ],
        [
            "🔔 A verdict that you know has changed:",
            "",
            "❌ False",
            "The claim: No ferry crossed the strait.",
        ],
    ]


def test_why_shows_the_sentence_the_stage_and_each_check() -> None:
    reply = explained(answered(found(), figures=(figure(),)))

    assert (
        reply.html
        == """\
<b>Why this answer?</b>

This sentence decided:
<blockquote>Not one ferry has crossed!</blockquote>
The post makes this claim: No ferry crossed the strait.
How it was found: it is worded like this claim.
✔️ yes or no: fits (post: says that it is not so; on record: says that it is not so)
✔️ names and places: fits (post: strait; on record: strait)

This figure was compared: 11 thousand
<blockquote>There are 11 thousand ferries.</blockquote>
On record: about 11,000 (ferries in the strait)
✔️ agrees with what is on record

A program found this by these rules; the verdicts themselves are people&#x27;s work.

If it does not fit, press “Not what I asked”."""
    )
