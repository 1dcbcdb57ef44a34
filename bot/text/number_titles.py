"""Tell titles, addresses, products and calls from counts: "Channel 5", "улица 40 лет Октября"."""

from collections.abc import Sequence

from bot.text.number_name_tables import Names, names
from bot.text.number_names import is_counted, is_measured
from bot.text.number_scales import token_at
from bot.text.number_tables import Tables
from bot.text.number_tokens import Token
from bot.text.number_values import Reading

_CALL_REACH = 5
_LONGEST_CODE = 3  # letters, as in "flight LO 281"
_MOST_ADDRESS = 400


def is_title(tokens: Sequence[Token], reading: Reading, tables: Tables) -> bool:
    """Say whether digits without a scale belong to a title, an address, a product or a call."""
    known = names()
    return (
        _titled(tokens, reading, tables, known)
        or _street(tokens, reading, tables, known)
        or _address(tokens, reading, tables, known)
        or _version(tokens, reading, known)
        or _called(tokens, reading, tables, known)
    )


def _titled(tokens: Sequence[Token], reading: Reading, tables: Tables, known: Names) -> bool:
    """Say whether a capitalised keyword or a vehicle's code stands before the number."""
    number, before = tokens[reading.first], token_at(tokens, reading.first - 1)
    if not (before.is_word and number.plain and before.text[0].isupper()) or number.fresh:
        return False
    if is_measured(tokens, reading.after, tables):
        return False
    following = token_at(tokens, reading.after)
    if following.key in known.title_people:
        return False
    if before.text.isupper() and len(before.text) <= _LONGEST_CODE:
        return token_at(tokens, reading.first - 2).key in known.vehicles
    if before.text.isupper() or before.key not in known.title_keywords:
        return False
    return not (following.text.islower() and following.key.endswith(tables.counted_endings))


def _street(tokens: Sequence[Token], reading: Reading, tables: Tables, known: Names) -> bool:
    """Say whether a street is named by the number: "вулиця 8 Березня", "улица 40 лет Октября"."""
    at = reading.first - 1
    at -= token_at(tokens, at).key == "."
    street, after = token_at(tokens, at), reading.after
    if street.key not in known.street_words or street.text.isupper():
        return False
    after += token_at(tokens, after).key in known.anniversaries
    name = token_at(tokens, after)
    named = name.is_word and name.text[0].isupper() and street.key not in tables.street_after
    return named and not name.key.endswith(tables.counted_endings)


def _address(tokens: Sequence[Token], reading: Reading, tables: Tables, known: Names) -> bool:
    """Say whether a street stands before the house: "na Lipowej 7.", "на Франка 12, квартира"."""
    name, lead = token_at(tokens, reading.first - 1), token_at(tokens, reading.first - 2)
    # In Macedonian a country ends so too: "на Украина 5".
    if "mk" in tables.languages or lead.key not in known.address_before:
        return False
    if not (name.is_word and name.text[0].isupper() and tokens[reading.first].plain):
        return False
    street = name.key.endswith(known.address_endings) and reading.low < _MOST_ADDRESS
    return street and not token_at(tokens, reading.after).is_word


def _version(tokens: Sequence[Token], reading: Reading, known: Names) -> bool:
    """Say whether the number is of a product: "the Nest 3 app", "aplikacja Nest 3"."""
    name, number = token_at(tokens, reading.first - 1), tokens[reading.first]
    if not (name.is_word and name.text[0].isupper() and number.plain):
        return False
    lead = token_at(tokens, reading.first - 2).key
    return token_at(tokens, reading.after).key in known.products or lead in known.products_before


def _called(tokens: Sequence[Token], reading: Reading, tables: Tables, known: Names) -> bool:
    """Say whether the digits are a number to call: "дзвоніть 112 або 103", "call 555 0199"."""
    number = tokens[reading.first]
    sides = (token_at(tokens, reading.first - 1), token_at(tokens, reading.after))
    spaced = " " in number.text and not number.text.endswith(" 000")
    grouped = spaced or any(side.text[:1].isdigit() for side in sides)
    if not grouped and not (number.plain and 2 < len(number.text) < 8):
        return False
    words = known.calls_grouped if grouped else known.calls
    near = tokens[max(0, reading.first - _CALL_REACH) : reading.first]
    return any(each.key in words for each in near) and not is_counted(
        tokens, reading.after, tables
    )
