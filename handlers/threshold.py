"""When the bot answers alone: /threshold, for admins, with what another point would have done."""

import asyncio
import logging

from telegram import Update

from bot.context import Context, Runtime
from bot.models import utcnow
from bot.replaying import replay
from bot.replies import callbacks
from bot.services import labelled, thresholds
from bot.services.threshold_values import Asked, Outdated, ThresholdSet, Unreadable
from bot.services.values import NotAllowed, Sender
from handlers.errors import brief
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

log = logging.getLogger(__name__)


async def on_threshold(update: Update, context: Context) -> None:
    """Say what holds, measure another confidence, or go back to the setting."""
    sender = sender_of(update)
    if sender is None:
        return
    await locale_of(context, sender)
    words, floor = " ".join(context.args or ()), float(context.settings.precision)
    if words.lower() == thresholds.DEFAULT:
        done = said(await context.call(thresholds.to_default, sender.id, utcnow()))
        context.runtime.moved.set()
        await _tell(update, context, done)
        return
    match await context.look(thresholds.may_ask, sender.id, words, floor):
        case Asked(confidence=None):
            await context.call(thresholds.owe_card, sender.id, _key(update), floor)
        case Asked(confidence=float(asked), current=current):
            await tell(update, context, "threshold_measuring", reply=True)
            work = _measure(context.runtime, sender.id, _key(update), asked, current)
            context.runtime.spawn(work)
        case Unreadable():
            await tell(update, context, "threshold_usage", reply=True)
        case NotAllowed():
            await tell(update, context, "only_admins", reply=True)


async def _measure(
    runtime: Runtime, person_id: int, key: str, asked: float, current: float | None
) -> None:
    """Replay what reviewers judged, and owe the admin what came of it."""
    try:
        found = await runtime.look(labelled.everything)
        index, _ = await asyncio.to_thread(runtime.indexing.index)
        now, then = await asyncio.to_thread(replay, found.posts, index, (current, asked))
    except Exception as error:
        log.error("A threshold was not measured: %s", brief(error))
        return
    await runtime.call(
        thresholds.owe_card,
        person_id,
        key,
        float(runtime.settings.precision),
        asked,
        was=current,
        now=now,
        then=then,
        labelled=len(found.posts),
    )


async def press(
    update: Update, context: Context, action: callbacks.ThresholdAction, sender: Sender
) -> Words:
    """Set what was measured, or leave it."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    match action:
        case callbacks.LeaveThreshold():
            return Words("threshold_left")
        case callbacks.SetThreshold(step):
            pressed = message.chat_id, message.message_id, sender.id, step
            floor = float(context.settings.precision)
            done = await context.call(thresholds.set_to, *pressed, floor, utcnow())
            context.runtime.moved.set()
            return said(done)


def said(result: ThresholdSet | Outdated | NotAllowed) -> Words:
    """Word what became of it."""
    match result:
        case ThresholdSet(confidence=None):
            return Words("threshold_default")
        case ThresholdSet():
            return Words("threshold_set")
        case Outdated():
            return Words("threshold_outdated")
        case NotAllowed():
            return Words("only_admins")


async def _tell(update: Update, context: Context, words: Words) -> None:
    if words.name:
        await tell(update, context, words.name, reply=True)


def _key(update: Update) -> str:
    return f"threshold:{update.update_id}"
