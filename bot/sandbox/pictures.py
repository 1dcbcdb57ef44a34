"""Pictures as far as Telegram looks at them: their kind and their size, from the first bytes."""

from __future__ import annotations

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
USUAL = (1280, 960)  # of what cannot be read: tests and demos send a few letters as a photo
# The Bot API's description of sendPhoto.
MOST_BYTES = 10_000_000
MOST_PIXELS = 10_000  # width and height together
MOST_STRETCHED = 20  # times wider than high, or higher than wide
# Markers of a JPEG's frame, which has its size; those between them mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def size(content: bytes) -> tuple[int, int]:
    """Return a picture's width and height in pixels; the usual ones where it is no picture."""
    if content.startswith(PNG) and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return (_jpeg(content) if content.startswith(JPEG) else None) or USUAL


def mime(content: bytes) -> str:
    """Return the type of a picture as the page needs it."""
    return "image/png" if content.startswith(PNG) else "image/jpeg"


def fault(content: bytes) -> str | None:
    """Say why Telegram refuses a photo: it is too big, or too narrow; None where it takes it.

    The words on a file's size are of our choosing.
    """
    if len(content) > MOST_BYTES:
        return "file is too big for a photo"
    width, height = size(content)
    longer, shorter = max(width, height), max(1, min(width, height))
    if width + height > MOST_PIXELS or longer / shorter > MOST_STRETCHED:
        return "PHOTO_INVALID_DIMENSIONS"
    return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return int.from_bytes(width), int.from_bytes(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
