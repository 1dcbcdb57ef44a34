"""Figures in the reviewers' chats: the list, one with its chart, and newer values."""

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.services.entries import Problem
from bot.services.figures import desk as figure_desk
from bot.services.figures.desk import Asked, Put
from bot.services.figures.entry import MENDABLE
from bot.services.figures.values import (
    BadPart,
    Entered,
    Invalid,
    NoFigure,
    Overtaken,
    Shown,
)
from bot.services.values import BadSource, NotAllowed, Sender
from handlers.groups import on_group_message
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words


async def on_figure(update: Update, context: Context) -> None:
    """Show what figures there are, or the one whose key follows the command."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    if message.chat_id < 0 and message.chat_id != context.settings.review_chat_id:
        await on_group_message(update, context)  # other groups are not for reviewers' work
        return
    await locale_of(context, sender)
    owed = f"figure:{update.update_id}"
    where = message.chat_id, sender.id, owed
    if context.args:
        asked = await context.call(figure_desk.owe_card, *where, " ".join(context.args))
    else:
        asked = await context.call(figure_desk.owe_list, *where)
    words = said(asked)
    if words.name:
        await tell(update, context, words.name, reply=True, **words.values)


async def show(update: Update, context: Context, figure: int, sender: Sender) -> Words:
    """Owe the presser a figure with its chart."""
    return await _pressed(update, context, sender, figure=figure)


async def turn(update: Update, context: Context, page: int, sender: Sender) -> Words:
    """Put another page of the list in the place of the pressed one."""
    return await _pressed(update, context, sender, page=page)


async def _pressed(
    update: Update, context: Context, sender: Sender, *, figure: int = 0, page: int = 0
) -> Words:
    message = update.effective_message
    if message is None:
        return Words("old_button")
    where = message.chat_id, sender.id, f"figure:{update.update_id}"
    if figure:
        return said(await context.call(figure_desk.owe_card, *where, figure))
    number = message.message_id
    return said(await context.call(figure_desk.owe_list, *where, page=page, edits=number))


def said(asked: Asked) -> Words:
    """Word what became of a wish to see figures; no words where they come."""
    match asked:
        case Shown():
            return Words()
        case NotAllowed():
            return Words("only_reviewers")
        case NoFigure(near=()):
            return Words("no_such_figure")
        case NoFigure(near=near):
            return Words("figure_near", {"keys": ", ".join(near)})


async def enter(update: Update, context: Context, sender: Sender) -> None:
    """Record the line that answers a figure's card, and show what is on record then."""
    message = update.message
    if message is None or message.reply_to_message is None:
        return
    card, line = message.reply_to_message.message_id, message.text or ""
    where = message.chat_id, card, sender.id
    result = await context.call(figure_desk.enter, *where, line, utcnow())
    words = entered(result)
    await tell(update, context, words.name or "figure_invalid", reply=True, **words.values)
    if isinstance(result, Entered | Overtaken):
        owed = f"figure:{update.update_id}"
        figure = result.figure_id
        await context.call(figure_desk.owe_card, message.chat_id, sender.id, owed, figure)


def entered(result: Put) -> Words:
    """Word what became of a reviewer's line."""
    match result:
        case Entered(how="added", newest=False):
            return Words("figure_added_older")
        case Entered(how=how):
            return Words(f"figure_{how}")
        case Overtaken():
            return Words("figure_overtaken")
        case BadPart(part):
            return Words(f"figure_{part}")
        case BadSource():
            return Words("figure_source")
        case Invalid(problems=(Problem(kind=kind), *_)) if kind in MENDABLE:
            return Words(f"figure_{kind}")
        case Invalid():
            return Words("figure_invalid")
        case NoFigure():
            return Words("no_such_figure")
        case NotAllowed():
            return Words("only_reviewers")
