"""Which letters a file's bytes are: told for certain, or not at all."""

from __future__ import annotations

import codecs
import re
from typing import IO, Final

from bot.exchange.limits import Unreadable

_PIECE = 2**20
_LOOKED_AT = 2**18  # bytes by which an old encoding is told
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}["']?([\w.:-]{1,30})""", re.I
)
_SAVE = "Save it as UTF-8 and send it again."
_WORDS = 30  # that an old encoding must show to be recognised
_SHARE = 0.08  # of them that must be of the most frequent ones of a language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# An old encoding, the letters beyond ASCII of a language in it, and its most frequent words.
_OLD: Final = (
    (
        "cp1251",
        frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґђѓѕјљњќћџў"),
        frozenset(
            [
                "и",
                "в",
                "на",
                "не",
                "что",
                "с",
                "по",
                "это",
                "как",
                "из",
                "за",
                "для",
                "от",
                "до",
                "о",
                "у",
                "а",
                "но",
                "же",
                "во",
                "со",
                "був",
                "було",
                "що",
                "та",
                "і",
                "й",
                "у",
                "з",
                "із",
                "від",
                "про",
                "як",
                "це",
                "за",
                "під",
                "не",
                "на",
                "до",
                "в",
                "є",
                "се",
                "да",
                "од",
                "за",
                "со",
                "ги",
                "го",
                "ќе",
                "или",
                "на",
                "в",
                "от",
                "за",
                "се",
                "че",
                "са",
                "по",
                "с",
                "й",
                "и",
                "у",
                "је",
                "да",
                "су",
                "није",
                "за",
                "од",
            ]
        ),
    ),
    (
        "cp1250",
        frozenset("ąćęłńóśźż"),
        _words("i w na nie z się że do to jest o po jak przez od za są nie był"),
    ),
    (
        "cp1250",
        frozenset("áčďéěíňóřšťúůýžľĺŕäô"),
        _words("a v na se je že s z do o za ve po pro to ne jsou sa nie ako pre bol"),
    ),
    (
        "cp1250",
        frozenset("čćđšž"),
        _words("i u je na da se za su od o s iz nije ne to kao koji"),
    ),
)
_SIGNS: Final = frozenset("„“”«»–—…’‘№§°• ")
_WORD = re.compile(r"[^\W\d_]+")


def encoding(content: IO[bytes]) -> str:
    """Return Python's name of the encoding of a whole file; raises Unreadable.

    By its mark, else UTF-8 where every byte fits, else what a page declares, else an old
    encoding of Central or Eastern Europe where the text in it is beyond doubt one.
    """
    start = content.tell()
    head = content.read(_LOOKED_AT)
    content.seek(start)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked or _fits(content, "utf-8"):
        if marked and not _fits(content, marked):
            raise Unreadable(f"The file says that it is {marked.upper()}, and is not. {_SAVE}")
        return marked or "utf-8"
    name = _declared(head) or _old(head)
    if name and _fits(content, name):
        return name
    raise Unreadable(f"It cannot be told for certain which encoding the file is in. {_SAVE}")


def _fits(content: IO[bytes], name: str) -> bool:
    """Say whether all of a file can be read so; leaves it where it was."""
    start = content.tell()
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        while piece := content.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        content.seek(start)
    return True


def _declared(head: bytes) -> str | None:
    """Return what a page says it is in."""
    if not head.lstrip().startswith(b"<") or not (found := _DECLARED.search(head[:4096])):
        return None
    name = found[1].decode("ascii", "replace").lower()
    known = re.fullmatch(r"(?:windows-|cp)(125\d)|iso-8859-(\d{1,2})|koi8-([ru])", name)
    try:
        return codecs.lookup(name.replace("windows-", "cp")).name if known else None
    except LookupError:
        return None


def _old(head: bytes) -> str | None:
    found = {name for name, letters, frequent in _OLD if _is_text(head, name, letters, frequent)}
    return found.pop() if len(found) == 1 else None


def _is_text(head: bytes, name: str, letters: frozenset[str], frequent: frozenset[str]) -> bool:
    """Say whether *head* is in one encoding a text of one language, with nothing strange in it."""
    try:
        text = head.decode(name)
    except UnicodeDecodeError:
        return False
    beyond = {char for char in text.lower() if not char.isascii()}
    if not beyond & letters or not beyond <= letters | _SIGNS:
        return False
    words = _WORD.findall(text)
    if letters > frozenset("абв"):  # a word is all Cyrillic, or all Latin
        words = [word for word in words if not word.isascii()]
        if any(char.isascii() for word in words for char in word):
            return False
    odd = sum(not (word.islower() or word.istitle() or word.isupper()) for word in words)
    count = sum(word.lower() in frequent for word in words)
    return len(words) >= _WORDS and odd <= len(words) / 50 and count >= _SHARE * len(words)
