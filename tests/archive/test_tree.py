"""The archive's folder: whole or not at all, and nothing of anybody else's."""

from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from bot.archive import tree
from bot.archive.tree import MANIFEST, ForeignFiles, replacing


def write(folder: Path, **files: str) -> set[str]:
    """Write an archive; return what changed of its files."""
    with replacing(folder) as new:
        for name, text in files.items():
            new.write(f"{name}.html", text)
    return new.changed


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_new_folder_is_made_and_others_may_read_it(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "archive", bees="taxes")

    folder = tmp_path / "deep" / "archive"
    assert contents(folder) == {"bees.html": "taxes"}
    mask = os.umask(0o022)
    os.umask(mask)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o777 & ~mask
    assert names(tmp_path / "deep") == ["archive"]


def test_what_is_the_same_keeps_its_time_and_what_is_gone_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write(folder, bees="taxes", wasps="none", hornets="some")
    os.utime(folder / "bees.html", (1, 1))
    os.utime(folder / "wasps.html", (1, 1))

    changed = write(folder, bees="taxes", wasps="many")

    assert contents(folder) == {"bees.html": "taxes", "wasps.html": "many"}
    assert changed == {"wasps.html", MANIFEST}
    assert (folder / "bees.html").stat().st_mtime == 1
    assert (folder / "wasps.html").stat().st_mtime > 1
    assert names(tmp_path) == ["archive"]


def test_without_links_and_exchange_it_works_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuses)
    monkeypatch.setattr(tree, "_exchanged", lambda *_: False)
    folder = tmp_path / "archive"
    write(folder, bees="taxes", wasps="none")
    os.utime(folder / "bees.html", (1, 1))

    write(folder, bees="taxes")

    assert contents(folder) == {"bees.html": "taxes"}
    assert (folder / "bees.html").stat().st_mtime == 1
    assert names(tmp_path) == ["archive"]


@pytest.mark.parametrize("name", ["letter.txt", "deep/letter.txt", "archive.html"])
def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "archive"
    write(folder, bees="taxes")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("Dear Anna")

    with pytest.raises(ForeignFiles, match=name):
        write(folder, wasps="none")

    assert contents(folder) == {"bees.html": "taxes", name: "Dear Anna"}
    assert names(tmp_path) == ["archive"]


def test_a_manifest_of_somebody_elses_names_nothing_as_ours(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / MANIFEST).write_text("letter.txt\nletter.txt\n")
    (folder / "letter.txt").write_text("Dear Anna")

    with pytest.raises(ForeignFiles):
        write(folder, wasps="none")


def test_a_link_in_place_of_a_file_of_ours_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write(folder, bees="taxes")
    (tmp_path / "secret").write_text("taxes")
    (folder / "wasps.html").symlink_to(tmp_path / "secret")

    with pytest.raises(ForeignFiles):
        write(folder, bees="taxes")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()

    write(tmp_path / "archive", bees="taxes")

    assert contents(tmp_path / "archive") == {"bees.html": "taxes"}


def test_what_fails_halfway_leaves_the_old_archive(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write(folder, bees="taxes")

    with pytest.raises(UnicodeEncodeError):
        write(folder, wasps="none", hornets="\ud800")

    assert contents(folder) == {"bees.html": "taxes"}
    assert names(tmp_path) == ["archive"]


def test_a_file_is_never_replaced_by_an_archive(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    (tmp_path / "link").symlink_to(letter)

    for place in (letter, tmp_path / "link"):
        with pytest.raises(NotADirectoryError):
            write(place, bees="taxes")

    assert letter.read_text() == "Dear Anna"
    assert sorted(names(tmp_path)) == ["letter.txt", "link"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the one step is Linux's")
def test_who_reads_meanwhile_always_finds_a_whole_archive(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write(folder, one="0", two="0")
    seen: list[tuple[str, str]] = []
    missing: list[OSError] = []
    end = threading.Event()

    def read() -> None:
        while not end.is_set():
            try:
                place = os.open(folder, os.O_RDONLY)  # what a request finds when it comes
                names = ("one.html", "two.html")
                files = [os.open(name, os.O_RDONLY, dir_fd=place) for name in names]
                seen.append(tuple(os.read(file, 9).decode() for file in files))  # type: ignore
                for file in (place, *files):
                    os.close(file)
            except OSError as error:
                if error.filename == str(folder):
                    missing.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 40):
        write(folder, one=str(number), two=str(number))
    end.set()
    reader.join()

    assert missing == []
    assert [pair for pair in seen if pair[0] != pair[1]] == []
