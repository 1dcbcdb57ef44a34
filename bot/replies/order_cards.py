"""What admins see of the order that they keep: what is paused."""

from __future__ import annotations

from typing import Final

from bot.models import Activity, Role
from bot.replies import callbacks as press
from bot.replies.markup import GAP, LINE, Html, bold, escape
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
