"""What reviewers do with the cases in their chat. Who may do it is checked by the services."""

from telegram import Update

from bot.context import Context
from bot.models import Rating, utcnow
from bot.services import figure_desk, reviewing
from bot.services.values import (
    BadSource,
    Chosen,
    ClaimMissing,
    Closed,
    Dismissed,
    HeldByOther,
    NoRating,
    NotAllowed,
    Published,
    Sender,
    Sourced,
)
from handlers import figures
from handlers.groups import on_group_message
from handlers.public import on_post
from handlers.telling import sender_of, tell
from handlers.values import Words


async def choose(context: Context, case: int, rating: Rating, sender: Sender) -> Words:
    """Take a case with a rating; its card then asks for the source."""
    result = await context.call(reviewing.choose_rating, case, sender.id, rating, utcnow())
    match result:
        case Chosen():
            return Words("rating_chosen", {"rating": str(rating)})
        case HeldByOther():
            return Words("held_by_other")
        case Closed():
            return Words("case_closed")
        case NotAllowed():
            return Words("only_reviewers")


async def waive(context: Context, case: int, sender: Sender) -> Words:
    """Close a case that holds no claim."""
    result = await context.call(reviewing.not_a_claim, case, sender.id, utcnow())
    match result:
        case Dismissed():
            return Words("marked_no_claim")
        case HeldByOther():
            return Words("held_by_other")
        case Closed():
            return Words("case_closed")
        case NotAllowed():
            return Words("only_reviewers")


async def on_reply(update: Update, context: Context) -> None:
    """Do what the line says that answers a case's or a figure's card; other replies are posts."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None or message.reply_to_message is None:
        return
    shown = message.reply_to_message.message_id
    case = await context.look(reviewing.case_under, message.chat_id, shown)
    if case is None and await context.look(figure_desk.is_card, message.chat_id, shown):
        await figures.enter(update, context, sender)
        return
    if case is None:
        private = message.chat_id > 0
        await (on_post if private else on_group_message)(update, context)
        return
    line = message.text or ""
    result = await context.call(reviewing.source_line, case, sender.id, line, utcnow())
    words = said(result)
    await tell(update, context, words.name or "no_such_case", reply=True, **words.values)


def said(result: Sourced) -> Words:
    """Word what became of a source line."""
    match result:
        case Published(told=told):
            return Words("published", {"told": told})
        case NoRating():
            return Words("no_rating")
        case BadSource():
            return Words("bad_source")
        case ClaimMissing():
            return Words("claim_missing")
        case HeldByOther():
            return Words("held_by_other")
        case Closed():
            return Words("case_closed")
        case NotAllowed():
            return Words("only_reviewers")
