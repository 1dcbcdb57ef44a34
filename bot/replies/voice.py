"""The bot's voice in one language: its catalogue, its plural forms, its dates and numbers.

Texts are the English ones in the code; the catalogues in bot/locales are made from them:

    pybabel extract -o bot/locales/tipline.pot --project tipline --no-location -w 96 bot/replies
    pybabel update -D tipline -i bot/locales/tipline.pot -d bot/locales -w 96 -N
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.support import Translations
from babel.units import format_unit

from bot.replies.markup import Html, escape

LOCALES = ("en", "uk", "ru", "mk", "pl")
OWN_NAMES = {
    "en": "English",
    "uk": "Українська",
    "ru": "Русский",
    "mk": "Македонски",
    "pl": "Polski",
}
SHORT = 100_000  # numbers below are written in full where there is little room
_REGIONS = {"en": "en_GB"}  # 9 January 2025, not January 9, 2025

Value = Html | str | int


def N_(text: str) -> str:
    """Mark a text of the catalogue that is spoken elsewhere."""
    return text


def spoken(locale: str | None) -> str:
    """Return the language of ours for a tag such as uk-UA; English where there is none."""
    base = (locale or "").replace("_", "-").split("-")[0].lower()
    return base if base in LOCALES else LOCALES[0]


def voice(locale: str | None) -> Voice:
    """Return the voice for *locale*; its catalogue is read at first use."""
    return _voice(spoken(locale))


@cache
def _voice(code: str) -> Voice:
    return Voice(code, _catalogue(code), Locale.parse(_REGIONS.get(code, code)))


def _catalogue(code: str) -> Translations:
    """Read the catalogue of one of our languages, compiled in memory."""
    path = files("bot") / "locales" / code / "LC_MESSAGES" / "tipline.po"
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translations(compiled, domain="tipline")


class Voice:
    """Speaks one language; everything that it says is escaped here."""

    def __init__(self, code: str, catalogue: Translations, locale: Locale) -> None:
        self.code = code
        self._catalogue = catalogue
        self._locale = locale

    def gettext(self, text: str, **values: Value) -> Html:
        """Say *text* with its values put in."""
        return self._fill(self._catalogue.gettext(text), values)

    def ngettext(self, one: str, many: str, count: int, **values: Value) -> Html:
        """Say the form that fits *count*, which is put in as {count}."""
        return self._fill(self._catalogue.ngettext(one, many, count), {"count": count, **values})

    def _fill(self, template: str, values: dict[str, Value]) -> Html:
        """Escape a template and its values, and put them together."""
        markup = {name: self._html(value).markup for name, value in values.items()}
        return Html(escape(template).markup.format_map(markup))

    def _html(self, value: Value) -> Html:
        match value:
            case Html():
                return value
            case int():
                return escape(self.number(Decimal(value)))
            case _:
                return escape(value)

    def number(self, value: Decimal) -> str:
        """Write a number as this language does."""
        return str(format_decimal(value, locale=self._locale))

    def short_number(self, value: Decimal) -> str:
        """Write a large number in few letters: 1.5M."""
        return str(format_compact_decimal(value, locale=self._locale, fraction_digits=1))

    def brief_number(self, count: int) -> str:
        """Write a number in full while that is short."""
        value = Decimal(count)
        return self.number(value) if count < SHORT else self.short_number(value)

    def percent(self, share: float) -> str:
        """Write a share of one in hundredths."""
        return str(format_percent(share, locale=self._locale))

    def week_day(self, day: date) -> str:
        """Write a day of a week as its name and number, in few letters."""
        return str(format_skeleton("Ed", day, locale=self._locale))

    def day_of_month(self, day: date) -> str:
        """Write a date without its year, in few letters."""
        return str(format_skeleton("MMMd", day, locale=self._locale))

    def short_day(self, day: date) -> str:
        """Write a date with the month as a short word."""
        return str(format_skeleton("yMMMd", day, locale=self._locale))

    def day(self, day: date) -> str:
        """Write a date with the month as a word."""
        return str(format_date(day, "long", locale=self._locale))

    def period(self, start: date, end: date) -> str:
        """Write a stretch of days; a whole month by its name."""
        if start == end:
            return self.day(start)
        if start.day == 1 and end == start.replace(day=monthrange(start.year, start.month)[1]):
            return str(format_skeleton("yMMMM", start, locale=self._locale))
        return str(format_interval(start, end, "yMMMMd", locale=self._locale))

    def short_age(self, span: timedelta) -> str:
        """Write how long something has lasted in few letters."""
        return self._age(span, "short")

    def age(self, span: timedelta) -> str:
        """Write how long something has lasted: in minutes, from an hour in hours, then in days."""
        return self._age(span, "long")

    def _age(self, span: timedelta, length: Literal["short", "long"]) -> str:
        minutes = int(span.total_seconds()) // 60
        hours, days = minutes // 60, minutes // (24 * 60)
        count, unit = (
            (days, "day") if days > 1 else (hours, "hour") if hours else (minutes, "minute")
        )
        words = format_unit(count, f"duration-{unit}", length, locale=self._locale)
        if "duration-" in words:  # a language that has no long words for it, such as mk for days
            words = format_unit(count, f"duration-{unit}", "short", locale=self._locale)
        return str(words)

    def language(self, code: str) -> str:
        """Name a language in this one; its code where it has no name here."""
        return str(self._locale.languages.get(code, code))
