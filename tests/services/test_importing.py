"""Files of verdicts come into the store: all or nothing, and never twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import Session, SQLModel, select

from bot.exchange.values import Cited, Rejected, Review, Said, Worded
from bot.models import (
    Appearance,
    ChangedBy,
    Decided,
    DecisionKind,
    ImportedFile,
    Polarity,
    Rating,
    Source,
    Submission,
    Verdict,
    VerdictChange,
    VerdictText,
    Wording,
    WordingOrigin,
)
from bot.models import Review as Origin
from bot.services import exporting, importing, people
from bot.services.importing import By, Fate, File, Plan, Written
from bot.services.values import News
from bot.services.verdicts import versions
from bot.services.verdicts.telling import tell
from bot.store import revision
from bot.store.database import Store
from seeds import folder
from seeds.loader import load
from seeds.loader import read as read_seeds
from tests.services.world import NOW, add_verdict, notices, post, record, send, withdraw

BEES = Review(
    claim="Bees pay taxes.",
    language="en",
    rating=Rating.FALSE,
    rated_as="Stung",
    summary="They do not.",
    url="https://hive.example/checks/1?utm_source=x",
    title="Do bees pay?",
    publisher="The Hive",
    reviewed_on=date(2025, 1, 2),
    claimant="A drone",
    appearances=("https://www.example.org/bees/", "https://example.org"),
    texts=(Said("uk", "Бджоли сплачують податки.", "Ні."),),
    wordings=(Worded("en", "Bees do not pay taxes.", Polarity.DENIES),),
    sources=(Cited("On bees", "The Comb"),),
)
WASPS = replace(BEES, claim="Wasps vote.", rating=None, texts=(), wordings=(), appearances=())
Row = TypeVar("Row", bound=SQLModel)
LATER = NOW + timedelta(days=3)
TODAY = date(2026, 12, 1)  # after the seeds were checked
ANN = By(name="ann")


def gathered(*found: Review | Rejected, name: str = "checks.jsonl") -> File:
    return importing.gather(found, name, TODAY, size=9, sha256=name)


def plan(store: Store, *found: Review | Rejected) -> Plan:
    with gathered(*found) as file:
        return store.transact(importing.plan, file)


def bring(store: Store, *found: Review | Rejected, now: datetime = NOW) -> Written:
    with gathered(*found) as file:
        return store.transact(importing.write, file, ANN, now)


def counts(of: Plan | Written) -> dict[Fate, int]:
    return {fate: count for fate, count in of.counts.items() if count}


def rows(store: Store, table: type[Row]) -> list[Row]:
    return list(store.transact(lambda session: session.exec(select(table)).all()))


def count_rows(store: Store) -> dict[str, int]:
    tables = (Verdict, Origin, VerdictText, Wording, Appearance, Source, VerdictChange)
    return {table.__name__: len(rows(store, table)) for table in tables}


def test_a_review_becomes_a_verdict_with_all_that_belongs_to_it(store: Store) -> None:
    written = bring(store, BEES)

    (verdict,) = rows(store, Verdict)
    (origin,) = rows(store, Origin)
    assert counts(written) == {Fate.NEW: 1}
    assert (verdict.claim, verdict.rating, verdict.checked_on) == (
        "Bees pay taxes.",
        Rating.FALSE,
        date(2025, 1, 2),
    )
    assert (origin.publisher, origin.rated_as, origin.claimant) == ("The Hive", "Stung", "A drone")
    assert [(one.title, one.outlet) for one in rows(store, Source)] == [
        ("Do bees pay?", "The Hive"),
        ("On bees", "The Comb"),
    ]
    assert [one.url for one in rows(store, Appearance)] == ["example.org/bees"]
    assert [one.claim for one in rows(store, VerdictText)] == ["Бджоли сплачують податки."]
    assert [(one.origin, one.polarity) for one in rows(store, Wording)] == [
        (WordingOrigin.IMPORT, Polarity.DENIES)
    ]
    (file,) = rows(store, ImportedFile)
    assert (file.by_name, file.summary["new"], file.done_at) == ("ann", 1, NOW)
    (line,) = rows(store, Decided)
    assert (line.kind, line.by_name, line.changes["new"]) == (DecisionKind.IMPORTED, "ann", 1)


def test_a_plan_writes_nothing_and_says_what_would_change(store: Store) -> None:
    bad = Rejected("line 3", "It is no JSON.")
    found = plan(store, BEES, WASPS, bad, replace(BEES, summary="Never."), BEES)

    assert counts(found) == {Fate.NEW: 2}
    assert (found.rejected, found.duplicates, found.writes) == (1, 2, 2)
    assert set(found.ratings) == {("Stung", Rating.FALSE, 1), ("Stung", None, 1)}
    assert (found.languages, found.publishers) == ((("en", 2),), (("The Hive", 2),))
    assert set(count_rows(store).values()) == {0}
    assert rows(store, ImportedFile) == []


def test_of_two_records_that_disagree_the_second_is_reported() -> None:
    rejected: list[Rejected] = []
    other = replace(BEES, summary="Never.")

    importing.gather([BEES, other, BEES], "x", NOW.date(), reject=rejected.append).close()

    assert [one.place for one in rejected] == ["record 2"]


def test_the_same_file_twice_writes_nothing(store: Store) -> None:
    bring(store, BEES, WASPS)
    before, number = count_rows(store), store.transact(revision.current)

    again = plan(store, BEES, WASPS)
    written = bring(store, BEES, WASPS)

    assert again.before == NOW
    assert counts(again) == counts(written) == {Fate.UNCHANGED: 2}
    assert (count_rows(store), store.transact(revision.current)) == (before, number)


def test_its_address_may_be_written_in_another_way(store: Store) -> None:
    bring(store, BEES)
    other = replace(
        BEES,
        publisher="THE HIVE ",
        url="http://www.hive.example/checks/1/",
        claim="“Bees” pay  taxes",
    )

    assert counts(plan(store, other)) == {Fate.CHANGED: 1}


def test_what_changed_in_the_source_is_a_new_version(store: Store) -> None:
    bring(store, BEES)
    other = replace(
        BEES,
        rating=Rating.HALF_TRUE,
        rated_as="Itchy",
        texts=(Said("pl", "Pszczoły płacą podatki.", ""),),
        wordings=(),
        sources=(),
        appearances=(),
    )

    written = bring(store, other, now=LATER)

    (verdict,) = rows(store, Verdict)
    assert counts(written) == {Fate.CHANGED: 1}
    assert (verdict.version, verdict.rating, verdict.updated_at) == (2, Rating.HALF_TRUE, LATER)
    assert [one.rated_as for one in rows(store, Origin)] == ["Itchy"]
    assert [one.language for one in rows(store, VerdictText)] == ["pl"]
    assert rows(store, Wording) == []
    assert rows(store, Appearance) == []
    kept = rows(store, VerdictChange)
    assert [(one.version, one.by, one.content["rating"]) for one in kept] == [
        (1, ChangedBy.IMPORT, "false"),
        (2, ChangedBy.IMPORT, "half_true"),
    ]
    assert store.transact(versions.content, verdict) == kept[1].content


def correct(store: Store, **values: object) -> None:
    """A reviewer changes the only verdict."""

    def change(session: Session) -> None:
        verdict = session.exec(select(Verdict)).one()
        versions.renew(session, verdict, NOW)
        for name, value in values.items():
            setattr(verdict, name, value)
        versions.note(session, verdict, versions.By(ChangedBy.REVIEWER), NOW)

    store.transact(change)


def test_what_a_reviewer_corrected_stays(store: Store) -> None:
    bring(store, BEES)
    correct(store, rating=Rating.MISLEADING)

    assert counts(bring(store, BEES)) == {Fate.UNCHANGED: 1}
    written = bring(store, replace(BEES, summary="No, never."))

    (verdict,) = rows(store, Verdict)
    assert counts(written) == {Fate.KEPT: 1}
    assert (verdict.rating, verdict.summary, verdict.version) == (
        Rating.MISLEADING,
        "They do not.",
        2,
    )


def test_a_withdrawn_verdict_stays_withdrawn(store: Store) -> None:
    bring(store, BEES)
    (verdict,) = rows(store, Verdict)
    store.transact(withdraw, verdict.id or 0, NOW)

    assert counts(bring(store, replace(BEES, summary="No, never."))) == {Fate.KEPT: 1}
    assert rows(store, Verdict)[0].withdrawn_at == NOW


def test_a_translation_by_a_reviewer_stays_and_the_rest_is_updated(store: Store) -> None:
    bring(store, BEES)

    def translate(session: Session) -> None:
        verdict = session.exec(select(Verdict)).one()
        versions.renew(session, verdict, NOW)
        number = verdict.id or 0
        session.add(VerdictText(verdict_id=number, language="mk", claim="Пчелите", summary="Не."))
        versions.note(session, verdict, versions.By(ChangedBy.REVIEWER), NOW)

    store.transact(translate)
    written = bring(store, replace(BEES, summary="No, never."))

    (verdict,) = rows(store, Verdict)
    assert counts(written) == {Fate.CHANGED: 1}
    assert (verdict.summary, verdict.version) == ("No, never.", 3)
    assert {one.language for one in rows(store, VerdictText)} == {"uk", "mk"}
    assert store.transact(versions.content, verdict) == rows(store, VerdictChange)[-1].content


def test_who_got_a_verdict_is_told_that_its_rating_is_another_now(store: Store) -> None:
    bring(store, BEES)
    (verdict,) = rows(store, Verdict)
    number = record(store, post(person=1)).submission_id
    store.transact(
        lambda session: tell(session, verdict.id or 0, [session.get_one(Submission, number)], NOW)
    )
    send(store)

    written = bring(store, replace(BEES, rating=Rating.TRUE), now=LATER)

    (parcel,) = send(store, LATER)
    assert written.told == 1
    assert isinstance(parcel.message, News)
    assert (parcel.message.was, parcel.message.verdict.rating) == (Rating.FALSE, Rating.TRUE)


def test_what_the_desk_rated_itself_stays_beside_and_is_reported(store: Store) -> None:
    own = store.transact(add_verdict, claim="Bees pay taxes", rating=Rating.TRUE)

    found = plan(store, BEES)
    bring(store, BEES)

    assert (found.alike, found.alike_count) == ((("Bees pay taxes.", own),), 1)
    assert {one.rating for one in rows(store, Verdict)} == {Rating.TRUE, Rating.FALSE}
    assert notices(store) == []


@pytest.mark.parametrize("house", [None, "Our Desk"])
def test_our_own_export_comes_back_as_the_verdicts_themselves(
    store: Store, house: str | None
) -> None:
    store.transact(load, read_seeds(folder()), now=NOW)
    store.transact(add_verdict)
    bring(store, BEES, WASPS)
    found = exported(store, house)
    before = count_rows(store)

    assert counts(plan(store, *found)) == {Fate.UNCHANGED: len(found)}
    changed = replace(found[0], summary="Otherwise.")
    assert counts(bring(store, changed, *found[1:], now=LATER)) == {
        Fate.CHANGED: 1,
        Fate.UNCHANGED: len(found) - 1,
    }
    (verdict,) = (one for one in rows(store, Verdict) if one.key == found[0].key)
    assert (verdict.summary, verdict.version) == ("Otherwise.", 2)
    after = count_rows(store)
    assert {name: after[name] - before[name] for name in ("Verdict", "Wording", "Source")} == {
        "Verdict": 0,
        "Wording": 0,
        "Source": 0,
    }


def exported(store: Store, house: str | None = None) -> list[Review]:
    publisher = exporting.Publisher(house)
    return store.transact(lambda session: [*exporting.reviews(session, publisher=publisher)])


def test_an_export_fills_an_empty_store_with_verdicts_of_our_own(
    store: Store, empty_desk: Store
) -> None:
    store.transact(load, read_seeds(folder()), now=NOW)
    found = exported(store)

    bring(empty_desk, *found)

    assert exported(empty_desk) == found
    assert counts(plan(empty_desk, *found)) == {Fate.UNCHANGED: len(found)}
    report = empty_desk.transact(load, read_seeds(folder()), now=NOW)
    assert not [one for one in report.added if one.startswith("verdict")]


@pytest.fixture
def empty_desk(migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(migrated_file, tmp_path / "other.db")
    store = Store(f"sqlite:///{tmp_path / 'other.db'}")
    yield store
    store.close()


def test_without_a_publisher_its_site_stands_for_one(store: Store) -> None:
    bring(store, replace(BEES, publisher=None))

    assert [one.publisher for one in rows(store, Origin)] == ["hive.example"]


def test_days_that_nobody_can_mean_are_left_out(store: Store) -> None:
    odd = replace(BEES, reviewed_on=date(9999, 12, 31), claimed_on=date(1, 1, 1))

    bring(store, odd)

    (origin,) = rows(store, Origin)
    assert (origin.reviewed_on, origin.claimed_on) == (None, None)
    assert [one.checked_on for one in rows(store, Verdict)] == [NOW.date()]
    assert counts(plan(store, odd)) == {Fate.UNCHANGED: 1}


def test_a_claim_without_words_is_rejected(store: Store) -> None:
    assert plan(store, replace(BEES, claim="!!! 🐝")).rejected == 1


def test_many_records_go_in_portions(store: Store) -> None:
    many = [replace(BEES, claim=f"Bee number {at} pays taxes.", texts=()) for at in range(1_203)]

    assert counts(bring(store, *many)) == {Fate.NEW: 1_203}
    assert store.transact(revision.current) == 1
    assert counts(plan(store, *many)) == {Fate.UNCHANGED: 1_203}
    other = (replace(one, summary="No.") for one in many)
    assert counts(bring(store, *other)) == {Fate.CHANGED: 1_203}


def test_what_fails_midway_leaves_nothing(store: Store) -> None:
    many = [replace(BEES, claim=f"Bee number {at} pays taxes.", texts=()) for at in range(1_203)]

    def stop(done: int) -> None:
        if done > 600:
            raise KeyboardInterrupt

    with gathered(*many) as file, pytest.raises(KeyboardInterrupt):
        store.transact(importing.write, file, ANN, NOW, told=stop)

    assert set(count_rows(store).values()) == {0}
    assert rows(store, ImportedFile) == []
    assert counts(bring(store, *many)) == {Fate.NEW: 1_203}


def test_an_admin_is_named_by_their_number(store: Store) -> None:
    store.transact(people.sync_roles, (50,), ())
    with gathered(BEES) as file:
        store.transact(importing.write, file, By(person_id=50), NOW)

    (line,) = rows(store, Decided)
    assert (line.person_id, line.role) == (50, "admin")


def test_a_file_may_hold_more_than_memory_should() -> None:
    seen: list[int] = []
    many: Iterable[Review] = (replace(BEES, claim=f"Bee {at} pays.") for at in range(2_000))

    with importing.gather(many, "x", NOW.date(), told=seen.append) as file:
        sizes = [len(some) for some in file.portions()]

    assert sizes == [500] * 4
    assert seen == [500, 1_000, 1_500, 2_000, 2_000]
