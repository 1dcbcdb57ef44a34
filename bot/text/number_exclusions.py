"""Tell a number that counts something from a year, a name, an address or an ordinal."""

from collections.abc import Sequence
from dataclasses import replace

from bot.text.number_hedges import hedge
from bot.text.number_names import is_counted, is_hour, is_measured, is_name
from bot.text.number_tables import Tables
from bot.text.number_titles import is_title
from bot.text.number_tokens import Token
from bot.text.number_values import Reading

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_STREET_REACH = 5
_NO_WORD = Token(0, 0, "", "")


def glued_ending(tokens: Sequence[Token], reading: Reading, tables: Tables) -> Reading:
    """Judge letters glued to digits: "2-х" is a count, "17-та" an ordinal, "5G" a name."""
    at = reading.after
    if tokens[at - 1].number is None or at >= len(tokens):
        return reading
    hyphen = tokens[at].key in {"-", "‑", "‐"} and tokens[at].glued
    ending = _token(tokens, at + 1 if hyphen else at)
    if hyphen and ending.glued and ending.key.startswith(tables.adjective_stems):
        return _scaled(reading, ending, at + 2, tables)
    if not (ending.is_word and ending.glued) or (
        # "203-м" is an ordinal, "203 м" a length.
        not (hyphen and len(ending.key) == 1) and _is_unit(ending, tables, compound=hyphen)
    ):
        return reading
    if hyphen and (ending.key in tables.words or ending.key in tables.scales):
        return reading
    cardinal = ending.key in tables.cardinal_endings or (
        ending.key in tables.small_endings and reading.high < 5
    )
    after = at + 2 if hyphen else at + 1
    return replace(reading, after=after, kept=hyphen and cardinal)


def _scaled(reading: Reading, ending: Token, after: int, tables: Tables) -> Reading:
    """Read "10-тисячний" as 10,000."""
    by = next(scale for stem, scale in tables.adjectives if ending.key.startswith(stem))
    return replace(reading, low=reading.low * by, high=reading.high * by, after=after, scale=by)


def excluded(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    """Say whether the number names something instead of counting it."""
    token = tokens[reading.first]
    if token.number is None and not token.is_word:
        return True
    if _pronoun(tokens, reading, tables) or is_hour(tokens, reading, tables):
        return True
    if token.is_word or reading.scale is not None:
        return False
    return (
        _year(tokens, reading, tables)
        or _named_before(tokens, reading, tables)
        or _named_after(tokens, reading, tables)
        or is_name(tokens, reading, tables)
        or is_title(tokens, reading, tables)
    )


def _year(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    token, following = tokens[reading.first], _token(tokens, reading.after)
    if not token.plain or len(token.text) != 4:
        return False
    if following.key in tables.year_after:
        return True
    if not _FIRST_YEAR <= reading.low <= _LAST_YEAR:
        return False
    counted = following.is_word and following.text[0].islower() and len(following.key) > 2
    before = _token(tokens, reading.first - 1).key
    if reading.low % 100 == 0 and counted and (before not in tables.year_before or before == "до"):
        return False
    if before in tables.year_before:
        return True
    if hedge(tokens, reading.first, tables):
        return False
    return not (counted and following.key.endswith(tables.counted_endings))


def _named_before(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    at = reading.first - 1
    if _token(tokens, at).key == ".":
        at -= 1
    before = _token(tokens, at)
    if before.key in tables.name_before and not (before.key == "no" and at == reading.first - 1):
        # "за статтею 5 років" tells the term, not the article.
        return not is_measured(tokens, reading.after, tables)
    if before.key in {"№", "#", "§"}:
        return True
    for back in range(1, _STREET_REACH + 1):
        if _token(tokens, reading.first - back).key in tables.street_before:
            return reading.low < 1000 and not is_counted(tokens, reading.after, tables)
    return False


def _named_after(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    following = _token(tokens, reading.after)
    if following.key == "." and following.glued and tokens[reading.after - 1].plain:
        following = _token(tokens, reading.after + 1)
        if _is_ordinal(reading, following, tables):
            return True
    if following.key in tables.formation or (
        len(following.key) > 2 and following.key.endswith(tables.formation_endings)
    ):
        return True
    for ahead in range(4):
        word = _token(tokens, reading.after + ahead)
        if not word.text[:1].isupper():
            return False
        if ahead and word.key in tables.street_after:
            return True
    return False


def _is_ordinal(reading: Reading, following: Token, tables: Tables) -> bool:
    """Say whether the full stop of "3. piętro" makes an ordinal, as in Macedonian and Polish."""
    dotted = bool(tables.languages & {"mk", "pl"}) and not tables.languages & {"uk", "ru"}
    lower = following.is_word and following.text[0].islower()
    return dotted and lower and not following.fresh and reading.high < 1000


def _pronoun(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    """Say whether a lone "one" does not stand before a thing that is counted."""
    one = reading.after == reading.first + 1 and tables.words.get(tokens[reading.first].key) == 1
    following = _token(tokens, reading.after)
    noun = following.is_word and following.text.islower() and len(following.key) > 2
    before = _token(tokens, reading.first - 1).key
    return one and (
        not noun or following.key in tables.pronoun_after or before in tables.pronoun_before
    )


def _is_unit(token: Token, tables: Tables, *, compound: bool) -> bool:
    stems = tables.unit_stems + (tables.unit_compounds if compound else ())
    return token.key in tables.unit_words or token.key.startswith(tuple(s for s, _ in stems))


def _token(tokens: Sequence[Token], at: int) -> Token:
    return tokens[at] if 0 <= at < len(tokens) else _NO_WORD
