"""Read parts of a scale or measure ("half a million") and shares of a whole ("two thirds of")."""

from collections.abc import Sequence
from decimal import Decimal

from bot.text.date_patterns import key, patterns
from bot.text.number_bounds import Bound
from bot.text.number_hedges import hedge
from bot.text.number_scales import phrase_at, scale_at, token_at, unit_at
from bot.text.number_tables import Tables
from bot.text.number_tokens import Token
from bot.text.number_values import Reading

_PLACES = Decimal("0.0001")
_HALF_ENDS = frozenset({"з", "із", "с", "и", "i"})  # "two and a half"


def fraction(tokens: Sequence[Token], at: int, tables: Tables) -> Reading | None:
    """Return the part or share that begins at token *at*; None when none does."""
    return _part(tokens, at, tables) or _share(tokens, at, tables)


def is_share(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    """Say whether a lone "½" is of something that is no measure."""
    token = tokens[reading.first]
    lone = reading.after == reading.first + 1 and not token.text[0].isdecimal()
    return lone and token.number is not None and unit_at(tokens, reading.after, tables) is None


def _part(tokens: Sequence[Token], at: int, tables: Tables) -> Reading | None:
    """Read "half a million", "пів години", "полтора часа"."""
    if not (length := phrase_at(tokens, at, tables.parts, tables)):
        return None
    value, after = tables.parts[tuple(each.key for each in tokens[at : at + length])], at + length
    if scale := scale_at(tokens, after, tables):
        value *= scale.value
        return Reading(value, value, at, after + 1, scale=scale.value, words=True)
    following = token_at(tokens, after)
    measured = following.key != "of" and unit_at(tokens, after, tables) is not None
    if measured or (value > 1 and following.text[:1].islower()):
        return Reading(value, value, at, after, words=True)
    return None


def _share(tokens: Sequence[Token], at: int, tables: Tables) -> Reading | None:
    """Read "two thirds", "одна пятая", "пятая часть", "половина солдат", "a quarter of"."""
    token = tokens[at]
    if not token.is_word:
        return None
    if (parts := tables.words.get(token.key)) is not None:
        hyphen = token_at(tokens, at + 1).key == "-"
        behind = at + 2 if hyphen else at + 1
        whole = tables.fractions.get(token_at(tokens, behind).key)
        if whole and 0 < parts < whole:
            return _of(Decimal(parts) / whole, tokens, at, behind + 1, tables)
        return None
    if token.key == "a":
        whole = tables.fractions.get(token_at(tokens, at + 1).key)
        of = token_at(tokens, at + 2).key == "of"
        return _of(Decimal(1) / whole, tokens, at, at + 2, tables) if whole and of else None
    if not (whole := tables.fractions.get(token.key)):
        return None
    following = token_at(tokens, at + 1)
    alone = token.key in tables.fractions_alone and _stands_alone(tokens, at, tables)
    if following.key in tables.fractions_share or alone or _is_bounded(tokens, at, tables):
        return _of(Decimal(1) / whole, tokens, at, at + 1, tables)
    return None


def _stands_alone(tokens: Sequence[Token], at: int, tables: Tables) -> bool:
    """Say whether "half" is neither the first half, nor half past, nor half of a month."""
    before, following = token_at(tokens, at - 1).key, token_at(tokens, at + 1)
    if before in tables.not_after or before in _HALF_ENDS or _is_ordinal(before, tables):
        return False
    if tokens[at].key.isascii() and "en" in tables.languages:
        return following.key in tables.fractions_of
    return (
        following.text[:1].islower()
        and following.key not in tables.not_before
        and key(following.text) not in patterns().month_numbers
        and not _is_ordinal(following.key, tables)
    )


def _is_bounded(tokens: Sequence[Token], at: int, tables: Tables) -> bool:
    """Say whether a bound makes a share of "менее четверти"; "до половины" may be a place."""
    if tokens[at].key not in tables.fractions_hedged or not (before := hedge(tokens, at, tables)):
        return False
    following = token_at(tokens, at + 1)
    dated = key(following.text) in patterns().month_numbers or _is_ordinal(following.key, tables)
    place = before == (Bound.UP_TO, at - 1)
    return not (place or dated)


def _is_ordinal(word: str, tables: Tables) -> bool:
    return word in tables.ordinals or word.startswith(tables.ordinal_stems)


def _of(value: Decimal, tokens: Sequence[Token], at: int, after: int, tables: Tables) -> Reading:
    """Return a share to four places; of a million it is a count."""
    after += token_at(tokens, after).key in tables.fractions_share
    value = value.quantize(_PLACES).normalize()
    if scale := scale_at(tokens, after, tables):
        value *= scale.value
        return Reading(value, value, at, after + 1, scale=scale.value, words=True)
    return Reading(value, value, at, after, words=True, part=True)
