"""A link as people write it on a phone, made one that can be opened; or why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Literal
from urllib.parse import quote, urlsplit

import idna

LONGEST = 2000  # code points; what browsers and servers agree on
PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
# "gazette.example:8080" has no scheme, "javascript:alert(1)" has one.
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d{1,5}(?:[/?#]|$))", re.IGNORECASE)
_AROUND = (
    " \t\r\n\u00a0\u200b-\u200f\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069<>\"'«»“”„"
)
_SPACE_OR_CONTROL = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]"
)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_AFTER_BRACKET = re.compile(r"\][^:]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

Reason = Literal["empty", "too_long", "no_link", "other_scheme", "has_password", "bad_host"]


@dataclass(frozen=True, slots=True)
class Link:
    """A web address in ASCII, as it is sent to a server; its host without scheme, port and dot."""

    url: str
    host: str
    port: int

    @property
    def site(self) -> str:
        """The host as people know it: without www, in its own script."""
        shown = self.host.removeprefix("www.")
        try:
            return idna.decode(shown)
        except UnicodeError:
            return shown


@dataclass(frozen=True, slots=True)
class NotALink:
    """Why a text is no web address that can be opened."""

    reason: Reason


def read_link(text: str) -> Link | NotALink:
    """Read one http or https link; without a scheme it gets https.

    Hosts in other scripts are written as UTS #46 has it, the rest is percent-encoded as UTF-8, and
    what is encoded already stays. Numbers that only some programs read as an address ("0x7f.1",
    "2130706433") are no host.
    """
    text = text.strip(_AROUND)
    if not text:
        return NotALink("empty")
    if len(text) > LONGEST:
        return NotALink("too_long")
    if _SPACE_OR_CONTROL.search(text):
        return NotALink("no_link")
    if scheme := _SCHEME.match(text):
        return _whole(text) if scheme[1].lower() in PORTS else NotALink("other_scheme")
    if _OTHER_SCHEME.match(text):
        return NotALink("other_scheme")
    return _without_scheme(text)


def _without_scheme(text: str) -> Link | NotALink:
    """Read "gazette.example/minutes"; a word, a number or an e-mail address is no link."""
    link = _whole(f"https://{text.removeprefix('//')}")
    if isinstance(link, Link) or text.startswith("//"):
        return link
    return NotALink("no_link")


def _whole(text: str) -> Link | NotALink:
    """Read a link that has its scheme."""
    try:
        parts = urlsplit(text)
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return NotALink("bad_host")
    if "@" in parts.netloc:
        return NotALink("has_password")
    # Not every Python refuses "[::1]evil.example".
    host = None if _AFTER_BRACKET.search(parts.netloc) else _host(name)
    if host is None or port == 0:
        return NotALink("bad_host")
    usual = PORTS[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in {None, usual} else f"{shown}:{port}"
    rest = _encoded(parts.path, "/") or "/"
    if parts.query:
        rest += f"?{_encoded(parts.query, '/?')}"
    if parts.fragment:
        rest += f"#{_encoded(parts.fragment, '/?')}"
    return Link(f"{parts.scheme}://{netloc}{rest}", host, port or usual)


def _host(name: str) -> str | None:
    """Return a host in ASCII, None where it is neither a whole name nor an address."""
    if ":" in name:
        return _address(name)
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode()
        except UnicodeError:
            return None
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _address(".".join(labels))
    if len(labels) < 2 or len(name) > 253 or not all(map(_LABEL.fullmatch, labels)):
        return None
    return ".".join(labels)


def _address(name: str) -> str | None:
    """Return an IP address as it is usually written, None where it is none."""
    try:
        if ":" not in name:
            return str(IPv4Address(name))
        return None if "%" in name else str(IPv6Address(name))
    except AddressValueError:
        return None


def _encoded(part: str, safe: str) -> str:
    """Percent-encode what may not stand in a link, and nothing twice."""
    kept = quote(part, safe=f"%:@!$&'()*+,;=~{safe}", errors="replace")
    return _STRAY_PERCENT.sub("%25", kept)
