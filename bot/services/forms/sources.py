"""Sources of a draft: read from what a reviewer sends, added once each, named, taken away."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.models import Draft, Source
from bot.pages import PageFacts
from bot.pages.addresses import is_public as is_public_address
from bot.services.forms import steps as form_steps
from bot.services.forms.drafts import as_fields
from bot.services.forms.values import Given
from bot.services.forms.words import tidy
from bot.services.people import excerpt
from bot.services.sources import SEPARATOR, read_source
from bot.services.values import Text
from bot.text.links import Link, read_link
from bot.text.normalise import canonical_url, urls

MOST: Final = 10
LONGEST_NAME: Final = 300  # code points of a title or an outlet
OF_A_POST: Final = 120  # code points of a channel's post that stand as its title
_NEAR: Final = (".local", ".localhost", ".internal", ".lan", ".home", ".onion", ".test")


@dataclass(frozen=True, slots=True)
class Lines:
    """What a message gives as sources: whole ones, and links of which no title is given."""

    sources: tuple[dict[str, Any], ...] = ()
    links: tuple[str, ...] = ()
    problem: Text | None = None


def read_lines(text: str, hidden: Iterable[str] = ()) -> Lines:
    """Read lines "title | outlet | https://link" and links, those behind words included."""
    sources: list[dict[str, Any]] = []
    links: list[str] = []
    problem: Text | None = None
    for line in text.splitlines():
        if SEPARATOR in line:
            source = _whole(line)
            if isinstance(source, Text):
                problem = source
            else:
                sources.append(source)
        else:
            links += urls(line)
    given = {one.get("url") for one in sources}
    links += [one for one in hidden if one not in links and _with_scheme(one) not in given]
    whole = dict.fromkeys(map(_with_scheme, links))
    public = tuple(one for one in whole if one not in given and is_public(one))
    if any(not is_public(one) for one in whole):
        problem = Text("form_bad_link")
    return Lines(tuple(sources), public[:MOST], problem)


def of_page(page: PageFacts) -> dict[str, Any]:
    """Make a source of a page, with what it says of itself."""
    return _fields(page.title, page.outlet, page.url, page.published_on, page.author)


def of_link(url: str, title: str | None = None, outlet: str | None = None) -> dict[str, Any]:
    """Make a source of a link to a page that could not be read."""
    return _fields(title, outlet, url)


def of_post(text: str, channel: str | None, url: str | None, day: date | None) -> dict[str, Any]:
    """Make a source of a channel's post; its first words stand as the title."""
    first = next((line for line in text.splitlines() if tidy(line)), "")
    return _fields(excerpt(tidy(first), OF_A_POST), channel, url, day)


def is_public(url: str) -> bool:
    """Say whether readers everywhere can open an address: no private network, no bare name."""
    link = read_link(url)
    if not isinstance(link, Link):
        return False
    try:
        return is_public_address(link.host)
    except ValueError:
        return "." in link.host and not link.host.endswith(_NEAR)


def add(draft: Draft, given: Given) -> Text | None:
    """Add sources that are not there yet, and ask for the first title that is missing of them."""
    kept = list(draft.sources)
    known = {_identity(one) for one in kept}
    new = [one for one in given.sources if _identity(one) not in known]
    room = max(0, MOST - len(kept))
    draft.sources = [*kept, *new[:room]]
    form_steps.ask_for(draft, "")
    _ask_title(draft, new[:room])
    if len(new) > room:
        return Text("form_sources_full", (("most", MOST),))
    if not given.sources and not given.problem:
        return Text("form_source_how")
    return given.problem


def name(draft: Draft, line: str) -> Text | None:
    """Take a line "title | outlet" for the source whose title is asked for."""
    read = read_source(line)
    if not isinstance(read, Source) or read.url or not tidy(read.title or ""):
        return Text("form_title_how")
    place = place_of(draft, form_steps.detail(draft))
    if place is None:
        return Text("form_source_how")
    source = draft.sources[place]
    named = source | {"title": _name(read.title), "outlet": _name(read.outlet) or source["outlet"]}
    draft.sources = [*draft.sources[:place], named, *draft.sources[place + 1 :]]
    form_steps.ask_for(draft, "")
    _ask_title(draft, draft.sources[place + 1 :])
    return None


def drop(draft: Draft, which: int) -> bool:
    """Take the source with a mark away; False where there is none (any more)."""
    left = [one for one in draft.sources if mark(one) != which]
    if len(left) == len(draft.sources):
        return False
    draft.sources = left
    return True


def mark(source: dict[str, Any]) -> int:
    """Return a number that stands for a source on a button, whatever its place is by then."""
    return zlib.crc32("\n".join(_identity(source)).encode()) + 1


def place_of(draft: Draft, which: str) -> int | None:
    """Return the place of the source whose mark is asked about."""
    places = (at for at, one in enumerate(draft.sources) if str(mark(one)) == which)
    return next(places, None)


def _ask_title(draft: Draft, among: Iterable[dict[str, Any]]) -> None:
    if untitled := next((one for one in among if not one["title"]), None):
        form_steps.ask_for(draft, str(mark(untitled)))


def _identity(source: dict[str, Any]) -> tuple[str, ...]:
    """Return what a source has in common with itself as it was sent another time."""
    if source.get("url"):
        return (canonical_url(source["url"]) or source["url"],)
    return (source.get("title") or "", source.get("outlet") or "")


def _whole(line: str) -> dict[str, Any] | Text:
    read = read_source(line)
    if not isinstance(read, Source):
        return Text("bad_source")
    if read.url and not is_public(read.url):
        return Text("form_bad_link")
    return _fields(read.title, read.outlet, read.url)


def _fields(
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published_on: date | None = None,
    author: str | None = None,
) -> dict[str, Any]:
    source = Source(
        title=_name(title),
        outlet=_name(outlet),
        author=_name(author),
        url=url,
        published_on=published_on,
    )
    return as_fields(source)


def _name(text: str | None) -> str | None:
    return excerpt(tidy(text or ""), LONGEST_NAME) or None


def _with_scheme(link: str) -> str:
    return link if "://" in link else f"https://{link}"
