"""The verdict form: buttons and words."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from telegram import Message, MessageOriginChannel, MessageOriginChat, Update

from bot.context import Context
from bot.models import FormStep, utcnow
from bot.pages import NotALink, NotAllowedAddress, PageFacts, Unreachable, look_up
from bot.replies import callbacks
from bot.services.asking import Asked
from bot.services.forms import forms
from bot.services.forms import notices as form_notices
from bot.services.forms import presses as form_presses
from bot.services.forms import sources as form_sources
from bot.services.forms.values import (
    Cancelled,
    Given,
    HandedIn,
    Incomplete,
    Move,
    OldForm,
    Overtaken,
    Pressed,
    PutAway,
    Shown,
    TooQuick,
)
from bot.services.values import Published, Sender, Text
from handlers.incoming import AT_ONCE, PIECE, links, words
from handlers.telling import tell
from handlers.values import Words


async def press(
    update: Update, context: Context, action: callbacks.FormAction, sender: Sender
) -> Words:
    """Do what a button of the form says."""
    message = update.effective_message
    if message is None:
        return Words("form_old_button")
    if message.chat_id != sender.id:
        return Words("in_private")
    key = f"form:press:{update.update_id}"
    move = _move(context, action.case, sender, key, message.message_id)
    pressed = await _do(context, move, action)
    if isinstance(pressed, HandedIn) and pressed.published:
        context.runtime.moved.set()  # what waits may be answered now
    return said(pressed)


def _move(context: Context, case: int, sender: Sender, key: str, message_id: int) -> Move:
    return Move(case, sender.id, utcnow(), context.settings.lease, key, message_id)


async def _do(context: Context, move: Move, action: callbacks.FormAction) -> Pressed:
    deeds = form_presses
    match action:
        case callbacks.FormGo(step=step):
            return await context.call(forms.press, move, deeds.go, step)
        case callbacks.FormRate(rating=rating):
            return await context.call(forms.press, move, deeds.rate, rating)
        case callbacks.FormTick(submission=submission, choice=choice):
            ticked = choice == 1
            return await context.call(forms.press, move, deeds.tick, submission, ticked=ticked)
        case callbacks.FormTurn(page=page):
            return await context.call(forms.press, move, deeds.turn, page)
        case callbacks.FormDrop(step=step, place=which):
            return await context.call(forms.press, move, deeds.drop, step, which)
        case callbacks.FormLanguage(step=step, code=code):
            return await context.call(forms.press, move, deeds.speak, step, code)
        case callbacks.FormPick(step=step, place=place):
            return await context.call(forms.press, move, deeds.pick, step, place)
        case callbacks.AskFormCancel():
            return await context.call(forms.press, move, deeds.ask_cancel)
        case callbacks.FormClose():
            return await context.call(forms.put_away, move)
        case callbacks.FormCancel(version=version):
            return await context.call(forms.cancel, move, version)
        case callbacks.FormSubmit(version=version):
            settings = context.settings
            return await context.call(
                forms.submit,
                move,
                version,
                approvals=settings.approvals,
                review_chat_id=settings.review_chat_id,
            )


def said(pressed: Pressed) -> Words:
    """Word what became of a press; no words where the form shows it."""
    match pressed:
        case Shown():
            return Words()
        case OldForm():
            return Words("form_old_button")
        case Overtaken():
            return Words("form_overtaken")
        case Incomplete():
            return Words("form_incomplete")
        case PutAway():
            return Words("form_put_away")
        case Cancelled():
            return Words("form_cancelled")
        case HandedIn(published=Published(told=told)):
            return Words("published", {"told": told})
        case HandedIn():
            return Words("draft_submitted")
        case refused:
            return Words(forms.refusal(refused).name)


async def on_words(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as the answer to the form's question; False where it is something else."""
    message = update.message
    if message is None or message.chat_id != sender.id:
        return False
    step = await context.look(forms.step_of, asked.about)
    if message.forward_origin and step is not FormStep.SOURCES:
        return False
    long = len(words(message)) >= PIECE
    given = replace(
        await _given(message, step),
        sent_at=message.date,
        goes_on_until=message.date + timedelta(seconds=AT_ONCE) if long else None,
    )
    key = form_notices.key_of_words(sender.id, message.message_id, message.media_group_id)
    move = _move(context, asked.about, sender, key, message.message_id)
    match await context.call(forms.write, move, given):
        case Shown():
            pass
        case TooQuick():
            await tell(update, context, "form_too_quick", reply=True)
        case refused:
            await tell(update, context, forms.refusal(refused).name, reply=True)
    return True


async def on_edit(update: Update, context: Context, sender: Sender) -> bool:
    """Say that an answer was taken as it was; False where a message is no answer to a form."""
    message = update.edited_message
    if message is None or message.chat_id != sender.id:
        return False
    key = form_notices.key_of_words(sender.id, message.message_id, message.media_group_id)
    if not await context.look(form_notices.was_answer, key):
        return False
    await tell(update, context, "form_edited", reply=True)
    return True


async def _given(message: Message, step: FormStep | None) -> Given:
    """Read what a message says, and its sources where the form asks for them."""
    text = words(message)
    if step is not FormStep.SOURCES:
        return Given(text)
    if message.forward_origin:
        return _forwarded(message, text)
    read = form_sources.read_lines(text, links(message))
    pages = await asyncio.gather(*map(_looked_up, read.links))
    problem = read.problem
    if None in pages:
        problem = Text("form_bad_link")
    return Given(text, (*read.sources, *filter(None, pages)), problem)


async def _looked_up(url: str) -> dict[str, Any] | None:
    """Read a page as a source; None for one in a network that readers cannot reach."""
    match await look_up(url):
        case PageFacts() as page:
            return form_sources.of_page(page)
        case Unreachable():
            return form_sources.of_link(url)
        case NotAllowedAddress(reason="port"):
            return form_sources.of_link(url)
        case NotAllowedAddress() | NotALink():
            return None


def _forwarded(message: Message, text: str) -> Given:
    """Read a forwarded post as a source; persons are not named, so theirs is none."""
    match message.forward_origin:
        case MessageOriginChannel(chat=chat, message_id=number, date=moment):
            url = f"https://t.me/{chat.username}/{number}" if chat.username else None
        case MessageOriginChat(sender_chat=chat, date=moment):
            url = None
        case _:
            return Given("", problem=Text("form_not_channel"))
    day: date = moment.date()
    return Given("", (form_sources.of_post(text, chat.title, url, day),))
