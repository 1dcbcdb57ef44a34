"""The archive's pages: valid, safe, linked, and readable without a program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from lxml.html import HtmlElement, fromstring

from bot.archive.listing import PAGE
from bot.archive.values import Site
from bot.models import Rating
from bot.replies.labels import label
from bot.replies.voice import LOCALES, voice
from tests.archive.verdicts import BASE, SITE, VERDICTS, archive, exported, many
from tests.exchange.reviews import HOSTILE, OTHERS, OWN
from tests.exchange.schema import missing, problems


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of all sample verdicts."""
    place = tmp_path_factory.mktemp("public") / "archive"
    archive(place)
    return place


def page(folder: Path, path: str) -> Any:
    return fromstring((folder / path).read_bytes())


def pages(folder: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        yield name, page(folder, name)


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_page_is_html_without_a_mistake(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))


def test_each_verdict_has_a_page_in_each_of_its_languages(folder: Path) -> None:
    found = {path.relative_to(folder).as_posix() for path in folder.glob("*/[0-9]*.html")}

    assert found == {
        "en/1.html", "uk/1.html", "pt/2.html", "en/3.html", "en/4.html", "uk/4.html",
        "ar/6.html", "pl/6.html",
    }  # fmt: skip


def test_every_link_within_the_archive_leads_somewhere(folder: Path) -> None:
    for path, found in pages(folder):
        for link in found.xpath("//a/@href | //link/@href | //script/@src"):
            if "://" in link:
                continue
            target = (folder / path).parent / unquote(urlsplit(link).path)
            assert target.is_file() or link.startswith("#"), f"{path}: {link}"


def test_nothing_is_loaded_from_elsewhere(folder: Path) -> None:
    for path, found in pages(folder):
        loaded = found.xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert [link for link in loaded if ":" in link or link.startswith("//")] == [], path
        policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy[0]
        assert "unsafe" not in policy[0]


def test_a_page_says_what_the_verdict_does(folder: Path) -> None:
    found = page(folder, "uk/1.html")

    assert found.get("lang") == "uk"
    assert text(found.find(".//h1")) == "Бджоли платять податки."
    assert text(found.xpath("//*[@class='rating']")[0]) == "Неправда"
    said = text(found.find(".//main"))
    for words in ("Жодна податкова про них не чула.", "On bees", "The Hive", "nature",
                  "10 січня 2025", "Ruritania's beekeepers"):  # fmt: skip
        assert words in said
    assert "https://hive.example/1" in found.xpath("//cite/a/@href")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("rating", list(Rating))
def test_each_rating_is_named_in_each_language(
    tmp_path: Path, locale: str, rating: Rating
) -> None:
    archive(tmp_path / "a", [exported(1, replace(OWN, language=locale, rating=rating, texts=()))])

    found = page(tmp_path / "a", f"{locale}/1.html")

    expected = label(voice(locale), rating).plain
    assert text(found.xpath("//*[@class='rating']")[0]) == expected
    assert text(found.find(".//title")).startswith(f"{expected}: ")


def test_others_reviews_name_their_publisher_and_lead_to_it(folder: Path) -> None:
    found = page(folder, "pt/2.html")

    assert found.get("lang") == "en"  # of what surrounds the claim
    assert found.xpath("//article/@lang") == ["pt"]
    assert OTHERS.url in found.xpath("//main//a/@href")
    assert "Não é bem assim" in text(found.find(".//main"))


def test_a_language_from_right_to_left_is_shown_so(folder: Path) -> None:
    assert page(folder, "ar/6.html").xpath("//article/@dir") == ["rtl"]


def test_what_readers_wrote_is_text_and_nothing_else(folder: Path) -> None:
    found = page(folder, "en/3.html")

    assert text(found.find(".//h1")) == " ".join(HOSTILE.claim.split())
    assert found.xpath("//main//script | //main//img | //main//b") == []
    assert {one.get("type") for one in found.xpath("//script")} == {"application/ld+json"}
    assert "{{ 7 * 7 }}" in text(found.find(".//main"))
    assert found.xpath("//cite/a/@href") == ["https://hive.example/?a=1&b='\""]


def test_a_link_that_is_none_is_not_made_one(tmp_path: Path) -> None:
    bad = "javascript:alert(1)"
    review = replace(OWN, appearances=(bad,), sources=(replace(OWN.sources[0], url=bad),))
    archive(
        tmp_path / "a", [exported(1, replace(review, url=bad, publisher_url=bad), imported=True)]
    )

    found = page(tmp_path / "a", "en/1.html")

    assert [link for link in found.xpath("//a/@href") if link.startswith("javascript")] == []


def test_a_language_that_is_a_path_leads_nowhere(tmp_path: Path) -> None:
    archive(tmp_path / "a", [exported(1, replace(OWN, language="../../up", texts=()))])

    assert (tmp_path / "a" / "und" / "1.html").is_file()
    assert {path.name for path in tmp_path.iterdir()} == {"a"}


