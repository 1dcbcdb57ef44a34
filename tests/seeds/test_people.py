"""What people made of verdicts from files: it stands until the files' own entry changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from bot.models import CasePurpose, Rating, Verdict, Wording, WordingOrigin
from bot.services import people
from bot.services.values import Published
from bot.services.verdicts.withdrawing import withdraw
from bot.store import verdicts
from bot.store.database import Store
from seeds.loader import Report, load
from seeds.reading import read
from tests.seeds.test_reading import edit
from tests.services.drafts import ADA, ANN, BEES, BOB, about, put, submit, written
from tests.services.world import NOW, post, record


@pytest.fixture
def office(store: Store) -> Store:
    """A store with two reviewers and an admin."""
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    return store


LEAD = "water-contains-lead"


def bring(store: Store, folder: Path) -> Report:
    """Load seeds."""
    return store.transact(load, read(folder), now=NOW)


def seeded(store: Store) -> Verdict:
    """Return the verdict of the files."""
    found = store.transact(verdicts.by_key, LEAD)
    assert found is not None
    return found


def test_a_seeded_verdict_that_is_withdrawn_stays_so(office: Store, second_subject: Path) -> None:
    bring(office, second_subject)
    office.transact(withdraw, seeded(office).id or 0, ADA, NOW)

    report = bring(office, second_subject)

    assert seeded(office).withdrawn_at == NOW
    assert [one.partition(":")[0] for one in report.kept] == [f"verdict {LEAD}"]


def test_it_holds_again_once_its_own_entry_changes(office: Store, second_subject: Path) -> None:
    bring(office, second_subject)
    office.transact(withdraw, seeded(office).id or 0, ADA, NOW)
    edit(second_subject / "verdicts.toml", 'rating = "false"', 'rating = "mostly_false"')

    report = bring(office, second_subject)

    found = seeded(office)
    assert (found.withdrawn_at, found.rating, found.version) == (None, Rating.MOSTLY_FALSE, 3)
    assert [one.partition(":")[0] for one in report.replaced] == [f"verdict {LEAD}"]


def test_a_correction_and_reviewers_wordings_outlive_the_files(
    office: Store, second_subject: Path
) -> None:
    bring(office, second_subject)
    verdict_id = seeded(office).id or 0
    case_id = about(office, verdict_id, CasePurpose.RECHECK)
    record(office, post(BEES))
    put(office, 1, case_id)
    written(office, case_id, BOB, rating=Rating.HALF_TRUE)
    assert isinstance(submit(office, case_id, BOB, approvals=0), Published)

    report = bring(office, second_subject)

    found = seeded(office)
    assert (found.rating, found.claim, found.version) == (Rating.HALF_TRUE, "Bees pay taxes", 2)
    assert len(report.kept) == 1
    wordings = office.transact(lambda session: session.exec(select(Wording)).all())
    assert [one.text for one in wordings if one.origin is WordingOrigin.DESK] == [BEES]
