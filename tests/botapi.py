"""Holds calls and updates against the machine-readable description of the Bot API.

The description is the file botapi/api.json of PaulSonOfLars/telegram-bot-api-spec; limits are read
from its sentences, such as "1-4096 characters after entities parsing".
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.entities import formatted
from bot.sandbox.errors import Refused
from bot.sandbox.values import Call, Json

_CONSTANT = re.compile(r"""(?:always|must be) ["“]?(\w+)["”]?$""")
_SIZE = re.compile(r"(\d+)-(\d+) (characters|bytes)", re.IGNORECASE)
_RANGE = re.compile(r"(?:between|,|\.|;) (\d+)-(\d+)(?: are accepted|[.;,]|$)")
_COUNT = re.compile(r"list of (\d+)-(\d+) ")
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "Float": (int, float),
}
_UPLOAD = re.compile(r"<\d+ bytes>|attach://.+")


@dataclass(frozen=True, slots=True)
class Api:
    """The description: methods and types by name."""

    methods: dict[str, Json]
    types: dict[str, Json]


def load() -> Api:
    """Read the description from the folder named by TIPLINE_TEST_DATA, or skip the test."""
    api = described()
    if api is None:
        pytest.skip("TIPLINE_TEST_DATA names no folder with botapi/api.json to compare with")
    return api


@cache
def described() -> Api | None:
    """Return the description, where there is one."""
    path = Path(os.environ.get("TIPLINE_TEST_DATA", "")) / "botapi" / "api.json"
    if not path.is_file():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Api(content["methods"], content["types"])


def problems(api: Api, call: Call) -> list[str]:
    """What is wrong with a call and its result; empty where all is as described."""
    described = api.methods.get(call.method)
    if described is None:
        return [f"{call.method}: unknown method"]
    found = _fields(api, call.params, described.get("fields", []), call.method)
    if call.error is None:
        found += _value(api, call.result, described["returns"], f"{call.method} result")
    return found


def update_problems(api: Api, update: Json) -> list[str]:
    """What is wrong with an update that the sandbox emits."""
    return _value(api, update, ["Update"], "update")


def _fields(api: Api, values: Json, described: list[Json], where: str) -> list[str]:
    known = {field["name"]: field for field in described}
    found = [f"{where}: unknown field {name}" for name in values if name not in known]
    for name, field in known.items():
        place = f"{where}.{name}"
        if name not in values:
            found += [f"{place}: missing"] if field["required"] else []
            continue
        value = values[name]
        found += _value(api, value, field["types"], place)
        found += _limits(value, field, values, place)
    return found


def _value(api: Api, value: Any, types: list[str], where: str) -> list[str]:
    """The problems with the type that fits best."""
    tries = [_one(api, value, name, where) for name in types]
    return min(tries, key=len)


def _one(api: Api, value: Any, name: str, where: str) -> list[str]:
    if plain := _PLAIN.get(name):
        right = isinstance(value, plain) and (name == "Boolean") == isinstance(value, bool)
        return [] if right else [f"{where}: {value!r} is not {name}"]
    if name == "InputFile":
        right = isinstance(value, str) and _UPLOAD.fullmatch(value) is not None
        return [] if right else [f"{where}: {value!r} is not an upload"]
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: {value!r} is not {name}"]
        inner = name.removeprefix("Array of ")
        numbered = enumerate(value)
        return [p for i, one in numbered for p in _value(api, one, [inner], f"{where}[{i}]")]
    return _object(api, value, name, where)


def _object(api: Api, value: Any, name: str, where: str) -> list[str]:
    described = api.types[name]
    if subtypes := described.get("subtypes"):
        fitting = [kind for kind in subtypes if _discriminates(api.types[kind], value)]
        return _value(api, value, fitting or subtypes, where)
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is not {name}"]
    return _fields(api, value, described.get("fields", []), where)


def _discriminates(described: Json, value: Any) -> bool:
    """Say whether a constant of this type (such as its "type") is the value's."""
    if not isinstance(value, dict):
        return False
    for field in described.get("fields", []):
        constant = _CONSTANT.search(field["description"])
        if constant and value.get(field["name"]) == constant[1]:
            return True
    return False


def _limits(value: Any, field: Json, values: Json, where: str) -> list[str]:
    description = field["description"]
    found = []
    if isinstance(value, str) and (limit := _SIZE.search(description)):
        counted = _shown(value, values, field["name"]) if "after entit" in description else value
        size = len(counted.encode()) if limit[3].lower() == "bytes" else len(counted)
        found += _outside(size, limit, f"{where}: {limit[3]}")
    if isinstance(value, int) and (limit := _RANGE.search(description)):
        found += _outside(value, limit, where)
    if isinstance(value, list) and (limit := _COUNT.search(description)):
        found += _outside(len(value), limit, f"{where}: items")
    return found


def _outside(size: int, limit: re.Match[str], what: str) -> list[str]:
    low, high = int(limit[1]), int(limit[2])
    return [] if low <= size <= high else [f"{what}: {size} is not in {low}-{high}"]


def _shown(text: str, values: Json, name: str) -> str:
    mode = values.get("quote_parse_mode" if name == "quote" else "parse_mode")
    try:
        return formatted(text, mode, None).text
    except Refused:
        return text
