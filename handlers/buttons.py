"""Pressed buttons. What they carry is read as if a stranger had written it."""

import logging
from typing import TypeAlias, assert_never

from telegram import CallbackQuery, Update
from telegram.constants import CallbackQueryLimit
from telegram.error import TelegramError

from bot.context import Context
from bot.models import utcnow
from bot.replies import Action, callbacks, say, unpack
from bot.services import checking, feedback, people, privacy
from bot.services.members import menus as menu_rows
from bot.services.values import Answered, Noted, Sender
from handlers import (
    approvals,
    broadcast_control,
    broadcasts,
    cases,
    figures,
    finding,
    forms,
    imports,
    members,
    menus,
    order,
    pairs,
    reminders,
    statistics,
    subscriptions,
    threshold,
    verdicts,
)
from handlers.errors import brief
from handlers.telling import locale_of, sender_of, tell, tell_forgotten
from handlers.values import Words

log = logging.getLogger(__name__)

OLD = Words("old_button")
NOT_YOURS = Words("not_yours")
Feedback: TypeAlias = (
    callbacks.NotIt | callbacks.NotRight | callbacks.This | callbacks.NoneOfThese | callbacks.Hold
)


async def on_button(update: Update, context: Context) -> None:
    """Do what a button says, and tell its presser in a few words what came of it."""
    query, sender = update.callback_query, sender_of(update)
    if query is None or sender is None:
        return
    locale = await locale_of(context, sender)
    action = unpack(query.data)
    if isinstance(action, callbacks.Language):
        chosen = await context.call(people.choose_language, sender.id, action.code)
        locale, words = (action.code, Words("language_chosen")) if chosen else (locale, OLD)
        context.runtime.roles.set()  # a member's menu is in their language
    else:
        words = await _do(update, context, action, sender, locale)
    await _answer(query, words, locale)


