"""The words of quantity.toml, by language."""

import tomllib
from functools import cache
from importlib.resources import files


def lists(name: str, language: str) -> tuple[str, ...]:
    """Return a section's entries in a language; those of all together for an unknown one."""
    section = _data()[name]
    chosen = [section[language]] if language in section else list(section.values())
    return tuple(entry for each in chosen for entry in ([each] if isinstance(each, str) else each))


@cache
def _data() -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads(files("bot.matching").joinpath("quantity.toml").read_text("utf-8"))
