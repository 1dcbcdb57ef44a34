"""Files of verdicts that admins send: handled once, whoever presses how often, or falls over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlmodel import Session, select

from bot.exchange import Rejected, Review
from bot.models import ImportedFile, ImportState, NoticeKind, Verdict, utcnow
from bot.services import importing, people, privacy
from bot.services.import_values import Fate, ImportCard, RejectedFile
from bot.services.importing import documents
from bot.services.importing.documents import Due, Gone, NoAdmin, Sent
from bot.store.database import Store
from tests.services.world import NOW, notices, send

ADA, ALAN, ANN = 50, 51, 60
SENT = Sent("import:7", ADA, ADA, "checks.jsonl", 9, "file-1")
BEES = Review("Bees pay taxes.", "en", url="https://hive.example/1")
BROKEN = Rejected("line 2", "It is no JSON.", "{broken")


@pytest.fixture
def number(store: Store) -> int:
    """A file that Ada has sent, and that is shown to her."""
    store.transact(people.sync_roles, (ADA, ALAN), (ANN,))
    show(store)
    (row,) = files(store)
    return row.id or 0


def gathered() -> importing.File:
    return importing.gather([BEES, BROKEN], "checks.jsonl", date(2025, 1, 1), sha256="a" * 64)


def show(store: Store) -> None:
    with gathered() as file:
        store.transact(documents.show, SENT, file, [BROKEN], NOW)


def bring(store: Store, number: int, person: int = ADA) -> bool:
    with gathered() as file:
        return store.transact(documents.bring, number, person, file, [BROKEN], 99, NOW)


def files(store: Store) -> list[ImportedFile]:
    return list(store.transact(lambda session: session.exec(select(ImportedFile)).all()))


def claims(store: Store) -> list[str]:
    return list(store.transact(lambda session: session.exec(select(Verdict.claim)).all()))


def test_only_an_admins_file_is_read_and_only_once(store: Store, number: int) -> None:
    assert [
        store.transact(documents.welcome, person, key)
        for person, key in ((ANN, "import:8"), (ADA, "import:8"), (ADA, SENT.key))
    ] == [False, True, None]


def test_an_update_that_comes_again_shows_no_second_card(store: Store, number: int) -> None:
    show(store)

    assert len(files(store)) == 1
    assert len(notices(store, NoticeKind.IMPORT)) == 1


def test_what_is_due_is_the_file_as_it_was_shown(store: Store, number: int) -> None:
    assert store.transact(documents.due, number, ADA) == Due("file-1", "checks.jsonl", "a" * 64)
    assert store.transact(documents.due, number, ANN) == NoAdmin()
    assert store.transact(documents.due, 999, ADA) == Gone()


def test_of_two_presses_at_once_one_writes(store: Store, number: int) -> None:
    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(bring, store, number, person) for person in (ADA, ALAN)]
        written = sorted(one.result() for one in done)

    assert (written, claims(store)) == ([False, True], ["Bees pay taxes."])


def test_a_stop_in_the_middle_leaves_it_to_be_done_again(
    store: Store, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.services.importing.writing.revision.bump", _stop)
        with pytest.raises(KeyboardInterrupt):
            bring(store, number)
    assert (claims(store), files(store)[0].state) == ([], ImportState.READ)

    assert bring(store, number)
    assert claims(store) == ["Bees pay taxes."]


def _stop(_session: Session) -> int:
    raise KeyboardInterrupt


def test_the_card_says_what_came_of_it_and_the_rest_comes_as_a_file(
    store: Store, number: int
) -> None:
    (shown,) = send(store, utcnow())
    bring(store, number)
    done, rest = send(store, utcnow())

    assert isinstance(shown.message, ImportCard)
    assert isinstance(done.message, ImportCard)
    assert (shown.message.state, done.message.state) == (ImportState.READ, ImportState.DONE)
    assert dict(done.message.counts)[Fate.NEW] == 1
    assert done.edits == 99
    assert rest.message == RejectedFile("checks.jsonl", (BROKEN,), 1)
    assert files(store)[0].person_id == ADA


def test_who_is_no_admin_any_more_is_shown_nothing(store: Store, number: int) -> None:
    store.transact(people.sync_roles, (ALAN,), ())

    assert send(store, utcnow()) == []
    assert not bring(store, number)


def test_left_alone_it_is_not_written_later(store: Store, number: int) -> None:
    assert not store.transact(documents.leave, number, ANN, 99)
    assert store.transact(documents.leave, number, ADA, 99)
    assert not store.transact(documents.leave, number, ADA, 99)
    assert not bring(store, number)


@pytest.mark.parametrize("written", [False, True])
def test_who_is_forgotten_leaves_only_what_was_counted_of_their_files(
    store: Store, number: int, written: bool
) -> None:
    if written:
        bring(store, number)
    store.transact(people.sync_roles, (ALAN,), ())
    store.transact(privacy.forget, ADA, NOW)

    (left,) = files(store)
    state = ImportState.DONE if written else ImportState.REFUSED
    assert (left.person_id, left.state, left.name, left.telegram_file) == (None, state, "", None)
    assert "broken" not in str(left.summary)
    assert left.summary["rejected"] == 1
    assert store.transact(documents.due, number, ALAN) == Gone()
