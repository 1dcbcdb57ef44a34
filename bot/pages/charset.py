"""Which letters a page's bytes are."""

from __future__ import annotations

import codecs
import re

_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}["']?([\w.:-]{1,30})"""
    rb"""|^\s{0,99}<\?xml\b[^>]{0,99}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,30})""",
    re.IGNORECASE,
)
_LOOKED_AT = 4096  # bytes; the standard asks for a declaration within the first 1024
# What the web is written in (https://encoding.spec.whatwg.org). No other codec is used: Python
# has some that are not for texts, and some that are slow with what was made to be so.
_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|(?:windows|cp)-?(?:125\d|874|866)|ibm866|iso-?8859-\d{1,2}"
    r"|latin-?1|us-ascii|ascii|koi8-[ru]|mac-cyrillic|gbk|gb2312|gb18030|big5"
    r"|shift_jis|euc-jp|euc-kr|iso-2022-jp|tis-620"
)
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "tis-620": "cp874", "gb2312": "gb18030"}


def decode(content: bytes, named: str | None) -> str:
    """Return *content* as text, by its mark, else as *named* by the server, else as it declares.

    Without any of them it is UTF-8; what fits nowhere becomes U+FFFD.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding, "replace")
    encoding = _codec(named or "") or _declared(content) or "utf-8"
    return content.decode(encoding, "replace")


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:_LOOKED_AT])
    name = _codec((found[1] or found[2]).decode("ascii", "replace")) if found else None
    # Whoever could read the declaration reads no UTF-16.
    return "utf-8" if name and name.startswith("utf-16") else name


def _codec(name: str) -> str | None:
    """Return Python's name of a charset, None where it is unknown."""
    name = name.strip().lower().removeprefix("x-")
    if not _KNOWN.fullmatch(name):
        return None
    try:
        known = codecs.lookup(name.replace("windows-", "cp").replace("cp-", "cp")).name
    except LookupError:
        return None
    return _READ_AS.get(known, known)
