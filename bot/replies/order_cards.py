"""What admins see of the order that they keep: what is paused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.models import Activity, Role
from bot.replies import callbacks as press
from bot.replies.guide import LONGEST_NAME
from bot.replies.markup import GAP, LINE, Html, bold, cut, escape, link
from bot.replies.values import Button, Reply, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.order.values import ActivityState, Pauses, Scope

ACTIVITIES: Final = {
    Activity.INTAKE: N_("reading of posts"),
    Activity.ANSWERS: N_("answers to posts"),
    Activity.BROADCASTS: N_("broadcasts"),
}
WHO: Final = {Role.ADMIN: N_("an admin"), None: N_("an operator")}


def pauses(setting: Setting, found: Pauses) -> Reply:
    """Say what is paused, with a button for each and one for all."""
    voice = setting.voice
    parts = [
        bold(voice.gettext("What goes on, and what is paused")),
        LINE.join(_state(setting, one) for one in found.states),
    ]
    if found.held:
        parts.append(
            voice.ngettext(
                "{count} post is kept and not read yet.",
                "{count} posts are kept and not read yet.",
                found.held,
            )
        )
    parts.append(voice.gettext("Nothing is lost: what is kept is read and sent once it goes on."))
    rows = [(_switch(voice, one),) for one in found.states]
    running = [one for one in found.states if one.since is None]
    if running:
        everything = voice.gettext("⏸ Pause everything")
        rows.append((button(everything, press.PauseNow(Scope.ALL)),))
    if len(running) < len(found.states):
        rows.append((button(voice.gettext("▶️ Resume everything"), press.ResumeNow(Scope.ALL)),))
    return Reply(GAP.join(parts).markup, tuple(rows))


def _state(setting: Setting, one: ActivityState) -> Html:
    voice = setting.voice
    what = voice.gettext(ACTIVITIES[one.activity])
    if one.since is None:
        return voice.gettext("▶️ {what}: goes on", what=what)
    since = setting.today(one.since)
    return voice.gettext(
        "⏸ {what}: paused since {day}, {time} ({who})",
        what=what,
        day=voice.day(since.date()),
        time=f"{since:%H:%M}",
        who=voice.gettext(WHO[Role.ADMIN if one.role else None]),
    )


def _switch(voice: Voice, one: ActivityState) -> Button:
    what, scope = voice.gettext(ACTIVITIES[one.activity]), Scope(one.activity)
    if one.since is None:
        return button(voice.gettext("⏸ Pause: {what}", what=what), press.PauseNow(scope))
    return button(voice.gettext("▶️ Resume: {what}", what=what), press.ResumeNow(scope))


def switched(voice: Voice, what: str, role: str) -> dict[str, Html]:
    """Name activities, given by their words with spaces between, and who changed them."""
    named = (voice.gettext(ACTIVITIES[Activity(one)]) for one in what.split())
    who = voice.gettext(WHO[Role.ADMIN if role == Role.ADMIN else None])
    return {"what": escape(", ").join(named), "who": who}


def block_question(setting: Setting, values: Mapping[str, str | int]) -> Reply:
    """Ask an admin once more, and say what it means."""
    voice = setting.voice
    post, person, waiting = (int(values.get(one, 0)) for one in ("post", "person", "waiting"))
    if post:
        title = voice.gettext("Block whoever sent post {number}?", number=str(post))
    else:
        title = voice.gettext("Block the person with the ID {number}?", number=str(person))
    parts = [
        bold(title),
        voice.gettext(
            "Nothing that they send or press is taken any more; they can still see and erase what "
            "is kept of them. They are told once, with how to object. /unblock takes it back."
        ),
    ]
    if waiting:
        parts.append(
            voice.ngettext(
                "{count} post of theirs waits for reviewers, and will no longer. What others sent "
                "stays.",
                "{count} posts of theirs wait for reviewers, and will no longer. What others sent "
                "stays.",
                waiting,
            )
        )
    action = press.BlockSender(post) if post else press.BlockPerson(person)
    rows = (
        (button(voice.gettext("Yes, block"), action),),
        (button(voice.gettext("No, leave it"), press.BlockNobody()),),
    )
    return Reply(GAP.join(parts).markup, rows)


def blocked(setting: Setting) -> Reply:
    """Tell somebody that they are blocked, and how to object."""
    voice = setting.voice
    parts = [bold(voice.gettext("You are blocked here: what you send is not taken."))]
    who = cut(setting.publisher, LONGEST_NAME) if setting.publisher else None
    if setting.public_url:
        address = link(setting.public_url, cut(setting.public_url, LONGEST_NAME))
        parts.append(voice.gettext("Is this a mistake? Tell us: {link}", link=address))
    elif who:
        parts.append(voice.gettext("Is this a mistake? Tell the publisher: {name}", name=who))
    else:
        parts.append(voice.gettext("Is this a mistake? Tell whoever runs this bot."))
    parts.append(voice.gettext("/privacy shows what is kept about you, and /forget erases it."))
    return Reply(GAP.join(parts).markup)
