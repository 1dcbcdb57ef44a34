"""Reviewers keep figures on their phones: /figure, a chart, and a reply with a newer value."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from bot.app import build, running
from bot.models import Concept, ConceptKind, utcnow
from bot.sandbox.values import Chat, Json
from bot.services.figures import keeping
from bot.services.figures.rows import SEED
from bot.services.figures.values import Written
from bot.store.database import Store
from tests.endtoend.conftest import Start
from tests.endtoend.scene import Reader, Scene, buttons, until

pytestmark = pytest.mark.slow

KEY = "troops-quimby"
CLAIM = "About 12,000 soldiers are in Quimby."
LINE = "at least 12,000 | {day} | the town council | https://gazette.example/count"
WORDS = {
    "soldiers": (ConceptKind.UNIT, ["soldier*"]),
    "quimby": (ConceptKind.PLACE, ["quimby"]),
}


def record(store: Store, key: str, low: int, as_of: date, **more: object) -> None:
    """Put a figure into the store, with what it refers to."""
    fields = {
        "key": key,
        "low": low,
        "high": low,
        "qualifier": "about",
        "unit": "soldiers",
        "place": "quimby",
        "as_of": as_of,
        "sources": ["moon"],
        "label": {"en": "Soldiers in Quimby", "uk": "Солдати у Квімбі"},
        "attribution": {"en": "the town council", "uk": "міська рада"},
    }
    assert isinstance(store.transact(keeping.add, fields | more, SEED, utcnow()), Written)


@pytest.fixture
def filled(store: Store) -> Store:
    """The store of scene.py with a figure of soldiers."""

    def furnish(session: Session) -> None:
        session.add_all(
            Concept(id=id_, kind=kind, words={"en": words}) for id_, (kind, words) in WORDS.items()
        )

    store.transact(furnish)
    record(store, KEY, 3000, date(2025, 1, 10))
    record(store, "captured-quimby", 2, date(2025, 1, 10), unit="soldiers", place=None)
    return store


@pytest.fixture
async def scene(filled: Store, start: Start) -> Scene:
    found: Scene = await start(reviewer_ids=(501, 502))
    return found


async def card(reviewer: Reader, asked: str = f"/figure {KEY}") -> Json:
    """Ask for a figure and wait for its photo."""
    before = len(photos(reviewer))
    await reviewer.says(asked)
    return await until(lambda: next(iter(photos(reviewer)[before:]), None))


def photos(reader: Reader, chat: Chat | None = None) -> list[Json]:
    return [message for message in reader.from_bot(chat) if "photo" in message]


async def test_a_reviewer_presses_a_subject_and_gets_its_chart(scene: Scene) -> None:
    reviewer = scene.user("Rita", user_id=501, language="uk")
    await reviewer.says("/figure")
    [listed] = await reviewer.receives()

    labels = ["близько 3\u00a0000: Солдати у Квімбі", "близько 2: Солдати у Квімбі"]
    assert list(buttons(listed)) == labels
    await reviewer.presses(listed, next(iter(buttons(listed))))
    shown = await until(lambda: next(iter(photos(reviewer)), None))

    assert shown["caption"].startswith("📊 Солдати у Квімбі\nблизько 3\u00a0000\n")
    assert "What the moon is made of" in shown["caption"]
    picture = scene.world.files[shown["photo"][-1]["file_id"]].content
    assert picture.startswith(b"\x89PNG")
    assert shown["photo"][-1]["width"] == 1080


async def test_a_reply_to_the_card_is_a_newer_value_that_posts_are_compared_with(
    scene: Scene,
) -> None:
    reviewer, asker = scene.user("Rita", user_id=501), scene.user("Asker")
    before = await asker.asks(CLAIM)
    shown = await card(reviewer)

    line = LINE.format(day=utcnow().date().isoformat())
    said = await reviewer.says(line, reply_to=shown["message_id"])
    answer = await reviewer.answer(said["message_id"])
    fresh = await until(lambda: photos(reviewer)[1:] or None)
    after = await asker.asks(CLAIM)

    assert answer["text"] == "Recorded. From now on posts are compared with it."
    assert fresh[0]["caption"].splitlines()[1] == "at least 12,000"
    assert "a reviewer: at least 12,000 recorded" in fresh[0]["caption"]
    assert "at least 12,000" not in before.get("text", "")
    assert "at least 12,000" in after["text"]
    assert "agrees with what is on record" in after["text"]


async def test_two_reviewers_at_once_do_not_overwrite_each_other(scene: Scene) -> None:
    rita, roman = scene.user("Rita", user_id=501), scene.user("Roman", user_id=502)
    cards = [await card(rita), await card(roman)]
    line = LINE.format(day="2025-02-01")

    first = await rita.says(line, reply_to=cards[0]["message_id"])
    await rita.answer(first["message_id"])
    second = await roman.says(line.replace("12,000", "13,000"), reply_to=cards[1]["message_id"])
    answer = await roman.answer(second["message_id"])
    fresh = await until(lambda: photos(roman)[1:] or None)

    assert answer["text"].startswith("Nothing was recorded: these figures changed")
    assert "at least 12,000" in fresh[0]["caption"]


async def test_a_card_is_answered_after_a_restart(
    filled: Store, start: Start, scene: Scene
) -> None:
    reviewer = scene.user("Rita", user_id=501)
    shown = await card(reviewer)
    settings = scene.runtime.settings
    await scene.application.updater.stop()  # type: ignore[union-attr]
    await scene.application.stop()

    async with running(build(settings, store=filled)):
        line = LINE.format(day="2025-02-01")
        said = await reviewer.says(line, reply_to=shown["message_id"])
        answer = await reviewer.answer(said["message_id"])

    assert answer["text"] == "Recorded. From now on posts are compared with it."


@pytest.mark.parametrize("said", ["/figure", f"/figure {KEY}", "/figure no-such"])
async def test_the_public_is_told_politely(scene: Scene, said: str) -> None:
    reader = scene.user("Olena", language="uk")

    answer = await reader.answer((await reader.says(said))["message_id"])

    assert answer["text"] == "Це можуть робити тільки фактчекери."
    assert photos(reader) == []


async def test_a_forged_button_shows_the_public_nothing(scene: Scene) -> None:
    reader = scene.user("Olena")
    answer = await reader.asks("/figure")
    forged = ("1:figure:1", "1:page:2", "1:figure:0", f"1:figure:{10**19}", "1:page")

    answers = [await reader.presses(answer, data, forged=True) for data in forged]

    assert [answer.text for answer in answers[:2]] == ["Only reviewers can do this."] * 2
    assert all("out of date" in answer.text for answer in answers[2:])
    assert photos(reader) == []


async def test_a_wrong_key_is_answered_with_those_near(scene: Scene) -> None:
    reviewer = scene.user("Rita", user_id=501)

    near = await reviewer.asks("/figure troops-quimbi")
    strange = await reviewer.asks("/figure <b>'; DROP TABLE figure")

    assert near["text"] == f"I don't know this figure. Did you mean one of these? {KEY}"
    assert strange["text"].startswith("I don't know this figure. /figure lists")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12000", "I need four parts in one line"),
        (LINE.format(day="2052-01-01"), "This day has not come yet."),
        (LINE.format(day="soon"), "I can't read the date."),
        (
            f"1{'0' * 30} | 2025-02-01 | x | https://a.example/1",
            "More than 1,000,000,000,000,000,000",
        ),
    ],
)
async def test_a_line_that_cannot_be_used_is_explained(
    scene: Scene, line: str, expected: str
) -> None:
    reviewer = scene.user("Rita", user_id=501)
    shown = await card(reviewer)

    said = await reviewer.says(line, reply_to=shown["message_id"])
    answer = await reviewer.answer(said["message_id"])

    assert answer["text"].startswith(expected)
    assert len(photos(reviewer)) == 1


async def test_a_chart_that_cannot_be_drawn_leaves_the_text(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError("no ink")

    monkeypatch.setattr("handlers.wording.draw", broken)
    reviewer = scene.user("Rita", user_id=501)
    await reviewer.says(f"/figure {KEY}")
    [shown] = await reviewer.receives()

    assert shown["text"].startswith("📊 Soldiers in Quimby")


async def test_in_the_reviewers_chat_it_works_and_in_other_groups_it_is_silent(
    filled: Store, start: Start
) -> None:
    desk, other = -4_000_000_003, -4_000_000_004
    scene: Scene = await start(reviewer_ids=(501,), review_chat_id=desk)
    reviewer = scene.user("Rita", user_id=501)
    outsider = scene.user("Olena", user_id=503)
    people = [reviewer.person, outsider.person]
    chats = [scene.world.add_group(name, people) for name in ("Reviewers", "Friends")]
    assert [chat.id for chat in chats] == [desk, other]

    for chat in chats:
        await reviewer.says(f"/figure {KEY}", chat=chat)
    shown = await until(lambda: next(iter(photos(reviewer, chats[0])), None))
    line = LINE.format(day="2025-02-01")
    said = await outsider.says(line, chat=chats[0], reply_to=shown["message_id"])
    answer = (await until(lambda: outsider.answers(said["message_id"], chats[0])))[0]

    assert answer["text"] == "Only reviewers can do this."
    await scene.settled()
    assert reviewer.from_bot(chats[1]) == []


async def test_reviewers_are_offered_the_command_and_the_public_is_not(
    filled: Store, start: Start
) -> None:
    desk = -4_000_000_001
    scene: Scene = await start(reviewer_ids=(501,), review_chat_id=desk)
    offered = scene.world.commands
    await until(lambda: (f"chat:{desk}", "pl") in offered or None)

    names = {
        scope: [one["command"] for one in offered[scope, "uk"]]
        for scope in ("default", "chat:501", f"chat:{desk}")
    }

    assert "figure" not in names["default"]
    assert names["chat:501"][-len(names["default"]) :] == names["default"]
    assert "figure" in names["chat:501"]
    assert names[f"chat:{desk}"] == ["case", "figure", "pairs"]
