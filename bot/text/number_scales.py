"""Find the scales, measures and phrases of the tables among tokens."""

from collections.abc import Container, Sequence
from decimal import Decimal

from bot.text.number_bounds import Phrase
from bot.text.number_tables import Form, Scale, Tables
from bot.text.number_tokens import Token

CURRENCY = frozenset("$€£₴₽")
_LONGEST_PHRASE = 4
_NOTHING = Token(0, 0, "", "")


def scale_at(tokens: Sequence[Token], at: int, tables: Tables) -> Scale | None:
    """Return the scale word at *at*; one letter counts only where it is glued to digits."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.text == "M" and token.glued and at and tokens[at - 1].number is not None:
        return Scale(Decimal(10**6), Form.SHORT)
    if token.key in tables.scale_letters and _is_scale_letter(tokens, at, tables):
        return Scale(tables.scale_letters[token.key], Form.SHORT)
    scale = tables.scales.get(token.key)
    if scale and scale.form is Form.SHORT and not (at and tokens[at - 1].number is not None):
        return None
    return None if scale and len(token.key) == 1 and not token.glued else scale


def _is_scale_letter(tokens: Sequence[Token], at: int, tables: Tables) -> bool:
    """Say whether the letter of "£2.4m", "5m₴", "3m people" or "$2-3m" is a scale."""
    if not at or tokens[at - 1].number is None:
        return False
    ranged = token_at(tokens, at - 2).key in {"-", "–"}
    if token_at(tokens, at - 4 if ranged else at - 2).key in CURRENCY:
        return True
    following = token_at(tokens, at + 1)
    known = following.key in CURRENCY or following.key in tables.scale_letters_before
    return tokens[at].glued and known


def after_scale(tokens: Sequence[Token], at: int, scale: Scale) -> int:
    """Return the index after a scale word, with the full stop of an abbreviation."""
    stop = at + 1 < len(tokens) and tokens[at + 1].key == "." and tokens[at + 1].glued
    return at + 2 if scale.form is Form.SHORT and stop and len(tokens[at].key) > 1 else at + 1


def phrase_at(tokens: Sequence[Token], at: int, phrases: Container[Phrase], tables: Tables) -> int:
    """Return how many tokens the longest phrase at *at* takes; 0 when none stands there."""
    if tokens[at].key not in tables.phrase_starts:
        return 0
    for length in range(_LONGEST_PHRASE, 0, -1):
        if tuple(token.key for token in tokens[at : at + length]) in phrases:
            return length
    return 0


def token_at(tokens: Sequence[Token], at: int) -> Token:
    """Return a token, or an empty one beyond the ends."""
    return tokens[at] if 0 <= at < len(tokens) else _NOTHING


def unit_at(tokens: Sequence[Token], at: int, tables: Tables) -> str | None:
    """Return what the word after a number makes of it; "per cent" is two words."""
    if at < len(tokens) and tokens[at].key in {"-", "of"}:
        at += 1
    if at >= len(tokens):
        return None
    key = tokens[at].key
    if not key:
        return None
    if key == "per" and at + 1 < len(tokens) and tokens[at + 1].key == "cent":
        return "percent"
    if key in tables.unit_words:
        return tables.unit_words[key]
    stems = tables.unit_stems if key.startswith(tables.stem_starts) else ()
    if at and tokens[at - 1].key == "-":
        stems += tables.unit_compounds
    return next((unit for stem, unit in stems if key.startswith(stem)), None)
