"""What reviewers do with cases: the queue, a case, their own cases, and the buttons of a card."""

import re
from typing import TypeAlias

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.services import searching
from bot.services.cases import casework, queueing, review_languages
from bot.services.cases.results import Closed, Taken
from bot.services.cases.values import Detached, Merged, Shown, Skipped
from bot.services.values import Dismissed, Published, Sender
from handlers.case_words import Result, said
from handlers.groups import on_group_message
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

Pressed: TypeAlias = callbacks.CaseAction
Decision: TypeAlias = (
    callbacks.Take
    | callbacks.GiveBack
    | callbacks.Skip
    | callbacks.SameAs
    | callbacks.SameAsVerdict
    | callbacks.SameAsCase
    | callbacks.Detach
    | callbacks.NoClaim
    | callbacks.Spam
    | callbacks.Escalate
    | callbacks.Boost
)
OPENS = re.compile(r"case([1-9][0-9]{0,9})")  # behind ?start=: far shorter than an invitation
NUMBER = re.compile(r"#?([1-9][0-9]{0,9})")


async def on_queue(update: Update, context: Context) -> None:
    """Show what comes first for the sender."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    await locale_of(context, sender)
    where = message.chat_id, sender.id, f"queue:{update.update_id}"
    await _tell(update, context, said(await context.call(queueing.owe_next, *where, utcnow())))


async def on_case(update: Update, context: Context) -> None:
    """Show the case whose number follows the command."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    if message.chat_id < 0 and message.chat_id != context.settings.review_chat_id:
        await on_group_message(update, context)  # other groups are not for reviewers' work
        return
    number = NUMBER.fullmatch(" ".join(context.args or ()))
    if number is None:
        await tell(update, context, "case_usage", reply=True)
        return
    await show(update, context, sender, int(number[1]))


async def open_link(update: Update, context: Context, number: int) -> None:
    """Show the case whose link the sender opened; to others than reviewers it says nothing."""
    if sender := sender_of(update):
        await show(update, context, sender, number)


async def show(update: Update, context: Context, sender: Sender, number: int) -> None:
    """Owe a case to the chat of *update*."""
    message = update.message
    if message is None:
        return
    await locale_of(context, sender)
    where = message.chat_id, sender.id, f"desk:{update.update_id}"
    await _tell(update, context, said(await context.call(queueing.owe_case, *where, number)))


async def on_mine(update: Update, context: Context) -> None:
    """List what the sender has in hand."""
    if sender := sender_of(update):
        await locale_of(context, sender)
        key = f"desk:{update.update_id}"
        await _tell(update, context, said(await context.call(queueing.owe_mine, sender.id, key)))


async def on_reviewing(update: Update, context: Context) -> None:
    """Keep the languages in which the sender reviews, or say which they are."""
    if sender := sender_of(update):
        await locale_of(context, sender)
        words = tuple(context.args or ())
        spoken = await context.call(review_languages.choose, sender.id, words, utcnow())
        await _tell(update, context, said(spoken))


async def press(update: Update, context: Context, action: Pressed, sender: Sender) -> Words:
    """Do what a button says, and show in its place how it stands then."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    own = message.chat_id == sender.id
    key, edits = f"desk:{update.update_id}", message.message_id if own else None
    match action:
        case callbacks.NextCase():
            return await _next(update, context, sender) if own else Words("in_private")
        case callbacks.OpenCase(case):
            return await _redraw(update, context, case, sender)
        case callbacks.CasesPage(page):
            mine = queueing.owe_mine
            return said(await context.call(mine, sender.id, key, page=page, edits=edits))
        case callbacks.CasePosts(case, page):
            posts = queueing.owe_posts
            shown = await context.call(posts, sender.id, key, case, page=page, edits=edits)
            return said(shown) if own else await _in_private(context, sender, case, shown)
        case _:
            result = await _decide(context, action, sender, key)
            return await _after(update, context, action, sender, result)


async def _decide(context: Context, action: Decision, sender: Sender, key: str) -> Result:
    """Decide on a case."""
    now = utcnow()
    match action:
        case callbacks.Take(case):
            hold = context.settings.lease
            return await context.call(casework.take, case, sender.id, now, hold, key=key)
        case callbacks.GiveBack(case):
            return await context.call(casework.give_back, case, sender.id, now)
        case callbacks.Skip(case):
            return await context.call(casework.skip, case, sender.id, now)
        case callbacks.SameAs(case):
            return await context.call(searching.ask, sender.id, case, key, now)
        case callbacks.SameAsVerdict(case, verdict):
            return await context.call(casework.same_as, case, verdict, sender.id, now)
        case callbacks.SameAsCase(case, other):
            return await context.call(casework.merge, case, other, sender.id, now)
        case callbacks.Detach(case, post):
            return await context.call(casework.detach, case, post, sender.id, now)
        case callbacks.NoClaim(case):
            return await context.call(casework.not_a_claim, case, sender.id, now)
        case callbacks.Spam(case):
            return await context.call(casework.spam, case, sender.id, now)
        case callbacks.Escalate(case):
            return await context.call(casework.escalate, case, sender.id, now)
        case callbacks.Boost(case):
            return await context.call(casework.boost, case, sender.id, now)


async def _after(
    update: Update, context: Context, action: Decision, sender: Sender, result: Result
) -> Words:
    """Show what follows a decision in the place of what was pressed, and word it."""
    message, words = update.effective_message, said(result)
    own = message is not None and message.chat_id == sender.id
    match result:
        case Skipped() | Dismissed() | Published() | Merged() if own:
            following = await _next(update, context, sender)
            return following if words.name is None else words
        case Detached() if own and message is not None:
            key, posts = f"posts:{update.update_id}", queueing.owe_posts
            edits = message.message_id
            await context.call(posts, sender.id, key, action.case, edits=edits)
        case Closed():
            shown = await _redraw(update, context, action.case, sender)
            return shown if shown.name else words
        case Taken() | Shown() if not own:
            return await _in_private(context, sender, action.case, result)
    return words


async def _next(update: Update, context: Context, sender: Sender) -> Words:
    """Put what comes first for the presser in the place of the pressed message."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    where = message.chat_id, sender.id, f"queue:{update.update_id}", utcnow()
    return said(await context.call(queueing.owe_next, *where, edits=message.message_id))


async def _redraw(update: Update, context: Context, case: int, sender: Sender) -> Words:
    """Put a case in the place of the pressed message."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    where = message.chat_id, sender.id, f"shown:{update.update_id}", case
    return said(await context.call(queueing.owe_case, *where, edits=message.message_id))


async def _in_private(context: Context, sender: Sender, case: int, result: Result) -> Words:
    """Say that it goes on in the presser's own chat; open that where the bot cannot write yet."""
    words = said(result)
    if not isinstance(result, Taken | Shown):
        return words
    if await context.look(queueing.may_write, sender.id):
        return words if words.name else Words("goes_on_in_private")
    return Words(url=f"{context.bot.link}?start=case{case}")


async def _tell(update: Update, context: Context, words: Words) -> None:
    if words.name:
        await tell(update, context, words.name, reply=True, **words.values)
