"""Put one number together from digits, number words and scales: "2 тисячі 700"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.text.number_fractions import fraction, is_share
from bot.text.number_hedges import hedge
from bot.text.number_scales import after_scale, phrase_at, scale_at, token_at
from bot.text.number_sums import Sum
from bot.text.number_tables import Form, Tables
from bot.text.number_tokens import Token
from bot.text.number_values import Reading

_SHORTEST_ADJECTIVE = 9  # letters
_ARTICLES = frozenset({"a", "an", "the", "one", "per"})


def read(tokens: Sequence[Token], at: int, tables: Tables) -> Reading | None:
    """Return the number that begins at token *at*; None when none does."""
    token = tokens[at]
    if token.is_word and (part := fraction(tokens, at, tables)) is not None:
        return part
    if token.number is None and token.key not in tables.words:
        if token.key in tables.scales:
            return _bare(tokens, at, tables)
        return _adjective(tokens, at, tables) if len(token.key) >= _SHORTEST_ADJECTIVE else None
    reading = _compose(Sum(), tokens, at, at, tables)
    if token.fraction is not None:
        return replace(reading, other=_other(token, reading, tables))
    share = token.number is not None and is_share(tokens, reading, tables)
    return replace(reading, part=True) if share else reading


def _other(token: Token, reading: Reading, tables: Tables) -> Decimal | None:
    """Return the second value of "1.234 km", unless language or shape tell which is meant."""
    if token.text.endswith("000") or token.number is None or token.fraction is None:
        return None
    if ("," in token.text and tables.languages == {"en"}) or (
        "." in token.text and tables.languages == {"mk", "en"}
    ):
        return None
    if reading.scale and "," in token.text and tables.languages & {"uk", "ru", "mk"}:
        return None  # "569,828 млн"
    times = reading.scale or Decimal(1)
    values = {token.number * times, token.fraction * times}
    return next(iter(values - {reading.low})) if reading.low in values else None


def _adjective(tokens: Sequence[Token], at: int, tables: Tables) -> Reading | None:
    """Read "десятитысячный" as 10,000; "двухтысячный год" is a year."""
    word = tokens[at].key
    for stem, scale in tables.adjectives:
        cut = word.find(stem, 2)
        if cut > 0 and (times := _spelled(word[:cut], tables)):
            year = token_at(tokens, at + 1).key in tables.year_after
            value = times * scale
            return Reading(value, value, at, at + 1, scale=scale, words=True, kept=not year)
    return None


def _spelled(word: str, tables: Tables) -> int:
    """Return the number below a thousand that is written in one word; 0 when none is."""
    known = tables.words | tables.adjective_prefixes
    if word in known:
        return known[word]
    cuts = ((known.get(word[:cut], 0), known.get(word[cut:], 0)) for cut in range(2, len(word)))
    return next((tens + ones for tens, ones in cuts if tens >= 20 and 0 < ones < 10), 0)


def _compose(
    running: Sum, tokens: Sequence[Token], first: int, at: int, tables: Tables
) -> Reading:
    words, last = tokens[first].is_word, Decimal(0)
    while at < len(tokens):
        at_next = _joined(running, tokens, at, tables) if at > first else at
        token = tokens[at_next] if at_next < len(tokens) else None
        if token is None or (at_next > first and token.fresh):
            break
        if (half := phrase_at(tokens, at_next, tables.half_after, tables)) and at > first:
            if (after_half := _add_half(running, tokens, at_next + half, tables)) is None:
                break
            at = after_half
            continue
        value = _small(running, tokens, at_next, tables, begins=at == first)
        if value is not None and running.add(value, word=token.is_word):
            at, last = at_next + 1, value
        elif (scale := scale_at(tokens, at_next, tables)) and running.multiply(scale.value):
            last = scale.value
            at = after_scale(tokens, at_next, scale)
        else:
            break
    reading = Reading(running.value, running.value, first, at, scale=running.scale, words=words)
    if words and at == first + 1 and running.value <= 1:
        # A lone "one" may be a pronoun, a "zero" an idiom.
        reading = replace(reading, exact=False)
    ordinal = words and last and _ordinal_follows(tokens, at, last, tables)
    return replace(reading, kept=False) if ordinal else reading


def _small(
    running: Sum, tokens: Sequence[Token], at: int, tables: Tables, *, begins: bool
) -> Decimal | None:
    """Return the value of a digit token or a word below a thousand."""
    token = tokens[at]
    if token.number is None:
        value = tables.words.get(token.key)
        return None if value is None else Decimal(value)
    if begins:
        return _fits_scale(tokens, at, tables)
    # "2 тисячі 700": further digits belong to the number only after a scale.
    return token.number if token.plain and running.limit is not None and not token.glued else None


def _fits_scale(tokens: Sequence[Token], at: int, tables: Tables) -> Decimal:
    """Choose between 1,234 and 1.234 by what follows."""
    token = tokens[at]
    number, scale = token.number or Decimal(0), scale_at(tokens, at + 1, tables)
    if token.fraction is None or scale is None:
        return number
    english = "," in token.text and tokens[at + 1].key.isascii() and "pl" not in tables.languages
    return number if english else token.fraction


def _joined(running: Sum, tokens: Sequence[Token], at: int, tables: Tables) -> int:
    """Return where the number goes on: past "and", "и" or a hyphen that join number words."""
    if at + 1 >= len(tokens):
        return at
    before, joiner, after = tokens[at - 1], tokens[at], tokens[at + 1]
    value = tables.words.get(after.key)
    if value is None or not before.is_word:
        return at
    if joiner.key == "-" and joiner.glued and after.glued:
        return at + 1 if running.room == 10 and value < 10 else at
    spelled = running.room == 100 or (running.current is None and running.limit is not None)
    if joiner.key == "and" and spelled and value < 100:
        return at + 1
    both = {before.key, after.key} <= tables.macedonian or before.key in tables.scales
    if joiner.key == "и" and after.key in tables.macedonian and both:
        return at + 1 if running.current is None or value < running.room else at
    return at


def _add_half(running: Sum, tokens: Sequence[Token], at: int, tables: Tables) -> int | None:
    """Add the half of "two and a half (million)", "a million and a half"; None if neither."""
    if running.current is not None:
        running.current += Decimal("0.5")
        return at
    if running.current is None and running.limit is not None and running.total == running.limit:
        running.total += running.limit / 2
        return at
    return None


def _bare(tokens: Sequence[Token], at: int, tables: Tables) -> Reading | None:
    """Read a scale word that no number precedes: тисяча, a thousand, тысячи, thousands."""
    scale = tables.scales[tokens[at].key]
    before = tokens[at - 1].key if at else ""
    if scale.form is Form.SHORT:
        return None
    if tokens[at].key in tables.inverted_scales and (few := _inverted(tokens, at, tables)):
        return few
    of = 1 if before == "of" else 0
    if at > of and tokens[at - 1 - of].key in tables.vague:
        return _vague(tokens, at - 1 - of, at, tables)
    hedged = hedge(tokens, at, tables) is not None
    many = scale.form is Form.MANY or (scale.form is Form.EITHER and not hedged)
    if many and before not in _ARTICLES:
        loose = scale.form is Form.MANY or not tokens[at].key.isascii()
        if loose:
            return _vague(tokens, at, at, tables)
        # "Hundred and fifty", a headline's style, must not leave fifty behind.
        return replace(_compose(Sum(current=Decimal(1)), tokens, at, at, tables), kept=False)
    if of or (at > 1 and before in _ARTICLES and tokens[at - 2].key == "of"):
        return None
    first = at - 1 if before in _ARTICLES else at
    reading = _compose(Sum(current=Decimal(1)), tokens, at, at, tables)
    loose = (
        scale.value <= 100
        and scale.value != 12
        and reading.after == at + 1
        and not tokens[at].key.isascii()
    )
    return replace(reading, first=first, exact=not loose)


def _inverted(tokens: Sequence[Token], at: int, tables: Tables) -> Reading | None:
    """Read "тысяч десять" as about 10,000."""
    following = token_at(tokens, at + 1)
    if following.key not in tables.words and not following.plain:
        return None
    times = _compose(Sum(), tokens, at + 1, at + 1, tables)
    if not times.kept or times.scale or not 1 < times.low < 1000:
        return None
    scale = tables.scales[tokens[at].key].value
    value = times.low * scale
    return Reading(value, value, at, times.after, scale=scale, words=True, guessed=True)


def _vague(tokens: Sequence[Token], first: int, at: int, tables: Tables) -> Reading:
    """Read "thousands" as 2,000 to 9,999, "tens of thousands" as 20,000 to 99,999."""
    scale = tables.scales[tokens[at].key].value
    low, high, after = (
        2 * scale,
        10 * min(scale, Decimal(10)) if scale == 12 else 10 * scale,
        at + 1,
    )
    while after < len(tokens):
        after_of = after + 1 if tokens[after].key == "of" else after
        more = scale_at(tokens, after_of, tables)
        if more is None or more.value <= scale:
            break
        scale, low, high, after = more.value, low * more.value, high * more.value, after_of + 1
    return Reading(low, high - 1, first, after, exact=False, scale=scale, words=True)


def _ordinal_follows(tokens: Sequence[Token], at: int, last: Decimal, tables: Tables) -> bool:
    """Say whether the words were the beginning of "twenty-first" or "two thirds"."""
    if at < len(tokens) and tokens[at].key == "-" and tokens[at].glued:
        at += 1
    if at >= len(tokens) or not tokens[at].is_word:
        return False
    key = tokens[at].key
    stem = last >= 20 and key not in tables.words and key.startswith(tables.ordinal_stems)
    return key in tables.ordinals or stem
