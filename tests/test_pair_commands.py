"""What reviewers said of flagged answers goes out, and is replayed by `tipline evaluate`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.evaluation import ClaimRow, PostRow, WordingRow, read
from bot.models import LabelledPair
from bot.store.database import Store
from bot.text.normalise import text_hash
from tests.services.world import NOW, add_verdict, withdraw
from tests.test_command_line import Operator

BRIDGE = "The bridge over the Ousel river cost 40 million crowns to build."
MOON = "The moon is made of green cheese and astronauts have eaten from it."
MOON_IN_UKRAINIAN = "Місяць зроблено із зеленого сиру, і космонавти його їли."


@pytest.fixture
def operator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_store: Store,
) -> Iterator[Operator]:
    """An operator with a store that has two verdicts."""
    sqlite_store.transact(add_verdict, claim=BRIDGE)
    sqlite_store.transact(add_verdict, claim=MOON, texts=[("uk", MOON_IN_UKRAINIAN)])
    yield Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)
    sqlite_store.close()


def label(session: Session, text: str, verdict_id: int, *, same: bool) -> None:
    row = LabelledPair(
        text=text, text_hash=text_hash(text), language="en", verdict_id=verdict_id, same=same
    )
    session.add(row)


def test_pairs_go_out_and_a_wrong_answer_counts_against_the_matching(
    operator: Operator, sqlite_store: Store, tmp_path: Path
) -> None:
    sqlite_store.transact(label, BRIDGE.upper(), 1, same=True)
    sqlite_store.transact(label, BRIDGE.upper(), 2, same=False)
    sqlite_store.transact(label, MOON.upper(), 2, same=False)
    folder = tmp_path / "out" / "judged"

    done = [operator.runs("pairs", "export", str(folder)) for _ in range(2)]
    replayed = operator.runs("evaluate", str(folder), "--split", "pairs", "--json", encoder="none")

    assert [one.returncode for one in done] == [0, 0]
    assert done[0].stdout.startswith("2 posts and 2 claims are in ")
    kept = read(folder, "pairs")
    assert kept.claims == (
        ClaimRow("1", BRIDGE, lang="en"),
        ClaimRow("2", MOON, lang="en", wordings=(WordingRow(MOON_IN_UKRAINIAN, "uk"),)),
    )
    assert kept.posts == (
        PostRow(text_hash(BRIDGE), BRIDGE.upper(), "en", frozenset({"1"})),
        PostRow(text_hash(MOON), MOON.upper(), "en"),
    )
    figures = json.loads(replayed.stdout)
    assert (figures["posts"], figures["findable"]) == (2, 1)
    assert (figures["answered"], figures["right"], figures["precision"]) == (2, 1, 0.5)


def test_what_was_answered_by_a_wording_is_answered_so_again(
    operator: Operator, sqlite_store: Store, tmp_path: Path
) -> None:
    sqlite_store.transact(label, MOON_IN_UKRAINIAN.upper(), 2, same=False)
    operator.runs("pairs", "export", str(tmp_path / "out"))

    replayed = operator.runs(
        "evaluate", str(tmp_path / "out"), "--split", "pairs", "--json", encoder="none"
    )

    figures = json.loads(replayed.stdout)
    assert (figures["answered"], figures["right"]) == (1, 0)


def test_a_withdrawn_claim_is_left_out_and_its_posts_have_no_answer(
    operator: Operator, sqlite_store: Store, tmp_path: Path
) -> None:
    sqlite_store.transact(label, MOON.upper(), 2, same=True)
    sqlite_store.transact(withdraw, 2, NOW)

    operator.runs("pairs", "export", str(tmp_path / "out"))

    kept = read(tmp_path / "out", "pairs")
    assert ([claim.id for claim in kept.claims], kept.absent) == (["1"], 1)


def test_before_anything_is_judged_it_says_so(operator: Operator, tmp_path: Path) -> None:
    done = operator.runs("pairs", "export", str(tmp_path / "out"))

    assert (done.returncode, (tmp_path / "out").exists()) == (1, False)
    assert "no flagged answer yet" in done.stderr
