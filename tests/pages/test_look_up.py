"""A link in, the facts of its page out, over a real connection."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import tracemalloc
from datetime import date

import pytest

from bot.pages import (
    Fetcher,
    NotALink,
    NotAllowedAddress,
    PageFacts,
    Unreachable,
    look_up,
)
from bot.pages.fetching import AT_ONCE, LARGEST, REDIRECTS, Fetched
from bot.text.links import Link, read_link
from tests.pages.pages import MINUTES, TODAY, html
from tests.pages.site import HERE, Site, answer, page, redirect


def link(url: str) -> Link:
    """Read a link that is one."""
    read = read_link(url)
    assert isinstance(read, Link)
    return read


async def test_a_page_gives_its_facts(site: Site) -> None:
    site.answers["/minutes?ref=1"] = page(MINUTES)

    found = await site.look_up("/minutes?ref=1")

    assert found == PageFacts(
        url=site.url("/minutes"),
        outlet="The Gazette",
        title="Minutes & votes of the council",
        author="Ann Writer",
        published_on=date(2025, 10, 3),
    )


async def test_the_server_is_told_who_asks_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    site.answers["/a"] = answer("302 Found", "Location: /b", "Set-Cookie: id=1; Path=/")
    site.answers["/b"] = page(MINUTES)

    await look_up(site.url("/a#top"), fetcher=site.fetcher())

    asked = site.requests[1].lower()
    assert asked.startswith("get /b http/1.1\r\n")
    assert f"host: gazette.example:{site.port}\r\n" in asked
    assert "user-agent: tipline" in asked
    assert "cookie" not in asked
    assert "referer" not in asked


@pytest.mark.parametrize("text", ["The Gazette", "javascript:alert(1)", "http://2130706433/"])
async def test_what_is_no_link_is_not_asked_for(text: str) -> None:
    assert isinstance(await look_up(text), NotALink)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "https://100.64.0.1/",
    ],
)
async def test_an_address_that_is_not_public_is_never_asked(url: str) -> None:
    found = await look_up(url)

    assert isinstance(found, NotAllowedAddress)
    assert found.reason == "address"


async def test_a_port_that_is_not_the_webs_is_never_asked(site: Site) -> None:
    strict = await look_up(f"http://127.0.0.1:{site.port}/")
    public = await look_up("http://8.8.8.8:8080/")

    assert isinstance(strict, NotAllowedAddress)
    assert public == NotAllowedAddress("http://8.8.8.8:8080/", "port")
    assert site.requests == []


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "127.0.0.1", "fe80::1%eth0", "::", "2002:7f00:1::"]
)
async def test_a_name_any_of_whose_addresses_is_not_public_is_never_asked(
    site: Site, address: str
) -> None:
    site.names["inside.example"] = ["8.8.8.8", address]

    found = await look_up("http://inside.example/", fetcher=site.fetcher())

    assert found == NotAllowedAddress("http://inside.example/", "address")


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "//127.0.0.1/",
        "http://inside.example/",
    ],
)
async def test_a_redirect_into_our_own_network_ends_there(site: Site, place: str) -> None:
    site.names["inside.example"] = ["10.1.2.3"]
    site.answers["/a"] = redirect(place)

    found = await site.look_up("/a")

    assert isinstance(found, NotAllowedAddress)
    assert found.reason == "address"


@pytest.mark.parametrize(
    "place",
    [
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://localhost./",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://me:secret@gazette.example/",
        "http://[",
        "",
    ],
)
async def test_a_redirect_to_what_is_no_link_ends_there(site: Site, place: str) -> None:
    site.answers["/a"] = redirect(place)

    found = await site.look_up("/a")

    assert found == Unreachable(site.url("/a"), "redirects")


async def test_each_redirect_has_its_address_checked_anew(site: Site) -> None:
    turns = iter([[HERE], ["10.1.2.3"]])

    async def rebinding(host: str, port: int) -> list[str]:
        return next(turns)

    fetcher = Fetcher(allowed={(HERE, site.port)}, resolve=rebinding)
    site.answers["/a"] = redirect("/b")
    site.answers["/b"] = page(MINUTES)

    found = await look_up(site.url("/a"), fetcher=fetcher)

    assert isinstance(found, NotAllowedAddress)
    assert len(site.requests) == 1


async def test_a_page_is_found_where_redirects_lead(site: Site) -> None:
    for number in range(REDIRECTS):
        site.answers[f"/{number}"] = redirect(f"/{number + 1}")
    site.answers[f"/{REDIRECTS}"] = page(html("<title>Here</title>"))

    found = await site.look_up("/0")

    assert found == PageFacts(site.url(f"/{REDIRECTS}"), "gazette.example", "Here")


async def test_redirects_in_a_ring_end(site: Site) -> None:
    site.answers["/a"] = redirect("/b")
    site.answers["/b"] = redirect("/a")

    found = await site.look_up("/a")

    assert isinstance(found, Unreachable)
    assert found.reason == "redirects"
    assert len(site.requests) == REDIRECTS + 1


async def test_another_address_of_a_host_is_tried_where_one_does_not_answer(site: Site) -> None:
    both = ["127.0.0.2", HERE]
    site.names["gazette.example"] = both
    fetcher = Fetcher(allowed={(one, site.port) for one in both}, resolve=site.resolve)
    site.answers["/"] = page(MINUTES)

    assert isinstance(await look_up(site.url(), fetcher=fetcher), PageFacts)


async def test_a_name_without_an_address_says_so(site: Site) -> None:
    found = await look_up("https://nowhere.example/", fetcher=site.fetcher())

    assert found == Unreachable("https://nowhere.example/", "no_such_name")


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "500 Oops", "204 No Content"]
)
async def test_an_error_has_no_title(site: Site, status: str) -> None:
    kind = "Content-Type: text/html"
    site.answers["/a"] = answer(status, kind, content=b"" if "204" in status else b"<title>Wait")

    found = await site.look_up("/a")

    assert found == Unreachable(site.url("/a"), "no_page", int(status[:3]))


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "text/plain", "nonsense", None])
async def test_what_is_no_html_has_an_outlet_and_no_title(site: Site, kind: str | None) -> None:
    site.answers["/a"] = page(MINUTES, kind=kind)

    assert await site.look_up("/a") == PageFacts(site.url("/a"), "gazette.example")


async def test_an_empty_page_has_an_outlet_and_no_title(site: Site) -> None:
    site.answers["/a"] = page("")

    assert await site.look_up("/a") == PageFacts(site.url("/a"), "gazette.example")


@pytest.mark.parametrize(
    "charset", ["; charset=windows-1251", "; x=y;Charset='CP1251'", "", ";0*0*=%;0*"]
)
async def test_letters_are_read_as_the_server_or_the_page_says(site: Site, charset: str) -> None:
    text = html('<meta charset="windows-1251"><title>Протокол ради</title>')
    site.answers["/a"] = page(text.encode("cp1251"), kind=f"text/html{charset}")

    found = await site.look_up("/a")

    assert isinstance(found, PageFacts)
    assert found.title == "Протокол ради"


@pytest.mark.parametrize("length", [10**9, len(MINUTES) - 20])
async def test_a_wrong_length_spoils_nothing(site: Site, length: int) -> None:
    site.answers["/a"] = page(MINUTES, f"Content-Length: {length}")

    found = await site.look_up("/a")

    assert isinstance(found, PageFacts)
    assert found.title == "Minutes & votes of the council"


async def test_a_page_that_breaks_off_gives_what_came(site: Site) -> None:
    site.answers["/a"] = page("<title>Half</title><p>", "Content-Length: 1000")

    found = await site.look_up("/a")

    assert isinstance(found, PageFacts)
    assert found.title == "Half"


async def test_a_head_is_enough(site: Site) -> None:
    async def head_then_silence(writer: asyncio.StreamWriter) -> None:
        writer.write(page("<title>Soon</title></HEAD>", "Content-Length: 1000"))
        await asyncio.sleep(60)

    site.answers["/a"] = head_then_silence

    found = await site.look_up("/a")

    assert isinstance(found, PageFacts)
    assert found.title == "Soon"


@pytest.mark.parametrize("packed", [False, True])
async def test_of_a_huge_page_only_the_start_is_read(site: Site, packed: bool) -> None:
    text = b"<title>Huge</title>" + b" " * (50_000_000 if packed else 5_000_000)
    site.answers["/a"] = (
        page(gzip.compress(text, 1), "Content-Encoding: gzip") if packed else page(text)
    )
    del text
    tracemalloc.start()

    try:
        found = await site.fetcher().fetch(link(site.url("/a")))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert isinstance(found, Fetched)
    assert len(found.content) == LARGEST
    assert most < 8 * LARGEST


async def test_a_packed_page_is_read(site: Site) -> None:
    site.answers["/a"] = page(gzip.compress(MINUTES.encode()), "Content-Encoding: gzip")
    site.answers["/b"] = page(b"\x1f\x8bnonsense", "Content-Encoding: gzip")
    site.answers["/c"] = page(b"", "Content-Encoding: br")

    good, broken, unasked = [await site.look_up(path) for path in ("/a", "/b", "/c")]

    assert isinstance(good, PageFacts)
    assert good.author == "Ann Writer"
    assert broken == PageFacts(site.url("/b"), "gazette.example")
    assert unasked == Unreachable(site.url("/c"), "unreadable", 200)


async def test_a_server_that_hangs_or_drips_is_given_up(site: Site) -> None:
    async def hang(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(page("", "Content-Length: 100000"))
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    site.answers |= {"/hang": hang, "/drip": drip}
    fetcher = site.fetcher(deadline=0.3)

    for path in ("/hang", "/drip"):
        found = await look_up(site.url(path), fetcher=fetcher)
        assert found == Unreachable(site.url(path), "too_slow")


@pytest.mark.parametrize(
    "given", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10**6]
)
async def test_what_is_no_answer_is_no_connection(site: Site, given: bytes) -> None:
    site.answers["/a"] = given

    assert await site.look_up("/a") == Unreachable(site.url("/a"), "no_connection")


async def test_no_more_than_four_pages_are_fetched_at_once(site: Site) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(page(MINUTES))

    site.answers["/a"] = slow
    fetcher = site.fetcher()

    found = await asyncio.gather(
        *(look_up(site.url("/a"), fetcher=fetcher) for _ in range(3 * AT_ONCE))
    )

    assert all(isinstance(one, PageFacts) for one in found)
    assert site.most_busy == AT_ONCE


async def test_a_certificate_must_be_vouched_for(secure_site: Site) -> None:
    url = secure_site.url("/a", scheme="https")
    secure_site.answers["/a"] = page(MINUTES)

    found = await look_up(url, fetcher=secure_site.fetcher())

    assert found == Unreachable(url, "not_secure")
    assert secure_site.requests == []


async def test_a_certificate_must_be_the_hosts(
    secure_site: Site, trusting: ssl.SSLContext
) -> None:
    secure_site.names["other.example"] = [HERE]
    secure_site.answers["/a"] = page(MINUTES)
    fetcher = secure_site.fetcher(certificates=trusting)
    own = secure_site.url("/a", scheme="https")
    other = secure_site.url("/a", host="other.example", scheme="https")

    assert isinstance(await look_up(own, fetcher=fetcher, today=TODAY), PageFacts)
    assert await look_up(other, fetcher=fetcher) == Unreachable(other, "not_secure")
