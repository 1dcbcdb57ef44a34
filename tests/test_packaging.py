"""The wheel: all that the program needs is inside, and it runs where there is no clone.

uv builds it and installs it with its real dependencies, in the locked versions, into a fresh
environment; the test's own environment, folder and home are not visible there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
# Neither the shell's settings nor the clone's environment reach what is installed.
PASSED_ON = ("PATH", "LANG", "SYSTEMROOT", "TMPDIR")
NO_NETWORK = ("dns error", "failed to lookup address", "network is unreachable", "connect error")
DATA = (
    "bot/locales/*/LC_MESSAGES/*.po",
    "bot/exchange/*.toml",
    "bot/archive/static/*",
    "bot/archive/templates/*.html",
    "bot/text/*.toml",
    "bot/sandbox/static/*",
    "migrations/versions/*.py",
    "migrations/script.py.mako",
    "seeds/**/*.toml",
    "*/py.typed",
)
DENIAL = "Жодних північнокорейських солдатів на війні проти України не було."


@dataclass(frozen=True, slots=True)
class Installed:
    """The program in an environment of its own, run in an empty folder with an empty home."""

    python: Path
    place: Path

    def environment(self) -> Mapping[str, str]:
        """What a process of an operator sees."""
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return kept | {"HOME": str(self.place / "home")}

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run `tipline` with *args*."""
        return self._call(self.python.with_name("tipline"), *args)

    def evaluate(self, expression: str) -> str:
        """Evaluate an expression that may use `bot`."""
        return self._call(self.python, "-c", f"import bot; print({expression})").stdout.strip()

    def _call(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.place / "work",
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def uv(*args: str | Path) -> None:
    """Run uv, from the path or beside this Python; skip where it is missing or offline."""
    beside = Path(sys.executable).with_name("uv")
    found = shutil.which("uv") or (str(beside) if beside.exists() else None)
    if found is None:
        pytest.skip("uv is not installed here")
    done = subprocess.run(
        [found, *args], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode and any(sign in done.stderr.lower() for sign in NO_NETWORK):
        pytest.skip("no network, and uv's cache does not hold everything that is needed")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the clone."""
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--wheel", "--quiet", "--out-dir", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a fresh environment, without the extras."""
    place = tmp_path_factory.mktemp("operator")
    for folder in ("home", "work"):
        (place / folder).mkdir()
    locked, environment = place / "locked.txt", place / "environment"
    uv("export", "--frozen", "--no-dev", "--no-hashes", "--no-emit-project", "--quiet",
       "--output-file", locked)  # fmt: skip
    uv("venv", "--quiet", "--python", sys.executable, environment)
    python = environment / "bin" / "python"
    uv("pip", "install", "--quiet", "--python", python, "--constraints", locked, wheel)
    return Installed(python, place)


def test_the_wheel_holds_all_data_files_and_nothing_but_the_packages(wheel: Path) -> None:
    expected = {
        path.relative_to(ROOT).as_posix() for pattern in DATA for path in ROOT.glob(pattern)
    }

    inside = set(zipfile.ZipFile(wheel).namelist())

    assert sorted(expected - inside) == []
    assert {name.partition("/")[0] for name in inside} == {
        "bot",
        "handlers",
        "migrations",
        "seeds",
        f"tipline-{version()}.dist-info",
    }


@pytest.mark.parametrize("pattern", DATA)
def test_each_pattern_of_data_files_meets_files(pattern: str) -> None:
    found = list(ROOT.glob(pattern))

    assert found != []


def test_the_installed_program_runs_without_the_clone(installed: Installed) -> None:
    where = Path(installed.evaluate("bot.__file__"))
    assert where.is_relative_to(installed.place / "environment")
    assert installed.evaluate(f"[p for p in __import__('sys').path if {str(ROOT)!r} in p]") == "[]"

    assert installed.run("--version").stdout == f"{version()}\n"

    upgraded = installed.run("db", "upgrade")
    assert (upgraded.returncode, upgraded.stderr) == (0, "")
    seeded = installed.run("seed")
    assert (seeded.returncode, seeded.stderr) == (0, "")
    checked = installed.run("check", "--json", DENIAL)

    assert (checked.returncode, checked.stderr) == (0, "")
    result = json.loads(checked.stdout)
    assert result["outcome"] == "answered"
    assert [one["post_rating"] for one in result["answers"]] == ["false"]
    # The store is in the home folder, wherever the platform keeps data; nothing is left here.
    assert len(list((installed.place / "home").rglob("tipline.db"))) == 1
    assert list((installed.place / "work").iterdir()) == []


def test_the_demo_without_its_extra_says_what_to_install(installed: Installed) -> None:
    tried = installed.run("demo")

    assert tried.returncode == 1
    assert "pip install 'tipline[demo]'" in tried.stderr
    assert "Traceback" not in tried.stderr


def version() -> str:
    """The version that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
