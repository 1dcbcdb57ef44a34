"""Reviewers look at figures and enter newer values; nobody else does, and two do not collide."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count

import pytest

from bot.models import ChangedBy, NoticeKind, utcnow
from bot.services import people
from bot.services.figures import desk as figure_desk
from bot.services.figures import keeping, series
from bot.services.figures.values import (
    BadPart,
    Entered,
    FigureCard,
    Invalid,
    NoFigure,
    Overtaken,
    Shown,
)
from bot.services.values import NotAllowed, Parcel
from bot.store import figures, revision
from bot.store.database import Store
from tests.services.figures import (
    ADMIN,
    ANN,
    NOW,
    READER,
    REVIEWER,
    SECOND,
    added,
    furnish,
)
from tests.services.world import notices, send

KEY = "bees-strelsau"
LINE = "at least 350 | 30 January 2025 | the keepers | https://hive.example/2"
_updates = count(1)


@pytest.fixture
def hive(store: Store) -> Store:
    """A store with a lexicon, a source, reviewers and one figure."""
    store.transact(furnish)
    added(store)
    return store


def card(store: Store, person: int = REVIEWER, which: int | str = KEY) -> int:
    """Show a figure to a person in their own chat; return the message's number."""
    owed = f"figure:{next(_updates)}"
    assert store.transact(figure_desk.owe_card, person, person, owed, which) == Shown()
    send(store, utcnow())
    return notices(store, NoticeKind.FIGURE)[-1].message_id or 0


def enter(store: Store, message: int, line: str = LINE, person: int = REVIEWER) -> object:
    return store.transact(figure_desk.enter, person, message, person, line, NOW)


def keys(store: Store) -> list[str | None]:
    return [one.key for one in store.transact(figures.every)]


def owed(store: Store) -> list[Parcel]:
    return send(store, utcnow())


def test_the_list_is_for_reviewers_and_admins_only(hive: Store) -> None:
    asked = {
        person: hive.transact(figure_desk.owe_list, person, person, f"list:{person}")
        for person in (REVIEWER, ADMIN, READER)
    }

    assert asked == {REVIEWER: Shown(), ADMIN: Shown(), READER: NotAllowed()}
    assert [parcel.chat_id for parcel in owed(hive)] == [REVIEWER, ADMIN]