async def _do(
    update: Update, context: Context, action: Action | None, sender: Sender, locale: str
) -> Words:
    match action:
        case None | callbacks.Language():
            return OLD
        case callbacks.Why(submission):
            return await _explain(update, context, submission, sender, locale)
        case callbacks.Follow(verdict):
            found = await context.call(people.follow, sender.id, verdict, utcnow())
            return Words("following") if found else OLD
        case (
            callbacks.NotIt()
            | callbacks.NotRight()
            | callbacks.This()
            | callbacks.NoneOfThese()
            | callbacks.Hold()
        ):
            return await _note(context, action, sender)
        case (
            callbacks.NextCase()
            | callbacks.OpenCase()
            | callbacks.Take()
            | callbacks.GiveBack()
            | callbacks.Skip()
            | callbacks.SameAs()
            | callbacks.SameAsVerdict()
            | callbacks.SameAsCase()
            | callbacks.NoClaim()
            | callbacks.Spam()
            | callbacks.Escalate()
            | callbacks.Boost()
            | callbacks.CasePosts()
            | callbacks.Detach()
            | callbacks.CasesPage()
        ):
            return await cases.press(update, context, action, sender)
        case (
            callbacks.FormGo()
            | callbacks.FormRate()
            | callbacks.FormTick()
            | callbacks.FormTurn()
            | callbacks.FormDrop()
            | callbacks.FormLanguage()
            | callbacks.FormPick()
            | callbacks.FormClose()
            | callbacks.AskFormCancel()
            | callbacks.FormCancel()
            | callbacks.FormSubmit()
        ):
            return await forms.press(update, context, action, sender)
        case (
            callbacks.Approve()
            | callbacks.Override()
            | callbacks.SendBack()
            | callbacks.ShowDraft()
            | callbacks.TakeBack()
            | callbacks.AskReject()
            | callbacks.Reject()
        ):
            return await approvals.press(update, context, action, sender)
        case (
            callbacks.ShowVerdict()
            | callbacks.Correct()
            | callbacks.AskWithdraw()
            | callbacks.Withdraw()
            | callbacks.Confirm()
        ):
            return await verdicts.press(update, context, action, sender)
        case callbacks.Judge():
            return await pairs.press(update, context, action, sender)
        case callbacks.FoundPage():
            return await finding.turn(update, context, action.page, sender)
        case callbacks.ShowFigure(figure):
            return await figures.show(update, context, figure, sender)
        case callbacks.TurnPage(page):
            return await figures.turn(update, context, page, sender)
        case (
            callbacks.MembersPage()
            | callbacks.ShowMember()
            | callbacks.AskMember()
            | callbacks.ChangeMember()
            | callbacks.RevokeInvitation()
        ):
            return await members.press(update, context, action, sender)
        case (
            callbacks.WatchBroadcast()
            | callbacks.PauseBroadcast()
            | callbacks.ResumeBroadcast()
            | callbacks.AskStopBroadcast()
            | callbacks.StopBroadcast()
            | callbacks.ShowUnsure()
            | callbacks.WriteAgain()
            | callbacks.LeaveUnsure()
        ):
            return await broadcast_control.press(update, context, action, sender)
        case (
            callbacks.NewBroadcast()
            | callbacks.ShowBroadcast()
            | callbacks.PreviewBroadcast()
            | callbacks.WriteBroadcast()
            | callbacks.CallOriginal()
            | callbacks.AimBroadcast()
            | callbacks.AimAtTopic()
            | callbacks.AimAtLanguage()
            | callbacks.TimeBroadcast()
            | callbacks.SendBroadcast()
            | callbacks.SendAgain()
            | callbacks.ConfirmBroadcast()
            | callbacks.ReturnBroadcast()
            | callbacks.ChangeBroadcast()
            | callbacks.CallOff()
            | callbacks.Sample()
        ):
            return await broadcasts.press(update, context, action, sender)
        case callbacks.RemindMe() | callbacks.SpareMe():
            return await reminders.press(update, context, action, sender)
        case (
            callbacks.Unsubscribe()
            | callbacks.Subscribe()
            | callbacks.SubscribeAgain()
            | callbacks.SubscribeTopic()
            | callbacks.SubscribeEveryTopic()
            | callbacks.SubscribeLanguage()
            | callbacks.SubscribeEveryLanguage()
            | callbacks.SubscribeOften()
            | callbacks.SubscribePage()
            | callbacks.SubscribeDone()
        ):
            return await subscriptions.press(update, context, action, sender)
        case (
            callbacks.PauseNow()
            | callbacks.ResumeNow()
            | callbacks.BlockSender()
            | callbacks.BlockPerson()
            | callbacks.BlockNobody()
            | callbacks.TurnLog()
        ):
            return await order.press(update, context, action, sender)
        case callbacks.ImportFile() | callbacks.LeaveFile():
            return await imports.press(update, context, action, sender)
        case callbacks.ShowStatistics() | callbacks.StatisticsFile():
            return await statistics.press(update, context, action, sender)
        case callbacks.SetThreshold() | callbacks.LeaveThreshold():
            return await threshold.press(update, context, action, sender)
        case callbacks.ForgetYes():
            own_menu = await context.look(menu_rows.has_one, sender.id)
            erased = await context.call(privacy.forget, sender.id, utcnow())
            if erased.traces:
                log.error("/forget left an id in: %s", ", ".join(erased.traces))
            if own_menu:
                context.runtime.spawn(menus.drop(context.bot, sender.id))
            await tell_forgotten(update, context, erased, locale)
            return Words("forgotten")
        case callbacks.ForgetNo():
            return Words("forget_kept")
        case _:
            assert_never(action)


async def _explain(
    update: Update, context: Context, submission: int, sender: Sender, locale: str
) -> Words:
    """Owe the reasons for an answer to the one who got it."""
    answer = await context.look(checking.own_answer, submission, sender.id, locale)
    if answer is None:
        return NOT_YOURS
    if not isinstance(answer, Answered):
        return OLD
    await tell(update, context, "why", reply=True, submission=submission)
    return Words()


async def _note(context: Context, action: Feedback, sender: Sender) -> Words:
    """Keep what a reader says of an answer."""
    match action:
        case callbacks.NotIt(submission, verdict):
            noted, name = feedback.not_what_i_asked, "noted_not_it"
            result = await context.call(noted, submission, sender.id, verdict)
        case callbacks.NotRight(submission, verdict):
            wrong, name = feedback.rating_is_wrong, "noted_wrong"
            result = await context.call(wrong, submission, sender.id, verdict, utcnow())
        case callbacks.This(submission, verdict):
            name = "noted_this"
            result = await context.call(feedback.this_one, submission, sender.id, verdict)
        case callbacks.NoneOfThese(submission):
            name = "noted_none"
            result = await context.call(feedback.none_of_these, submission, sender.id)
        case callbacks.Hold(submission):
            name = "held_back"
            result = await context.call(feedback.hold_back, submission, sender.id)
    return Words(name) if isinstance(result, Noted) else NOT_YOURS


async def _answer(query: CallbackQuery, words: Words, locale: str) -> None:
    """Stop the spinner; a query that is too old (150 s) is let be."""
    limit = CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    text = say(words.name, locale, **words.values)[:limit] if words.name else None
    try:
        await query.answer(text, url=words.url)
    except TelegramError as error:
        log.info("A pressed button was not answered: %s", brief(error))