def test_a_page_carries_its_claimreview(folder: Path) -> None:
    (script,) = page(folder, "uk/1.html").xpath("//script[@type='application/ld+json']")

    found = json.loads(script.text)
    assert (list(problems(found)), missing(found)) == ([], set())
    assert found["url"] == f"{BASE}/uk/1.html"


def test_each_page_has_one_address_and_names_its_other_languages(folder: Path) -> None:
    found = page(folder, "uk/1.html")

    assert found.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/uk/1.html"]
    alternates = found.xpath("//link[@rel='alternate' and @hreflang]")
    assert {one.get("hreflang"): one.get("href") for one in alternates} == {
        "en": f"{BASE}/en/1.html",
        "uk": f"{BASE}/uk/1.html",
    }
    assert page(folder, "index.html").xpath("//link[@rel='canonical']/@href") == [f"{BASE}/"]


def test_a_withdrawn_verdict_leaves_a_short_page_that_nothing_leads_to(folder: Path) -> None:
    found = page(folder, "uk/4.html")

    assert text(found.find(".//h1")) == "Цей висновок відкликано"
    assert "Wasps" not in text(found)
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for path in folder.rglob("*"):
        if path.suffix in {".html", ".xml", ".js", ".json"} and path.name != "4.html":
            assert "/4.html" not in path.read_text(), path
            assert "Wasps" not in path.read_text(), path


def test_what_has_no_rating_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    archive(tmp_path / "rated")
    archive(tmp_path / "all", site=replace(SITE, unrated=True))

    assert not (tmp_path / "rated" / "en" / "5.html").exists()
    assert (
        text(page(tmp_path / "all", "en/5.html").xpath("//*[@class='rating']")[0]) == "Not rated"
    )
    assert (tmp_path / "all" / "en" / "rating-unrated.html").is_file()


def test_lists_show_each_claim_in_the_readers_language_or_as_written(folder: Path) -> None:
    found = page(folder, "uk/index.html")

    claims = {text(one): one.get("lang") for one in found.xpath("//ol[@id='claims']//h3/a")}
    assert claims["Бджоли платять податки."] is None
    assert claims["A lua é feita de queijo."] == "pt"
    assert text(found.xpath("//*[@id='status']")[0]) == "4 перевірені твердження"


def test_lists_work_without_a_program(tmp_path: Path) -> None:
    archive(tmp_path / "a", many(PAGE * 2 + 1))

    numbers, path = [], "index.html"
    while path:
        found = page(tmp_path / "a", path)
        links = found.xpath("//ol[@id='claims']//h3/a/@href")
        numbers += [int(re.findall(r"(\d+)\.html", link)[0]) for link in links]
        following = found.xpath("//nav[@id='turn']/a[@rel='next']/@href")
        place = (tmp_path / "a" / path).parent / following[0] if following else None
        path = place.resolve().relative_to(tmp_path / "a").as_posix() if place else ""

    assert sorted(numbers) == list(range(1, PAGE * 2 + 2))
    rated = page(tmp_path / "a", "en/rating-satire.html")
    assert {text(one) for one in rated.xpath("//ol[@id='claims']//*[@class='rating']")} == {
        "Satire"
    }
    assert found.xpath("//form[@id='search'][@hidden]") != []


def test_every_field_has_a_label_and_headings_do_not_skip(folder: Path) -> None:
    for path, found in pages(folder):
        for field in found.xpath("//input | //select"):
            assert found.xpath(f"//label[@for='{field.get('id')}']"), path
        levels = [int(one.tag[1]) for one in found.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels))
        ids = found.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert found.xpath("//img[not(@alt)]") == []
        assert found.get("lang") in LOCALES
        assert all(text(link) for link in found.xpath("//a")), path


def test_without_an_address_it_is_whole_but_for_what_needs_one(tmp_path: Path) -> None:
    archive(tmp_path / "a", site=Site(language="uk"))

    assert list((tmp_path / "a").rglob("*.xml")) == []
    found = page(tmp_path / "a", "index.html")
    assert found.get("lang") == "uk"
    assert found.xpath("//link[@rel='canonical']") == []
    assert text(found.xpath("//p[@class='name']")[0]) == "Перевірки фактів"
    assert (tmp_path / "a" / "en" / "index.html").is_file()


def test_the_data_hold_what_is_shown(folder: Path) -> None:
    found = json.loads((folder / "claimreview.json").read_text())

    assert list(problems(found)) == []
    claims = [item["item"][0]["claimReviewed"] for item in found["dataFeedElement"]]
    shown = [one for one in VERDICTS if one.review.rating and not one.withdrawn]
    assert claims == [one.review.claim for one in shown]


def test_made_again_nothing_changes(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}

    made = archive(folder)

    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert (made.changed, after == before) == (0, True)
