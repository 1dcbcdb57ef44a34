"""The bytes of a file, unpacked where it is packed, within its bounds; a bomb is not unpacked."""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from bot.exchange.limits import MEGABYTE, Limits, Unreadable

_PIECE = 2**16
_IN_MEMORY = 4 * MEGABYTE  # a larger copy lies on the disk
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_OFFICE = ("[Content_Types].xml", "mimetype")
_SPLIT = "Split it, or raise the limit."


@contextmanager
def unpacked(stream: BinaryIO, limits: Limits) -> Iterator[IO[bytes]]:
    """Open what *stream* holds as bytes that can be read twice; raises Unreadable.

    A file is used where it lies. What comes packed, or through a pipe, is first copied.
    """
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        content: IO[bytes] = stream
        if not _seekable(stream):
            _fill(copy, _pieces(stream), limits.bytes)
            content = copy
        start = content.tell()
        size = content.seek(0, os.SEEK_END) - start
        content.seek(start)
        if size > limits.bytes:
            raise _too_large(limits.bytes)
        head = content.read(len(_ZIP))
        content.seek(start)
        if not head.startswith(_GZIP) and head != _ZIP:
            yield content
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as inside:
            pieces = _of_zip(content) if head == _ZIP else _of_gzip(content)
            most = min(limits.bytes, max(limits.ratio * size, MEGABYTE))
            _fill(inside, pieces, most)
            yield inside


def _seekable(stream: BinaryIO) -> bool:
    try:
        return stream.seekable()
    except (AttributeError, ValueError):
        return False


def _fill(target: IO[bytes], pieces: Iterator[bytes], most: int) -> None:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise _too_large(most)
        target.write(piece)
    target.seek(0)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


def _of_gzip(content: IO[bytes]) -> Iterator[bytes]:
    """Unpack all members of a gzip file, a piece at a time."""
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    waiting = b""
    try:
        while waiting or (waiting := content.read(_PIECE)):
            if unpacking.eof:
                if not waiting.strip(b"\0"):  # padding
                    waiting = b""
                    continue
                unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
            yield unpacking.decompress(waiting, _PIECE)
            waiting = unpacking.unconsumed_tail or unpacking.unused_data
        while rest := unpacking.decompress(unpacking.unconsumed_tail, _PIECE):
            yield rest
    except zlib.error:
        raise Unreadable("The gzip file is damaged. Pack it again, or send it unpacked.") from None
    if not unpacking.eof:
        raise Unreadable("The gzip file breaks off. Send the whole file, or send it unpacked.")


def _of_zip(content: IO[bytes]) -> Iterator[bytes]:
    """Unpack the one file of an archive."""
    try:
        with zipfile.ZipFile(content) as archive:
            files = [one for one in archive.infolist() if not one.is_dir()]
            if any(one.filename in _OFFICE for one in files):
                raise Unreadable(
                    "This is a spreadsheet or an office document. Save it as CSV in UTF-8."
                )
            own = [one for one in files if not one.filename.startswith("__MACOSX/")]
            if len(own) != 1:
                raise Unreadable(
                    f"The archive holds {len(own)} files. Send each of them by itself."
                )
            with archive.open(own[0]) as file:
                yield from _pieces(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise Unreadable(
            "The archive is damaged or locked. Send the file in it unpacked."
        ) from error
    except (
        OSError,
        ValueError,
        OverflowError,
        LookupError,
    ) as error:  # of made-up sizes and names
        raise Unreadable("The archive is damaged. Send the file in it unpacked.") from error


def _too_large(most: int) -> Unreadable:
    return Unreadable(f"The file has, or unpacks to, more than {most // 1000:,} kB. {_SPLIT}")
