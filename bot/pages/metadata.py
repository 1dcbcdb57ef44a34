"""The facts of a page from its markup; what it does not say stays open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin, urlsplit

from bot.pages.dates import read_day
from bot.pages.markup import Markup, read_markup
from bot.pages.structured import Article, read_article
from bot.pages.tidying import tidy, without_outlet
from bot.pages.values import PageFacts
from bot.text.links import Link, read_link

LONGEST_TITLE = 300
LONGEST_NAME = 100  # of an outlet, of the authors
_DATES = ("date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "pubdate")


def read_page(page: str, link: Link, today: date) -> PageFacts:
    """Return what *page*, found at *link*, says of itself."""
    markup = read_markup(page)
    article = read_article(markup.json_ld)
    outlet = _first([*markup.values("og:site_name"), article.outlet], LONGEST_NAME) or link.site
    return PageFacts(
        url=_url(markup, link),
        outlet=outlet,
        title=_title(markup, article, outlet, link),
        author=_author(markup, article),
        published_on=_day(markup, article, today),
    )


def _title(markup: Markup, article: Article, outlet: str, link: Link) -> str | None:
    given = [*markup.values("og:title"), article.headline, markup.title]
    title = _first(given, LONGEST_TITLE + LONGEST_NAME)
    if title is None:
        return None
    return tidy(without_outlet(title, outlet, link.site, link.host), LONGEST_TITLE)


def _author(markup: Markup, article: Article) -> str | None:
    """Return the authors' names; a profile's link, number or handle in their place is none."""
    for given in (article.authors, markup.values("author"), markup.values("article:author")):
        names = [name for one in given if (name := tidy(one, LONGEST_NAME)) and _is_name(name)]
        if names:
            return tidy(", ".join(dict.fromkeys(names)), LONGEST_NAME)
    return None


def _is_name(text: str) -> bool:
    return not (text.startswith(("@", "/", "www.")) or "://" in text or text.isdigit())


def _day(markup: Markup, article: Article, today: date) -> date | None:
    given = [*markup.values("article:published_time"), article.published]
    given += markup.values("datepublished", *_DATES)
    return next((day for one in given if (day := read_day(one, today))), None)


def _url(markup: Markup, link: Link) -> str:
    """Return the address that the page calls its own, where that is on the same host.

    Some sites give the address of their front page on every page: that one is not taken.
    """
    try:
        own = read_link(urljoin(link.url, markup.canonical or ""))
    except ValueError:
        return link.url
    if not isinstance(own, Link) or own.host != link.host or urlsplit(own.url).path == "/":
        return link.url
    return own.url


def _first(given: Iterable[str | None], longest: int) -> str | None:
    return next((text for one in given if (text := tidy(one, longest))), None)
