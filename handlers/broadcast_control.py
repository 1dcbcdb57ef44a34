"""Broadcasts that have begun: what admins press under their card."""

from datetime import datetime

from sqlmodel import Session
from telegram import Update

from bot.context import Context
from bot.models import BroadcastState, NoticeKind, utcnow
from bot.replies import callbacks
from bot.services import outbox
from bot.services.broadcasts import control, unsure
from bot.services.broadcasts.running_values import NoBroadcast, Settled, Steered, TooFar
from bot.services.values import NotAllowed, Sender
from handlers.values import Words

PLANNED = (BroadcastState.COMPOSING, BroadcastState.WAITING)
STEERED = {
    BroadcastState.PAUSED: "broadcast_paused",
    BroadcastState.STOPPED: "broadcast_stopped",
}


async def press(
    update: Update, context: Context, action: callbacks.RunningAction, sender: Sender
) -> Words:
    """Do what an admin pressed, and show how the broadcast stands then in the same place."""
    message, now = update.effective_message, utcnow()
    if message is None:
        return Words("old_button")
    if message.chat_id != sender.id:
        return Words("in_private")
    result = await _do(context, action, sender.id, now)
    if not isinstance(result, NotAllowed | NoBroadcast):
        key, edits = f"broadcast:{update.update_id}", message.message_id
        await context.call(_owe, sender.id, key, action, edits, now)
    return said(result, action)


async def _do(
    context: Context, action: callbacks.RunningAction, me: int, now: datetime
) -> control.Result | unsure.Result | None:
    match action:
        case callbacks.PauseBroadcast(broadcast):
            return await context.call(control.pause, broadcast, me, now)
        case callbacks.ResumeBroadcast(broadcast):
            return await context.call(control.resume, broadcast, me, now)
        case callbacks.StopBroadcast(broadcast):
            return await context.call(control.stop, broadcast, me, now)
        case callbacks.WriteAgain(broadcast):
            return await context.call(unsure.write_again, broadcast, me, now)
        case callbacks.LeaveUnsure(broadcast):
            return await context.call(unsure.leave, broadcast, me, now)
        case (
            callbacks.WatchBroadcast(broadcast)
            | callbacks.AskStopBroadcast(broadcast)
            | callbacks.ShowUnsure(broadcast)
        ):
            return await context.look(control.seen, broadcast, me)


def said(result: control.Result | unsure.Result | None, action: callbacks.RunningAction) -> Words:
    """Word what became of an admin's wish; no words where something is shown."""
    match result:
        case None:
            return Words()
        case Steered(state):
            return Words(STEERED.get(state, "broadcast_resumed"))
        case TooFar(state):
            return Words("broadcast_not_begun" if state in PLANNED else "broadcast_over")
        case Settled(people):
            again = isinstance(action, callbacks.WriteAgain)
            return Words("written_again" if again else "left_unsure", {"count": people})
        case NoBroadcast():
            return Words("no_such_broadcast")
        case NotAllowed():
            return Words("only_admins")


def _owe(
    session: Session,
    person_id: int,
    key: str,
    action: callbacks.RunningAction,
    edits: int,
    now: datetime,
) -> None:
    """Show a broadcast where its button was pressed."""
    params: dict[str, int | bool] = {"broadcast": action.broadcast}
    if isinstance(action, callbacks.AskStopBroadcast):
        params["asked"] = True
    if isinstance(action, callbacks.ShowUnsure):
        params["unsure"] = action.page
    outbox.owe(
        session,
        key=key,
        kind=NoticeKind.BROADCAST_CARD,
        chat_id=person_id,
        person_id=person_id,
        due_at=now,
        params=params,
        edits=edits,
    )
