"""Admins compose and confirm broadcasts by taps on their phones."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.models import (
    Broadcast,
    BroadcastState,
    Decided,
    DecisionKind,
    Submission,
    utcnow,
)
from bot.replies import callbacks as press
from bot.replies import pack
from bot.sandbox.values import Json, MediaKind
from bot.services.broadcasts.values import View, When
from tests.endtoend.conftest import Start
from tests.endtoend.desk import Member
from tests.endtoend.scene import CHEESE, Reader, Scene, buttons, until
from tests.services.broadcasts import subscribe

pytestmark = pytest.mark.slow

ADA, ALAN, RITA, NADIA = 401, 402, 501, 301
CHEESE_VERDICT, S = 1, BroadcastState


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(
        admin_ids=(ADA, ALAN), reviewer_ids=(RITA,), broadcast_confirm_over=2
    )
    return found


def admin(scene: Scene, number: int = ADA, language: str = "en") -> Member:
    return Member(scene.user(f"Admin {number}", user_id=number, language=language))


def broadcasts(scene: Scene) -> list[Broadcast]:
    query = select(Broadcast).order_by(col(Broadcast.id))
    return list(scene.store.transact(lambda session: session.exec(query).all()))


def only(scene: Scene) -> Broadcast:
    (found,) = broadcasts(scene)
    return found


def logged(scene: Scene) -> list[tuple[DecisionKind, int | None]]:
    query = select(Decided).order_by(col(Decided.id))
    rows = scene.store.transact(lambda session: session.exec(query).all())
    return [(row.kind, row.changes.get("people")) for row in rows]


def posts(scene: Scene) -> int:
    rows = scene.store.transact(lambda session: session.exec(select(Submission)).all())
    return len(rows)


async def photo(who: Reader, caption: str, album: str | None = None) -> Json:
    kind, picture = MediaKind.PHOTO, b"a picture"
    return await who.world.attach(who.person, kind, picture, caption=caption, media_group_id=album)


async def in_state(scene: Scene, state: BroadcastState) -> Broadcast:
    return await until(lambda: next((b for b in broadcasts(scene) if b.state is state), None))


async def test_a_verdict_is_sent_by_its_number_after_one_last_question(scene: Scene) -> None:
    subscribe(scene.store, NADIA, NADIA + 1)
    ada = admin(scene)

    card = await ada.write(f"/broadcast verdict {CHEESE_VERDICT}", "📣 Broadcast 1")
    asked = await ada.press("📣 Send", "Really send it to 2 people?")
    await ada.press_for("Yes: send it", "📣 It begins now.")

    assert "For: all subscribers who take its topic and language\n👥 2 people" in card["text"]
    assert asked["message_id"] == card["message_id"]
    sent = only(scene)
    assert sent.state not in (S.COMPOSING, S.WAITING)
    assert (sent.author_id, sent.people, sent.verdict_id) == (ADA, 2, CHEESE_VERDICT)
    assert sent.due_at is not None
    assert logged(scene)[0] == (DecisionKind.BROADCAST_SCHEDULED, 2)


async def test_a_text_is_written_translated_and_seen_as_each_reader_will(scene: Scene) -> None:
    subscribe(scene.store, NADIA)
    ada = admin(scene)

    await ada.write(
        "/broadcast Bees are back in <town>, see https://bees.example", "Languages: English"
    )
    await ada.press("👁 uk", "its readers see the original")
    sample = await until(lambda: ada.says("це оригінал"))
    await ada.press("Add in this language: Ukrainian", "in this language: Ukrainian")
    await ada.write("Бджоли повернулися", "Languages: English, Ukrainian")
    await ada.press("👁 uk", "see the message below: Ukrainian")
    own = await until(
        lambda: next((m for m in ada.texts() if m["text"] == "Бджоли повернулися"), None)
    )
    said = await ada.reader.presses(own, "Відписатися")

    assert sample["text"].startswith("Bees are back in <town>, see https://bees.example\n")
    assert "works" in (said.text or "")
    assert only(scene).texts == {
        "en": "Bees are back in <town>, see https://bees.example",
        "uk": "Бджоли повернулися",
    }
    assert posts(scene) == 0


async def test_words_and_photos_are_asked_for_and_taken(scene: Scene) -> None:
    subscribe(scene.store, NADIA)
    ada = admin(scene)

    await ada.write("/broadcast", "Send me what it is to say")
    await photo(ada.reader, "")
    none = await until(lambda: ada.says("A photo needs a caption"))
    await photo(ada.reader, "x" * 1025)
    long = await until(lambda: ada.says("characters are too many"))
    await photo(ada.reader, "Bees on a photo")
    await until(lambda: ada.says("🖼 With a photo"))
    await photo(ada.reader, "/broadcast Wasps on a photo")
    await until(lambda: ada.says("Wasps on a photo"))

    assert none["reply_to_message"]["message_id"] < long["reply_to_message"]["message_id"]
    first, second = broadcasts(scene)
    assert (first.texts, second.texts) == ({"en": "Bees on a photo"}, {"en": "Wasps on a photo"})
    assert first.photo
    assert second.photo
    assert posts(scene) == 0


async def test_albums_and_other_files_are_told_what_is_possible(scene: Scene) -> None:
    ada = admin(scene)
    await ada.write("/broadcast", "Send me what it is to say")

    for number in range(2):
        await photo(ada.reader, "Bees" if not number else "", "7")
    await until(lambda: ada.says("Albums and other files cannot be sent"))
    await photo(ada.reader, "/broadcast Bees", "8")
    await photo(ada.reader, "", "8")
    await scene.settled()

    told = [one for one in ada.texts() if "Albums" in one["text"]]
    assert (len(told), broadcasts(scene), posts(scene)) == (2, [], 0)


async def test_links_behind_words_are_written_out(scene: Scene) -> None:
    ada = admin(scene)
    link = {"type": "text_link", "offset": 14, "length": 4, "url": "https://bees.example/?a=1"}

    await ada.reader.says("/broadcast 🐝 here, they say", entities=[link])
    await until(lambda: broadcasts(scene) or None)

    assert only(scene).texts == {"en": "🐝 here (https://bees.example/?a=1), they say"}


async def test_a_text_that_telegram_cut_in_two_is_not_taken_by_halves(scene: Scene) -> None:
    ada = admin(scene)

    await ada.write("/broadcast", "Send me what it is to say")
    await ada.reader.says("x" * 4096)
    await ada.reader.says("y" * 10)
    told = await until(lambda: ada.says("too many"))
    await scene.settled()

    assert f"{4106 - most(told):,} characters are too many" in told["text"]
    assert (broadcasts(scene), posts(scene)) == ([], 0)


def most(told: Json) -> int:
    return int("".join(filter(str.isdigit, told["text"].split("characters")[0])))


async def test_it_is_aimed_and_timed_on_one_card(scene: Scene) -> None:
    subscribe(scene.store, NADIA, speaks="uk")
    subscribe(scene.store, NADIA + 1, speaks="pl")
    ada = admin(scene)
    card = await ada.write("/broadcast Bees", "👥 2 people")

    await ada.press("For whom", "Who is it for?")
    await ada.press("A language ▸", "Readers of which language?")
    await ada.press("Українська", "who reads this language: Ukrainian\n👥 1 person")
    await ada.press("When", "When shall it begin?")
    await ada.press("Tomorrow at 9:00", "09:00 (UTC, UTC+00:00)")
    await ada.press("When", "When shall it begin?")
    await ada.press("Another time", "Time zone: UTC")
    await ada.write("yesterday", "I cannot read this time")
    await ada.write("00:00", "That time has passed")
    later = utcnow() + timedelta(days=30)
    shown = await ada.write(f"{later:%d.%m.%Y} 18:30", "18:30 (UTC, UTC+00:00)")
    await ada.press("📣 Send", "Really send it to 1 person?")
    await ada.press_for("Yes: send it", "📣 It is scheduled.")
    await ada.press("Call it off", "Really call it off?")
    await ada.press_for("Yes: call it off", "Called off")

    assert shown["message_id"] != card["message_id"]
    row = only(scene)
    assert (row.state, row.reason, row.segment_language) == (S.STOPPED, "called_off", "uk")
    assert posts(scene) == 0


async def test_many_people_need_a_second_admin_who_sees_what_they_will_get(scene: Scene) -> None:
    subscribe(scene.store, NADIA, NADIA + 1, NADIA + 2)
    ada, alan = admin(scene), admin(scene, ALAN)
    await ada.write("/start", "Hello")
    await alan.write("/start", "Hello")
    await ada.write("/broadcast Bees are back", "more than 2 people")
    await ada.press("📣 Send", "Really send it to 3 people?")

    await ada.press_for("Yes: send it", "as soon as another admin has confirmed")
    asked = await until(lambda: alan.with_button("✅ Confirm"))
    own = await ada.reader.presses(
        ada.texts()[-1], pack(press.ConfirmBroadcast(1, 1)), forged=True
    )
    await alan.press_for("✅ Confirm", "Confirmed. Thank you.")
    await until(lambda: ada.says("✅ Another admin has confirmed broadcast 1."))

    assert own.text == "Another admin has to confirm this: it is yours."
    assert "👥 3 people" in asked["text"]
    assert any(one["text"] == "Bees are back" for one in alan.texts())
    row = only(scene)
    assert (row.author_id, row.confirmed_by_id, row.people) == (ADA, ALAN, 3)
    assert logged(scene)[:2] == [
        (DecisionKind.BROADCAST_ASKED, 3),
        (DecisionKind.BROADCAST_CONFIRMED, 3),
    ]


async def test_what_was_changed_is_confirmed_anew(scene: Scene) -> None:
    subscribe(scene.store, NADIA, NADIA + 1, NADIA + 2)
    ada, alan = admin(scene), admin(scene, ALAN)
    await alan.write("/start", "Hello")
    await ada.write("/broadcast Bees are back", "more than 2 people")
    await ada.press("📣 Send", "Really send")
    await ada.press_for("Yes: send it", "as soon as")
    old = await until(lambda: alan.with_button("✅ Confirm"))
    data = buttons(old)["✅ Confirm"]

    await ada.press_for("Change it", "It can be changed again.")
    early = await alan.reader.presses(old, data, forged=True)
    await ada.press("Change the text", "Send me the text in this language: English.")
    await ada.write("Bees are back today", "Bees are back today")
    await ada.press("📣 Send", "Really send")
    await ada.press_for("Yes: send it", "as soon as")
    late = await alan.reader.presses(old, data, forged=True)
    await alan.press_for("↩️ Send back", "It can be changed again.")
    await until(lambda: ada.says("sends broadcast 1 back to you"))

    assert (early.text, late.text) == (
        "This has changed meanwhile. Please look at it as it is now.",
    ) * 2
    assert only(scene).state is S.COMPOSING


async def test_a_desk_of_one_is_told_how_to_go_on(start: Start) -> None:
    scene = await start(admin_ids=(ADA,), broadcast_confirm_over=0)
    subscribe(scene.store, NADIA)
    ada = admin(scene)

    card = await ada.write("/broadcast Bees", "TIPLINE_BROADCAST_CONFIRM_OVER")

    assert "📣 Send" not in buttons(card)


async def test_a_repetition_is_asked_about_first(scene: Scene) -> None:
    subscribe(scene.store, NADIA)
    ada = admin(scene)
    for number in (1, 2):
        await ada.write("/broadcast Bees", f"📣 Broadcast {number}")
        if number == 1:
            await ada.press("📣 Send", "Really send it to 1 person?")
            await ada.press_for("Yes: send it", "It begins now")

    await ada.press("📣 Send", "Send it")
    refused = await ada.reader.presses(
        ada.texts()[-1], pack(press.SendBroadcast(2, 1)), forged=True
    )
    assert not refused.text
    assert broadcasts(scene)[1].state is S.COMPOSING
    await ada.press_for("Yes: send it again", "It begins now")

    assert broadcasts(scene)[1].state is not S.COMPOSING


async def test_what_cannot_go_out_is_refused_plainly(scene: Scene) -> None:
    ada = admin(scene)

    await ada.write("/broadcast 999", "I don't know")
    card = await ada.write("/broadcast Bees", "Nobody would get this")

    assert "📣 Send" not in buttons(card)


async def test_the_list_opens_each_broadcast_and_a_verdict_s_card_begins_one(scene: Scene) -> None:
    subscribe(scene.store, NADIA)
    ada, rita = admin(scene), admin(scene, RITA)
    await ada.write("/broadcasts", "There are none yet.")
    await ada.write(f"/verdict {CHEESE_VERDICT}", "📄 Verdict 1")

    await ada.press("📣 Broadcast it", "📣 Broadcast 1")
    await ada.press("Throw it away", "Really call it off?")
    await ada.press_for("Yes: call it off", "Called off")
    listed = await ada.write("/broadcasts", "Press one to see it.")
    (label,) = buttons(listed)
    opened = await ada.press(label, "⏹ stopped")
    shown = await rita.write(f"/verdict {CHEESE_VERDICT}", "📄 Verdict 1")

    assert opened["message_id"] == listed["message_id"]
    assert CHEESE[:20] in label
    assert "📣 Broadcast it" not in buttons(shown)


HOSTILE = (
    press.NewBroadcast(CHEESE_VERDICT),
    press.ShowBroadcast(1, View.MAIN),
    press.PreviewBroadcast(1, "uk"),
    press.WriteBroadcast(1, "uk"),
    press.CallOriginal(1, "uk"),
    press.AimAtLanguage(1, "uk"),
    press.AimAtTopic(1, 1),
    press.TimeBroadcast(1, When.NOW),
    press.SendBroadcast(1, 1),
    press.SendAgain(1, 1),
    press.ConfirmBroadcast(1, 1),
    press.ReturnBroadcast(1, 1),
    press.ChangeBroadcast(1),
    press.CallOff(1),
)


async def test_strangers_and_reviewers_can_do_nothing(scene: Scene) -> None:
    subscribe(scene.store, NADIA)
    await admin(scene).write("/broadcast Bees", "📣 Broadcast 1")
    before = only(scene)

    for who in (scene.user("Nadia"), scene.user("Rita", user_id=RITA)):
        for command in ("/broadcast Bees", "/broadcast", "/broadcast 1", "/broadcasts"):
            assert (await who.asks(command))["text"] == "Only admins can do this."
        under = who.from_bot()[-1]
        said = [await who.presses(under, pack(one), forged=True) for one in HOSTILE]
        assert {one.text for one in said} == {"Only admins can do this."}
        text = await photo(who, "/broadcast Wasps")
        assert (await who.answer(text["message_id"]))["text"] == "Only admins can do this."
        album = await photo(who, "/broadcast Wasps", "9")
        assert (await who.answer(album["message_id"]))["text"] == "Only admins can do this."

    assert only(scene) == before


async def test_another_admin_cannot_compose_in_its_author_s_place(scene: Scene) -> None:
    subscribe(scene.store, NADIA)
    await admin(scene).write("/broadcast Bees", "📣 Broadcast 1")
    before, alan = only(scene), admin(scene, ALAN)
    await alan.write("/broadcasts", "Press one")

    under = alan.texts()[-1]
    said = [await alan.reader.presses(under, pack(one), forged=True) for one in HOSTILE[3:]]

    assert only(scene) == before
    assert {one.text for one in said} <= {
        "Another admin composes this broadcast.",
        "This has changed meanwhile. Please look at it as it is now.",
    }


async def test_a_restart_loses_nothing_of_what_is_composed(start: Start) -> None:
    first = await start(admin_ids=(ADA, ALAN))
    subscribe(first.store, NADIA)
    ada = admin(first)
    await ada.write("/broadcast Bees", "👥 1 person")
    await ada.press("When", "When shall it begin?")
    await ada.press("Another time", "Time zone: UTC")
    await first.application.updater.stop()
    again = await start(admin_ids=(ADA, ALAN))

    later = utcnow() + timedelta(days=3)
    await Member(Reader(again.world, ada.reader.person)).write(
        f"{later:%d.%m.%Y} 18:30", "18:30 (UTC, UTC+00:00)"
    )

    assert (await in_state(again, S.COMPOSING)).due_at is not None


async def test_readers_get_it_in_their_language_and_end_it_with_one_tap(scene: Scene) -> None:
    nadia, olena = scene.user("Nadia", user_id=NADIA), scene.user("Olena", user_id=NADIA + 1)
    for one, language in ((nadia, "en"), (olena, "uk")):
        one.person.started = True
        subscribe(scene.store, one.id, speaks=language)
    ada = admin(scene)

    await photo(ada.reader, "/broadcast Bees are back")
    await until(lambda: ada.says("🖼 With a photo"))
    await ada.press("📣 Send", "Really send it to 2 people?")
    await ada.press_for("Yes: send it", "It begins now")
    mine = (await nadia.receives())[0]
    hers = (await olena.receives())[0]
    await olena.presses(hers, "Відписатися")
    ended = (await olena.receives(2))[1]

    assert (mine["caption"], list(buttons(mine))) == ("Bees are back", ["Unsubscribe"])
    assert hers["caption"].startswith("Bees are back\n\n🌐 ")
    assert mine["photo"]
    assert ended["text"].startswith("🔕")
