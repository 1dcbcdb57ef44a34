"""The second pair of eyes: approve, send back, reject."""

from typing import TypeAlias

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.services.asking import Asked
from bot.services.cases.results import Closed, NotAllowed
from bot.services.values import Published, Sender
from bot.services.verdicts import approving, draft_cards, returning
from bot.services.verdicts.approval_values import (
    Approved,
    ApprovedBefore,
    Changed,
    CommentAsked,
    CommentUnfit,
    NotOwn,
    OwnDraft,
    Rejected,
    SentBack,
    TakenBack,
)
from handlers.telling import tell
from handlers.values import Words

Deed: TypeAlias = (
    callbacks.Approve
    | callbacks.Override
    | callbacks.SendBack
    | callbacks.TakeBack
    | callbacks.Reject
)
Result: TypeAlias = (
    Published
    | Approved
    | ApprovedBefore
    | OwnDraft
    | NotOwn
    | Changed
    | CommentAsked
    | CommentUnfit
    | SentBack
    | Rejected
    | TakenBack
    | Closed
    | NotAllowed
    | None
)


async def press(
    update: Update, context: Context, action: callbacks.DraftAction, sender: Sender
) -> Words:
    """Do what a button under a submitted draft says; the cards of it are drawn anew."""
    match action:
        case callbacks.AskReject(case, version):
            return await _show(update, context, case, sender, asked=version)
        case callbacks.ShowDraft(case):
            return await _show(update, context, case, sender)
        case _:
            done = await _do(context, action, sender.id, f"draft:{update.update_id}")
            if isinstance(done, Published):
                context.runtime.moved.set()
            if isinstance(done, Closed | Changed):  # the card may not have been drawn anew
                await _show(update, context, action.case, sender)
            return said(done)


async def _do(context: Context, action: Deed, me: int, key: str) -> Result:
    settings, now = context.settings, utcnow()
    match action:
        case callbacks.Approve(case, version):
            needed = settings.approvals
            return await context.call(approving.approve, case, version, me, now, approvals=needed)
        case callbacks.Override(case, version):
            return await context.call(approving.override, case, version, me, now)
        case callbacks.SendBack(case, version):
            return await context.call(approving.ask_comment, case, version, me, now, key=key)
        case callbacks.TakeBack(case, version):
            hold = settings.lease
            return await context.call(returning.take_back, case, version, me, now, hold)
        case callbacks.Reject(case, version):
            return await context.call(returning.reject, case, version, me, now)


async def _show(
    update: Update, context: Context, case: int, sender: Sender, *, asked: int | None = None
) -> Words:
    """Show a draft in the place of what was pressed."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    shown = await context.call(
        draft_cards.owe_card,
        message.chat_id,
        sender.id,
        f"draft:{update.update_id}",
        case,
        needed=context.settings.approvals,
        asked=asked,
        edits=message.message_id,
    )
    return said(shown)


async def on_words(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as the comment with which a draft is sent back; a forwarded one is none."""
    message = update.message
    if message is None or not message.text or message.forward_origin:
        return False
    done = await context.call(
        returning.send_back,
        asked.about,
        asked.seen,
        sender.id,
        message.text,
        utcnow(),
        context.settings.lease,
    )
    words = said(done)
    await tell(update, context, words.name or "old_button", reply=True, **words.values)
    return True


def said(result: Result) -> Words:
    """Word what became of a draft."""
    match result:
        case None:
            return Words()
        case Published(told=told):
            return Words("published", {"told": told})
        case Approved(missing):
            return Words("draft_approved", {"missing": missing})
        case ApprovedBefore():
            return Words("draft_approved_before")
        case OwnDraft():
            return Words("draft_own")
        case NotOwn():
            return Words("draft_not_own")
        case Changed():
            return Words("draft_changed")
        case CommentAsked():
            return Words("comment_asked")
        case CommentUnfit(limit):
            return Words("comment_unfit", {"limit": limit})
        case SentBack():
            return Words("sent_back")
        case Rejected():
            return Words("draft_rejected_now")
        case TakenBack():
            return Words("draft_taken_back")
        case Closed():
            return Words("case_closed")
        case NotAllowed():
            return Words("only_reviewers")
