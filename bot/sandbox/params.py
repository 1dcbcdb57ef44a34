"""The parameters of one call: form fields and uploads, read as the Bot API declares them."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.values import Json

INTEGERS = frozenset(
    [
        "chat_id",
        "from_chat_id",
        "message_id",
        "user_id",
        "offset",
        "limit",
        "timeout",
        "max_connections",
        "cache_time",
        "message_thread_id",
        "direct_messages_topic_id",
        "reply_to_message_id",
    ]
)
BOOLEANS = frozenset(
    [
        "show_alert",
        "disable_notification",
        "protect_content",
        "drop_pending_updates",
        "is_big",
        "is_personal",
        "disable_content_type_detection",
        "show_caption_above_media",
        "has_spoiler",
        "allow_paid_broadcast",
        "remove_caption",
        "allow_sending_without_reply",
    ]
)
OBJECTS = frozenset(
    [
        "entities",
        "caption_entities",
        "reply_markup",
        "reply_parameters",
        "link_preview_options",
        "allowed_updates",
        "commands",
        "scope",
        "results",
        "reaction",
        "button",
        "suggested_post_parameters",
    ]
)


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """The fields of a call by name, decoded where their type is known, and its uploads."""

    fields: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: dict[str, Any], uploads: dict[str, Upload] | None = None) -> "Params":
        """Decode form fields, which are all strings, by what their names mean."""
        return cls({name: _decoded(name, value) for name, value in raw.items()}, uploads or {})

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        return str(self.fields.get(name, default))

    def maybe(self, name: str) -> str | None:
        """A string, or None where it is not given."""
        value = self.fields.get(name)
        return None if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A number; raises Refused (400) where it is none."""
        value = self.fields.get(name, default)
        if not isinstance(value, int):
            # The public server's words differ by parameter; these are of our choosing.
            raise bad(f"invalid {name} specified")
        return value

    def flag(self, name: str) -> bool:
        """A truth value."""
        return self.fields.get(name) is True

    def object(self, name: str) -> Json | None:
        """An object; raises Refused (400) where it is none."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, dict):
            raise bad(f"can't parse {name} JSON object")
        return value

    def array(self, name: str) -> list[Any] | None:
        """A list; raises Refused (400) where it is none."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, list):
            raise bad(f"can't parse {name} JSON object")
        return value

    def logged(self) -> Json:
        """The call as the log keeps it: of uploads, their names and sizes."""
        files = {name: f"<{len(up.content)} bytes>" for name, up in self.uploads.items()}
        return self.fields | files


def _decoded(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name in INTEGERS:
        return int(value) if value.lstrip("-").isdecimal() else value
    if name in BOOLEANS:
        return {"true": True, "false": False}.get(value.lower(), value)
    if name in OBJECTS:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
