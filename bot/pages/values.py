"""What can come of looking up a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.text.links import NotALink

Trouble = Literal[
    "no_such_name",  # the host's name has no address
    "no_connection",  # nobody answers there, or hangs up
    "not_secure",  # the certificate is not the host's, or nobody vouches for it
    "too_slow",  # not read within the time
    "no_page",  # the server says that there is none, or none for us: see the status
    "redirects",  # too many of them, or one to what is no link
    "unreadable",  # packed in a way that we did not ask for
]
Barred = Literal["port", "address"]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself; None is what it does not say.

    *url* is where it was found in the end, *outlet* its site's name or else its host.
    """

    url: str
    outlet: str
    title: str | None = None
    author: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The page at *url* could not be had now; *status* is what its server answered, if it did."""

    url: str
    reason: Trouble
    status: int | None = None


@dataclass(frozen=True, slots=True)
class NotAllowedAddress:
    """*url* leads to another port than those of the web, or into a network of our own."""

    url: str
    reason: Barred


LookedUp: TypeAlias = PageFacts | Unreachable | NotAllowedAddress | NotALink
