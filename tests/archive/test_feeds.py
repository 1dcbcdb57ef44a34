"""Feeds and the sitemap, by the rules of their specifications."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from bot.archive import feeds
from bot.archive.feeds import ATOM, LATEST, SITEMAP, XHTML, XML
from bot.archive.values import entry
from bot.exchange.values import Review
from tests.archive.verdicts import BASE, archive, exported, many
from tests.exchange.strategies import reviews

NAMES = {"a": ATOM, "s": SITEMAP, "x": XHTML}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of all sample verdicts."""
    place = tmp_path_factory.mktemp("public") / "archive"
    archive(place)
    return place


def test_each_language_has_its_feeds(folder: Path) -> None:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*/*.xml")}

    languages = ("ar", "en", "pl", "pt", "uk")
    assert found == {f"{code}/{kind}.xml" for code in languages for kind in ("rss", "atom")}


def test_rss_has_what_its_specification_asks_for(folder: Path) -> None:
    channel = etree.parse(folder / "uk" / "rss.xml").getroot().find("channel")

    for name in ("title", "link", "description", "language"):
        assert channel.findtext(name)
    itself = channel.find(f"{{{ATOM}}}link")
    assert (itself.get("rel"), itself.get("href")) == ("self", f"{BASE}/uk/rss.xml")
    (item,) = channel.findall("item")
    assert item.findtext("title") == "Неправда: Бджоли платять податки."
    assert item.findtext("link") == item.findtext("guid") == f"{BASE}/uk/1.html"
    assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None


def test_atom_has_what_its_specification_asks_for(folder: Path) -> None:
    root = etree.parse(folder / "en" / "atom.xml").getroot()

    assert (root.tag, root.get(f"{{{XML}}}lang")) == (f"{{{ATOM}}}feed", "en")
    assert root.xpath("a:link[@rel='self']/@href", namespaces=NAMES) == [f"{BASE}/en/atom.xml"]
    assert root.findtext("a:author/a:name", namespaces=NAMES) == "The Daily Example"
    entries = root.findall("a:entry", NAMES)
    assert len(entries) == 2
    for one in [root, *entries]:
        for name in ("id", "title", "updated"):
            assert one.findtext(f"a:{name}", namespaces=NAMES)
        moment = datetime.fromisoformat(one.findtext("a:updated", namespaces=NAMES))
        assert moment.tzinfo is not None
    ids = [one.findtext("a:id", namespaces=NAMES) for one in entries]
    assert len(set(ids)) == len(ids)


@given(reviews())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_verdict_says_feeds_can_be_read(review: Review) -> None:
    one = entry(exported(1, review))

    for language in one.texts:
        for write in (feeds.rss, feeds.atom):
            etree.fromstring(write([one], language, BASE, "Bees & <wasps>\ufffe\x01"))


def test_a_feed_holds_the_latest_only() -> None:
    entries = [entry(one) for one in many(LATEST + 5)]

    assert len(feeds.latest(entries, "uk")) == LATEST
    assert feeds.latest(entries, "mk") == []


def test_the_sitemap_names_each_page_with_its_languages(folder: Path) -> None:
    root = etree.parse(folder / "sitemap.xml").getroot()

    found = {
        url.findtext("s:loc", namespaces=NAMES): url.xpath("x:link/@hreflang", namespaces=NAMES)
        for url in root.findall("s:url", NAMES)
    }
    assert found[f"{BASE}/"] == ["en", "uk", "pl"]
    assert found[f"{BASE}/uk/1.html"] == ["en", "uk"]
    assert found[f"{BASE}/en/3.html"] == []
    assert f"{BASE}/en/4.html" not in found
    assert (
        "Sitemap: https://facts.daily.example/all/sitemap.xml"
        in (folder / "robots.txt").read_text()
    )


def test_a_large_archive_has_several_sitemaps_and_one_that_names_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feeds, "MOST", 4)
    entries = [entry(one) for one in many(10)]

    found = dict(feeds.sitemaps({"en": "index.html"}, entries, BASE))

    assert list(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    index = etree.fromstring(found["sitemap.xml"])
    named = index.xpath("s:sitemap/s:loc/text()", namespaces=NAMES)
    assert named == [f"{BASE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    pages = [
        etree.fromstring(found[f"sitemap-{one}.xml"]).findall("s:url", NAMES) for one in (1, 2, 3)
    ]
    assert sum(map(len, pages)) == 1 + 2 * 10
