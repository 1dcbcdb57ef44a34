"""Unpacks a body piece by piece, never past a limit: a small bomb stays small."""

from __future__ import annotations

import zlib

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Body:
    """The first *limit* bytes of a body, unpacked, up to the end of the page's head."""

    def __init__(self, encoding: str, limit: int) -> None:
        self.content = bytearray()
        self.complete = False
        self._limit = limit
        self._unpacking = zlib.decompressobj(_GZIP_OR_ZLIB) if encoding else None

    def add(self, piece: bytes) -> None:
        """Take a piece as it came; *complete* says whether more of them are of use.

        What is packed wrongly ends the body where it goes wrong.
        """
        if self.complete:
            return
        room = self._limit - len(self.content)
        before = len(self.content)
        if self._unpacking is None:
            self.content += piece[:room]
        else:
            try:
                self.content += self._unpacking.decompress(piece, room)
            except zlib.error:
                self.complete = True
        self.complete |= len(self.content) >= self._limit or self._has_head(before)

    def _has_head(self, since: int) -> bool:
        return b"</head" in bytes(self.content[max(0, since - len(b"</head")) :]).lower()
