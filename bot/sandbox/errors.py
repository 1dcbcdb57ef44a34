"""What Telegram refuses, in the words it uses; the words are its contract with client libraries.

Documented by Telegram: the fields error_code, description, and ResponseParameters. The words
themselves are not: they are those that the public server (tdlib/telegram-bot-api, tdlib/td) and
the issue trackers of client libraries show. Where no words are known, the docstring says so.
"""

from bot.sandbox.values import Json


class Refused(Exception):
    """A call that Telegram answers with ok=false."""

    def __init__(self, code: int, words: str, parameters: Json | None = None) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.parameters = parameters

    def as_json(self) -> Json:
        """Show this as the Bot API's unsuccessful answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.words}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(words: str) -> Refused:
    """Refuse with 400; *words* follow "Bad Request: "."""
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    """Refuse with 403; *words* follow "Forbidden: "."""
    return Refused(403, f"Forbidden: {words}")


def conflict(words: str) -> Refused:
    """Refuse with 409; *words* follow "Conflict: "."""
    return Refused(409, f"Conflict: {words}")


def unauthorized() -> Refused:
    """Refuse a wrong token."""
    return Refused(401, "Unauthorized")


def unknown_method() -> Refused:
    """Refuse a method that does not exist."""
    return Refused(404, "Not Found: method not found")


def too_many(seconds: int) -> Refused:
    """Refuse for *seconds* because of too many messages."""
    words = f"Too Many Requests: retry after {seconds}"
    return Refused(429, words, {"retry_after": seconds})


def upgraded(chat_id: int) -> Refused:
    """Refuse a group that became the supergroup *chat_id*."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(400, words, {"migrate_to_chat_id": chat_id})


def stale_query() -> Refused:
    """Refuse an answer to a callback or inline query that is unknown, answered or too old."""
    return bad("query is too old and response timeout expired or query ID is invalid")


def polled_elsewhere() -> Refused:
    """End the older of two polls."""
    return conflict(
        "terminated by other getUpdates request; make sure that only one bot instance is running"
    )
