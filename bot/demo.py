"""The demo: a pretend Telegram with a page, and the real bot on it, on one loopback address."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import typer
from platformdirs import user_cache_path
from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.app import build
from bot.app import running as bot_running
from bot.config import Settings
from bot.context import RUNTIME, Runtime
from bot.models import Person as Reader
from bot.models import Subscription, utcnow
from bot.sandbox import page
from bot.sandbox.page import Role, Sample
from bot.sandbox.server import running as sandbox_running
from bot.sandbox.values import Chat, Origin, Person
from bot.sandbox.world import World
from bot.services import encoding
from bot.services.cases import queueing
from bot.store import schema, vectors
from bot.store.database import Store
from handlers.jobs import tick
from seeds import folder
from seeds.loader import Seeds, load, read

EVERY = 3.0  # seconds between looks at what is due; nobody waits a minute in a demo
SOON = 0.3  # likewise, while the page fills
READERS = (("Anna", "en"), ("Olena", "uk"), ("Dmitri", "ru"), ("Marko", "mk"), ("Kasia", "pl"))
SUBSCRIBERS = 200  # who only receive, so that a broadcast takes some seconds
BLOCKED = 5  # of these have blocked the bot
CHANNEL = "City News 24"  # from which samples are forwarded
TOKEN = "1000:sandbox-token"  # noqa: S105 - of the pretend Telegram only


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in the demo."""

    readers: tuple[Person, ...]
    reviewer: Person
    admin: Person
    desk: Chat
    crowd: tuple[Person, ...]


def run(port: int, subject: Path | None) -> None:
    """Serve the demo until interrupted."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(port, subject))


async def _serve(port: int, subject: Path | None) -> None:
    async with showing(port, subject) as url:
        typer.echo(f"\n  tipline is ready: open {url}\n\n  Stop with Ctrl+C.\n")
        await asyncio.Event().wait()


@asynccontextmanager
async def showing(port: int, subject: Path | None = None) -> AsyncIterator[str]:
    """Start sandbox, store and bot; yield the page's address."""
    files = subject or folder()
    seeds = read(files)
    samples = [Sample(one.text, one.language, one.note) for one in seeds.samples]
    world = World(token=TOKEN)
    cast = _people(world)
    roles = {cast.reviewer.id: Role.REVIEWER, cast.admin.id: Role.ADMIN}
    pages = page.routes(world, samples, roles=roles)
    with _store(files, seeds) as store:
        store.transact(_subscribe, cast.crowd)
        async with sandbox_running(world, port=port, page=pages) as address:
            settings = _settings(address.api_base_url, address.file_base_url, cast)
            application = build(settings, store=store)
            async with bot_running(application):
                runtime: Runtime = application.bot_data[RUNTIME]
                tasks = [
                    asyncio.create_task(_tick(runtime)),
                    asyncio.create_task(_send_waiting(world, seeds, runtime, cast)),
                ]
                try:
                    yield address.url
                finally:
                    for task in tasks:
                        task.cancel()


@contextmanager
def _store(files: Path, seeds: Seeds) -> Iterator[Store]:
    """Give a store with *seeds* that is gone in the end, but for the vectors of its wordings."""
    kept = _prepared(files, seeds)
    with tempfile.TemporaryDirectory(prefix="tipline-demo-") as place:
        path = Path(place) / "demo.db"
        with suppress(OSError):
            if kept:
                shutil.copy(kept, path)
        store = Store(f"sqlite:///{path}")
        if schema.check(store):
            schema.upgrade(store)
            store.transact(load, seeds, now=utcnow())
        try:
            yield store
        finally:
            if kept:
                _keep_vectors(store, kept)
            store.close()


def _prepared(files: Path, seeds: Seeds) -> Path | None:
    """Return a store with *seeds* in it, made the first time; None where none can be kept."""
    with suppress(OSError):  # then it is made anew each time, a little slower
        return _cached(files, seeds)
    return None


