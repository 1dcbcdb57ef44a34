"""Telegram's HTML: a text with tags becomes a plain text with entities, or is refused.

Offsets and lengths of entities count UTF-16 code units, limits count code points after entities
(Bot API, "Formatting options" and the limits at each method). The words of the refusals are
those of the public server's parser (tdlib/td), observed; byte offsets count UTF-8.
"""

import html
import re
from dataclasses import dataclass, field

from bot.sandbox.detect import detected, utf16
from bot.sandbox.errors import Refused, bad
from bot.sandbox.values import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_PIECE = re.compile(r"[^<&]+|&(?:#\d+|#[xX][0-9a-fA-F]+|lt|gt|amp|quot);?|&|<[^>]*>?")
_TAG = re.compile(r"<(/?)([^\s/>]*)(.*?)(>?)$", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as people see it, with its entities."""

    text: str
    entities: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int


class _Reader:
    """Reads one text with tags from left to right."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def words(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16(text)

    def tag(self, source: str, at: int) -> None:
        match = _TAG.match(source)
        closing, name, rest, end = match.groups() if match else ("", "", "", "")
        name = name.lower()
        if closing:
            self._close(name, end, at)
        elif name not in KINDS:
            raise _unreadable(f'Unsupported start tag "{name}" at byte offset {at}')
        elif not end:
            raise _unreadable(f"Unclosed start tag at byte offset {at}")
        else:
            self._start(name, rest, at)

    def _start(self, name: str, rest: str, at: int) -> None:
        found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(rest)}
        attributes = {key: html.unescape(value) for key, value in found.items()}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            words = f'Tag "span" must have class "tg-spoiler" at byte offset {at}'
            raise _unreadable(words)
        if name == "tg-emoji" and "emoji-id" not in attributes:
            raise _unreadable(f'Tag "tg-emoji" must have attribute "emoji-id" at byte offset {at}')
        self.open.append(_Open(name, attributes, self.length))

    def _close(self, name: str, end: str, at: int) -> None:
        if not end:
            raise _unreadable(f"Unclosed end tag at byte offset {at}")
        if not self.open:
            raise _unreadable(f"Unexpected end tag at byte offset {at}")
        opened = self.open.pop()
        if name not in {"", opened.tag}:
            words = f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>"'
            raise _unreadable(f'{words}, found "</{name}>"')
        self._add(opened)

    def _add(self, opened: _Open) -> None:
        length = self.length - opened.start
        entity: Json = {"type": KINDS[opened.tag], "offset": opened.start, "length": length}
        language = opened.attributes.get("class", "").removeprefix("language-")
        match opened.tag:
            case "a":
                if not (href := opened.attributes.get("href")):
                    return
                entity["url"] = _link(href)
            case "tg-emoji":
                entity["custom_emoji_id"] = opened.attributes["emoji-id"]
            case "blockquote" if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
            case "code" if language and self.open and self.open[-1].tag == "pre":
                self.open[-1].attributes["language"] = language
                return
            case "pre" if "language" in opened.attributes:
                entity["language"] = opened.attributes["language"]
        if length:
            self.entities.append(entity)


def parse_html(source: str) -> Formatted:
    """Read Telegram's HTML; raise Refused (400, "can't parse entities: ...")."""
    reader, at = _Reader(), 0
    for match in _PIECE.finditer(source):
        piece = match[0]
        if piece.startswith("<"):
            reader.tag(piece, at)
        else:
            reader.words(html.unescape(piece) if piece.startswith("&") else piece)
        at += len(piece.encode())
    if reader.open:
        tag = reader.open[-1].tag
        raise _unreadable(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return Formatted("".join(reader.pieces), reader.entities)


def formatted(source: str, parse_mode: str | None, entities: list[Json] | None) -> Formatted:
    """Read a text in the mode that the bot names, trimmed and marked as Telegram does.

    Modes other than HTML are refused: the sandbox speaks no Markdown.
    """
    match (parse_mode or "").lower():
        case "":
            read = Formatted(source, entities or [])
        case "html":
            read = parse_html(source)
        case _:
            raise bad("unsupported parse_mode")
    trimmed = _trimmed(read)
    return Formatted(trimmed.text, detected(trimmed.text, trimmed.entities))


def message_text(source: str, parse_mode: str | None, entities: list[Json] | None) -> Formatted:
    """Read a message's text; refuse an empty or over-long one."""
    read = formatted(source, parse_mode, entities)
    if not read.text:
        raise bad("message text is empty")
    if len(read.text) > TEXT_LIMIT:
        raise bad("message is too long")
    return read


def caption_text(source: str, parse_mode: str | None, entities: list[Json] | None) -> Formatted:
    """Read a caption, which may be empty; refuse an over-long one."""
    read = formatted(source, parse_mode, entities)
    if len(read.text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return read


def to_html(text: str, entities: list[Json]) -> str:
    """Write a text with entities as HTML, the reverse of parse_html; detected marks stay plain."""
    marks: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        if (tags := _tags(entity)) is None:
            continue
        end = entity["offset"] + entity["length"]
        marks.setdefault(entity["offset"], []).append(tags[0])
        marks.setdefault(end, []).insert(0, tags[1])
    pieces, at = [], 0
    for letter in text:
        pieces += marks.get(at, [])
        pieces.append(html.escape(letter, quote=False))
        at += utf16(letter)
    return "".join(pieces + marks.get(at, []))


def _tags(entity: Json) -> tuple[str, str] | None:
    match entity["type"]:
        case "text_link":
            return f'<a href="{html.escape(entity["url"])}">', "</a>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case kind:
            tag = next((tag for tag, name in KINDS.items() if name == kind), None)
            return (f"<{tag}>", f"</{tag}>") if tag else None


def _trimmed(read: Formatted) -> Formatted:
    # Telegram drops white space around a message, and moves the entities with it.
    text = read.text.strip()
    if text == read.text:
        return read
    shift = utf16(read.text) - utf16(read.text.lstrip())
    size = utf16(text)
    entities = []
    for entity in read.entities:
        start = max(0, entity["offset"] - shift)
        end = min(size, entity["offset"] + entity["length"] - shift)
        if end > start:
            entities.append(entity | {"offset": start, "length": end - start})
    return Formatted(text, entities)


def _link(href: str) -> str:
    # Telegram writes a bare host with a slash.
    return f"{href}/" if re.fullmatch(r"https?://[^/?#]+", href) else href


def _unreadable(words: str) -> Refused:
    return bad(f"can't parse entities: {words}")
