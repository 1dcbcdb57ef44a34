"""An admin sends a file of verdicts: it is shown, and written at a press; others send posts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.models import ImportedFile, ImportState, Notice, NoticeKind, Review, Submission
from bot.sandbox.values import Json, MediaKind
from bot.store.database import Store
from handlers.imports import is_verdicts
from tests.endtoend.conftest import Start
from tests.endtoend.scene import Reader, Scene, buttons, count, until

pytestmark = pytest.mark.slow

ADA, ANN = 401, 501
BEES = {"claim": "Bees pay taxes in Strelsau.", "url": "https://hive.example/1", "lang": "en"}
WASPS = {"claim": "Wasps vote.", "url": "https://hive.example/2", "lang": "en", "rating": "Fake"}
READ, DONE = "Nothing has been written yet.", "✅ Imported."


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(admin_ids=(ADA,), reviewer_ids=(ANN,))
    return found


async def sends(
    scene: Scene, reader: Reader, *records: Any, name: str = "checks.jsonl", raw: bytes = b""
) -> None:
    content = (
        raw
        or "\n".join(one if isinstance(one, str) else json.dumps(one) for one in records).encode()
    )
    await scene.world.attach(reader.person, MediaKind.DOCUMENT, content, name=name)


async def showing(reader: Reader, words: str) -> Json:
    def found() -> Json | None:
        texts = (one for one in reversed(reader.from_bot()) if words in one.get("text", ""))
        return next(texts, None)

    return await until(found, seconds=20)


def claims(store: Store) -> int:
    return count(store, Review)


def files(store: Store) -> list[ImportState]:
    query = select(ImportedFile).order_by(col(ImportedFile.id))
    return [one.state for one in store.transact(lambda session: session.exec(query).all())]


async def test_what_an_admin_sends_is_shown_then_written(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)
    await sends(scene, ada, BEES, WASPS, "{broken")

    shown = await showing(ada, READ)
    assert "📥 checks.jsonl" in shown["text"]
    assert "New: 2\nCannot be used: 1" in shown["text"]
    assert "Fake → ❌ False (1)" in shown["text"]
    assert list(buttons(shown)) == ["Import", "Leave it"]
    assert claims(scene.store) == 0

    answer = await ada.presses(shown, buttons(shown)["Import"])
    done = await showing(ada, DONE)

    assert answer.text == "Imported."
    assert done["message_id"] == shown["message_id"]
    assert claims(scene.store) == 2
    rejected = await until(
        lambda: next((one for one in ada.from_bot() if "document" in one), None), seconds=20
    )
    assert rejected["document"]["file_name"] == "checks.jsonl.rejected.jsonl"


async def test_two_presses_write_it_once(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)
    await sends(scene, ada, BEES)
    shown = await showing(ada, READ)
    data = buttons(shown)["Import"]

    first = await ada.presses(shown, data, forged=True)
    second = await ada.presses(shown, data, forged=True)

    assert [first.text, second.text] == [
        "Imported.",
        "This file was imported or left alone before.",
    ]
    assert claims(scene.store) == 1
    assert count(scene.store, ImportedFile) == 1


async def test_a_file_can_be_left_alone(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)
    await sends(scene, ada, BEES)
    shown = await showing(ada, READ)

    await ada.presses(shown, buttons(shown)["Leave it"])

    await showing(ada, "Left alone: nothing was written.")
    late = await ada.presses(shown, buttons(shown)["Import"], forged=True)
    assert late.text == "This file was imported or left alone before."
    assert (claims(scene.store), files(scene.store)) == (0, [ImportState.REFUSED])


async def test_another_file_under_the_same_id_is_not_written(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)
    await sends(scene, ada, BEES)
    shown = await showing(ada, READ)

    def alter(session: Session) -> None:
        session.exec(select(ImportedFile)).one().sha256 = "0" * 64

    scene.store.transact(alter)
    answer = await ada.presses(shown, buttons(shown)["Import"])

    assert answer.text is not None
    assert answer.text.startswith("I cannot get this file from Telegram any more.")
    assert claims(scene.store) == 0


async def test_what_cannot_be_read_is_refused_with_the_reason(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)
    await sends(scene, ada, raw=b"%PDF-1.4", name="checks.csv")

    refused = await showing(ada, "This file cannot be imported:")

    assert "This is no file of text." in refused["text"]
    assert buttons(refused) == {}


async def test_somebody_elses_file_is_a_post_and_their_press_does_nothing(scene: Scene) -> None:
    ada, ann = scene.user("Ada", user_id=ADA), scene.user("Ann", user_id=ANN)
    await sends(scene, ann, BEES)
    own = await showing(ann, "I can't read files yet.")
    assert count(scene.store, Submission) == 1
    assert count(scene.store, Notice, col(Notice.kind) == NoticeKind.IMPORT) == 0

    await sends(scene, ada, BEES)
    shown = await showing(ada, READ)
    answer = await ann.presses(own, buttons(shown)["Import"], forged=True)

    assert answer.text == "Only admins can do this."
    assert claims(scene.store) == 0


async def test_a_file_of_another_kind_is_a_post(scene: Scene) -> None:
    ada = scene.user("Ada", user_id=ADA)
    await sends(scene, ada, raw=b"%PDF-1.4", name="report.pdf")

    await showing(ada, "I can't read files yet.")
    assert files(scene.store) == []


async def test_a_large_file_is_refused_before_it_is_downloaded(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.importing.documents.LARGEST", 10)
    ada = scene.user("Ada", user_id=ADA)
    await sends(scene, ada, BEES)

    refused = await showing(ada, "This file is too large")
    assert "tipline import" in refused["text"]
    assert files(scene.store) == []


def test_nothing_is_no_file_of_verdicts() -> None:
    assert not is_verdicts(None)
