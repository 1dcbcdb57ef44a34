"""The archive in a real browser: its search, by hand and by keyboard, from a server and a disk."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from bot.archive import searching
from bot.archive.values import entry
from bot.exchange.values import Said
from tests.archive.verdicts import VERDICTS, archive, exported, many
from tests.exchange.reviews import OWN
from tests.sandbox.browser import opened

pytestmark = pytest.mark.slow
T = TypeVar("T")
PATIENCE = 15
BEES = exported(
    7,
    replace(
        OWN,
        claim="The café of São João isn't closed.",
        texts=(
            Said("uk", "П'ятеро солдатів їхали до Києва з ґанком.", "Ні."),
            Said("ru", "Пятеро солдат ехали ёлками в Киев.", "Нет."),
            Said("mk", "Ѓорѓи ги најде војниците во куќата.", "Не."),
            Said("pl", "Żołnierze jechali łodzią do Łodzi.", "Nie."),
        ),
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a few verdicts."""
    place = tmp_path_factory.mktemp("public") / "site" / "facts"  # no top of a site
    archive(place, [*VERDICTS, BEES])
    return place


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """Its address on a server of this machine."""
    with serving(folder.parent) as address:
        yield f"{address}/facts"


class Silent(SimpleHTTPRequestHandler):
    """A server that does not talk."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@dataclass
class serving:
    """Serve a folder while the block runs."""

    folder: Path

    def __enter__(self) -> str:
        handler = partial(Silent, directory=str(self.folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests here."""
    with opened(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(params=["server", "disk"])
def place(request: pytest.FixtureRequest, folder: Path, server: str) -> str:
    """Where the archive is, as an address."""
    return server if request.param == "server" else folder.as_uri()


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at the archive."""

    chrome: Chrome

    def opens(self, address: str) -> None:
        self.chrome.get("about:blank")
        self.chrome.get(address)

    def writes(self, words: str) -> None:
        field = self.chrome.find_element(By.ID, "words")
        field.clear()
        field.send_keys(words)

    def chooses(self, what: str, value: str) -> None:
        Select(self.chrome.find_element(By.ID, what)).select_by_value(value)

    def claims(self) -> list[str]:
        script = "return [...document.querySelectorAll('#claims h3')].map((one) => one.innerText)"
        found: list[str] = self.chrome.execute_script(script)
        return found

    def status(self) -> str:
        return self.chrome.find_element(By.ID, "status").text

    def focused(self) -> str:
        return self.chrome.switch_to.active_element.text

    def sees(self, condition: Callable[[], T]) -> T:
        return WebDriverWait(self.chrome, PATIENCE, poll_frequency=0.02).until(
            lambda _: condition()
        )

    def complaints(self) -> list[str]:
        """What the browser's console says."""
        entries = self.chrome.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries]

    def requested(self) -> set[str]:
        """The addresses that were asked for since the last look."""
        logged = self.chrome.get_log("performance")  # type: ignore[no-untyped-call]
        entries = [json.loads(entry["message"])["message"] for entry in logged]
        return {
            str(entry["params"]["request"]["url"])
            for entry in entries
            if entry["method"] == "Network.requestWillBeSent"
        }


@pytest.fixture
def reader(chrome: Chrome) -> Reader:
    """Somebody with an empty log."""
    found = Reader(chrome)
    found.opens("about:blank")
    found.complaints()
    found.requested()
    return found


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "CAFE sao joao", "The café of São João isn't closed."),
        ("en", "isnt", "The café of São João isn't closed."),
        ("uk", "пятеро", "П'ятеро солдатів їхали до Києва з ґанком."),
        ("uk", "СОЛДАТИ їхали", "П'ятеро солдатів їхали до Києва з ґанком."),
        ("uk", "ганком", "П'ятеро солдатів їхали до Києва з ґанком."),
        ("ru", "елками КИЕВ", "Пятеро солдат ехали ёлками в Киев."),
        ("mk", "горги куката", "Ѓорѓи ги најде војниците во куќата."),
        ("pl", "zolnierze LODZIA", "Żołnierze jechali łodzią do Łodzi."),
        ("pl", "cafe", "Żołnierze jechali łodzią do Łodzi."),
        ("en", "№ 7", "The café of São João isn't closed."),
    ],
)
def test_claims_are_found_whatever_the_case_the_marks_and_the_endings(
    reader: Reader, folder: Path, language: str, words: str, expected: str
) -> None:
    home = "index.html" if language == "en" else f"{language}/index.html"
    reader.opens(f"{folder.as_uri()}/{home}")

    reader.writes(words)

    reader.sees(lambda: reader.claims() == [expected])


