"""The README's picture of /stats, as the bot sends it: python -m tests.spreading_picture PNG

The real bot answers an admin on a pretend Telegram, over a store of made-up posts; see
tests/spreading.py.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from pydantic import SecretStr

from bot.app import build, running
from bot.config import Settings
from bot.models import utcnow
from bot.sandbox.server import running as sandbox_running
from bot.sandbox.world import World
from bot.store import schema
from bot.store.database import Store
from tests.endtoend.scene import Reader, until
from tests.spreading import Week, spread

ADMIN = 401
MADE = Week(posts=4_000, days=30, people=1_400)


async def show(target: Path, period: str = "30d") -> None:
    """Let an admin ask for a period, and keep the picture that they get."""
    world = World()
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{Path(place) / 'tipline.db'}")
        schema.upgrade(store)
        spread(store, utcnow(), MADE)
        async with sandbox_running(world) as address:
            settings = Settings(
                _env_file=None,
                token=SecretStr(world.token),
                api_base_url=address.api_base_url,
                api_file_url=address.file_base_url,
                database_url=str(store.url),
                encoder="none",
                admin_ids=(ADMIN,),
            )
            async with running(build(settings, store=store)):
                admin = Reader(world, world.add_user("Sam", language="en", user_id=ADMIN))
                await admin.says(f"/stats {period}")
                sent = await until(lambda: next(iter(admin.from_bot()), None), seconds=60)
                target.write_bytes(  # noqa: ASYNC240 - a program of one task
                    world.files[sent["photo"][-1]["file_id"]].content
                )
        store.close()


if __name__ == "__main__":
    asyncio.run(show(Path(sys.argv[1])))
