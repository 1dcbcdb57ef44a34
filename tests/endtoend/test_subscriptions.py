"""Somebody subscribes by taps, gets bulletins, and leaves with one tap."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.models import (
    Broadcast,
    BroadcastState,
    Collected,
    Frequency,
    Notice,
    NoticeKind,
    NoticeState,
    Person,
    Subscription,
    Verdict,
    utcnow,
)
from bot.replies import LOCALES, callbacks, pack, say
from bot.replies.subscription_actions import Tick
from bot.sandbox.values import Json
from bot.services.subscriptions.cards import mark
from handlers import jobs
from tests.endtoend.scene import CHEESE, Reader, Scene, buttons, until

pytestmark = pytest.mark.slow

OFFERED, SUBSCRIBED = "🔔 I can send you new verdicts", "🔔 You are subscribed"
LONG = timedelta(days=8)
ENDED, BULLETIN = "🔕 You get no new verdicts", "📬 New since your last bulletin"


async def showing(reader: Reader, words: str) -> Json:
    """Wait until a message of the bot says *words*; the newest of them."""
    return await until(
        lambda: next((one for one in reversed(reader.from_bot()) if words in one["text"]), None)
    )


async def pressing(reader: Reader, message: Json, button: str, words: str) -> Json:
    """Press a button, and wait until the message has changed and says *words*."""
    before = message["text"], buttons(message)
    await reader.presses(message, button)
    return await until(
        lambda: next(
            (
                one
                for one in reader.from_bot()
                if one["message_id"] == message["message_id"]
                and words in one["text"]
                and (one["text"], buttons(one)) != before
            ),
            None,
        )
    )


def row(scene: Scene, reader: Reader) -> Subscription | None:
    return scene.store.transact(lambda session: session.get(Subscription, reader.id))


def about(session: Session, topic: str) -> int:
    """Give the verdict on the moon a topic."""
    verdict = session.exec(select(Verdict).where(Verdict.claim == CHEESE)).one()
    verdict.topic = topic
    return verdict.id or 0


def broadcast(session: Session, *people: int) -> int:
    """Put the verdict on the moon, and a text, into somebody's next bulletin."""
    verdict = session.exec(select(Verdict).where(Verdict.claim == CHEESE)).one()
    rows = [
        Broadcast(state=BroadcastState.DONE, verdict_id=verdict.id),
        Broadcast(state=BroadcastState.DONE, texts={"en": "We have moved to Quimby."}),
    ]
    session.add_all(rows)
    session.flush()
    for person in people:
        session.add_all(Collected(person_id=person, broadcast_id=one.id or 0) for one in rows)
    return rows[0].id or 0


async def test_somebody_subscribes_by_taps(scene: Scene) -> None:
    scene.store.transact(about, "moon_matters")
    nadia = scene.user()

    await nadia.says("/subscribe")
    card = await showing(nadia, OFFERED)
    assert row(scene, nadia) is None
    card = await pressing(nadia, card, "☐ Moon matters", SUBSCRIBED)
    card = await pressing(nadia, card, "☐ Українська", "Українська\n")
    card = await pressing(nadia, card, "Once a day", "How often: Once a day")
    card = await pressing(nadia, card, "☑ Moon matters", "Topics: all of them")
    card = await pressing(nadia, card, "That's it", "/subscribe changes that")

    assert buttons(card) == {}
    assert len(nadia.from_bot()) == 1
    found = row(scene, nadia)
    assert found is not None
    assert (found.topics, found.languages, found.frequency) == ([], ["uk"], Frequency.DAILY)


async def test_a_link_opens_the_card(scene: Scene) -> None:
    nadia = scene.user(language="uk")

    await nadia.says("/start subscribe")

    card = await showing(nadia, "Можу надсилати Вам нові висновки")
    await pressing(nadia, card, "🔔 Підписатися", "Ви підписані на нові висновки")


async def test_leaving_takes_one_word_and_one_tap_brings_it_back(scene: Scene) -> None:
    nadia = scene.user()
    await nadia.says("/subscribe")
    await pressing(nadia, await showing(nadia, OFFERED), "On Mondays", SUBSCRIBED)

    await nadia.says("/unsubscribe")
    left = await showing(nadia, ENDED)
    await pressing(nadia, left, "Undo", "How often: On Mondays")

    found = row(scene, nadia)
    assert found is not None
    assert found.ended_at is None


async def test_leaving_by_the_card_takes_its_place(scene: Scene) -> None:
    nadia = scene.user()
    await nadia.says("/subscribe")
    card = await pressing(nadia, await showing(nadia, OFFERED), "🔔 Subscribe", SUBSCRIBED)

    await pressing(nadia, card, "Unsubscribe", ENDED)

    assert len(nadia.from_bot()) == 1


@pytest.mark.parametrize("locale", LOCALES)
async def test_leaving_twice_is_answered_kindly(scene: Scene, locale: str) -> None:
    reader = scene.user(language=locale)

    await reader.says("/unsubscribe")
    await reader.receives()
    answer = await reader.asks("/unsubscribe")

    assert answer["text"] == say("unsubscribed_before", locale)


