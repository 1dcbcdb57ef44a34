"""What Telegram checks before a bot may send: the chat, the reply, its quote, the buttons."""

from bot.sandbox.detect import utf16
from bot.sandbox.entities import Formatted, formatted
from bot.sandbox.errors import bad, forbidden, upgraded
from bot.sandbox.params import Params
from bot.sandbox.values import Chat, ChatKind, Json
from bot.sandbox.world import World, without_reply

CALLBACK_DATA_BYTES = 64
QUOTE_LIMIT = 1024


def find_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat that a call names by id or @username; raises Refused where there is none."""
    wanted = params.fields.get(name)
    if wanted is None or wanted == "":
        raise bad("chat_id is empty")
    if isinstance(wanted, str):
        found = [c for c in world.chats.values() if c.username and f"@{c.username}" == wanted]
        chat = found[0] if found else None
    else:
        chat = world.chats.get(wanted)
    if chat is None:
        raise bad("chat not found")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """The chat to send to; raises Refused where the bot may not write there."""
    chat = find_chat(world, params)
    if chat.migrated_to is not None:
        raise upgraded(chat.migrated_to)
    if chat.person:
        if chat.person.deleted:
            raise forbidden("user is deactivated")
        if chat.person.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.person.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.bot_status in {"left", "kicked"}:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    return chat


def find_message(chat: Chat, message_id: int, *, purpose: str) -> Json:
    """A message of *chat*; refuses in the words that go with *purpose* (edit, delete, ...)."""
    message = chat.messages.get(message_id)
    if message is None:
        raise bad(f"message to {purpose} not found")
    return message


def reply_fields(chat: Chat, params: Params) -> Json:
    """The fields of a message that make it a reply, with its quote.

    The refusals' words are observed; QUOTE_TEXT_INVALID is MTProto's, passed on.
    """
    reply = params.object("reply_parameters")
    if not reply:
        return {}
    target = chat.messages.get(reply.get("message_id", 0))
    if target is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    return {"reply_to_message": without_reply(target)} | _quote(target, reply)


def inline_keyboard(params: Params) -> Json | None:
    """The call's inline keyboard, checked; other keyboards leave no trace in messages."""
    markup = params.object("reply_markup")
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("object expected as reply markup")
    for button in (button for row in rows for button in row):
        _check_button(button)
    shown = [row for row in rows if row]
    return {"inline_keyboard": shown} if shown else None


def _quote(target: Json, reply: Json) -> Json:
    if not reply.get("quote"):
        return {}
    quote = _read_quote(reply)
    words = target.get("text") or target.get("caption") or ""
    if len(quote.text) > QUOTE_LIMIT or quote.text not in words:
        raise bad("QUOTE_TEXT_INVALID")
    place = utf16(words[: words.index(quote.text)])
    return {"quote": {"text": quote.text, "position": place, "is_manual": True}}


def _read_quote(reply: Json) -> Formatted:
    return formatted(reply["quote"], reply.get("quote_parse_mode"), reply.get("quote_entities"))


def _check_button(button: Json) -> None:
    if not button.get("text"):
        raise bad('can\'t parse inline keyboard button: field "text" must be of type String')
    actions = [key for key in button if key not in {"text", "style", "icon_custom_emoji_id"}]
    if not actions:
        raise bad("text buttons are unallowed in the inline keyboard")
    size = len(str(button.get("callback_data", "-")).encode())
    if not 1 <= size <= CALLBACK_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")


def is_group(chat: Chat) -> bool:
    """Say whether several people write in *chat*."""
    return chat.kind in {ChatKind.GROUP, ChatKind.SUPERGROUP}