def _cached(files: Path, seeds: Seeds) -> Path:
    digest = hashlib.sha256(str(schema.head()).encode())
    for file in sorted(files.rglob("*.toml")):
        digest.update(file.read_bytes())
    kept = user_cache_path("tipline", appauthor=False, ensure_exists=True)
    path = kept / f"demo-{digest.hexdigest()[:16]}.db"
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=kept) as place:
            store = Store(f"sqlite:///{Path(place) / path.name}")
            schema.upgrade(store)
            store.transact(load, seeds, now=utcnow())
            store.close()
            (Path(place) / path.name).replace(path)
    return path


def _keep_vectors(used: Store, kept: Path) -> None:
    """Give the vectors that the bot has made to the store that the next demo begins with."""
    with (
        suppress(OSError, SQLAlchemyError),  # then they are made anew
        tempfile.TemporaryDirectory(dir=kept.parent) as place,
    ):
        copy = Path(place) / kept.name
        shutil.copy(kept, copy)
        store = Store(f"sqlite:///{copy}")
        store.transact(vectors.add, used.transact(vectors.every))
        store.transact(encoding.drop_unused)  # what visitors wrote is not for the next one
        store.close()
        copy.replace(kept)


def _people(world: World) -> Cast:
    readers = tuple(world.add_user(name, language=language) for name, language in READERS)
    reviewer = world.add_user("Iryna (reviewer)", language="en")
    admin = world.add_user("Sam (admin)", language="en")
    desk = world.add_group("Fact-check desk", [reviewer, admin])
    return Cast(readers, reviewer, admin, desk, tuple(_crowd(world)))


def _crowd(world: World) -> Iterator[Person]:
    """Add people who subscribed and write nothing; a few have blocked the bot since."""
    for number in range(SUBSCRIBERS):
        _, language = READERS[number % len(READERS)]
        person = world.add_user(f"Subscriber {number + 1}", language=language)
        person.started = person.silent = True
        person.blocked = number % (SUBSCRIBERS // BLOCKED) == 0
        yield person


def _subscribe(session: Session, crowd: Sequence[Person]) -> None:
    """Let people subscribe to every new verdict, as it comes."""
    now = utcnow()
    for person in crowd:
        session.add(Reader(id=person.id, language=person.language, created_at=now))
    session.flush()
    for person in crowd:
        session.add(Subscription(person_id=person.id, since=now))


def _settings(api: str, files: str, cast: Cast) -> Settings:
    """Make the demo's settings; the operator's own do not count here, but for the encoder."""
    encoder = os.environ.get("TIPLINE_ENCODER") or Settings.model_fields["encoder"].default
    for name in [name for name in os.environ if name.startswith("TIPLINE_")]:
        del os.environ[name]
    return Settings(
        _env_file=None,
        token=SecretStr(TOKEN),
        encoder=encoder,
        api_base_url=api,
        api_file_url=files,
        admin_ids=(cast.admin.id,),
        reviewer_ids=(cast.reviewer.id,),
        review_chat_id=cast.desk.id,
        offer_every=timedelta(seconds=EVERY),
        recheck=timedelta(days=36_500),  # its verdicts are old, and nobody is here to look again
        broadcast_confirm_over=SUBSCRIBERS,  # it has one admin only
        publisher="the tipline demo",
    )


async def _send_waiting(world: World, seeds: Seeds, runtime: Runtime, cast: Cast) -> None:
    """Let readers send what waits for the reviewers, and the reviewer open the queue.

    That is after the encoder is there, or posts in different languages would be cases apart.
    """
    while runtime.indexing.expecting:  # noqa: ASYNC110 - nothing tells that it came
        await asyncio.sleep(SOON)
    speakers = {person.language: person for person in cast.readers}
    for sample in seeds.samples:
        if sample.waiting and (reader := speakers.get(sample.language)):
            await world.forward(reader, sample.text, origin=Origin.channel(CHANNEL))
    case = None
    while case is None:
        await asyncio.sleep(SOON)
        case = await runtime.look(queueing.next_case, cast.reviewer.id, utcnow())
    await world.say(cast.reviewer, "/queue")


async def _tick(runtime: Runtime) -> None:
    while True:
        await tick(runtime, utcnow())
        await asyncio.sleep(EVERY)