def test_from_a_server_and_from_a_disk_nothing_fails_and_nothing_leaves(
    reader: Reader, place: str
) -> None:
    reader.opens(f"{place}/uk/index.html")
    reader.writes("податки")
    reader.sees(lambda: reader.claims() == ["Бджоли платять податки."])

    reader.chrome.find_element(By.CSS_SELECTOR, "#claims a").send_keys(Keys.ENTER)

    reader.sees(lambda: reader.chrome.current_url == f"{place}/uk/1.html")
    assert reader.chrome.find_element(By.TAG_NAME, "h1").text == "Бджоли платять податки."
    assert reader.complaints() == []
    allowed = {"about:blank", "data:,"}
    away = {one for one in reader.requested() - allowed if not one.startswith(f"{place}/")}
    assert away == set()
    assert reader.chrome.get_cookies() == []


def test_filters_narrow_what_is_found_and_are_cleared(reader: Reader, place: str) -> None:
    reader.opens(f"{place}/index.html")
    written = reader.claims()

    reader.chooses("language", "pt")
    reader.sees(lambda: reader.claims() == ["A lua é feita de queijo."])
    reader.chooses("rating", "false")
    reader.sees(lambda: reader.status() == "Nothing found. Try fewer words, or others.")
    reader.chrome.find_element(By.CSS_SELECTOR, "#search button").click()

    reader.sees(lambda: reader.claims() == written)
    assert reader.status() == "5 checked claims"
    assert reader.complaints() == []


def test_what_was_asked_stands_in_the_address(reader: Reader, place: str) -> None:
    reader.opens(f"{place}/index.html")
    reader.writes("taxes")
    reader.sees(lambda: reader.status() == "1 claim found")
    address = reader.chrome.current_url

    reader.opens(address)

    assert address.endswith("#words=taxes")
    reader.sees(lambda: reader.claims() == ["Bees pay taxes."])


def test_the_search_can_be_used_without_a_mouse(reader: Reader, server: str) -> None:
    reader.opens(f"{server}/index.html")
    body = reader.chrome.find_element(By.TAG_NAME, "body")

    body.send_keys(Keys.TAB)
    assert reader.focused() == "To the content"
    body.send_keys("/")
    words = reader.chrome.switch_to.active_element
    assert words.get_attribute("id") == "words"
    words.send_keys("taxes")
    reader.sees(lambda: reader.status() == "1 claim found")
    words.send_keys(Keys.ARROW_DOWN)
    assert reader.focused() == "Bees pay taxes."
    reader.chrome.switch_to.active_element.send_keys(Keys.ARROW_UP)
    reader.chrome.switch_to.active_element.send_keys(Keys.ESCAPE)

    reader.sees(lambda: reader.status() == "5 checked claims")
    assert reader.chrome.switch_to.active_element.get_attribute("id") == "words"


def test_hostile_claims_are_shown_as_they_are(reader: Reader, place: str) -> None:
    reader.opens(f"{place}/index.html")

    reader.writes("script")

    reader.sees(lambda: reader.status() == "1 claim found")
    (claim,) = reader.claims()
    assert claim.startswith('</script><script>alert("bees")</script>')
    reader.opens(f"{place}/en/3.html")
    assert reader.chrome.find_element(By.TAG_NAME, "h1").text.startswith("</script><script>")
    assert reader.complaints() == []


def test_every_page_fits_a_phone(reader: Reader, folder: Path) -> None:
    size = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    reader.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for path in ("index.html", "en/1.html", "en/3.html", "ar/6.html", "uk/4.html"):
            reader.opens(f"{folder.as_uri()}/{path}")
            script = "return document.scrollingElement.scrollWidth"
            assert reader.chrome.execute_script(script) <= 320, path
    finally:
        reader.chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_five_thousand_verdicts_are_searched_while_one_types(
    reader: Reader, tmp_path: Path
) -> None:
    entries = [entry(one) for one in many(5_000)]
    archive(tmp_path / "a", many(3))
    home = tmp_path / "a" / "uk" / "index.html"
    names = " ".join(searching.names(entries))
    home.write_text(home.read_text().replace('data-shards="0"', f'data-shards="{names}"'))
    for path, text in searching.shards(entries):
        (tmp_path / "a" / path).write_text(text)
    reader.opens(home.as_uri())
    started = time.perf_counter()
    reader.writes("вулик")
    reader.sees(lambda: reader.status().startswith("Знайдено 5"))
    loaded = time.perf_counter() - started

    took = reader.chrome.execute_script(
        """const words = document.getElementById("words");
        words.value = "вулик 4321";
        const started = performance.now();
        document.getElementById("search").requestSubmit();
        return performance.now() - started;"""
    )

    assert reader.claims() == ["Вулик 4321 платить податки місту."]
    assert loaded < 10
    assert took < 500
