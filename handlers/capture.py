"""Reads what Telegram sends so that one unreadable update does not hold up its neighbours."""

import json
import logging
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

log = logging.getLogger(__name__)

# The one field of an update that stands for another which the library could not read.
UNREADABLE = "tipline_unreadable"
REASON = "tipline_reason"


class CarefulRequest(HTTPXRequest):
    """Networking that never writes an answer's content to the log."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; raise TelegramError without quoting it where it is no JSON object."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


class CapturingRequest(CarefulRequest):
    """Networking for getUpdates: what cannot be read comes through wrapped, to be parked."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer and wrap each update in it that the library would stumble over."""
        answer = CarefulRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = readable(answer["result"])
        return answer


def readable(items: list[Any]) -> list[dict[str, Any]]:
    """Return *items* with the unreadable ones wrapped; those without an id cannot be kept."""
    kept = []
    for item in items:
        number = item.get("update_id") if isinstance(item, dict) else None
        if not isinstance(number, int):
            log.error("Telegram sent something that has no update id; it is left out")
            continue
        kept.append(item if (reason := _stumble(item)) is None else _wrapped(item, reason))
    return kept


def captured(update: Update) -> tuple[dict[str, Any], str] | None:
    """Return the raw update and the reason if *update* is a wrapped one."""
    raw = update.api_kwargs.get(UNREADABLE)
    return (raw, str(update.api_kwargs.get(REASON))) if isinstance(raw, dict) else None


def _stumble(item: dict[str, Any]) -> str | None:
    try:
        Update.de_json(item, None)
    except Exception as error:  # whatever the library raises: the update is kept and parked
        return type(error).__name__
    return None


def _wrapped(item: dict[str, Any], reason: str) -> dict[str, Any]:
    return {"update_id": item["update_id"], UNREADABLE: item, REASON: reason}
