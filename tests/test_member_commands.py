"""Members kept on the command line: the first start, and the lost account."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.models import Role, utcnow
from bot.services import people
from bot.services.members import invitations
from bot.services.members.values import Joined
from bot.store.database import Store
from tests.test_command_line import Done, Operator


@pytest.fixture
def operator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_store: Store,
) -> Operator:
    """An operator with an empty store."""
    monkeypatch.setenv("LOGNAME", "ann")
    return Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)


def members(operator: Operator, *args: str, **settings: str) -> Done:
    return operator.runs("members", *args, **settings)


def test_the_first_admin_comes_by_a_printed_link(operator: Operator, sqlite_store: Store) -> None:
    printed = members(operator, "invite", "admin", "uk", "--bot", "@example_bot")

    address, token = printed.stdout.strip().split("?start=")
    assert address == "https://t.me/example_bot"
    assert "It works once, until" in printed.stderr
    joined = sqlite_store.transact(invitations.accept, token, 77, utcnow())
    assert joined == Joined(Role.ADMIN)
    assert members(operator, "list").stdout.split()[:3] == ["77", "admin", "active"]
    listed = members(operator, "history").stdout.splitlines()
    assert [line.split("  ")[1] for line in listed] == [
        "operator ann: an invitation invited, admin (uk)",
        "operator ann: 77 joined, admin (uk)",
    ]


def test_the_bot_s_name_is_that_of_its_last_start(operator: Operator, sqlite_store: Store) -> None:
    unknown = members(operator, "invite", "admin")
    sqlite_store.transact(people.name_bot, 1, "known_bot", utcnow())
    known = members(operator, "invite", "reviewer")

    assert (unknown.returncode, known.returncode) == (1, 0)
    assert "name it with --bot" in unknown.stderr
    assert known.stdout.startswith("https://t.me/known_bot?start=")


@pytest.mark.parametrize("words", [("boss",), ("public",), ("admin", "klingon")])
def test_a_wrong_invitation_is_explained(operator: Operator, words: tuple[str, ...]) -> None:
    done = members(operator, "invite", *words, "--bot", "b")

    assert (done.returncode, done.stdout) == (1, "")
    assert "reviewer or admin" in done.stderr


def test_a_lost_admin_is_replaced_and_suspended(operator: Operator, sqlite_store: Store) -> None:
    sqlite_store.transact(people.sync_roles, (50,), (60,))

    done = [
        members(operator, *one.split())
        for one in (
            "demote 50", "promote 60", "suspend 50", "suspend 60", "reinstate 50", "promote 999",
            "reinstate 60",
        )
    ]  # fmt: skip

    assert [one.returncode for one in done] == [1, 0, 0, 1, 0, 1, 1]
    assert done[0].stderr == "50 is the only admin: make another one first.\n"
    assert done[1].stdout.startswith("60: promote, role admin.")
    assert "no case for reinstate" in done[6].stderr
    found = json.loads(members(operator, "history", "50", "--json").stdout)
    assert [one["deed"] for one in found] == ["named", "suspended", "reinstated"]
    assert found[1]["author"] == {"hand": "operator", "person_id": None, "name": "ann"}
    listed = json.loads(members(operator, "list", "--json").stdout)
    assert {one["person_id"]: one["role"] for one in listed} == {50: "admin", 60: "admin"}


def test_an_empty_list_says_what_to_do(operator: Operator) -> None:
    assert "tipline members invite admin" in members(operator, "list").stdout
