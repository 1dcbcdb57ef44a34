"""The composition root: settings in, a running bot out.

build(settings)     the application with its queue, handlers and networking
running(app)        started on entry, stopped in order on exit
run(settings)       the whole program, until a signal
"""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import cast

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, Updater

import handlers
from bot.config import Settings
from bot.context import RUNTIME, App, Context, Runtime
from bot.models import utcnow
from bot.services import people
from bot.services.forms import offers as form_offers
from bot.store import schema
from bot.store.database import Store, explain
from bot.store.lock import alone
from handlers import broadcast_runs, held, jobs, menus
from handlers.capture import CapturingRequest, CarefulRequest
from handlers.delivery import PUMP, Pump
from handlers.errors import brief, on_polling_error, set_up_log
from handlers.intake import Intake
from handlers.introduction import introduce
from handlers.turns import Turns

log = logging.getLogger(__name__)

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL = 20  # seconds that Telegram may keep one getUpdates open
FIRST_PAUSE, LAST_PAUSE = 1.0, 60.0  # seconds between attempts to reach Telegram at start

UNSET = (
    "No token is set. Ask @BotFather on Telegram for one (/newbot), then set TIPLINE_TOKEN in "
    "the environment or in .env. To try the bot without a token: tipline demo"
)
UNKNOWN = (
    "Telegram does not accept this token. Copy it from @BotFather once more (/mybots, "
    "API Token) and set TIPLINE_TOKEN."
)
TAKEN = "Another tipline polls Telegram with this store already. Stop that one first."


def build(settings: Settings, *, store: Store | None = None) -> App:
    """Put the application together; nothing is sent or read yet."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # durations as timedelta, as the library wants
    if settings.token is None:
        raise ValueError(UNSET)
    runtime = Runtime(settings, store or Store(settings.database_url))
    intake = Intake(runtime.store, workers=settings.workers, per_minute=settings.intake_per_minute)
    application: App = (
        ApplicationBuilder()
        .token(settings.token.get_secret_value())
        .base_url(settings.api_base_url)
        .base_file_url(settings.api_file_url)
        .request(CarefulRequest(read_timeout=30, connect_timeout=10, pool_timeout=30))
        .get_updates_request(CapturingRequest(connection_pool_size=2, connect_timeout=10))
        .update_queue(intake)
        .concurrent_updates(Turns(intake, runtime))
        .context_types(ContextTypes(context=Context))
        .build()
    )
    application.bot_data[RUNTIME] = runtime
    application.bot_data[PUMP] = Pump(runtime, application.bot)
    handlers.register(application)
    return application


@asynccontextmanager
async def running(application: App) -> AsyncIterator[None]:
    """Start *application* and stop it in order: polling, handlers, jobs, pump, networking."""
    intake, updater = application.update_queue, application.updater
    if not isinstance(intake, Intake) or updater is None:
        raise TypeError("this application was not made by build()")
    await _reach(application)
    try:
        await intake.load(application.bot)
        await _start(application, updater)
        yield
    finally:
        await _stop(application, updater)


async def _start(application: App, updater: Updater) -> None:
    runtime: Runtime = application.bot_data[RUNTIME]
    settings, pump = runtime.settings, application.bot_data[PUMP]
    intake = cast(Intake, application.update_queue)
    await runtime.look(people.sync_roles, settings.admin_ids, settings.reviewer_ids)
    await runtime.look(people.name_bot, application.bot.id, application.bot.username, utcnow())
    await runtime.look(form_offers.offer_anew, utcnow())
    await pump.start()
    await application.start()
    await updater.start_polling(
        timeout=POLL,
        bootstrap_retries=-1,
        allowed_updates=WANTED,
        error_callback=on_polling_error,
    )
    jobs.schedule(application)
    runtime.spawn(jobs.rematch_at_once(runtime))
    runtime.spawn(held.keep(runtime, intake, application.bot))
    runtime.spawn(broadcast_runs.keep(runtime))
    runtime.spawn(introduce(runtime, application.bot))
    runtime.spawn(menus.keep(runtime, application.bot))
    runtime.spawn(runtime.warm_up())


async def _stop(application: App, updater: Updater) -> None:
    if updater.running:
        await updater.stop()
    if application.running:
        await application.stop()
    await application.bot_data[PUMP].stop()
    await application.bot_data[RUNTIME].stop()
    await application.shutdown()


def run(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM; SystemExit with the next step where it cannot start."""
    if settings.token is None:
        raise SystemExit(UNSET)
    set_up_log(settings.log_level, settings.token.get_secret_value())
    try:
        store = Store(settings.database_url)
        if problem := schema.check(store):
            raise SystemExit(str(problem))
    except SQLAlchemyError as error:
        raise SystemExit(explain(error)) from None
    except ValueError as error:
        raise SystemExit(str(error)) from None
    try:
        with alone(store) as first:
            if not first:
                raise SystemExit(TAKEN)
            asyncio.run(_serve(settings, store))
    except InvalidToken:
        raise SystemExit(UNKNOWN) from None
    except SQLAlchemyError as error:
        raise SystemExit(explain(error)) from None
    finally:
        store.close()


async def _serve(settings: Settings, store: Store) -> None:
    loop, me = asyncio.get_running_loop(), asyncio.current_task()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl+C arrives as KeyboardInterrupt
            loop.add_signal_handler(name, me.cancel if me else loop.stop)
    with suppress(asyncio.CancelledError):
        async with running(application := build(settings, store=store)):
            log.info("@%s is listening. Stop with Ctrl+C.", application.bot.username)
            await asyncio.Event().wait()
    log.info("Stopped; what is still owed is kept.")


async def _reach(application: App) -> None:
    """Connect to Telegram, however long it takes; InvalidToken where it refuses the token."""
    pause = FIRST_PAUSE
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram cannot be reached (%s); next try in %.0f s", brief(error), pause)
        else:
            return
        await asyncio.sleep(pause)
        pause = min(LAST_PAUSE, 2 * pause)
