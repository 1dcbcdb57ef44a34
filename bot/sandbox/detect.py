"""Finds what Telegram marks by itself in plain text: links, commands, mentions, hashtags."""

import re

from bot.sandbox.values import Json

# Telegram knows all top-level domains; these are enough for what is typed into a sandbox.
_DOMAINS = "com|org|net|info|edu|gov|int|io|me|eu|ua|ru|mk|pl|uk|kr|de|fr|us|tv|news|example|test"
_PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "url",
        re.compile(
            r"(?:https?|tg)://[^\s<>\"'«»“”]+"
            rf"|(?<![\w@./-])(?:[\w-]+\.)+(?:{_DOMAINS})(?![\w-])(?:[/?#][^\s<>\"'«»“”]*)?",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
)
_NOT_INSIDE = frozenset({"code", "pre", "text_link", "url", "email", "text_mention"})


def utf16(text: str) -> int:
    """The length of *text* in UTF-16 code units, in which Telegram counts offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def detected(text: str, known: list[Json]) -> list[Json]:
    """The entities of *text*: those already *known*, and those that Telegram would find."""
    found = list(known)
    taken = [_span(entity) for entity in known if entity["type"] in _NOT_INSIDE]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            words = match[0].rstrip(".,;:!?)…") if kind == "url" else match[0]
            start = utf16(text[: match.start()])
            end = start + utf16(words)
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            found.append({"type": kind, "offset": start, "length": end - start})
            taken.append((start, end))
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def slice16(text: str, offset: int, length: int) -> str:
    """Cut *text* by UTF-16 offsets."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
