"""Broadcasts up to their beginning: /broadcast, /broadcasts, written words and pressed buttons."""

import re
from dataclasses import replace
from typing import assert_never

from telegram import Message, MessageEntity, Update

from bot.context import Context
from bot.models import Audience, NoticeKind, Question, utcnow
from bot.replies import broadcast_room, callbacks
from bot.services import outbox
from bot.services.asking import Asked
from bot.services.broadcasts import composing, confirming, writing
from bot.services.broadcasts.results import TextAsked, TimeAsked
from bot.services.broadcasts.values import Limits, Place, Written
from bot.services.values import Sender
from handlers.broadcast_words import Result, said
from handlers.incoming import PIECE, goes_on
from handlers.intake import Intake
from handlers.posts import NEXT_PIECE
from handlers.telling import locale_of, sender_of
from handlers.values import Words

COMMAND = re.compile(r"^/broadcast(@\w+)?(?=\s|$)")
VERDICT = re.compile(r"(verdict\s+)?#?(?P<number>[0-9]{1,18})", re.IGNORECASE)
NEW = Asked(Question.BROADCAST_TEXT, 0)


async def on_broadcast(update: Update, context: Context) -> None:
    """Begin a broadcast: of a verdict by its number, of the words that follow, or ask for them."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    await locale_of(context, sender)
    words = _said(message).text
    if message.text is None or not (words == "" or VERDICT.fullmatch(words)):
        await on_text(update, context, sender, NEW)
        return
    place, now = _place(update, context, sender), utcnow()
    if verdict := VERDICT.fullmatch(words):
        done: Result = await context.call(composing.begin, place, int(verdict["number"]), now)
    else:
        done = await context.call(writing.ask_new, place, now)
    await _tell(update, context, sender, done, f"text:{update.update_id}")


async def on_broadcasts(update: Update, context: Context) -> None:
    """List the last broadcasts."""
    if (sender := sender_of(update)) is None:
        return
    await locale_of(context, sender)
    place = _place(update, context, sender)
    done = await context.call(composing.look_at_all, place)
    await _tell(update, context, sender, done, f"text:{update.update_id}")


async def on_text(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as what a broadcast says; a forwarded one is a post."""
    message = update.message
    if message is None or message.forward_origin:
        return False
    key = key_of(message, sender)
    if await context.look(writing.was_taken, key):
        return True
    if message.media_group_id or not (message.text or message.photo):
        refused = await context.call(writing.refuse_file, sender.id)
        await _tell(update, context, sender, refused, key)
        return True
    written = _said(message)
    if rest := await _rest(update, context, message):  # it is too long, and so is not taken either
        written, key = replace(written, text=written.text + _said(rest).text), key_of(rest, sender)
    place = replace(_place(update, context, sender), key=key, edits=None)
    limits = Limits(broadcast_room(photo=False), broadcast_room(photo=True))
    done = await context.call(writing.write, asked, place, written, limits, utcnow())
    await _tell(update, context, sender, done, key)
    return True


