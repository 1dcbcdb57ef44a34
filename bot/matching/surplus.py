"""What a sentence tells beyond the recorded figures that its quantities are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.matching.families import Account
from bot.matching.lexicon import Lexicon
from bot.matching.quantity_words import lists
from bot.matching.reading import Reading
from bot.models import ConceptKind
from bot.text.normalise import words
from bot.text.phrases import Phrasebook
from bot.text.stems import stem


def beyond(
    reading: Reading, language: str, accounts: Sequence[Account], lexicon: Lexicon
) -> set[str]:
    """Return the notions of a sentence that no account uses and that may change what is counted.

    Concepts are known from the texts of a figure in any language, other words in this one.
    """
    known = {
        notion
        for account in accounts
        for code, notions in account.notions.items()
        for notion in notions
        if code == language or not notion.startswith("~")
    }
    known |= {
        f"~{stem(word, language)}" for each in reading.manner.reports for word in each.split()
    }
    strange = {
        notion
        for notion in reading.notions - known
        if notion.startswith("~") or lexicon.kind(notion) == ConceptKind.WORD
    }
    return {
        notion
        for notion in strange
        if notion[0] not in "#@" and not _harmless(reading.written[notion], language)
    }


def _harmless(written: str, language: str) -> bool:
    """Say whether a word only tells who counted, or how surely."""
    said = words(written)
    found = _book(language).find(said)
    return len(found) == len(said) > 0


@cache
def _book(language: str) -> Phrasebook:
    """Return the harmless words of a language; those of all together for an unknown one."""
    found = lists("harmless", language)
    return Phrasebook(("harmless", word) for each in found for word in each.split())
