"""What pages say of themselves in their markup."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages import PageFacts
from bot.pages.metadata import LONGEST_NAME, LONGEST_TITLE, read_page
from bot.text.links import Link
from tests.pages.pages import TODAY, html

LINK = Link("https://www.gazette.example/a", "www.gazette.example", 443)
MANY = 100_000


def facts(head: str, body: str = "") -> PageFacts:
    """Read a page of that head."""
    return read_page(html(head, body), LINK, TODAY)


def ld(value: object) -> str:
    """Write a block of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(name: str, value: str) -> str:
    """Write a meta element."""
    return f'<meta name="{name}" content="{value}">'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Bees &amp; honey",
    "author": [{"@type": "Person", "name": "Ann"}, {"name": "Bob"}, "Cy", {"name": "Ann"}],
    "publisher": {"@type": "Organization", "name": "The Hive"},
    "datePublished": "2025-10-03T23:30:00Z",
}
OF_ARTICLE = PageFacts(
    LINK.url, "The Hive", "Bees & honey", "Ann, Bob, Cy", date(2025, 10, 3)
)  # fmt: skip


def test_a_page_that_says_nothing_has_its_host_as_outlet() -> None:
    assert facts("") == PageFacts(LINK.url, "gazette.example")
    assert read_page("", LINK, TODAY) == PageFacts(LINK.url, "gazette.example")


@pytest.mark.parametrize(
    "block",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]},
        [{"@graph": [ARTICLE]}],
        ARTICLE | {"@type": ["Thing", "https://schema.org/Report"]},
        {
            "@graph": [
                ARTICLE | {"author": [{"@id": "#1"}, "Bob", "Cy"], "publisher": {"@id": "#2"}},
                {"@id": "#1", "@type": "Person", "name": "Ann"},
                {"@id": "#2", "@type": "Organization", "name": "The Hive"},
            ]
        },
    ],
)
def test_an_article_in_json_ld_gives_its_facts(block: object) -> None:
    assert facts(ld(block)) == OF_ARTICLE


@pytest.mark.parametrize(
    "block",
    [
        None,
        7,
        [],
        [[ARTICLE]],
        {"@type": "WebSite", "headline": "x"},
        {"@type": {"x": "Article"}},
        {"@graph": 7},
        {"@type": "Article", "headline": 7, "author": 7, "publisher": [], "datePublished": {}},
        {"@type": "Article", "author": {"name": ["Ann"]}, "publisher": {"@id": []}},
    ],
)
def test_json_ld_that_describes_no_article_gives_nothing(block: object) -> None:
    assert facts(ld(block)) == facts("")


def test_broken_json_ld_hides_nothing_else() -> None:
    broken = '<script type="application/ld+json">{"@type": "Article", </script>'
    deep = f'<script type="application/ld+json">{"[" * MANY}</script>'

    assert facts(broken + deep + ld(ARTICLE)) == OF_ARTICLE


def test_open_graph_comes_first_then_json_ld_then_the_rest() -> None:
    graph = '<meta property="og:title" content="First"><meta property="og:site_name" content="F">'
    rest = f"<title>Last</title>{meta('author', 'Last')}{meta('date', '2024-01-01')}"
    published = '<meta property="article:published_time" content="2025-05-05">'

    assert facts(rest) == PageFacts(LINK.url, "gazette.example", "Last", "Last", date(2024, 1, 1))
    assert facts(rest + ld(ARTICLE)) == OF_ARTICLE
    assert facts(rest + ld(ARTICLE) + graph + published) == PageFacts(
        LINK.url, "F", "First", "Ann, Bob, Cy", date(2025, 5, 5)
    )


