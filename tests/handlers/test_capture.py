"""One update that the library cannot read does not hold up its neighbours."""

import json

import pytest
from telegram import Update
from telegram.error import TelegramError

from handlers.capture import CapturingRequest, CarefulRequest, captured

GOOD = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1_700_000_000,
        "chat": {"id": 5, "type": "private"},
        "text": "hello",
    },
}
BROKEN = {"update_id": 8, "message": {"chat": "not a chat"}}


def parsed(*updates: object) -> list[Update]:
    payload = json.dumps({"ok": True, "result": list(updates)}).encode()
    return list(Update.de_list(CapturingRequest.parse_json_payload(payload)["result"], None))


def test_readable_updates_pass_unchanged() -> None:
    (update,) = parsed(GOOD)

    assert update.message is not None
    assert update.message.text == "hello"
    assert captured(update) is None


def test_an_unreadable_update_keeps_its_id_and_its_raw_content() -> None:
    first, second = parsed(BROKEN, GOOD | {"update_id": 9})

    assert first.update_id == 8
    assert captured(first) == (BROKEN, "KeyError")
    assert second.message is not None


def test_an_update_of_an_unknown_kind_is_read() -> None:
    (update,) = parsed({"update_id": 3, "thought": {"text": "hm"}})

    assert captured(update) is None
    assert update.to_dict() == {"update_id": 3, "thought": {"text": "hm"}}


def test_what_has_no_id_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    assert [u.update_id for u in parsed({"message": {}}, "nonsense", GOOD)] == [7]
    assert len(caplog.records) == 2


@pytest.mark.parametrize("payload", [b"<html>secret words</html>", b"[1]", b"\xff\xfe"])
def test_an_answer_that_is_no_json_object_is_not_quoted(
    payload: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TelegramError) as raised:
        CarefulRequest.parse_json_payload(payload)

    assert "secret" not in str(raised.value)
    assert "secret" not in caplog.text


def test_an_answer_to_another_method_passes_unchanged() -> None:
    payload = json.dumps({"ok": True, "result": {"message_id": 1}}).encode()

    assert CapturingRequest.parse_json_payload(payload)["result"] == {"message_id": 1}
