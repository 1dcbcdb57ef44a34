"""Find the words around a number that bound or soften it: "more than", "близько", "or more"."""

from collections.abc import Sequence

from bot.text.number_bounds import Bound
from bot.text.number_tables import Tables
from bot.text.number_tokens import Token

_LONGEST = 4
_SIGNS = {
    "~": Bound.ABOUT,
    "≈": Bound.ABOUT,
    ">": Bound.MORE_THAN,
    "<": Bound.LESS_THAN,
    "≥": Bound.AT_LEAST,
    "≤": Bound.UP_TO,
}
# Of two hedges ("at least about 300") the one that gives a limit decides.
_SOFT = frozenset({Bound.PLAIN, Bound.ONLY, Bound.ABOUT})


def hedge(tokens: Sequence[Token], before: int, tables: Tables) -> tuple[Bound, int] | None:
    """Return the bound that ends just before token *before*, and the token where it begins."""
    found: tuple[Bound, int] | None = None
    while step := _one(tokens, before, tables):
        bound, before = step
        found = (_stronger(found[0], bound) if found else bound, before)
    return found


def hedge_after(tokens: Sequence[Token], at: int, tables: Tables) -> tuple[Bound, int] | None:
    """Return the bound that begins at token *at* ("or more", "+"), and the token after it."""
    if at < len(tokens) and tokens[at].key == "+" and tokens[at].glued:
        return Bound.AT_LEAST, at + 1
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    for length in range(3, 1, -1):
        words = tuple(token.key for token in tokens[at : at + length])
        if bound := tables.hedges_after.get(words):
            return bound, at + len(words)
    return None


def _one(tokens: Sequence[Token], before: int, tables: Tables) -> tuple[Bound, int] | None:
    if not before:
        return None
    last = tokens[before - 1].key
    if last in _SIGNS:
        return _SIGNS[last], before - 1
    # "ок." and "approx." end in a full stop.
    end = before - 1 if before > 1 and last == "." else before
    if tokens[end - 1].key not in tables.hedge_ends:
        return None
    for length in range(_LONGEST, 0, -1):
        start = end - length
        if start < 0 or (end < before and length > 1):
            continue
        words = tuple(token.key for token in tokens[start:end])
        bound = tables.hedges.get(words)
        if bound and (end == before or words[0] in {"ok", "ок", "approx", "ca"}):
            return bound, start
    return None


def _stronger(inner: Bound, outer: Bound) -> Bound:
    return outer if inner in _SOFT and outer is not Bound.ONLY else inner