@pytest.mark.parametrize(
    ("title", "tidied"),
    [
        ("Minutes - The Gazette", "Minutes"),
        ("Minutes | The Gazette", "Minutes"),
        ("Minutes|THE GAZETTE", "Minutes"),
        ("Minutes — gazette.example", "Minutes"),
        ("Budget - minutes - The Gazette", "Budget - minutes"),
        ("Minutes - The Gazettes", "Minutes - The Gazettes"),
        ("Minutes-The Gazette", "Minutes-The Gazette"),
        ("The Gazette", "The Gazette"),
        ("| The Gazette", "| The Gazette"),
        ("Tom &amp;amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("  Two \n\t lines\u00a0\u2028here ", "Two lines here"),
        ("\u202eevil\u202c \u2066x\u2069 \u200bso\u00adft \x07bell", "evil x soft bell"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200b\u202e", None),
        ("x" * 400, "x" * 299 + "…"),
        ("word " * 100, "word " * 59 + "word…"),
    ],
)
def test_titles_are_tidied(title: str, tidied: str | None) -> None:
    site = '<meta property="og:site_name" content="The Gazette">'

    assert facts(f"<title>{title}</title>{site}").title == tidied


def test_nothing_is_longer_than_it_may_be() -> None:
    long = "x " * 10_000
    article = ARTICLE | {"headline": long, "author": [long, long], "publisher": long}

    found = facts(ld(article))

    assert len(found.title or "") == LONGEST_TITLE
    assert len(found.outlet) == LONGEST_NAME
    assert len(found.author or "") == LONGEST_NAME


@pytest.mark.parametrize(
    "author",
    ["https://social.example/ann", "www.social.example", "/authors/ann", "@ann", "12345", " "],
)
def test_what_is_no_name_is_no_author(author: str) -> None:
    assert facts(meta("author", author)).author is None
    assert facts(f'<meta property="article:author" content="{author}">').author is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-10-03", date(2025, 10, 3)),
        (" 2025-10-03T08:00 ", date(2025, 10, 3)),
        ("2025-10-03 08:00:01", date(2025, 10, 3)),
        ("2025-10-03T23:30:00.000Z", date(2025, 10, 3)),
        ("2025-10-03T00:30:00+0200", date(2025, 10, 3)),
        ("2025-10-03T00:30:00 +02:00", date(2025, 10, 3)),
        ("2026-03-02", date(2026, 3, 2)),  # tomorrow
        ("2026-03-03", None),
        ("1990-01-01", date(1990, 1, 1)),
        ("1970-01-01T00:00:00Z", None),
        ("0000-00-00", None),
        ("2025-02-30", None),
        ("2025-10", None),
        ("20251003", None),
        ("03.10.2025", None),
        ("10/03/2025", None),
        ("3 October 2025", None),
        ("2025-10-03 at noon", None),
        ("٢٠٢٥-١٠-٠٣", None),
        ("1759449600", None),
        ("", None),
    ],
)
def test_a_day_is_read_only_where_it_is_certain(written: str, day: date | None) -> None:
    assert facts(meta("date", written)).published_on == day


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("/b", "https://www.gazette.example/b"),
        ("https://www.gazette.example/b?c=1", "https://www.gazette.example/b?c=1"),
        ("https://evil.example/b", LINK.url),
        ("https://gazette.example/b", LINK.url),
        ("https://www.gazette.example/", LINK.url),  # a front page
        ("javascript:alert(1)", LINK.url),
        ("http://[", LINK.url),
        ("", LINK.url),
    ],
)
def test_a_page_may_name_its_address_on_its_own_host(canonical: str, url: str) -> None:
    assert facts(f'<link rel="CANONICAL" href="{canonical}">').url == url


@pytest.mark.parametrize(
    "page",
    [
        "<title>Bees</title>",
        "<TITLE>Bees</TITLE><title>Wasps</title>",
        "<head><meta name=x><title\n>Bees</title></meta></head></html><html>",
        "<title>Bees</title>" + "<div>" * MANY,
        "<div>" * 400 + "<title>Bees</title>",
        "<!-- <title>Wasps</title> --><title>Bees</title>\x00<p \x00>",
        "<script>var t = '<title>Wasps</title>'</script><title>Bees</title>",
        "<title>Bees</title>" + "<meta name=x content=y>" * MANY,
        '<?xml version="1.0" encoding="utf-16"?><html xmlns="http://www.w3.org/1999/xhtml">'
        "<head><title>Bees</title></head></html>",
    ],
)
def test_broken_pages_are_read_as_far_as_they_make_sense(page: str) -> None:
    assert read_page(page, LINK, TODAY).title == "Bees"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000,
        "<div><a>" * 90_000 + "</p>" * 90_000,
        "<a href=x><b>" * 80_000,
        "<p>" * 300_000,
        "<" * 1_000_000,
        "<!--" * 250_000,
        "</" * 500_000,
        "<?" * 500_000,
        "<title>" * 140_000,
        "<meta " + " ".join(f"a{number}=b" for number in range(110_000)) + ">",
        f'<meta property="og:title" content="{"&amp; " * 150_000}">',
        '<script type="application/ld+json">' + "[" * 1_000_000,
        '<script type="application/ld+json">' + '{"@graph":[' * 90_000,
    ],
    ids=lambda page: page[:12],
)
def test_no_page_of_a_million_characters_takes_long(page: str) -> None:
    start = time.process_time()

    read_page(page, LINK, TODAY)

    assert time.process_time() - start < 5  # seconds; a tenth of that on a quiet machine


@pytest.mark.parametrize(
    "page", ["<title>Bees", "<title>Bees</titl", "<title>Bees<p>and more</p>"]
)
def test_a_title_that_never_ends_is_none(page: str) -> None:
    assert read_page(page, LINK, TODAY).title is None


SCRAPS = """< > </ title meta  content= " x \x00 \ud83d &# <!-- ]]> <svg> <template> </head>
<script\ttype=ld+json> { [ @graph <meta\tproperty=og:title\tcontent=x> """


@given(st.lists(st.sampled_from([*SCRAPS.split(" "), " "])).map("".join))
def test_every_page_is_read(page: str) -> None:
    assert read_page(page, LINK, TODAY).outlet == "gazette.example"
