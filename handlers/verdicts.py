"""Published verdicts: their history, corrections and withdrawals."""

from typing import TypeAlias

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.services.cases.results import (
    Closed,
    HeldByOther,
    NotAllowed,
    Taken,
    WaitsForApproval,
)
from bot.services.values import Sender
from bot.services.verdicts import history, rechecking, withdrawing
from bot.services.verdicts.values import Confirmed, NoVerdict, Withdrawn, WithdrawnBefore
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

Result: TypeAlias = (
    Taken
    | Confirmed
    | Withdrawn
    | WithdrawnBefore
    | NoVerdict
    | HeldByOther
    | WaitsForApproval
    | Closed
    | NotAllowed
    | None
)


async def on_verdict(update: Update, context: Context) -> None:
    """Show a verdict with its history, by its number."""
    await _show(update, context, "verdict_usage", asked=False)


async def on_withdraw(update: Update, context: Context) -> None:
    """Ask whether a verdict is to be withdrawn, by its number."""
    await _show(update, context, "withdraw_usage", asked=True)


async def _show(update: Update, context: Context, usage: str, *, asked: bool) -> None:
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    await locale_of(context, sender)
    verdict = _number(context.args)
    if verdict is None:
        await tell(update, context, usage, reply=True)
        return
    key = f"verdict:{update.update_id}"
    words = said(
        await context.call(
            history.owe_history, message.chat_id, sender.id, key, verdict, asked=asked
        )
    )
    if words.name:
        await tell(update, context, words.name, reply=True, **words.values)


def _number(words: list[str] | None) -> int | None:
    """Read the number of a verdict, as people write it."""
    word = words[0].removeprefix("#") if words else ""
    return int(word) if word.isdecimal() and len(word) < 19 else None


async def press(
    update: Update, context: Context, action: callbacks.VerdictAction, sender: Sender
) -> Words:
    """Do what a button says, and show the verdict as it is then."""
    message, now, me = update.effective_message, utcnow(), sender.id
    if message is None:
        return Words("old_button")
    key, edits = f"verdict:{update.update_id}", message.message_id
    where = message.chat_id, me, key
    match action:
        case callbacks.ShowVerdict(verdict):
            return said(await context.call(history.owe_history, *where, verdict, edits=edits))
        case callbacks.AskWithdraw(verdict):
            return said(
                await context.call(history.owe_history, *where, verdict, asked=True, edits=edits)
            )
        case callbacks.Withdraw(verdict):
            done = await context.call(withdrawing.withdraw, verdict, me, now)
            context.runtime.moved.set()
            await context.call(history.owe_history, *where, verdict, edits=edits)
            return Words("may_not_withdraw") if isinstance(done, NotAllowed) else said(done)
        case callbacks.Correct(verdict):
            hold = context.settings.lease
            return said(
                await context.call(rechecking.correct, verdict, me, now, hold, key=f"form:{key}")
            )
        case callbacks.Confirm(case):
            return said(await context.call(rechecking.confirm, case, me, now))


def said(result: Result) -> Words:
    """Word what became of a verdict; no words where it is shown."""
    match result:
        case None:
            return Words()
        case Taken():
            return Words("verdict_opened")
        case Confirmed():
            return Words("verdict_confirmed")
        case Withdrawn(told):
            return Words("verdict_withdrawn", {"told": told})
        case WithdrawnBefore():
            return Words("withdrawn_before")
        case NoVerdict():
            return Words("no_such_verdict")
        case HeldByOther():
            return Words("held_by_other")
        case WaitsForApproval():
            return Words("draft_submitted_before")
        case Closed():
            return Words("case_closed")
        case NotAllowed():
            return Words("only_reviewers")
