"""The door of every post: it is read now, kept for later, or not taken."""

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.services.order import admission
from bot.services.order.values import Admitted, Held, Limits
from bot.services.values import Incoming
from handlers.intake import Intake, sender_of


async def admitted(update: Update, context: Context, post: Incoming) -> bool:
    """Say whether *post* is read now; else its update is kept for later, or done with."""
    intake, per_day = _intake(context), context.settings.posts_per_day
    limited = bool(intake.throttle.per_minute) and update.update_id not in intake.back
    taken = limited and intake.throttle.take()
    limits = Limits(per_day, limited, crowded=limited and not taken)
    line, now = sender_of(update), utcnow()
    entered = await context.call(admission.enter, post, line, limits, now)
    if isinstance(entered, Admitted):
        return True
    if taken:
        intake.throttle.give_back()
    if isinstance(entered, Held):
        intake.later.add(update.update_id)
    return False


def was_kept(update: Update, context: Context) -> bool:
    """Say whether an update was kept for later, as a post, and comes back now."""
    return update.update_id in _intake(context).back


def _intake(context: Context) -> Intake:
    intake = context.application.update_queue
    if not isinstance(intake, Intake):
        raise TypeError("this application was not made by build()")
    return intake
