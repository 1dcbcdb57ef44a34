"""A little web server whose answers are written out byte by byte, and a world of names for it."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.pages import Fetcher, LookedUp, look_up
from tests.pages.pages import TODAY

HERE = "127.0.0.1"
Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def page(body: str | bytes, *headers: str, kind: str | None = "text/html; charset=utf-8") -> bytes:
    """Write an answer that holds a page."""
    content = body.encode() if isinstance(body, str) else body
    named = [f"Content-Type: {kind}"] if kind else []
    return answer("200 OK", *named, *headers, content=content)


def redirect(place: str) -> bytes:
    """Write an answer that leads elsewhere."""
    return answer("302 Found", f"Location: {place}")


def answer(status: str, *headers: str, content: bytes = b"") -> bytes:
    """Write an answer; its length is given unless a header does."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(line.lower().startswith(("content-length", "transfer-")) for line in headers):
        lines.append(f"Content-Length: {len(content)}")
    return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass
class Site:
    """A server on this machine; *names* are all the names there are, with their addresses."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: {"gazette.example": [HERE]})
    requests: list[str] = field(default_factory=list)
    busy: int = 0
    most_busy: int = 0

    def fetcher(
        self, *, deadline: float = 10, certificates: ssl.SSLContext | None = None
    ) -> Fetcher:
        """Make a fetcher that may reach this server, and asks this world for its names."""
        return Fetcher(
            allowed={(HERE, self.port)},
            resolve=self.resolve,
            deadline=deadline,
            certificates=certificates,
        )

    async def resolve(self, host: str, port: int) -> list[str]:
        """Look a name up, as the system would."""
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return self.names[host]

    def url(self, path: str = "/", host: str = "gazette.example", scheme: str = "http") -> str:
        """Return the address of a path on this server."""
        return f"{scheme}://{host}:{self.port}{path}"

    async def look_up(self, path: str = "/") -> LookedUp:
        """Look up one of this server's pages."""
        return await look_up(self.url(path), fetcher=self.fetcher(), today=TODAY)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, whoever hangs up meanwhile."""
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.requests.append(request)
            given = self.answers.get(request.split()[1], answer("404 Not Found"))
            if isinstance(given, bytes):
                writer.write(given)
                await writer.drain()
            else:
                await given(writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.busy -= 1
            writer.close()
