"""One normal form for all the disguises of a text, so that a repost meets its wording again."""

import hashlib
import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'«»]+|\bt\.me/[^\s<>\"'«»]+", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\b")  # RFC 5321: 64 before @
MENTION = re.compile(r"(?<![\w/])@\w{3,32}\b")
PHONE = re.compile(r"(?<![\w.])\+?\d(?:[\s().-]{0,2}\d){9,14}(?!\w)")

# Letters that look the same in both scripts; words that mix scripts are set in the script of most
# of their unmistakable letters.
_LATIN_TO_CYRILLIC = str.maketrans(
    "aceiopxyjshmtkbABCEHIKMOPTXYJS", "асеіорхујѕнмткьАВСЕНІКМОРТХУЈЅ"
)
_CYRILLIC_TO_LATIN = str.maketrans("асеіорхујѕкАВСЕНІКМОРТХУЈЅ", "aceiopxyjskABCEHIKMOPTXYJS")
_LEET = str.maketrans("013457", "oieast")
_LEET_CYRILLIC = str.maketrans("0346", "озчб")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u02b9\u0060\u00b4\u02bb\u201b\u2032]")
_MARKS = frozenset(chr(code) for code in range(0x300, 0x370))
_DASHES = re.compile("[\u2010-\u2015\u2212\u2043]")
_CAMEL = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁЄІЇҐЃЅЈЉЊЌЏ])(?=[A-ZА-ЯЁЄІЇҐЃЅЈЉЊЌЏĄĆĘŁŃÓŚŹŻ])")
# Combining marks belong to words: Devanagari and others write vowels with them.
_MARK = "".join(
    char for char in map(chr, range(0x300, 0x1E00)) if unicodedata.category(char) in {"Mn", "Mc"}
)
_WORD = re.compile(rf"\w[\w{_MARK}]*(?:['-][\w{_MARK}]+)*")  # after underscores were cut out
_HASHTAG = re.compile(r"#(\w+)")
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|yclid|igshid|mc_cid|mc_eid|ref|ref_src|s|si|feature)$"
)


def clean(text: str) -> str:
    """Return *text* composed (NFKC), without invisible characters, quotes and dashes plain.

    Case, punctuation and line ends stay; so do all scripts, vowel signs included.
    """
    text = unicodedata.normalize("NFKC", html.unescape(text))
    return _DASHES.sub("-", _APOSTROPHES.sub("'", _INVISIBLE.sub("", text)))


@lru_cache(maxsize=65_536)
def unmask(word: str) -> str:
    """Undo look-alike letters and digits in a word: "Kурськ" is "Курськ", "s0ldier" "soldier"."""
    latin = sum("a" <= char <= "z" or "A" <= char <= "Z" for char in word)
    cyrillic = sum("\u0400" <= char <= "\u052f" for char in word)
    if latin and cyrillic:
        as_cyrillic = word.translate(_LATIN_TO_CYRILLIC)
        as_latin = word.translate(_CYRILLIC_TO_LATIN)
        if not any("a" <= char.lower() <= "z" for char in as_cyrillic):
            word, latin, cyrillic = as_cyrillic, 0, len(word)
        elif not any("\u0400" <= char <= "\u052f" for char in as_latin):
            word, latin, cyrillic = as_latin, len(word), 0
    letters = latin + cyrillic
    if (
        letters >= 3
        and word[:1].isalpha()
        and word[-1:].isalpha()
        and any(c.isdigit() for c in word)
    ):
        word = word.translate(_LEET if latin >= cyrillic else _LEET_CYRILLIC)
    return word


def tokens(text: str) -> list[str]:
    """Return the words of *text* unmasked, in their own case; links, mentions and signs go."""
    text = MENTION.sub(" ", EMAIL.sub(" ", URL.sub(" ", clean(text))))
    text = _HASHTAG.sub(lambda tag: _CAMEL.sub(" ", tag[1]), text).replace("_", " ")
    return [unmask(word) for word in _WORD.findall(text)]


def named_tokens(text: str) -> list[str]:
    """Return the words of *text* in their normal form, with those that @names are made of."""
    spelt = MENTION.sub(lambda name: f" {_CAMEL.sub(' ', name[0][1:])} ", clean(text))
    return words(spelt)


def words(text: str) -> list[str]:
    """Return the words of *text* in their normal form."""
    return [fold(token) for token in tokens(text)]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return a word without case and, in Latin letters, marks: "Żołnierz" is "zolnierz"."""
    word = word.casefold()
    if word.isascii() or "\u0400" <= word[0] <= "\u052f":
        return word
    plain = "".join(char for char in unicodedata.normalize("NFD", word) if char not in _MARKS)
    return unicodedata.normalize("NFC", plain.replace("ł", "l"))


def normalise(text: str) -> str:
    """Return the normal form: the words alone, each once unmasked, joined by single spaces."""
    return " ".join(words(text))


def text_hash(text: str) -> str:
    """Return a key that equal normal forms share: 32 hex digits; empty without any words."""
    normal = normalise(text)
    return hashlib.sha256(normal.encode()).hexdigest()[:32] if normal else ""


def canonical_url(url: str) -> str | None:
    """Return *url* without scheme, www, tracking and fragment; None where it is no web link.

    "https://www.Example.org/a/?utm_source=x#top" is "example.org/a".
    """
    url = url.strip()
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host:
        return None
    query = urlencode(
        sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0]))
    )
    path = parts.path.rstrip("/")
    return f"{host}{path}" + (f"?{query}" if query else "")


def urls(text: str) -> list[str]:
    """Return the links written out in *text*, as written."""
    return [match.rstrip(".,;:!?)»\"'") for match in URL.findall(clean(text))]


def without_personal_data(text: str) -> str:
    """Return *text* with e-mail addresses, phone numbers and @names masked."""
    return PHONE.sub("☎…", MENTION.sub("@…", EMAIL.sub("✉…", text)))
