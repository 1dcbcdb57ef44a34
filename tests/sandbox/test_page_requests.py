"""What the sandbox's page answers to requests, also to those that it would not send itself."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from bot.sandbox.methods import METHODS
from bot.sandbox.page import Role, Sample, routes
from bot.sandbox.page_menu import menu
from bot.sandbox.params import Params
from bot.sandbox.values import Json, MediaKind, Person
from bot.sandbox.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def reader(world: World) -> Person:
    return world.add_user("Emma", language="uk")


@pytest.fixture
async def page(world: World) -> AsyncIterator[httpx.AsyncClient]:
    samples = [Sample("A post", "uk", "Denies")]
    app = Starlette(routes=routes(world, samples, roles={5: Role.ADMIN}))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        yield client


async def test_the_state_names_people_with_their_roles(
    page: httpx.AsyncClient, world: World, reader: Person
) -> None:
    admin = world.add_user("Adam", user_id=5)
    group = world.add_group("Reviewers", [admin])

    state = (await page.get("/page/state")).json()

    assert [(one["name"], one["role"]) for one in state["people"]] == [
        ("Emma", "public"),
        ("Adam", "admin"),
    ]
    assert state["groups"] == [{"id": group.id, "title": "Reviewers", "members": [5]}]
    assert state["samples"] == [{"text": "A post", "language": "uk", "note": "Denies"}]


@pytest.mark.parametrize("path", ["/", "/page/state", "/page/static/app.js", "/page/file/none"])
async def test_every_answer_lets_the_browser_load_from_here_only(
    page: httpx.AsyncClient, path: str
) -> None:
    headers = (await page.get(path)).headers

    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"


async def test_the_page_names_no_other_site(page: httpx.AsyncClient) -> None:
    html = (await page.get("/")).text

    assert "//" not in html.replace("<!doctype html>", "")
    assert "style=" not in html
    assert "onclick" not in html


async def test_a_foreign_site_may_not_act(page: httpx.AsyncClient, reader: Person) -> None:
    said = {"user": reader.id, "chat": reader.id, "text": "Hello"}

    foreign = await page.post("/page/say", json=said, headers={"Origin": "http://evil.example"})
    own = await page.post("/page/say", json=said, headers={"Origin": "http://sandbox"})

    assert (foreign.status_code, own.status_code) == (403, 200)


@pytest.mark.parametrize(
    ("path", "change", "status"),
    [
        ("say", {"text": ""}, 422),
        ("say", {"user": 1}, 404),
        ("say", {"chat": 1}, 404),
        ("say", {"user": "nobody"}, 422),
        ("say", {"reply_to": 99}, 404),
        ("edit", {"message": 99}, 404),
        ("delete", {"message": 99}, 404),
        ("press", {"message": 99, "button": "x"}, 404),
        ("press", {"message": 1, "button": "x"}, 404),
        ("forward", {"origin": "nowhere", "name": "x"}, 422),
        ("language", {"language": "<b>"}, 422),
    ],
)
async def test_what_cannot_be_done_is_refused_in_words(
    page: httpx.AsyncClient,
    world: World,
    reader: Person,
    path: str,
    change: Json,
    status: int,
) -> None:
    await world.say(reader, "Hello")
    body = {"user": reader.id, "chat": reader.id, "text": "Hi"} | change

    answer = await page.post(f"/page/{path}", json=body)

    assert answer.status_code == status
    assert answer.json()["error"]
    assert len(world.history(reader.id)) == 1


async def test_nobody_changes_what_somebody_else_wrote(
    page: httpx.AsyncClient, world: World, reader: Person
) -> None:
    other = world.add_user("Adam")
    group = world.add_group("Reviewers", [other, reader])
    message = await world.say(other, "Mine", chat=group)
    deed = {"user": reader.id, "chat": group.id, "message": message["message_id"]}

    edited = await page.post("/page/edit", json=deed | {"text": "Yours"})
    deleted = await page.post("/page/delete", json=deed)

    assert (edited.status_code, deleted.status_code) == (403, 403)
    assert world.history(group.id)[-1]["text"] == "Mine"


async def test_who_has_blocked_the_bot_is_told_so_when_writing(
    page: httpx.AsyncClient, world: World, reader: Person
) -> None:
    await page.post("/page/block", json={"user": reader.id, "blocked": True})

    answer = await page.post(
        "/page/say", json={"user": reader.id, "chat": reader.id, "text": "Hello"}
    )

    assert answer.status_code == 403
    assert answer.json() == {"error": "Emma has blocked the bot."}


async def test_an_empty_file_is_sent_and_comes_back_as_a_download(
    page: httpx.AsyncClient, world: World, reader: Person
) -> None:
    fields = {"user": str(reader.id), "chat": str(reader.id), "kind": "document"}

    sent = await page.post("/page/attach", data=fields, files={"file": ("a.html", b"")})
    document = world.history(reader.id)[0]["document"]
    back = await page.get(f"/page/file/{document['file_id']}")

    assert sent.status_code == 200
    assert (document["file_name"], back.content) == ("a.html", b"")
    assert back.headers["content-disposition"] == "attachment"


async def test_a_request_without_a_file_is_refused(
    page: httpx.AsyncClient, reader: Person
) -> None:
    fields = {"user": str(reader.id), "chat": str(reader.id), "kind": "photo"}

    answer = await page.post("/page/attach", data=fields)

    assert (answer.status_code, answer.json()) == (422, {"error": "Choose a file first."})


async def test_a_picture_is_shown_whatever_it_says_it_is(
    page: httpx.AsyncClient, world: World, reader: Person
) -> None:
    await world.attach(reader, MediaKind.PHOTO, b"<svg onload='alert(1)'/>")

    file_id = world.history(reader.id)[0]["photo"][-1]["file_id"]

    assert (await page.get(f"/page/file/{file_id}")).headers["content-type"] == "image/jpeg"


async def test_the_menu_is_the_narrowest_that_the_bot_has_set(
    world: World, reader: Person
) -> None:
    owner = world.add_user("Adam")
    group = world.add_group("Reviewers", [owner, reader])
    members, owners = {"type": "all_group_chats"}, {"type": "all_chat_administrators"}
    adam = {"type": "chat", "chat_id": owner.id}
    sets: list[tuple[Json, str, str]] = [
        ({"type": "default"}, "", "everywhere"),
        ({"type": "default"}, "uk", "in Ukrainian"),
        (members, "", "in groups"),
        (owners, "", "for owners"),
        (adam, "", "for Adam"),
    ]
    for scope, language, words in sets:
        commands = [{"command": "a", "description": words}]
        given = {"commands": commands, "scope": scope, "language_code": language}
        await METHODS["setMyCommands"](world, Params(given))

    found = [
        menu(world, person, chat)[0]["description"]
        for person, chat in [
            (reader, world.private(reader)),
            (owner, world.private(owner)),
            (reader, group),
            (owner, group),
        ]
    ]

    assert found == ["in Ukrainian", "for Adam", "in groups", "for owners"]
    assert menu(World(), reader, group) == []
