"""Every Bot API method that the sandbox speaks, by its name.

Sending is in sending.py, what the bot says of itself in profile.py.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox import profile, sending
from bot.sandbox.checks import find_chat
from bot.sandbox.errors import bad, conflict
from bot.sandbox.faults import FaultKind
from bot.sandbox.params import Params
from bot.sandbox.state import Webhook
from bot.sandbox.updates import MOST_AT_ONCE
from bot.sandbox.values import CallbackAnswer, ChatKind, Event, Json
from bot.sandbox.world import World

Method = Callable[[World, Params], Awaitable[object]]

CALLBACK_ANSWER_LIMIT = 200
DOWNLOAD_LIMIT = 20_000_000  # bytes; the Bot API's description of getFile says 20 MB
INLINE_RESULTS_LIMIT = 50
ADMIN_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
NEWER_WEBHOOK = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
    "webhook first"
)


async def get_me(world: World, _: Params) -> Json:
    """Say who the bot is."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
    }
    return world.bot | abilities


async def get_updates(world: World, params: Params) -> list[Json]:
    """Wait for updates; a newer call ends the one that waits."""
    if world.webhook:
        raise conflict(NEWER_WEBHOOK)
    if (kinds := params.array("allowed_updates")) is not None:
        world.updates.allow(kinds)
    limit = max(1, min(params.integer("limit", MOST_AT_ONCE), MOST_AT_ONCE))
    batch = await world.updates.poll(params.integer("offset"), limit, params.integer("timeout"))
    if batch and world.faults.strike("getUpdates", None, FaultKind.DUPLICATE):
        return [*batch, *batch]
    return batch


async def set_webhook(world: World, params: Params) -> bool:
    """Deliver updates to a URL; unlike the public server, plain http is taken too."""
    url = params.text("url")
    if not url:
        return await delete_webhook(world, params)
    if not url.startswith(("https://", "http://")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (kinds := params.array("allowed_updates")) is not None:
        world.updates.allow(kinds)
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    connections = params.integer("max_connections", 40)
    world.webhook = Webhook(url, params.maybe("secret_token"), connections)
    world.webhook_error = None
    world.updates.end_polls(conflict("terminated by setWebhook request"))
    world.webhook_changed()
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Go back to getUpdates."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.webhook = None
    world.webhook_changed()
    return True


async def get_webhook_info(world: World, _: Params) -> Json:
    """Say where updates go and what went wrong last."""
    info: Json = {
        "url": world.webhook.url if world.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.webhook:
        info["max_connections"] = world.webhook.max_connections
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    if world.webhook_error:
        date, words = world.webhook_error
        info |= {"last_error_date": date, "last_error_message": words}
    return info


async def answer_callback_query(world: World, params: Params) -> bool:
    """Stop a pressed button's spinner, with or without words."""
    text = params.text("text")
    if len(text) > CALLBACK_ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    number = params.text("callback_query_id")
    answer = CallbackAnswer(text, params.flag("show_alert"), params.text("url"))
    chat_id = world.answer(number, answer)
    shown = {"text": text, "show_alert": answer.show_alert, "callback_query_id": number}
    world.events.publish(Event("callback_answer", chat_id, shown))
    return True


async def answer_inline_query(world: World, params: Params) -> bool:
    """Hand over the results for what somebody types after @bot."""
    results = params.array("results") or []
    if len(results) > INLINE_RESULTS_LIMIT:
        raise bad("RESULTS_TOO_MUCH")
    world.answer(params.text("inline_query_id"), results)
    return True


async def get_file(world: World, params: Params) -> Json:
    """Say where a file can be downloaded."""
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return file.as_file() | {"file_path": file.path}


async def get_chat(world: World, params: Params) -> Json:
    """Describe a chat."""
    chat = find_chat(world, params)
    full = {"accent_color_id": 0, "max_reaction_count": 11}
    return chat.as_chat() | full | {"accepted_gift_types": dict.fromkeys(GIFTS.split(), False)}


async def get_chat_member(world: World, params: Params) -> Json:
    """Describe somebody's part in a chat."""
    chat = find_chat(world, params)
    number = params.integer("user_id")
    person = world.people.get(number)
    if number == world.bot["id"]:
        status, user = chat.bot_status, world.bot
    elif person is None:
        raise bad("PARTICIPANT_ID_INVALID")
    else:
        private = "member" if chat.kind is ChatKind.PRIVATE else "left"
        status, user = chat.members.get(number, private), person.as_user()
    more: dict[str, Json] = {
        "creator": {"is_anonymous": False},
        "administrator": dict.fromkeys(ADMIN_RIGHTS, False),
        "kicked": {"until_date": 0},
    }
    return {"status": status, "user": user} | more.get(status, {})


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": sending.send_message,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": sending.send_chat_action,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "getFile": get_file,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "answerInlineQuery": answer_inline_query,
    "setMessageReaction": sending.set_message_reaction,
}
