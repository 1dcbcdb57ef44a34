"""The pages: templates filled for a reader of one language; whatever is put in is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale, UnknownLocaleError
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.archive.listing import Choice, Page
from bot.archive.values import Entry, Site
from bot.exchange import places
from bot.exchange.claimreview_writing import mark
from bot.models import Rating
from bot.replies import archive_words
from bot.replies.labels import rated
from bot.replies.markup import Html, escape, shorten
from bot.replies.voice import OWN_NAMES, Voice, spoken, voice
from bot.services.exporting import Exported

SAID_BY_THE_SEARCH = ("searching", "nothing", "broken")
# What `escape` takes out, so that it has to look at few texts letter by letter.
SUSPECT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
DESCRIPTION = 300  # characters of a page's description, for search engines


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page of the archive."""

    label: str
    href: str
    language: str | None = None
    current: bool = False


class Pages:
    """Fills the templates for one site."""

    def __init__(self, site: Site, homes: Sequence[str], languages: Sequence[str]) -> None:
        self._site, self._homes = site, homes
        feeds = frozenset(languages) if site.base_url else frozenset()
        self._environment = Environment(
            loader=PackageLoader("bot.archive", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_clean,
        )
        self._environment.globals |= {
            "direction": direction,
            "style": style,
            "web": is_web,
            "html": lambda markup: Html(str(markup)),
            "places": places,
            "site": site,
            "feeds": feeds,
        }

    def verdict(self, one: Exported, language: str) -> str:
        """Make the page of a verdict in one of its languages."""
        path, review = places.verdict(language, one.number), one.review
        said = next((t for t in review.texts if places.folder(t.language) == language), None)
        if language == places.folder(review.language):
            said = None
        summary = said.summary if said else review.summary
        addresses = self._addresses(one)
        return self._fill(
            "verdict.html",
            path,
            language,
            alternates=self._alternates(one),
            number=one.number,
            review=review,
            imported=one.imported,
            claim=said.claim if said else review.claim,
            summary=[part for part in summary.split("\n") if part.strip()],
            description=shorten(" ".join(summary.split()), DESCRIPTION)[0],
            rating=review.rating,
            others=[
                Link(
                    language_name(code), places.link(path, places.verdict(code, one.number)), code
                )
                for code in places.languages(review)
                if code != language
            ],
            mark=Markup(  # noqa: S704 - `mark` is safe in a script
                mark(review, addresses, rated, said.language if said else review.language)
            ),
        )

    def withdrawn(self, one: Exported, language: str) -> str:
        """Make the page that stands where a withdrawn verdict was."""
        path = places.verdict(language, one.number)
        return self._fill(
            "withdrawn.html", path, language, number=one.number, on=one.changed_at.date()
        )

    def listed(
        self, page: Page, choices: Mapping[str, Sequence[Choice]], shards: Sequence[str]
    ) -> str:
        """Make a page of a list; *choices* are the other lists, *shards* what the search reads."""
        return self._fill(
            "list.html",
            page.path,
            page.locale,
            alternates={
                code: places.listed(code, self._site.language, page.kind, page.value, page.number)
                for code in self._homes
            },
            page=page,
            choices=choices,
            shards=shards,
            shown=[self._row(page, one) for one in page.entries],
            spoken=self._spoken(page.locale, choices),
            facet=None if page.kind == "all" else facet(page.locale, page.kind, page.value),
        )

    def _spoken(self, locale: str, choices: Mapping[str, Sequence[Choice]]) -> Mapping[str, Any]:
        """Return what the search in the browser says."""
        speaker = voice(locale)
        names = {name: archive_words.say(speaker, name).plain for name in SAID_BY_THE_SEARCH}
        ratings = {one.value: facet(locale, "rating", one.value) for one in choices["rating"]}
        languages = {
            one.value: archive_words.say(
                speaker, "in_language", language=speaker.language(one.value)
            ).plain
            for one in choices["language"]
        }
        return {**names, "plurals": plurals(speaker), "ratings": ratings, "languages": languages}

    def _row(self, page: Page, one: Entry) -> Mapping[str, Any]:
        language = one.language(page.value if page.kind == "language" else page.locale)
        return {
            "entry": one,
            "href": places.link(page.path, places.verdict(language, one.number)),
            "language": language,
            "told": one.texts[language],
        }

    def _fill(self, template: str, path: str, language: str, **values: Any) -> str:
        locale, site = spoken(language), self._site
        speaker = voice(locale)

        def say(text: str, /, **given: Html | str | int) -> Markup:
            return Markup(archive_words.say(speaker, text, **given).markup)  # noqa: S704

        alternates: Mapping[str, str] = values.pop("alternates", {})
        return self._environment.get_template(template).render(
            {
                "say": say,
                "voice": speaker,
                "rated": lambda rating: rated(rating, locale),
                "checked": lambda n: Markup(archive_words.checked(speaker, n).markup),  # noqa: S704
                "day": speaker.day,
                "in_words": speaker.language,
                "name": lambda kind, value: facet(locale, kind, value),
                "locale": locale,
                "text_language": language,
                "link": lambda target: places.link(path, target),
                "home": places.home(self._at_home(locale), site.language),
                "list_of": lambda kind, value: places.listed(
                    self._at_home(locale), site.language, kind, value, 1
                ),
                "canonical": site.address(path),
                "alternates": {
                    code: address
                    for code, target in alternates.items()
                    if (address := site.address(target))
                },
                "homes": [
                    Link(
                        OWN_NAMES.get(code, code),
                        places.link(
                            path, alternates.get(code) or places.home(code, site.language)
                        ),
                        code,
                        current=code == locale,
                    )
                    for code in self._homes
                ],
                "period": lambda start, end: _period(speaker, start, end),
                **values,
            }
        )

    def _others(self, one: Exported, language: str) -> list[Link]:
        """Return a verdict's pages in its other languages."""
        path = places.verdict(language, one.number)
        return [
            Link(language_name(code), places.link(path, places.verdict(code, one.number)), code)
            for code in places.languages(one.review)
            if code != language
        ]

    def _languages(self, path: str, locale: str, alternates: Mapping[str, str]) -> list[Link]:
        """Return the same page in our other languages, or what they have instead."""
        targets = {
            code: alternates.get(code) or places.home(code, self._site.language)
            for code in self._homes
        }
        return [
            Link(OWN_NAMES.get(code, code), places.link(path, target), code, code == locale)
            for code, target in targets.items()
        ]

    def _at_home(self, locale: str) -> str:
        """Return the language in which a reader finds lists."""
        return locale if locale in self._homes else self._site.language

    def _alternates(self, one: Exported) -> dict[str, str]:
        codes = places.languages(one.review)
        return {code: places.verdict(code, one.number) for code in codes}

    def _addresses(self, one: Exported) -> dict[str, str]:
        base = self._site.base_url
        return places.addresses(base, one.number, one.review) if base else {}


def facet(locale: str, kind: str, value: str) -> str:
    """Name what the verdicts of a list share, to a reader."""
    if kind == "rating":
        return rated(Rating(value) if value in set(Rating) else None, locale)
    if kind == "language":
        return _sentence(voice(locale).language(value))
    return value


def is_web(address: str | None) -> bool:
    """Say whether a link may lead there."""
    return bool(address) and str(address).startswith(("https://", "http://"))


def _clean(value: object) -> object:
    """Take control characters and direction tricks out of what is put into a page."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    if not SUSPECT.search(value):
        return value  # the environment escapes it
    return Markup(escape(value).markup)  # noqa: S704 - escape is what makes it safe


def direction(language: str) -> str:
    """Return in which direction a language is written."""
    try:
        return str(Locale.parse(language).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def style(rating: Rating | None) -> str:
    """Return the name by which the style sheet knows a rating."""
    return rating.value.replace("_", "-") if rating else "unrated"


def language_name(code: str) -> str:
    """Name a language in itself; its code where it has no name."""
    try:
        return OWN_NAMES.get(code) or _sentence(Locale.parse(code).get_display_name() or code)
    except (UnknownLocaleError, ValueError):
        return code


def plurals(speaker: Voice) -> dict[str, str]:
    """Return how many claims a search found, by the plural's kind, with {count} in its place."""
    rule = Locale.parse(speaker.code).plural_form
    found = {
        rule(count): archive_words.found(speaker, count).plain.replace(str(count), "{count}")
        for count in range(30, -1, -1)
    }
    return found | {"other": found.get("other") or found["many"]}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _period(speaker: Voice, start: date | None, end: date | None) -> str:
    """Say which time a verdict is about."""
    if start and end:
        return speaker.period(start, end)
    if start:
        return archive_words.say(speaker, "from", date=speaker.day(start)).plain
    return archive_words.say(speaker, "until", date=speaker.day(end)).plain if end else ""
