"""Cut a text into words, digit groups and signs."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from bot.text.number_bounds import fold

# Longer digit strings are identifiers; Decimal keeps 28 digits exactly.
MOST_DIGITS = 24

_TOKEN = re.compile(
    r"""
      (?P<grouped>[1-9][0-9]{0,2}(?P<by>[ \u00a0\u2009\u202f,.'’])[0-9]{3}
        (?:(?P=by)[0-9]{3})*(?![0-9])(?!(?<=[ \u00a0][0-9]{3})-(?:мм|mm|см|кг|км))
        (?P<fraction>[.,][0-9]++)?)
    | (?P<plain>(?:[0-9]++(?:[.,][0-9]++)?)?[\u00bc-\u00be\u2150-\u215e]
        | [0-9]++(?:[.,][0-9]++)?)
    | (?P<word>[^\W\d_](?:[^\W\d_\u0300-\u036f]|[\u0300-\u036f]|['’ʼ‘`](?=[^\W\d_]))*+)
    | (?P<sign>\ufffc++|\S)
    """,
    re.VERBOSE,
)
_PLACES = Decimal("0.0001")
_DAY_AND_MONTH = re.compile(r"(?:[0-9]|[0-3][0-9])\.(?:0[1-9]|1[0-2])")


class Token(NamedTuple):  # much cheaper to make than a frozen dataclass, and there are many
    """A piece of text; *key* is the folded word or the sign, *number* the value of digits."""

    start: int
    end: int
    text: str
    key: str
    number: Decimal | None = None
    fraction: Decimal | None = None  # the other reading of "1.234": a decimal fraction
    is_word: bool = False
    glued: bool = False  # nothing stands between it and the token before
    fresh: bool = False  # it begins a line

    @property
    def plain(self) -> bool:
        """Say whether these are digits without grouping or fraction."""
        return self.number is not None and self.text.isdigit()


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text that went through `hide`."""
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        between = text[at : match.start()]
        at = match.end()
        glued, fresh = not between and bool(found), "\n" in between
        found.append(_token(match, text, glued=glued, fresh=fresh))
    return found


def _token(match: re.Match[str], text: str, *, glued: bool, fresh: bool) -> Token:
    raw = match[0]
    if match["word"] or match["sign"]:
        is_word = match["word"] is not None
        key = fold(raw) if is_word else raw
        return Token(*match.span(), raw, key, is_word=is_word, glued=glued, fresh=fresh)
    number, fraction = _value(match, text[match.end() : match.end() + 2])
    return Token(*match.span(), raw, "", number, fraction, glued=glued, fresh=fresh)


def _value(match: re.Match[str], rest: str) -> tuple[Decimal | None, Decimal | None]:
    """Return what the digits mean, and what they mean as a decimal fraction if that may be."""
    raw = match[0]
    if not raw[-1].isdecimal():
        part = Decimal(unicodedata.numeric(raw[-1])).quantize(_PLACES).normalize()
        return Decimal(raw[:-1].replace(",", ".") or 0) + part, None
    if len(raw) > MOST_DIGITS or (rest[:1] in {".", ","} and rest[1:2].isdigit()):
        return None, None
    if by := match["by"]:
        whole = raw.removesuffix(match["fraction"] or "").replace(by, "")
        number = Decimal(whole + (match["fraction"] or "").replace(",", "."))
        single = by in ",." and not match["fraction"] and raw.count(by) == 1
        return number, Decimal(raw.replace(by, ".")) if single else None
    if _leads_with_zero(raw) or _identifier(raw) or _DAY_AND_MONTH.fullmatch(raw):
        return None, None
    return Decimal(raw.replace(",", ".")), None


def _leads_with_zero(raw: str) -> bool:
    return len(raw) > 1 and raw[0] == "0" and raw[1].isdigit()


def _identifier(raw: str) -> bool:
    """Say whether ungrouped digits are too many for a count that people write so."""
    return len(raw) > 8 and len(raw.rstrip("0")) > 4
