"""A real Chromium in front of the sandbox's page, with a real bot behind it, in one process."""

import asyncio
import json
import os
import shutil
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update
from telegram.constants import ChatAction
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.sandbox.page import Role, Sample, routes
from bot.sandbox.server import running
from bot.sandbox.values import Json, Person
from bot.sandbox.world import World

T = TypeVar("T")
Context = ContextTypes.DEFAULT_TYPE

PATIENCE = 20  # seconds until a wait on the page fails
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    # a mouse, which headless browsers do not report by themselves
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
SAMPLES = (
    Sample("No North Korean soldier has ever been seen near the front.", "en", "Denies"),
    Sample("50 of them were captured on one day!", "en", "Figure, wrong"),
    Sample("Жодного солдата з КНДР на фронті немає.", "uk", "Denies"),
)


def chromium() -> tuple[Path, Path]:
    """Return the browser and its driver; skip without, or fail where one is required."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if browser and driver:
        return Path(browser), Path(driver)
    reason = "no Chromium with chromedriver here (Debian: chromium, chromium-driver)"
    if os.environ.get("TIPLINE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def opened(profile: Path) -> Iterator[Chrome]:
    """Open a headless browser with a fresh profile; it logs its console and its requests."""
    browser, driver = chromium()
    options = ChromeOptions()
    options.binary_location = str(browser)
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(executable_path=str(driver)))
    try:
        yield chrome
    finally:
        chrome.quit()


@dataclass(frozen=True, slots=True)
class Stage:
    """A running sandbox with its people, and the bot that polls it in another thread."""

    world: World
    url: str
    loop: asyncio.AbstractEventLoop

    def do(self, deed: Coroutine[object, object, T]) -> T:
        """Await *deed* where the sandbox runs."""
        return asyncio.run_coroutine_threadsafe(deed, self.loop).result(PATIENCE)

    def call(self, method: str, **parameters: object) -> Json:
        """Call the Bot API as the bot does; return the result."""
        url = f"{self.url}/bot{self.world.token}/{method}"
        answer: Json = httpx.post(url, json=parameters).raise_for_status().json()["result"]
        return answer

    def person(self, name: str) -> Person:
        """The person with this first name."""
        return next(one for one in self.world.people.values() if one.first_name == name)


@contextmanager
def staged(*, bot: bool = True) -> Iterator[Stage]:
    """Run the sandbox, its page and the echo bot in a thread of their own."""
    ready: Future[Stage] = Future()
    stop: Future[asyncio.Event] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_perform(ready, stop, bot=bot)))
    thread.start()
    try:
        stage = ready.result(PATIENCE)
        yield stage
    finally:
        end = stop.result(PATIENCE)
        ready.result().loop.call_soon_threadsafe(end.set)
        thread.join(PATIENCE)
        assert not thread.is_alive()


async def _perform(ready: "Future[Stage]", stop: "Future[asyncio.Event]", *, bot: bool) -> None:
    end = asyncio.Event()
    stop.set_result(end)
    world = World()
    page = routes(world, SAMPLES, roles=_cast(world))
    async with running(world, page=page) as address:
        stage = Stage(world, address.url, asyncio.get_running_loop())
        if not bot:
            ready.set_result(stage)
            await end.wait()
            return
        builder = ApplicationBuilder().token(world.token).base_url(address.api_base_url)
        app = builder.base_file_url(address.file_base_url).build()
        _teach(app)
        async with app:
            await app.bot.set_my_commands([("start", "Begin"), ("language", "Name my language")])
            await app.bot.set_my_description("I say again what you say.")
            await app.start()
            assert app.updater
            await app.updater.start_polling(poll_interval=0, allowed_updates=Update.ALL_TYPES)
            ready.set_result(stage)
            await end.wait()
            await app.updater.stop()
            await app.stop()


def _cast(world: World) -> dict[int, Role]:
    world.add_user("Emma", language="en", username="emma_reads")
    world.add_user("Олена", language="uk")
    reviewer = world.add_user("Rosa", language="en", username="rosa_checks")
    admin = world.add_user("Adam", language="en")
    world.add_group("Reviewers", [admin, reviewer])
    return {reviewer.id: Role.REVIEWER, admin.id: Role.ADMIN}


def _teach(app: Application) -> None:  # type: ignore[type-arg]
    app.add_handler(CommandHandler("start", _start))
    app.add_handler(CommandHandler("language", _language))
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, _correct))
    app.add_handler(MessageHandler(filters.PHOTO, _photo))
    app.add_handler(MessageHandler(filters.TEXT, _echo))
    app.add_handler(CallbackQueryHandler(_pressed))


async def _start(update: Update, _: Context) -> None:
    assert update.message
    await update.message.reply_text("Welcome!")


async def _language(update: Update, _: Context) -> None:
    assert update.message
    assert update.effective_user
    await update.message.reply_text(f"You read {update.effective_user.language_code}.")


async def _photo(update: Update, context: Context) -> None:
    assert update.message
    file = await context.bot.get_file(update.message.photo[-1].file_id)
    content = bytes(await file.download_as_bytearray())
    await update.message.reply_text(f"A photo of {len(content)} bytes: {update.message.caption}")


async def _echo(update: Update, context: Context) -> None:
    assert update.message
    assert update.message.text
    assert context.user_data is not None
    await update.message.reply_chat_action(ChatAction.TYPING)
    origin = update.message.forward_origin
    answer = await update.message.reply_html(
        f"<b>{'Forwarded' if origin else 'Said'}</b> {origin.type if origin else ''} <i>heard</i>",
        reply_markup=_buttons(),
        reply_parameters=ReplyParameters(
            update.message.message_id, quote=update.message.text[:40]
        ),
    )
    context.user_data[update.message.message_id] = answer.message_id


def _buttons() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("Toast", callback_data="toast"),
                InlineKeyboardButton("Alert", callback_data="alert"),
            ],
            [
                InlineKeyboardButton("Change", callback_data="change"),
                InlineKeyboardButton("Site", url="https://example.org/why"),
            ],
        ]
    )


async def _correct(update: Update, context: Context) -> None:
    assert update.edited_message
    assert context.user_data is not None
    await context.bot.edit_message_text(
        f"Corrected: {update.edited_message.text}",
        chat_id=update.edited_message.chat_id,
        message_id=context.user_data[update.edited_message.message_id],
    )


async def _pressed(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query
    match query.data:
        case "toast":
            await query.answer("A word in passing")
        case "alert":
            await query.answer("A word to stop at", show_alert=True)
        case _:
            await query.answer()
            await query.edit_message_text("Changed by the button")


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody does and sees in the browser."""

    chrome: Chrome
    stage: Stage

    def visit(self, *, width: int = 1440, height: int = 900, colours: str = "light") -> None:
        """Open the page in a window of exactly this size and wait until it is live."""
        self.command(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        feature = {"name": "prefers-color-scheme", "value": colours}
        self.command("Emulation.setEmulatedMedia", {"features": [feature]})
        self.chrome.get(self.stage.url)
        self.wait(lambda: self.one("#line").text == "Live" or width <= 420)
        self.wait(lambda: self.one("#line").get_attribute("data-state") == "live")

    def command(self, name: str, parameters: Json) -> Json:
        """Ask the browser for something that only its own protocol offers."""
        answer: Json = self.chrome.execute_cdp_cmd(name, parameters)
        return answer

    def one(self, selector: str) -> WebElement:
        """The first element that fits."""
        return self.chrome.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """All elements that fit."""
        return self.chrome.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """The visible words of all elements that fit."""
        script = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)"
        found: list[str] = self.chrome.execute_script(script, selector)
        return [words.strip() for words in found]

    def run(self, script: str, *arguments: object) -> object:
        """Evaluate a script's return value in the page."""
        result: object = self.chrome.execute_script(script, *arguments)
        return result

    def wait(self, condition: Callable[[], T]) -> T:
        """Wait until *condition* is true; fail after PATIENCE seconds."""
        return WebDriverWait(self.chrome, PATIENCE, poll_frequency=0.05).until(
            lambda _: condition()
        )

    def says(self, role: str, words: str) -> None:
        """Wait until a bubble in *role*'s column says *words*."""
        selector = f'[data-seat="{role}"] .bubble .text'
        self.wait(lambda: words in self.texts(selector))

    def errors(self) -> list[str]:
        """What the browser's console has complained about since the last look."""
        entries = self.chrome.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries if entry["level"] in {"SEVERE", "WARNING"}]

    def requested(self) -> set[str]:
        """The addresses that the page has asked for since the last look."""
        logged = self.chrome.get_log("performance")  # type: ignore[no-untyped-call]
        entries = [json.loads(entry["message"])["message"] for entry in logged]
        return {
            str(entry["params"]["request"]["url"])
            for entry in entries
            if entry["method"] == "Network.requestWillBeSent"
        }