async def on_time(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as the time at which a broadcast begins; a forwarded one is a post."""
    message = update.message
    if message is None or not message.text or message.forward_origin:
        return False
    key, zone = key_of(message, sender), context.settings.timezone
    place = replace(_place(update, context, sender), key=key, edits=None)
    written = composing.write_time
    done = await context.call(written, asked.about, place, message.text, utcnow(), zone)
    await _tell(update, context, sender, done, key)
    return True


async def on_edit(update: Update, context: Context, sender: Sender) -> bool:
    """Say whether an edited message is one that was taken for a broadcast, and leave it so."""
    message = update.edited_message
    return message is not None and await context.look(writing.was_taken, key_of(message, sender))


async def press(
    update: Update, context: Context, action: callbacks.BroadcastAction, sender: Sender
) -> Words:
    """Do what a button says, and show the broadcast in the place of what was pressed."""
    message = update.effective_message
    if message is None or message.chat_id != sender.id:
        return Words("in_private")
    if isinstance(action, callbacks.Sample):
        return Words("broadcast_sample")
    done = await _do(context, action, _place(update, context, sender))
    if isinstance(done, TextAsked | TimeAsked):
        await _tell(update, context, sender, done, f"text:{update.update_id}")
        return Words()
    return said(done, context.settings.timezone.key)


async def _do(
    context: Context, action: callbacks.Composing | callbacks.HandingIn, place: Place
) -> Result:
    now, zone = utcnow(), context.settings.timezone
    match action:
        case callbacks.NewBroadcast(verdict):
            return await context.call(composing.begin, replace(place, edits=None), verdict, now)
        case callbacks.ShowBroadcast(number, view):
            return await context.call(composing.look, number, place, view)
        case callbacks.PreviewBroadcast(number, code):
            return await context.call(composing.preview, number, place, code)
        case callbacks.WriteBroadcast(number, code):
            return await context.call(writing.ask_text, number, place, code, now)
        case callbacks.CallOriginal(number, code):
            return await context.call(writing.call_original, number, place, code)
        case callbacks.AimBroadcast(number, audience):
            return await context.call(composing.aim, number, place, audience)
        case callbacks.AimAtTopic(number, verdict):
            topic = Audience.TOPIC
            return await context.call(composing.aim, number, place, topic, topic_of=verdict)
        case callbacks.AimAtLanguage(number, code):
            spoken = Audience.LANGUAGE
            return await context.call(composing.aim, number, place, spoken, language=code)
        case callbacks.TimeBroadcast(number, when):
            return await context.call(composing.start_at, number, place, when, now, zone)
        case _:
            return await _hand_in(context, action, place)


async def _hand_in(context: Context, action: callbacks.HandingIn, place: Place) -> Result:
    now = utcnow()
    match action:
        case callbacks.SendBroadcast(number, version):
            done: Result = await context.call(confirming.send, number, version, place, now)
        case callbacks.SendAgain(number, version):
            send = confirming.send
            done = await context.call(send, number, version, place, now, again=True)
        case callbacks.ConfirmBroadcast(number, version):
            done = await context.call(confirming.confirm, number, version, place, now)
        case callbacks.ReturnBroadcast(number, version):
            done = await context.call(confirming.send_back, number, version, place, now)
        case callbacks.ChangeBroadcast(number):
            done = await context.call(confirming.recompose, number, place, now)
        case callbacks.CallOff(number):
            done = await context.call(confirming.call_off, number, place, now)
        case _:
            assert_never(action)
    return done


def key_of(message: Message, sender: Sender) -> str:
    """Return what the answer to a message, or to an album, is owed under: once."""
    return f"broadcast:words:{sender.id}:{message.media_group_id or message.message_id}"


def _place(update: Update, context: Context, sender: Sender) -> Place:
    """Say where the card goes: where a button was pressed."""
    pressed = update.callback_query and update.effective_message
    return Place(
        sender.id,
        f"broadcast:{update.update_id}",
        context.settings.broadcast_confirm_over,
        pressed.message_id if pressed else None,
    )


def _said(message: Message) -> Written:
    """Read what a message says, without the command; links hidden behind words are written out."""
    text = message.text or message.caption or ""
    spelled = text.encode("utf-16-le")  # in whose units Telegram counts
    for entity in reversed((*message.entities, *message.caption_entities)):
        if entity.type != MessageEntity.TEXT_LINK or not entity.url:
            continue
        end = 2 * (entity.offset + entity.length)
        words = spelled[2 * entity.offset : end].decode("utf-16-le")
        if words.strip() != entity.url:
            spelled = spelled[:end] + f" ({entity.url})".encode("utf-16-le") + spelled[end:]
    plain = COMMAND.sub("", spelled.decode("utf-16-le"), count=1).strip()
    return Written(plain, message.photo[-1].file_id if message.photo else None)


async def _rest(update: Update, context: Context, message: Message) -> Message | None:
    """Return the next piece of a text that Telegram cut."""
    queue = context.application.update_queue
    if len(message.text or "") < PIECE or not isinstance(queue, Intake):
        return None
    following = await queue.follower(update, NEXT_PIECE)
    found = following.message if following else None
    return found if goes_on(message, found) else None


async def _tell(
    update: Update, context: Context, sender: Sender, result: Result, key: str
) -> None:
    await _owe(update, context, sender, said(result, context.settings.timezone.key), key)


async def _owe(update: Update, context: Context, sender: Sender, words: Words, key: str) -> None:
    """Owe somebody a text, once per *key*; it marks the message that it answers as taken."""
    if words.name is None:
        return
    message = update.message
    await context.call(
        outbox.owe,
        key=key,
        kind=NoticeKind.TEXT,
        chat_id=sender.id,
        person_id=sender.id,
        params={"name": words.name, "values": words.values},
        reply_to=message.message_id if message else None,
    )
