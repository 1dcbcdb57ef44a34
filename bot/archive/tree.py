"""The archive's folder: written beside the old one, then put in its place in one step.

Who reads meanwhile sees the old archive or the new one. Files that did not change are the same
files, with their time; what the archive no longer holds is gone. A folder with anything in it that
is not the archive's is left alone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

MANIFEST = "archive.txt"  # names each file of the archive, itself left out
TITLE = "# Written by tipline archive; it replaces these files and takes no others beside them."
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
SHOWN = 3  # foreign files that a complaint names


class ForeignFiles(ValueError):
    """The folder holds something that is not the archive's."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        """Name some of it."""
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        shown = ", ".join(sorted(names)[:SHOWN])
        super().__init__(
            f"{folder} holds what is not the archive's: {shown}{more}. Name an empty folder, or"
            " take these files out of it."
        )


class Tree:
    """The files of the new archive, as they are written."""

    def __init__(self, new: Path, old: Path) -> None:
        self._new, self._old = new, old
        self.paths: set[str] = set()
        self.changed: set[str] = set()  # of these, what is new or another than before

    def write(self, path: str, content: str | bytes) -> None:
        """Add a file; where it stands in the old archive as it is, that very file stays."""
        self.write_pieces(path, [content])

    def write_pieces(self, path: str, pieces: Iterable[str | bytes]) -> None:
        """Add a file that need not fit into memory."""
        place, before = self._new / path, self._old / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
        self.paths.add(path)
        if _same(place, before):
            place.unlink()
            _keep(before, place)
        else:
            self.changed.add(path)


@contextmanager
def replacing(folder: Path) -> Iterator[Tree]:
    """Give a tree to write into; once it is whole it takes the place of *folder*.

    ForeignFiles where the folder holds what is not the archive's, NotADirectoryError where it is
    no folder. If anything fails, it is left as it is.
    """
    folder = folder.resolve()
    if foreign := _foreign(folder):
        raise ForeignFiles(folder, foreign)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        tree = Tree(new, folder)
        yield tree
        tree.write(MANIFEST, "\n".join([TITLE, *sorted(tree.paths)]) + "\n")
        new.chmod(folder.stat().st_mode if folder.exists() else 0o777 & ~_umask())
        if foreign := _foreign(folder):  # somebody may have put it there meanwhile
            raise ForeignFiles(folder, foreign)
        _swap(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _foreign(folder: Path) -> list[str]:
    """Name what the folder holds beside the archive's own files."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    manifest = folder / MANIFEST
    text = manifest.read_text(encoding="utf-8") if manifest.is_file() else ""
    own = {MANIFEST, *text.splitlines()[1:]} if text.startswith(TITLE) else set()
    return [
        path
        for found in folder.rglob("*")
        if (path := found.relative_to(folder).as_posix()) not in own
        and (found.is_symlink() or not found.is_dir())
    ]


def _same(one: Path, other: Path) -> bool:
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(1 << 20):
            if block != second.read(1 << 20):
                return False
    return True


def _keep(before: Path, place: Path) -> None:
    """Let a file stand at a second place, as it is."""
    try:
        os.link(before, place)
    except OSError:  # not every file system has links
        shutil.copy2(before, place)


def _swap(new: Path, folder: Path) -> None:
    """Exchange two folders; where the system cannot, there is none for a moment."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchanged(new, folder):
        aside = new.with_name(new.name + ".old")
        folder.rename(aside)
        try:
            new.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system is Linux and its file system can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = os.fsencode(one), os.fsencode(other)
    if rename is None:
        return False
    return bool(rename(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
