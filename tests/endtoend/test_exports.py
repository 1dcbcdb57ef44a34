"""Admins take all verdicts out as a file; nobody else does."""

from __future__ import annotations

import pytest

from tests.endtoend.conftest import Start
from tests.endtoend.scene import Scene, until

pytestmark = pytest.mark.slow

ADA, ANN = 401, 501


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(admin_ids=(ADA,), reviewer_ids=(ANN,))
    return found


@pytest.mark.parametrize(
    ("command", "ending", "others"),
    [
        ("/export", ".jsonl", "Also as: /export csv · /export claimreview"),
        ("/export CSV", ".csv", "Also as: /export jsonl · /export claimreview"),
        ("/export claimreview", ".json", "Also as: /export jsonl · /export csv"),
    ],
)
async def test_an_admin_gets_all_verdicts_as_a_file(
    scene: Scene, command: str, ending: str, others: str
) -> None:
    ada = scene.user("Ada", user_id=ADA)

    await ada.says(command)
    sent = await until(lambda: next(iter(ada.from_bot()), None), seconds=20)

    assert sent["document"]["file_name"].endswith(ending)
    assert sent["caption"].startswith("📦 Verdicts: ")
    assert sent["caption"].endswith(others)


async def test_a_format_that_there_is_not_is_answered_with_those_there_are(scene: Scene) -> None:
    said = await scene.user("Ada", user_id=ADA).asks("/export pdf")

    assert said["text"] == "Write /export, /export csv or /export claimreview"


async def test_nobody_else_gets_it(scene: Scene) -> None:
    said = await scene.user("Ann", user_id=ANN).asks("/export")

    assert said["text"] == "Only admins can do this."
