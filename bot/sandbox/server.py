"""The sandbox over HTTP: /bot<token>/<method>, /file/bot<token>/<path>, /control/, the page."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import control
from bot.sandbox.api import Dropped, answer
from bot.sandbox.errors import Refused, unauthorized
from bot.sandbox.faults import FaultKind
from bot.sandbox.webhook import deliver
from bot.sandbox.world import World

GOODBYE = 1  # seconds that a stopping server gives open connections


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running sandbox is; the client library adds the token to the two base URLs."""

    url: str

    @property
    def api_base_url(self) -> str:
        """The base_url of a bot."""
        return f"{self.url}/bot"

    @property
    def file_base_url(self) -> str:
        """The base_file_url of a bot."""
        return f"{self.url}/file/bot"


class Server(uvicorn.Server):
    """A server that leaves signals to the program around it and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.leaving = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the doors."""
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Serve until told to leave, without looking ten times a second."""
        await self.leaving.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Catch no signals."""
        yield


def create_app(world: World, *, page: Sequence[BaseRoute] = ()) -> Starlette:
    """Build the web application over *world*; *page* is what page.routes() returns."""

    async def call(request: Request) -> Response:
        return await answer(world, request)

    async def download(request: Request) -> Response:
        if world.faults.outage or world.faults.strike("download", None, FaultKind.DROP_BEFORE):
            return Dropped()
        if request.path_params["token"] != world.token:
            return JSONResponse(unauthorized().as_json(), 401)
        file = world.paths.get(request.path_params["path"])
        if file is None:
            return JSONResponse(Refused(404, "Not Found").as_json(), 404)
        return Response(file.content, media_type="application/octet-stream")

    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download),
        *control.routes(world),
    ]
    return Starlette(routes=[*routes, *page])


@asynccontextmanager
async def running(
    world: World, *, host: str = "127.0.0.1", port: int = 0, page: Sequence[BaseRoute] = ()
) -> AsyncIterator[Address]:
    """Serve *world* inside this event loop; port 0 takes a free one."""
    listener = listen(host, port)
    number = listener.getsockname()[1]
    config = uvicorn.Config(
        create_app(world, page=page),
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        date_header=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GOODBYE,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    delivering = asyncio.create_task(deliver(world))
    await server.ready.wait()
    try:
        yield Address(f"http://{host}:{number}")
    finally:
        delivering.cancel()
        server.leaving.set()
        world.updates.end_polls(Refused(500, "Internal Server Error: restart"))
        world.events.close()
        await asyncio.gather(serving, delivering, return_exceptions=True)


async def serve(world: World, host: str, port: int, *, page: Sequence[BaseRoute] = ()) -> None:
    """Serve *world* until cancelled."""
    async with running(world, host=host, port=port, page=page):
        await asyncio.Event().wait()


def listen(host: str, port: int) -> socket.socket:
    """Open a port; 0 takes a free one. Raises OSError where it is taken."""
    # Made with its protocol named: asyncio turns Nagle's algorithm off only for such sockets,
    # and with it on every answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(2048)
    return listener
