"""What is said of an error: where and what kind, never whose words or which token."""

import io
import logging

import pytest
import sqlalchemy as sa
from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError

from handlers.errors import WithoutToken, brief, kind_of, on_polling_error, set_up_log

TOKEN = "7000000001:local-sandbox-only"


def raised(words: str) -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_an_error_is_named_by_kind_and_place_without_its_words() -> None:
    assert brief(raised("what a person wrote")).startswith("ValueError at test_errors.py:")


def test_a_refusal_by_telegram_keeps_its_words() -> None:
    assert brief(BadRequest("Chat not found")) == "BadRequest: Chat not found"


def test_a_store_error_is_explained_without_its_parameters() -> None:
    error = sa.exc.OperationalError("INSERT", {"text": "secret"}, Exception("disk is full"))

    assert "secret" not in brief(error)
    assert "full" in brief(error)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [({"edited_message": None}, "unknown kind"), ({"thought": {"a": 1}}, "unknown kind")],
)
def test_an_update_is_named_by_its_kind(raw: dict[str, object], kind: str) -> None:
    assert kind_of(Update.de_json({"update_id": 1} | raw, None)) == kind
    assert kind_of("nothing") == "no update"


def test_a_second_poller_is_explained(caplog: pytest.LogCaptureFixture) -> None:
    on_polling_error(Conflict("terminated by other getUpdates request"))
    on_polling_error(NetworkError("Bad Gateway"))

    first, second = [record.getMessage() for record in caplog.records]
    assert "same token (409 Conflict)" in first
    assert second == "No updates from Telegram, trying again: NetworkError: Bad Gateway"


def test_the_token_is_taken_out_of_messages_and_tracebacks() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutToken(TOKEN))
    log = logging.Logger("test")
    log.addHandler(handler)

    log.error("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    log.error("failed", exc_info=raised(f"at /bot{TOKEN}/getMe"))

    assert TOKEN not in written.getvalue()
    assert written.getvalue().count("<token>") == 2


def test_libraries_that_log_addresses_are_quietened() -> None:
    before = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram")}
    root = logging.getLogger().level

    set_up_log("DEBUG", None)
    levels = [logging.getLogger(name).level for name in before]
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger().setLevel(root)

    assert levels == [logging.WARNING, logging.WARNING, logging.INFO]
