"""Admins decide on their phones who reviews: /invite, an opened link, /members and its buttons."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.models import Hand, Role, utcnow
from bot.replies import LOCALES, say
from bot.sandbox.values import Json
from bot.services import people
from bot.services.members import invitations, members
from bot.services.members.values import Author, Deed
from tests.endtoend.conftest import Start
from tests.endtoend.scene import Reader, Scene, buttons, until
from tests.services.test_people import everything

pytestmark = pytest.mark.slow

ADA, ALAN, ANN = 401, 402, 501


@pytest.fixture
async def scene(start: Start) -> Scene:
    found: Scene = await start(admin_ids=(ADA, ALAN), reviewer_ids=(ANN,))
    return found


async def fresh(reader: Reader, said: str) -> Json:
    """Write *said* and return the message that the bot sends then."""
    before = len(reader.from_bot())
    await reader.says(said)
    return await until(lambda: next(iter(reader.from_bot()[before:]), None))


async def token_from(admin: Reader, said: str) -> str:
    """Ask for a link and return its token."""
    text: str = (await fresh(admin, said))["text"]
    return text.split("?start=")[1].split()[0]


async def showing(reader: Reader, number: int, words: str) -> Json:
    """Wait until the message of that number says *words*."""
    return await until(
        lambda: next(
            (
                one
                for one in reader.from_bot()
                if one["message_id"] == number and words in one["text"]
            ),
            None,
        )
    )


def menu(scene: Scene, who: int, language: str = "") -> list[str] | None:
    """The commands that are offered to somebody in their own chat."""
    found = scene.world.commands.get((f"chat:{who}", language))
    return [one["command"] for one in found] if found else None


async def test_a_link_gives_a_role_with_its_commands_and_works_once(scene: Scene) -> None:
    admin = scene.user("Ada", user_id=ADA)
    first, second = scene.user("Nadia", language="uk"), scene.user("Olena")
    made = await fresh(admin, "/invite reviewer uk pl")
    token = made["text"].split("?start=")[1].split()[0]

    welcome = await fresh(first, f"/start {token}")
    late = await fresh(second, f"/start {token}")
    shown = await fresh(first, "/figure")

    assert made["text"].startswith("Invitation: reviewer\nLanguages: Ukrainian, Polish\n")
    assert f"https://t.me/{scene.world.bot['username']}?start={token}" in made["text"]
    assert welcome["text"].startswith(
        "Вітаємо! Ваша роль тут тепер: фактчекер.\n\nВаші команди:\n\n/queue – "
    )
    assert "/figure – Записані показники та новіші значення" in welcome["text"]
    assert late["text"] == "This link has been used already. Please ask for a new one."
    assert "Це можуть робити" not in shown["text"]
    await until(lambda: "figure" in (menu(scene, first.id, "uk") or ()) or None)
    assert menu(scene, second.id) is None


async def test_of_two_people_at_once_exactly_one_wins(scene: Scene) -> None:
    token = await token_from(scene.user("Ada", user_id=ADA), "/invite admin")
    pair = [scene.user("Nadia"), scene.user("Olena")]

    said = await asyncio.gather(*(fresh(one, f"/start {token}") for one in pair))

    texts = sorted(one["text"].splitlines()[0] for one in said)
    assert texts == [
        "This link has been used already. Please ask for a new one.",
        "Welcome! Your role here is now: admin.",
    ]


async def test_the_token_is_nowhere_in_the_store_before_it_is_opened(scene: Scene) -> None:
    token = await token_from(scene.user("Ada", user_id=ADA), "/invite admin")
    await scene.settled()

    kept = everything(scene.store)

    assert (token in kept, "invited" in kept) == (False, True)


@pytest.mark.parametrize("locale", LOCALES)
async def test_links_that_open_nothing_say_so_in_each_language(scene: Scene, locale: str) -> None:
    admin, reader = scene.user("Ada", user_id=ADA), scene.user("Nadia", language=locale)
    made = await fresh(admin, "/invite reviewer")
    revoked = made["text"].split("?start=")[1].split()[0]
    pressed = await admin.presses(made, "Revoke")
    expired = scene.store.transact(_expired_link)

    said = [
        (await fresh(reader, f"/start {token}"))["text"]
        for token in (revoked, expired, "A" * 43, "<b>'; DROP TABLE member")
    ]

    assert pressed.text == "Nobody can open this link any more."
    assert said[:3] == [say(f"link_{why}", locale) for why in ("revoked", "expired", "unknown")]
    assert "<b>" not in said[3]


def _expired_link(session: Session) -> str:
    author, past = Author(Hand.OPERATOR, name="root"), utcnow() - timedelta(days=3)
    made = invitations.invite(session, ["admin"], author, past, timedelta(days=2))
    assert isinstance(made, int)
    link = invitations.link(session, made)
    assert link is not None
    return link.token


async def test_the_bot_s_name_is_kept_for_links_of_the_command_line(scene: Scene) -> None:
    assert scene.store.transact(people.bot_name) == scene.world.bot["username"]


async def test_a_short_word_behind_start_is_no_invitation(scene: Scene) -> None:
    said = await fresh(scene.user("Nadia"), "/start site")

    assert said["text"].startswith("👋 Hello!")


async def test_an_admin_suspends_a_reviewer_with_two_presses(scene: Scene) -> None:
    admin, reviewer = scene.user("Ada", user_id=ADA), scene.user("Rita", user_id=ANN)
    await until(lambda: "figure" in (menu(scene, ANN) or ()) or None)
    listed = await fresh(admin, "/members")
    number = listed["message_id"]
    assert list(buttons(listed)) == [
        f"⭐ admin · {ADA}",
        f"⭐ admin · {ALAN}",
        f"🔎 reviewer · {ANN}",
    ]

    await admin.presses(listed, f"🔎 reviewer · {ANN}")
    card = await showing(admin, number, f"Member {ANN}")
    assert list(buttons(card)) == ["Promote", "Demote", "Suspend", "◀ Back"]
    assert "Role given by: the settings\nDecisions made: 0" in card["text"]
    await admin.presses(card, "Suspend")
    asked = await showing(admin, number, "Really suspend?")
    assert scene.store.transact(people.role, ANN) is Role.REVIEWER
    done = await admin.presses(asked, "Yes: Suspend")
    after = await showing(admin, number, "Suspended since")

    assert done.text == "Done. It holds from now on."
    assert list(buttons(after)) == ["Demote", "Reinstate", "◀ Back"]
    assert (await reviewer.asks("/figure"))["text"] == "Only reviewers can do this."
    told = reviewer.from_bot()[0]["text"]
    assert told == "Your role here (reviewer) is suspended. An admin can tell you more."
    await until(lambda: (menu(scene, ANN) is None) or None)

    await admin.presses(after, "Reinstate")
    await until(lambda: "figure" in (menu(scene, ANN) or ()) or None)


async def test_the_last_admin_has_no_such_buttons_and_a_forged_one_is_refused(
    scene: Scene,
) -> None:
    admin = scene.user("Ada", user_id=ADA)
    operator = Author(Hand.OPERATOR, name="root")
    listed = await fresh(admin, "/members")
    scene.store.transact(members.change, ALAN, Deed.SUSPEND, operator, utcnow())
    await admin.presses(listed, f"⭐ admin · {ADA}")
    card = await showing(admin, listed["message_id"], "The only admin")

    forged = await admin.presses(card, f"1:change:{ADA}:suspend:admin", forged=True)

    assert list(buttons(card)) == ["◀ Back"]
    assert forged.text == "This is the only admin. Make another one first."


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_stranger_is_told_politely_in_each_language(scene: Scene, locale: str) -> None:
    reader = scene.user("Nadia", language=locale)
    polite = say("only_admins", locale)

    said = [(await reader.asks(one))["text"] for one in ("/members", "/invite admin", "/invite")]
    shown = reader.from_bot()[0]
    forged = [
        "1:members:1",
        f"1:member:{ANN}",
        f"1:ask:{ANN}:suspend",
        f"1:change:{ANN}:promote:reviewer",
        "1:revoke:1",
    ]
    answers = [(await reader.presses(shown, data, forged=True)).text for data in forged]

    assert said == [polite] * 3
    assert answers == [polite] * len(forged)
    assert scene.store.transact(people.role, ANN) is Role.REVIEWER


async def test_wrong_words_are_explained_without_repeating_them(scene: Scene) -> None:
    said = await scene.user("Ada", user_id=ADA).asks("/invite <b>boss</b>")

    assert said["text"].endswith("the languages if you like: en uk ru mk pl")
    assert "boss" not in said["text"]


async def test_in_a_group_nobody_is_listed(scene: Scene) -> None:
    admin = scene.user("Ada", user_id=ADA)
    listed = await fresh(admin, "/members")
    chat = scene.world.add_group("Friends", [admin.person])

    for said in ("/members", "/invite admin"):
        await admin.says(said, chat=chat)
    await scene.settled()

    assert listed["text"].startswith("👥 Members")
    assert admin.from_bot(chat) == []


async def test_a_menu_follows_the_language_and_goes_with_forgetting(scene: Scene) -> None:
    admin = scene.user("Ada", user_id=ADA)
    await until(lambda: "members" in (menu(scene, ADA) or ()) or None)
    asked = await fresh(admin, "/language")
    await admin.presses(asked, "Polski")

    def spoken() -> bool | None:
        found = scene.world.commands.get((f"chat:{ADA}", ""), [{}])
        return found[0].get("description") == "Kto co może tu robić" or None

    await until(spoken)
    asked = await fresh(admin, "/forget")
    await admin.presses(asked, next(iter(buttons(asked))))
    await until(lambda: (menu(scene, ADA) is None) or None)
