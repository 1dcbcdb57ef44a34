"""Real posts, and posts with a known claim planted in them, lightly disguised, from a seed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.models import Polarity, Stance
from seeds.schema import Seeds, VerdictEntry

POSTS = Path("telegram-posts-uk-ru") / "posts-dev.jsonl"
LANGUAGES = ("uk", "ru")
EMOJI = ("❗️", "🔥", "‼️", "🤔", "📢", "👀")
SHARE = {
    "uk": ("Максимальний репост!", "Поширте, поки не видалили!", "ТЕРМІНОВО!", "Передай далі."),
    "ru": ("Максимальный репост!", "Разошлите, пока не удалили!", "СРОЧНО!", "Передай дальше."),
}
SENTENCE_END = re.compile(r"[.!?…]+(?=\s)")
LOOK_ALIKES = str.maketrans("аеорсухі", "aeopcyxi")  # Cyrillic letters, and Latin ones like them


@dataclass(frozen=True, slots=True)
class Planted:
    """What was hidden in a post: a wording of a verdict, and what it does to the claim."""

    verdict: str
    stance: Stance
    wording: str


@dataclass(frozen=True, slots=True)
class Post:
    """Something to forward."""

    text: str
    language: str
    planted: Planted | None = None


def read_posts(data: Path) -> list[Post]:
    """Read the real posts; OSError where *data* does not hold them."""
    with (data / POSTS).open(encoding="utf-8") as lines:
        return [Post(one["text"], one["lang"]) for one in map(json.loads, lines)]


def plant(real: Sequence[Post], seeds: Seeds, count: int, chance: random.Random) -> list[Post]:
    """Make *count* posts with a claim: half hold it as one sentence, half say nothing else."""
    known = [one for entry in seeds.verdicts for one in _wordings(entry)]
    planted = []
    for number in range(count):
        host = chance.choice(real)
        what = chance.choice([one for language, one in known if language == host.language])
        said = disguise(what.wording, host.language, chance)
        text = _among(host.text, said, chance) if number % 2 else said
        planted.append(Post(text, host.language, what))
    return planted


def _wordings(entry: VerdictEntry) -> list[tuple[str, Planted]]:
    found = []
    for language in LANGUAGES:
        asserting = [entry.claim[language]] if language in entry.claim else []
        denying: list[str] = []
        if lists := entry.wordings.get(language):
            asserting += lists.asserts
            denying += lists.denies
        for polarity, texts in ((Polarity.ASSERTS, asserting), (Polarity.DENIES, denying)):
            stance = Stance(polarity.value)
            found += [(language, Planted(entry.key, stance, text)) for text in texts]
    return found


def _among(host: str, said: str, chance: random.Random) -> str:
    """Put *said* as a sentence of its own into *host*: after another one, or on its own line."""
    ends = [(found.end(), " ") for found in SENTENCE_END.finditer(host)]
    lines = [(found.start(), "\n") for found in re.finditer(r"\n|$", host)]
    cut, gap = chance.choice([*ends, *lines])
    return f"{host[:cut]}{gap}{said}{gap}{host[cut:].lstrip()}".rstrip()


def disguise(text: str, language: str, chance: random.Random) -> str:
    """Change a wording as reposts do, in one or two of four ways."""
    for way in chance.sample((_case, _emoji, _share, _look_alike), chance.choice((1, 2))):
        text = way(text, language, chance)
    return text


def _case(text: str, _language: str, chance: random.Random) -> str:
    change: Callable[[str], str] = chance.choice((str.upper, str.lower))
    return change(text)


def _emoji(text: str, _language: str, chance: random.Random) -> str:
    sign = chance.choice(EMOJI)
    return f"{sign} {text} {sign}"


def _share(text: str, language: str, chance: random.Random) -> str:
    call = chance.choice(SHARE[language])
    return chance.choice((f"{call} {text}", f"{text} {call}"))


def _look_alike(text: str, _language: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(text) if letter.translate(LOOK_ALIKES) != letter]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + text[at].translate(LOOK_ALIKES) + text[at + 1 :]