async def test_data_of_a_stranger_changes_nothing(scene: Scene) -> None:
    nadia = scene.user()
    await nadia.says("/subscribe")
    card = await showing(nadia, OFFERED)
    strange = [
        (pack(callbacks.SubscribeTopic(mark("no such topic"), Tick.ON, 1)), "no_such_choice"),
        (pack(callbacks.SubscribeLanguage("xx", Tick.ON, 1)), "no_such_choice"),
        (pack(callbacks.SubscribeAgain()), "nothing_to_undo"),
        ("1:subscribe_topic:5:maybe:1", "old_button"),
        ("1:subscribe_often:hourly:1", "old_button"),
        ("1:subscribe:0", "old_button"),
    ]

    for data, words in strange:
        pressed = await nadia.presses(card, data, forged=True)
        assert pressed.text == say(words, "en")

    assert row(scene, nadia) is None


async def test_one_page_too_many_shows_the_last(scene: Scene) -> None:
    nadia = scene.user()
    await nadia.says("/subscribe")
    card = await showing(nadia, OFFERED)

    data = pack(callbacks.SubscribePage(2**60))
    await nadia.presses(card, data, forged=True)
    await scene.settled()

    assert row(scene, nadia) is None
    assert len(nadia.from_bot()) == 1


async def subscribed(scene: Scene, button: str, name: str = "Nadia") -> Reader:
    """Somebody who subscribed by a tap."""
    reader = scene.user(name)
    await reader.says("/subscribe")
    await pressing(reader, await showing(reader, OFFERED), button, SUBSCRIBED)
    return reader


async def clock(scene: Scene, ago: timedelta = LONG) -> None:
    """Let so long go by since what waits was broadcast, and do what is due by then."""

    def move(session: Session) -> None:
        for waiting in session.exec(select(Collected)).all():
            waiting.at -= ago

    scene.store.transact(move)
    await jobs.collect(scene.runtime, utcnow())


async def test_a_bulletin_comes_when_its_hour_has_come(scene: Scene) -> None:
    daily = await subscribed(scene, "Once a day", "Nadia")
    weekly = await subscribed(scene, "On Mondays", "Olena")
    scene.store.transact(broadcast, daily.id, weekly.id)
    await clock(scene, timedelta(0))
    assert len(daily.from_bot()) == 1

    await clock(scene)

    for reader in (daily, weekly):
        shown = await showing(reader, BULLETIN)
        assert "1. We have moved to Quimby." in shown["text"]
        assert f"2. ❌ False\n{CHEESE}\nThe samples are rock." in shown["text"]
        assert list(buttons(shown)) == ["2", "Unsubscribe"]
        assert len(reader.from_bot()) == 2


async def test_a_verdict_is_opened_from_a_bulletin_which_stays(scene: Scene) -> None:
    nadia = await subscribed(scene, "Once a day")
    scene.store.transact(broadcast, nadia.id)
    await clock(scene)
    shown = await showing(nadia, BULLETIN)

    await nadia.presses(shown, "2")

    opened = await showing(nadia, "📄 Verdict")
    assert "What the moon is made of" in opened["text"]
    assert opened["message_id"] != shown["message_id"]
    assert (await showing(nadia, BULLETIN))["text"] == shown["text"]


async def test_one_tap_under_a_bulletin_ends_it_and_one_takes_that_back(scene: Scene) -> None:
    nadia = await subscribed(scene, "Once a day")
    scene.store.transact(broadcast, nadia.id)
    await clock(scene)
    scene.store.transact(broadcast, nadia.id)

    shown = await showing(nadia, BULLETIN)
    await nadia.presses(shown, "Unsubscribe")
    left = await showing(nadia, ENDED)
    await nadia.presses(shown, "Unsubscribe")
    await clock(scene)
    await scene.settled()

    assert len(nadia.from_bot()) == 3  # the card, the bulletin, the line
    await pressing(nadia, left, "Undo", SUBSCRIBED)


async def test_who_blocked_the_bot_comes_back_to_no_old_bulletin(scene: Scene) -> None:
    nadia = await subscribed(scene, "Once a day")
    scene.store.transact(broadcast, nadia.id)
    scene.world.block(nadia.person)
    await until(lambda: blocked(scene, nadia))
    await clock(scene)
    before = len(nadia.from_bot())

    scene.world.unblock(nadia.person)
    await until(lambda: not blocked(scene, nadia))
    await clock(scene)
    await scene.settled()
    assert len(nadia.from_bot()) == before
    scene.store.transact(broadcast, nadia.id)
    await clock(scene)

    await showing(nadia, BULLETIN)


def blocked(scene: Scene, reader: Reader) -> bool:
    person = scene.store.transact(lambda session: session.get_one(Person, reader.id))
    return person.blocked_at is not None


async def test_who_has_left_telegram_is_not_written_to_again(scene: Scene) -> None:
    nadia = await subscribed(scene, "Once a day")
    scene.store.transact(broadcast, nadia.id)
    scene.world.delete_account(nadia.person)
    await clock(scene)
    await until(lambda: blocked(scene, nadia))
    tries = sends(scene, nadia)

    scene.store.transact(broadcast, nadia.id)
    await clock(scene)
    await scene.settled()

    assert sends(scene, nadia) == tries == 2  # the card, and what was refused
    owed = select(Notice).where(Notice.kind == NoticeKind.BULLETIN)
    (bulletin,) = scene.store.transact(lambda session: session.exec(owed).all())
    assert bulletin.state is NoticeState.BLOCKED


def sends(scene: Scene, reader: Reader) -> int:
    """Count how often the bot tried to write to somebody."""
    return sum(
        call.method == "sendMessage" and str(call.params.get("chat_id")) == str(reader.id)
        for call in scene.world.calls
    )
