"""Tell a number that names something ("Boeing 737", "школа 5", "o 17") from one that counts."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.text.number_hedges import hedge
from bot.text.number_name_tables import Names, names
from bot.text.number_scales import token_at, unit_at
from bot.text.number_tables import Tables
from bot.text.number_tokens import Token
from bot.text.number_values import Reading

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_MARKS = frozenset({".", ":", "№", "#"})
_NUMBER_WORDS = frozenset({"no", "nr", "number", "numer", "номер", "бр", "број"})
_JOINTS = frozenset({",", "-", "–", "and", "or", "і", "й", "та", "або", "и", "или", "i", "lub"})
_QUOTES = frozenset("«»„“”\"'’")
_SENTENCE_ENDS = frozenset(".!?:;…—–-•(")
_LISTED = 3  # numbers of a list before this one: "articles 5, 6 and 7"
_NOUN_REACH = 3  # words from a number to its noun, as in "500 North Korean soldiers"
_MEASURE_REACH = 8  # words from "the toll" to "at 12"
_SCORE_REACH = 12
_MOST_GOALS = 40
_NAME_DIGITS = 4
_BRAND = 3  # letters from which a make is no pronoun, as "Ми" is
_HOURS, _HALF_DAY = 24, 12
_FEW = 10


def is_name(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    """Say whether digits without a scale number or name something."""
    known = names()
    return (
        _numbered(tokens, reading, tables, known)
        or _numbered_behind(tokens, reading, known)
        or _designation(tokens, reading, tables, known)
    )


def is_hour(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    """Say whether a number in digits or words is an hour: "в 6 утра", "at 5", "half past six"."""
    hour = reading.low
    if hour > _HOURS or hour % 1 or reading.scale is not None:
        return False
    known = names()
    before, following = token_at(tokens, reading.first - 1), token_at(tokens, reading.after)
    if following.key in known.clock_always:
        return True
    if following.key in known.clock_with_before and before.key in known.clock_before:
        return True
    halved = token_at(tokens, reading.first - 2).key in known.clock_halves
    if hour <= _HALF_DAY and halved and before.key in known.clock_past:
        return True
    if before.key not in known.clock_at or (before.key == "at" and hour > _HALF_DAY):
        return False
    near = tokens[max(0, reading.first - _MEASURE_REACH) : reading.first]
    measured = any(
        each.key in known.clock_measures or each.key.startswith(tables.change_stems)
        for each in near
    )
    return not measured and not is_counted(tokens, reading.after, tables)


def is_result(tokens: Sequence[Token], reading: Reading, most: Decimal) -> bool:
    """Say whether two numbers with a dash are the result of a game that is told before them."""
    if most > _MOST_GOALS:
        return False
    near = tokens[max(0, reading.first - _SCORE_REACH) : reading.first]
    return any(each.is_word and each.key in names().scores for each in near)


def is_counted(tokens: Sequence[Token], at: int, tables: Tables) -> bool:
    """Say whether what is counted or measured begins at token *at*, behind a number."""
    following, known = token_at(tokens, at), names()
    if is_measured(tokens, at, tables):
        return True
    if not following.is_word or following.glued:
        return False
    if _CYRILLIC.match(following.key) or "pl" in tables.languages:
        return _is_slavic_noun(following, known)
    unsure = tables.languages != {"en"} and following.text.islower()
    if unsure and following.key.endswith(known.counted_endings_polish):
        return following.key not in known.uncounted
    return _is_english_noun(tokens, at, known)


def is_measured(tokens: Sequence[Token], at: int, tables: Tables) -> bool:
    """Say whether a unit follows; a single letter is rather "p. 5 m. Kyiv" than a measure."""
    following = token_at(tokens, at)
    short = following.is_word and len(following.key) == 1
    return not short and unit_at(tokens, at, tables) is not None


def _is_slavic_noun(word: Token, known: Names) -> bool:
    """Say whether a word looks like a noun or adjective: no word of grammar, no verb."""
    headline = word.text.isupper() and len(word.text) > 3
    if not (word.text.islower() or headline) or len(word.key) < 3:
        return False
    if word.key in known.nouns:
        return True
    cyrillic = _CYRILLIC.match(word.key) is not None
    verbs = known.verb_endings_cyrillic if cyrillic else known.verb_endings_polish
    # "тел" and "сил" are nouns, but nothing that is counted ends as "грає" does.
    verb = word.key.endswith(verbs) and (len(word.key) > 4 or word.key.endswith("є"))
    return word.key not in known.uncounted and not verb


def _is_english_noun(tokens: Sequence[Token], at: int, known: Names) -> bool:
    """Say whether a plural noun follows, perhaps behind adjectives."""
    for word in tokens[at : at + _NOUN_REACH]:
        if not word.is_word or word.key in known.uncounted:
            return False
        if word.key in known.nouns_english:
            return True
        plural = word.key.endswith("s") and not word.key.endswith(("ss", "ous"))
        if plural and len(word.key) > 3 and word.key not in known.not_nouns_english:
            return True
    return False


def _numbered(tokens: Sequence[Token], reading: Reading, tables: Tables, known: Names) -> bool:
    """Say whether a keyword stands before the number: "стаття 111", "gates 5 and 7"."""
    keyword, listed = _keyword(tokens, reading.first)
    if not keyword.is_word:
        return False
    if keyword.key in known.numbered and not (
        listed and is_counted(tokens, reading.after, tables)
    ):
        return not is_measured(tokens, reading.after, tables)
    if keyword.key in known.numbered_unless_counted:
        return not is_counted(tokens, reading.after, tables)
    return False


def _keyword(tokens: Sequence[Token], first: int) -> tuple[Token, bool]:
    """Return the word that may number token *first*, and whether other numbers stand between."""
    at, listed = first - 1, False
    for _ in range(_LISTED):
        joint, number = token_at(tokens, at), token_at(tokens, at - 1)
        if joint.key not in _JOINTS or not number.plain:
            break
        at, listed = at - 2, True
    while token_at(tokens, at).key in _MARKS or (
        token_at(tokens, at).key in _NUMBER_WORDS and at and tokens[at - 1].is_word
    ):
        # "школа № 5", "drogą nr 94", "ст. 5"
        at -= 1
    return token_at(tokens, at), listed


def _numbered_behind(tokens: Sequence[Token], reading: Reading, known: Names) -> bool:
    """Say whether the number is read as an ordinal: "5 канал", "на 3 этаже", "19 века"."""
    token, following = tokens[reading.first], token_at(tokens, reading.after)
    if not token.plain or following.key not in known.behind or not following.text.islower():
        return False
    if following.key in known.behind_many:
        return _FEW < reading.low < 100
    # "21 канал" may well be 21 channels.
    last = reading.low % 10 != 1 or reading.low in {1, 11}
    return last and reading.low < 1000


def _designation(tokens: Sequence[Token], reading: Reading, tables: Tables, known: Names) -> bool:
    """Say whether a name stands before the number, and nothing counted behind it."""
    number, before = tokens[reading.first], token_at(tokens, reading.first - 1)
    at = reading.first - 1
    if before.key in _QUOTES:
        at -= 1
        before = token_at(tokens, at)
    if number.fresh or not before.is_word:
        return False
    if before.key in known.brands:
        return _is_model(tokens, reading, before, tables)
    lead = token_at(tokens, at - 1)
    if before.key == "of" and lead.key in known.groups and lead.text[0].isupper():
        return not is_counted(tokens, reading.after, tables)
    if not before.text[0].isupper():
        return False
    if not number.plain or len(number.text) > _NAME_DIGITS or at != reading.first - 1:
        return False
    if before.key in known.money or hedge(tokens, reading.first, tables):
        return False
    if is_counted(tokens, reading.after, tables) or _headline(tokens, reading, before):
        return False
    if before.key.endswith(known.street_endings):
        return True
    if lead.key == "." and token_at(tokens, at - 2).key in known.street_words:
        return True
    begins = at == 0 or before.fresh or lead.key in _SENTENCE_ENDS or lead.key in _QUOTES
    return not begins and lead.key not in known.locatives


def _is_model(tokens: Sequence[Token], reading: Reading, brand: Token, tables: Tables) -> bool:
    """Say whether a make gives the number its meaning: "iPhone 15"; "Ми 5" may be "we five"."""
    if brand.text.islower() or len(brand.key) < _BRAND:
        cased = not brand.text.islower() or len(brand.key) > _BRAND
        plain = tokens[reading.first].plain
        return cased and plain and not is_counted(tokens, reading.after, tables)
    return not is_measured(tokens, reading.after, tables)


def _headline(tokens: Sequence[Token], reading: Reading, before: Token) -> bool:
    """Say whether capitals stand for nothing: "Strike Kills 12 In Kharkiv", "ПОГИБЛИ 300"."""
    lead, following = token_at(tokens, reading.first - 2), token_at(tokens, reading.after)
    titled = lead.text[:1].isupper() and following.text[:1].isupper()
    return titled or (before.text.isupper() and len(before.text) > 4)
