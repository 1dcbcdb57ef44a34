"""Disguises in which posts come again: with boilerplate, in look-alike letters, cut in half."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.benchmarks.planting import EMOJI, SENTENCE_END

CALLS = {
    "uk": (
        "‼️ТЕРМІНОВО!!! Перешліть усім, поки не видалили! ",
        "🔥🔥 Максимальний репост! ",
        "⚡️ Увага! Поширте всім знайомим!!! ",
    ),
    "ru": (
        "‼️СРОЧНО!!! Перешлите всем, пока не удалили! ",
        "🔥🔥 Максимальный репост! ",
        "⚡️ Внимание! Разошлите всем знакомым!!! ",
    ),
}
SIGNATURES = {
    "uk": (
        "\n\nПідписатися на канал «Новини» | Надіслати новину https://t.me/novyny_bot",
        "\n@novyny_dnia",
    ),
    "ru": (
        "\n\n👉 Подписывайтесь на «Главное» https://t.me/glavnoe",
        "\nПрислать новость: @glavnoe_bot",
    ),
}
MASKED = 0.3  # share of the letters that have a look-alike
MIDDLE = (0.4, 0.6)  # of a text: where a sentence may end to be its middle
_ALIKE = str.maketrans("аеорсхуіАЕОРСХТМНВКІ", "aeopcxyiAEOPCXTMHBKI")
_WORD = re.compile(r"\S+")

Disguise = Callable[[str, str, random.Random], str]


def boilerplate(text: str, language: str, chance: random.Random) -> str:
    """Put a call to share before a text, and emoji and a channel's signature behind it."""
    call, signature = chance.choice(CALLS[language]), chance.choice(SIGNATURES[language])
    return f"{call}{text} {chance.choice(EMOJI)}{signature}"


def look_alikes(text: str, _language: str, chance: random.Random) -> str:
    """Write some Cyrillic letters as the Latin ones that look like them."""
    return "".join(
        letter.translate(_ALIKE) if chance.random() < MASKED else letter for letter in text
    )


def half(text: str, _language: str, chance: random.Random) -> str:
    """Cut a text in its middle, at a sentence's end or between words; keep either part."""
    words = [found.start() for found in _WORD.finditer(text)]
    middle = words[len(words) // 2]
    low, high = (share * len(text) for share in MIDDLE)
    ends = [found.end() for found in SENTENCE_END.finditer(text) if low < found.end() < high]
    cut = chance.choice(ends) if ends and chance.random() < 0.5 else middle
    return chance.choice((text[:cut].rstrip(), text[cut:].lstrip()))


DISGUISES: tuple[Disguise, ...] = (boilerplate, look_alikes, half)
