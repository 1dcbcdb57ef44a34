"""The sandbox as a web page: chats side by side, sample posts, and live updates."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox import pictures
from bot.sandbox.page_deeds import Deeds, InChat, find_chat, find_person
from bot.sandbox.page_menu import menu
from bot.sandbox.values import EXTENSION, Chat, ChatKind, Json, MediaKind, Person
from bot.sandbox.world import World

STATIC = Path(__file__).parent / "static"
LANGUAGES = ("en", "uk", "ru", "mk", "pl", "de")  # the last one has no catalogue: the fallback
MESSAGES_SHOWN = 300
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

Doing = Callable[[Request], Awaitable[Json | None]]


class Role(StrEnum):
    """At which of the three columns somebody sits."""

    PUBLIC = "public"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Sample:
    """A post to try: *language* is a code such as "uk", *note* says what kind of post it is."""

    text: str
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page's requests, answered from *world*; who is in no role is of the public."""

    world: World
    samples: Sequence[Sample] = ()
    roles: Mapping[int, Role] = field(default_factory=dict)

    async def index(self, _: Request) -> Response:
        """The page itself."""
        return FileResponse(STATIC / "index.html")

    async def state(self, _: Request) -> Json:
        """Who is there, which groups, which samples."""
        groups = [chat for chat in self.world.chats.values() if _is_group(chat)]
        people = [one for one in self.world.people.values() if not one.silent]
        return {
            "bot": self.world.bot,
            "people": [self._person(one) for one in people],
            "groups": [
                {"id": chat.id, "title": chat.title, "members": list(chat.members)}
                for chat in groups
            ],
            "samples": [asdict(sample) for sample in self.samples],
            "languages": LANGUAGES,
        }

    async def chat(self, request: Request) -> Json:
        """The last messages of a chat, and what the bot offers *user* there."""
        where = InChat.model_validate(dict(request.query_params))
        person, chat = find_person(self.world, where.user), find_chat(self.world, where)
        descriptions = self.world.descriptions
        return {
            "messages": self._messages(chat),
            "commands": menu(self.world, person, chat),
            "description": descriptions.get(("description", person.language))
            or descriptions.get(("description", ""), ""),
        }

    async def events(self, _: Request) -> Response:
        """What happens from now on, as server-sent events without their content."""
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

    async def file(self, request: Request) -> Response:
        """A file that somebody sent; only pictures are shown, the rest is downloaded."""
        file = self.world.files.get(request.path_params["id"])
        if file is None:
            raise HTTPException(404, "There is no such file.")
        if file.kind is MediaKind.PHOTO:
            return Response(file.content, media_type=pictures.mime(file.content))
        mime = EXTENSION[file.kind][1]
        headers = {"Content-Disposition": "attachment"}
        return Response(file.content, media_type=mime, headers=headers)

    def _person(self, person: Person) -> Json:
        return {
            "id": person.id,
            "name": person.first_name,
            "username": person.username,
            "language": person.language,
            "blocked": person.blocked,
            "role": self.roles.get(person.id, Role.PUBLIC),
        }

    def _messages(self, chat: Chat) -> list[Json]:
        latest = self.world.history(chat.id)[-MESSAGES_SHOWN:]
        reactions = self.world.reactions
        return [
            one | {"reactions": reactions.get((chat.id, one["message_id"]), [])} for one in latest
        ]

    async def _stream(self) -> AsyncIterator[str]:
        # The page fetches what changed; an event only says where, so none can be out of date.
        # Listening begins before the first bytes go out, so nothing falls between.
        queue = self.world.events.listen()
        bot = self.world.bot["id"]
        try:
            yield "retry: 1000\n\n"
            while (event := await queue.get()) is not None:
                shown = {
                    "kind": event.kind,
                    "chat": event.chat_id,
                    "from_bot": event.data.get("from", {}).get("id") == bot,
                }
                yield f"data: {json.dumps(shown)}\n\n"
        finally:
            self.world.events.leave(queue)


@dataclass(frozen=True, slots=True)
class Guarded:
    """Adds the security headers to every answer of *app*."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with its headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers)


def _is_group(chat: Chat) -> bool:
    # A group that became a supergroup stays behind empty; only its successor is shown.
    return chat.kind in {ChatKind.GROUP, ChatKind.SUPERGROUP} and chat.migrated_to is None


def answering(doing: Doing) -> Callable[[Request], Awaitable[Response]]:
    """Wrap *doing* so that what goes wrong is said in a sentence that the page can show."""

    async def endpoint(request: Request) -> Response:
        try:
            _refuse_other_sites(request)
            return JSONResponse(await doing(request) or {})
        except ValidationError as wrong:
            first = wrong.errors()[0]
            field_name = ".".join(str(part) for part in first["loc"]) or "request"
            return JSONResponse({"error": f"{field_name}: {first['msg']}"}, 422)
        except HTTPException as wrong:
            return JSONResponse({"error": wrong.detail}, wrong.status_code)
        except PermissionError as wrong:
            return JSONResponse({"error": f"{wrong}."}, 403)

    return endpoint


def _refuse_other_sites(request: Request) -> None:
    # Browsers name the site whose script asks; a foreign page must not drive the sandbox.
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "Only the sandbox's own page may do that.")


def routes(
    world: World, samples: Sequence[Sample] = (), *, roles: Mapping[int, Role] | None = None
) -> list[BaseRoute]:
    """Serve the page at / and what it needs under /page/; *roles* seats people by their id."""
    page, deeds = Page(world, samples, roles or {}), Deeds(world)
    guard = [Middleware(Guarded)]
    doings = (
        deeds.say, deeds.forward, deeds.attach, deeds.edit, deeds.delete,
        deeds.press, deeds.block, deeds.language,
    )  # fmt: skip
    looks = {"state": page.state, "chat": page.chat}
    inner: list[BaseRoute] = [
        *(Route(f"/{name}", answering(look)) for name, look in looks.items()),
        *(Route(f"/{deed.__name__}", answering(deed), methods=["POST"]) for deed in doings),
        Route("/events", page.events),
        Route("/file/{id}", page.file),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return [
        Route("/", page.index, middleware=guard),
        Mount("/page", routes=inner, middleware=guard),
    ]
