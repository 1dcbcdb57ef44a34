"""The Bot API's methods that send, change, forward and delete messages."""

from bot.sandbox import pictures
from bot.sandbox.checks import (
    find_chat,
    find_message,
    inline_keyboard,
    is_group,
    reply_fields,
    writable_chat,
)
from bot.sandbox.entities import Formatted, caption_text, message_text
from bot.sandbox.errors import bad
from bot.sandbox.params import Params
from bot.sandbox.values import Chat, ChatKind, Event, File, Json, MediaKind
from bot.sandbox.world import World

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
# What a copy carries over; the rest of a message is about its own sending.
CONTENT = ("text", "entities", "caption", "caption_entities", *MediaKind)


async def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    chat = writable_chat(world, params)
    return _post(world, chat, params, _text_fields(params))


async def send_photo(world: World, params: Params) -> Json:
    """Send a photo with a caption."""
    return _send_file(world, params, MediaKind.PHOTO)


async def send_document(world: World, params: Params) -> Json:
    """Send a file with a caption."""
    return _send_file(world, params, MediaKind.DOCUMENT)


async def edit_message_text(world: World, params: Params) -> Json:
    """Change the words and buttons of the bot's own message."""
    chat, old = _own_message(world, params)
    if "text" not in old:
        raise bad("there is no text in the message to edit")
    new = {key: old[key] for key in old if key not in {"entities", "reply_markup"}}
    new |= _text_fields(params) | _markup(params)
    return _changed(world, chat, old, new)


async def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Change or remove the buttons of the bot's own message."""
    chat, old = _own_message(world, params)
    new = {key: old[key] for key in old if key != "reply_markup"} | _markup(params)
    return _changed(world, chat, old, new, kind="markup")


async def delete_message(world: World, params: Params) -> bool:
    """Delete a message; in groups only the bot's own, unless it is an administrator."""
    chat = find_chat(world, params)
    message = find_message(chat, params.integer("message_id"), purpose="delete")
    own = message.get("from", {}).get("id") == world.bot["id"]
    if is_group(chat) and not own and chat.bot_status != "administrator":
        raise bad("message can't be deleted")
    world.remove(chat, message["message_id"])
    return True


async def forward_message(world: World, params: Params) -> Json:
    """Forward a message, with its origin."""
    chat = writable_chat(world, params)
    source = find_chat(world, params, "from_chat_id")
    message = find_message(source, params.integer("message_id"), purpose="forward")
    content = {key: message[key] for key in CONTENT if key in message}
    origin = message.get("forward_origin") or _origin(message)
    return _post(world, chat, params, {"forward_origin": origin} | content)


async def copy_message(world: World, params: Params) -> Json:
    """Send a message's content again, without its origin."""
    chat = writable_chat(world, params)
    source = find_chat(world, params, "from_chat_id")
    message = find_message(source, params.integer("message_id"), purpose="copy")
    content = {key: message[key] for key in CONTENT if key in message}
    if "caption" in params.fields:
        content.pop("caption_entities", None)
        content |= _caption_fields(params)
    return {"message_id": _post(world, chat, params, content)["message_id"]}


async def send_chat_action(world: World, params: Params) -> bool:
    """Show that the bot is typing."""
    chat = writable_chat(world, params)
    action = params.text("action")
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    world.events.publish(Event("chat_action", chat.id, {"action": action}))
    return True


async def set_message_reaction(world: World, params: Params) -> bool:
    """Put one emoji on a message, or take it away."""
    chat = writable_chat(world, params)
    message = find_message(chat, params.integer("message_id"), purpose="react")
    reactions = params.array("reaction") or []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    world.reactions[chat.id, message["message_id"]] = reactions
    shown = {"message_id": message["message_id"], "reaction": reactions}
    world.events.publish(Event("reaction", chat.id, shown))
    return True


def _post(world: World, chat: Chat, params: Params, content: Json) -> Json:
    body = reply_fields(chat, params) | content | _markup(params)
    if params.flag("protect_content"):
        body["has_protected_content"] = True
    world.faults.count_message(chat.id, world.now())
    if chat.kind is ChatKind.CHANNEL:
        return world.keep(chat, {"sender_chat": chat.as_chat()} | body)
    return world.keep(chat, body, sender=world.bot)


def _send_file(world: World, params: Params, kind: MediaKind) -> Json:
    chat = writable_chat(world, params)
    body = _file(world, params, kind).as_media() | _caption_fields(params)
    return _post(world, chat, params, body)


def _file(world: World, params: Params, kind: MediaKind) -> File:
    name = params.text(kind).removeprefix("attach://")
    upload = params.uploads.get(kind) or params.uploads.get(name)
    if upload:
        if kind is MediaKind.PHOTO and (words := pictures.fault(upload.content)):
            raise bad(words)
        return world.store(kind, upload.content, upload.name)
    if not name:
        raise bad(f"there is no {kind} in the request")
    known = world.files.get(name)
    if known is None:
        # The sandbox fetches nothing from the web, so a URL is refused like a wrong id.
        raise bad("wrong remote file identifier specified: Wrong string length")
    return known


def _own_message(world: World, params: Params) -> tuple[Chat, Json]:
    chat = writable_chat(world, params)
    message = find_message(chat, params.integer("message_id"), purpose="edit")
    sender = message.get("from") or message.get("sender_chat") or {}
    if sender.get("id") not in {world.bot["id"], chat.id if not chat.person else 0}:
        raise bad("message can't be edited")
    return chat, message


def _changed(world: World, chat: Chat, old: Json, new: Json, *, kind: str = "edited") -> Json:
    if {**new, "edit_date": 0} == {**old, "edit_date": 0}:
        raise bad(NOT_MODIFIED)
    return world.replace(chat, new | {"edit_date": int(world.now())}, kind=kind)


def _text_fields(params: Params) -> Json:
    marks = params.array("entities")
    read = message_text(params.text("text"), params.maybe("parse_mode"), marks)
    fields = _fields(read, "text", "entities")
    preview = params.object("link_preview_options")
    return fields | ({"link_preview_options": preview} if preview else {})


def _caption_fields(params: Params) -> Json:
    marks = params.array("caption_entities")
    read = caption_text(params.text("caption"), params.maybe("parse_mode"), marks)
    return _fields(read, "caption", "caption_entities") if read.text else {}


def _fields(read: Formatted, text: str, marks: str) -> Json:
    return {text: read.text} | ({marks: read.entities} if read.entities else {})


def _markup(params: Params) -> Json:
    keyboard = inline_keyboard(params)
    return {"reply_markup": keyboard} if keyboard else {}


def _origin(message: Json) -> Json:
    date = message["date"]
    if sender := message.get("from"):
        return {"type": "user", "date": date, "sender_user": sender}
    place = {"chat": message["chat"], "message_id": message["message_id"]}
    return {"type": "channel", "date": date} | place
