"""What leaves the store as a review: everything that is public, and nothing that readers wrote."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from bot.exchange.values import Cited, Said, Worded
from bot.exchange.values import Review as Written
from bot.models import (
    Appearance,
    Decided,
    DecisionKind,
    Notice,
    NoticeKind,
    Person,
    Polarity,
    Rating,
    Review,
    Role,
    Source,
    Verdict,
    VerdictSource,
    VerdictText,
    Wording,
    WordingOrigin,
)
from bot.replies.labels import rated
from bot.services import export_files, exporting
from bot.services.export_values import ExportFile
from bot.services.exporting import Publisher
from bot.services.members.values import Owed
from bot.services.values import NotAllowed
from bot.store.database import Store
from bot.text.normalise import text_hash
from tests.services.world import NOW, add_verdict, withdraw


def all_of(session: Session, *, withdrawn: bool = False) -> list[Written]:
    house = Publisher("The Daily Example", "https://daily.example")
    return list(exporting.reviews(session, publisher=house, withdrawn=withdrawn))


def full(session: Session) -> int:
    """A verdict of the desk with all that a verdict can have."""
    verdict = Verdict(
        key="bees",
        language="en",
        claim="Bees pay taxes.",
        rating=Rating.FALSE,
        summary="No tax office has heard of them.",
        topic="nature",
        checked_on=date(2025, 1, 10),
        valid_from=date(2024, 1, 1),
        valid_until=date(2025, 12, 31),
    )
    first = Source(title="On bees", outlet="The Hive", author="A. Keeper")
    second = Source(url="https://hive.example/2", published_on=date(2025, 1, 3))
    session.add_all([verdict, first, second])
    session.flush()
    number = verdict.id or 0
    session.add_all(
        [
            VerdictSource(verdict_id=number, source_id=second.id or 0, position=0),
            VerdictSource(verdict_id=number, source_id=first.id or 0, position=1),
            VerdictText(verdict_id=number, language="uk", claim="Бджоли", summary="Ні"),
            Appearance(verdict_id=number, url="https://bees.example/taxes"),
        ]
    )
    for text, polarity, origin in (
        ("Taxes for bees!", Polarity.ASSERTS, WordingOrigin.SEED),
        ("No bee pays taxes.", Polarity.DENIES, WordingOrigin.SEED),
        ("my neighbour's bees pay, call her: Anna", Polarity.ASSERTS, WordingOrigin.DESK),
    ):
        session.add(
            Wording(
                verdict_id=number,
                language="en",
                text=text,
                text_hash=text_hash(text),
                polarity=polarity,
                origin=origin,
            )
        )
    return number


def imported(session: Session) -> int:
    """A verdict that others rated, in their own words."""
    verdict = Verdict(language="pt", claim="A lua", summary="", checked_on=date(2024, 5, 6))
    session.add(verdict)
    session.flush()
    session.add(
        Review(
            verdict_id=verdict.id or 0,
            key="a hash",
            publisher="Checks",
            publisher_url="https://checks.example",
            url="https://checks.example/lua",
            title="A lua não é de queijo",
            rated_as="Não é bem assim",
            rating_value="2",
            rating_best="6",
            rating_worst="1",
            claimant="Alguém",
            claimed_on=date(2024, 5, 1),
        )
    )
    return verdict.id or 0


def test_a_verdict_goes_out_with_all_that_is_public(store: Store) -> None:
    store.transact(full)

    (found,) = store.transact(all_of)

    assert found == Written(
        claim="Bees pay taxes.",
        language="en",
        rating=Rating.FALSE,
        summary="No tax office has heard of them.",
        publisher="The Daily Example",
        publisher_url="https://daily.example",
        reviewed_on=date(2025, 1, 10),
        appearances=("https://bees.example/taxes",),
        topic="nature",
        valid_from=date(2024, 1, 1),
        valid_until=date(2025, 12, 31),
        texts=(Said("uk", "Бджоли", "Ні"),),
        wordings=(
            Worded("en", "Taxes for bees!", Polarity.ASSERTS),
            Worded("en", "No bee pays taxes.", Polarity.DENIES),
        ),
        sources=(
            Cited(url="https://hive.example/2", published_on=date(2025, 1, 3)),
            Cited("On bees", "The Hive", "A. Keeper"),
        ),
        key="bees",
    )


def test_what_readers_wrote_never_goes_out(sqlite_store: Store) -> None:
    sqlite_store.transact(full)

    (found,) = sqlite_store.transact(all_of)

    assert "Anna" not in repr(found)


def test_what_others_rated_keeps_their_name_and_words(sqlite_store: Store) -> None:
    sqlite_store.transact(imported)

    (found,) = sqlite_store.transact(all_of)

    assert (found.publisher, found.url) == ("Checks", "https://checks.example/lua")
    assert (found.rating, found.rated_as, found.rating_value) == (None, "Não é bem assim", "2")
    assert (found.claimant, found.claimed_on) == ("Alguém", date(2024, 5, 1))


@pytest.mark.parametrize(
    ("withdrawn", "expected"), [(False, ["second"]), (True, ["first", "second"])]
)
def test_withdrawn_verdicts_go_out_only_where_they_are_asked_for(
    sqlite_store: Store, withdrawn: bool, expected: list[str]
) -> None:
    for claim in ("first", "second"):
        sqlite_store.transact(add_verdict, claim=claim)
    sqlite_store.transact(withdraw, 1, NOW)

    found = sqlite_store.transact(all_of, withdrawn=withdrawn)

    assert [one.claim for one in found] == expected


def test_portions_follow_each_other_without_gap_or_repetition(store: Store) -> None:
    for number in range(7):
        store.transact(add_verdict, claim=f"claim {number}")

    found, after = [], 0
    while portion := store.transact(exporting.portion, after, limit=3):
        found.append([one.number for one in portion])
        after = portion[-1].number

    assert found == [[1, 2, 3], [4, 5, 6], [7]]


def admin(session: Session) -> None:
    session.add(Person(id=1, role=Role.ADMIN))
    session.add(Person(id=2, role=Role.REVIEWER))


def test_an_admin_is_owed_a_file_once_and_the_log_says_so(sqlite_store: Store) -> None:
    sqlite_store.transact(admin)
    sqlite_store.transact(full)

    owed = [
        sqlite_store.transact(export_files.owe_file, 1, 1, "export:1", "csv", NOW)
        for _ in range(2)
    ]

    notices = sqlite_store.transact(lambda session: list(session.exec(select(Notice))))
    logged = sqlite_store.transact(lambda session: list(session.exec(select(Decided))))
    assert owed == [Owed(), Owed()]
    assert [(one.kind, one.params) for one in notices] == [(NoticeKind.EXPORT, {"format": "csv"})]
    assert [(one.kind, one.person_id, one.changes) for one in logged] == [
        (DecisionKind.EXPORTED, 1, {"format": "csv", "verdicts": 1})
    ]


@pytest.mark.parametrize(
    ("person", "kind", "expected"), [(2, "csv", NotAllowed()), (1, "pdf", None)]
)
def test_others_and_unknown_formats_get_nothing(
    sqlite_store: Store, person: int, kind: str, expected: NotAllowed | None
) -> None:
    sqlite_store.transact(admin)

    owed = sqlite_store.transact(export_files.owe_file, person, person, "export:1", kind, NOW)

    assert owed == expected


def test_a_file_is_written_as_far_as_it_can_be_sent(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_store.transact(full)
    house = export_files.House(Publisher(), None, rated)
    asked = ExportFile("jsonl", 1)

    whole = export_files.filled(sqlite_store, asked, house, date(2025, 1, 15))
    monkeypatch.setattr(export_files, "LARGEST", 100)
    too_large = export_files.filled(sqlite_store, asked, house, date(2025, 1, 15))

    assert whole.content is not None
    assert b'"claim":"Bees pay taxes."' in whole.content
    assert too_large.content is None