def test_a_card_shows_all_values_of_the_subject_and_its_changes(hive: Store) -> None:
    added(hive, "bees-newer", low=350, high=350, as_of=date(2025, 1, 20))
    hive.transact(figure_desk.owe_card, REVIEWER, REVIEWER, "one", KEY)

    [parcel] = owed(hive)

    assert isinstance(parcel.message, FigureCard)
    assert parcel.message.shown.key == KEY
    assert [view.key for view in parcel.message.series] == [KEY, "bees-newer"]
    assert parcel.message.newest.key == "bees-newer"
    assert [(one.key, one.version) for one in parcel.message.changes] == [
        ("bees-newer", 1), (KEY, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("which", ["no-such", 4711, "x" * 4000, "'; DROP TABLE figure; --"])
def test_a_figure_that_there_is_not_owes_nothing(hive: Store, which: int | str) -> None:
    result = hive.transact(figure_desk.owe_card, REVIEWER, REVIEWER, "one", which)

    assert isinstance(result, NoFigure)
    assert owed(hive) == []


def test_a_stranger_sees_no_figure_and_enters_none(hive: Store) -> None:
    message = card(hive)

    shown = hive.transact(figure_desk.owe_card, REVIEWER, READER, "one", KEY)
    entered = hive.transact(figure_desk.enter, REVIEWER, message, READER, LINE, NOW)

    assert (shown, entered) == (NotAllowed(), NotAllowed())
    assert keys(hive) == [KEY]


def test_a_newer_value_becomes_a_figure_of_its_own(hive: Store) -> None:
    message, before = card(hive), hive.transact(revision.current)

    result = enter(hive, message)

    assert result == Entered(2, "added", newest=True)
    old, new = hive.transact(figures.every)
    assert (old.key, int(old.low)) == (KEY, 300)
    assert (new.key, int(new.low), str(new.qualifier), new.as_of) == (
        "bees-strelsau-2025-01-30", 350, "at_least", date(2025, 1, 30),
    )  # fmt: skip
    # "The keepers" are those of the older value: their translations and concepts are known.
    texts = hive.transact(lambda session: figures.texts(session, [2]))[2]
    assert {code: (text.label, text.attribution) for code, text in texts.items()} == {
        "en": ("Bees in Strelsau", "the keepers"),
        "uk": ("Бджоли у Штрельзау", "пасічники"),
    }
    assert new.attributed_to == ["keepers"]
    [source] = hive.transact(lambda session: figures.sources(session, [2]))[2]
    assert (source.key, source.url) == (f"{new.key}-source-1", "https://hive.example/2")
    assert hive.transact(revision.current) == before + 1


def test_who_entered_a_value_is_kept(hive: Store) -> None:
    message = card(hive, ADMIN)

    enter(hive, message, person=ADMIN)

    newest = hive.transact(lambda session: series.history(session, figures.every(session)))[0]
    assert (newest.by, newest.person_id, newest.at) == (ChangedBy.ADMIN, ADMIN, NOW)


def test_somebody_new_is_named_in_the_reviewers_words(hive: Store) -> None:
    enter(hive, card(hive), LINE.replace("the keepers", "Ministry <of> Honey"))

    new = hive.transact(figures.every)[1]
    texts = hive.transact(lambda session: figures.texts(session, [2]))[2]
    assert {text.attribution for text in texts.values()} == {"Ministry <of> Honey"}
    assert new.attributed_to == []


def test_what_is_counted_can_be_said_anew_in_the_reviewers_language(hive: Store) -> None:
    hive.transact(people.choose_language, REVIEWER, "uk")

    enter(hive, card(hive), f"Бджоли\nв місті\n{LINE}")

    texts = hive.transact(lambda session: figures.texts(session, [2]))[2]
    said = {code: (text.label, text.attribution) for code, text in texts.items()}
    assert said == {"uk": ("Бджоли в місті", "the keepers")}


def test_another_value_of_the_same_day_and_people_corrects_it(hive: Store) -> None:
    enter(hive, card(hive))

    result = enter(hive, card(hive), LINE.replace("350", "360"))

    assert result == Entered(2, "corrected", newest=True)
    assert [int(one.low) for one in hive.transact(figures.every)] == [300, 360]
    latest = hive.transact(lambda session: series.history(session, figures.every(session)))[0]
    assert [(one.field, one.before, one.after) for one in latest.differences] == [
        ("low", "350", "360"), ("high", "350", "360"),
    ]  # fmt: skip


def test_a_line_that_is_handled_again_changes_nothing(hive: Store) -> None:
    message = card(hive)

    first, again = enter(hive, message), enter(hive, message)

    assert (first, again) == (Entered(2, "added", True), Entered(2, "same", True))
    assert len(keys(hive)) == 2


def test_an_older_value_fills_a_gap_and_does_not_become_the_newest(hive: Store) -> None:
    result = enter(hive, card(hive), LINE.replace("30 January 2025", "1 December 2024"))

    assert result == Entered(2, "added", newest=False)


def test_who_has_not_seen_the_others_value_is_shown_it_first(hive: Store) -> None:
    mine, theirs = card(hive, REVIEWER), card(hive, SECOND)

    first = enter(hive, mine)
    second = enter(hive, theirs, LINE.replace("350", "400"), SECOND)
    after_looking = enter(hive, card(hive, SECOND), LINE.replace("350", "400"), SECOND)

    assert (first, second) == (Entered(2, "added", True), Overtaken(2))
    assert after_looking == Entered(2, "corrected", True)


def test_of_two_at_the_same_time_one_is_recorded(hive: Store) -> None:
    people = {REVIEWER: "350", SECOND: "400"}
    messages = {person: card(hive, person) for person in people}

    with ThreadPoolExecutor(2) as pool:
        results = list(
            pool.map(
                lambda person: enter(
                    hive, messages[person], LINE.replace("350", people[person]), person
                ),
                people,
            )
        )

    assert sorted(type(result).__name__ for result in results) == ["Entered", "Overtaken"]
    assert len(keys(hive)) == 2


def test_a_correction_on_the_command_line_overtakes_a_card_too(hive: Store) -> None:
    message = card(hive)
    hive.transact(keeping.edit, KEY, {"low": 299, "high": 299}, ANN, NOW)

    assert enter(hive, message) == Overtaken(1)


def test_a_card_that_waits_is_made_when_it_is_sent(hive: Store) -> None:
    hive.transact(figure_desk.owe_card, REVIEWER, REVIEWER, "one", KEY)
    hive.transact(keeping.edit, KEY, {"low": 299, "high": 299}, ANN, NOW)

    [parcel] = owed(hive)

    assert isinstance(parcel.message, FigureCard)
    assert parcel.message.shown.low == 299
    assert enter(hive, notices(hive)[-1].message_id or 0) == Entered(2, "added", True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hello", BadPart("parts")),
        ("1e30 | 30 January 2025 | x | https://a.example", BadPart("value")),
    ],
)
def test_a_line_that_cannot_be_read_says_why(hive: Store, line: str, expected: object) -> None:
    assert enter(hive, card(hive), line) == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (LINE.replace("350", f"1{'0' * 30}").replace("at least ", ""), "too_large"),
        (LINE.replace("at least 350", "-5"), "negative"),
        (LINE.replace("at least 350", "500-300"), "high_below_low"),
        (LINE.replace("2025", "2052"), "not_yet"),
        (LINE.replace("30 January 2025", "2025-01-30 – 2025-01-02"), "ends_before"),
        (LINE.replace("the keepers", "k" * 301), "string_too_long"),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused(hive: Store, line: str, kind: str) -> None:
    result = enter(hive, card(hive), line)

    assert isinstance(result, Invalid)
    assert result.problems[0].kind == kind
    assert keys(hive) == [KEY]


def test_a_reply_to_anything_else_is_no_value(hive: Store) -> None:
    assert hive.transact(figure_desk.is_card, REVIEWER, 12345) is False
    assert enter(hive, 12345) == NoFigure("")


def test_many_subjects_come_in_pages(hive: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series, "PAGE", 2)
    for event, unit in (("stung", "bees"), (None, "hives"), ("stung", "hives")):
        added(hive, f"{unit}-{event or 'all'}", unit=unit, event=event)

    pages = [hive.transact(series.subjects, "en", page) for page in (1, 2, 99)]

    shown = [[one.newest.key for one in page.subjects] for page in pages]
    assert shown == [
        [KEY, "bees-stung"],
        ["hives-all", "hives-stung"],
        ["hives-all", "hives-stung"],
    ]
    assert [(page.page, page.pages) for page in pages] == [(1, 2), (2, 2), (2, 2)]
