"""Statistics in words: what stands under the picture, and the file of all values."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.models import Outcome
from bot.replies import callbacks as press
from bot.replies.digest import DOT, languages
from bot.replies.labels import ROLES
from bot.replies.markup import GAP, LINE, NOTHING, Html, bold, escape, mention
from bot.replies.values import File, Reply, Setting, button
from bot.replies.voice import N_, Voice
from bot.services.statistics.rows import as_csv
from bot.services.statistics.values import Reviewer, Statistics, StatisticsCard

OFFERED: Final = {7: N_("7 days"), 30: N_("30 days"), 90: N_("90 days")}
MOST = 3  # languages and members that are named


def card(setting: Setting, shown: StatisticsCard) -> Reply:
    """Say the main figures; the picture is added when it is drawn."""
    voice, found = setting.voice, shown.statistics
    title = bold(voice.gettext("📈 What spreads: {days}", days=_days(voice, found)))
    if shown.file:
        return Reply(title.markup, file=File(_name(found), as_csv(found)))
    text = GAP.join((title, _posts(voice, found), _desk(voice, found), _readers(voice, found)))
    periods = tuple(
        button(voice.gettext(words), press.ShowStatistics(days)) for days, words in OFFERED.items()
    )
    until = int(found.until.timestamp())
    file = button(voice.gettext("As CSV"), press.StatisticsFile(shown.length, until))
    return Reply(text.markup, (periods, (file,)))


def _days(voice: Voice, found: Statistics) -> str:
    return voice.period(found.days[0].day, found.days[-1].day)


def _name(found: Statistics) -> str:
    return f"tipline-{found.days[0].day}-{found.days[-1].day}.csv"


def _posts(voice: Voice, found: Statistics) -> Html:
    posts, people = found.posts, found.people
    if not posts:
        return voice.gettext("Nobody sent a post in these days.")
    lines = [
        voice.gettext(
            "Posts: {posts} · people: {people} · new: {new}",
            posts=posts,
            people=people,
            new=found.new_people,
        )
    ]
    if found.answered is not None:
        lines.append(
            voice.gettext(
                "Answered: {share} of what can be checked; not checked yet: {open}",
                share=voice.percent(found.answered),
                open=found.found(Outcome.NONE),
            )
        )
    named = voice.gettext(
        "Languages: {languages}", languages=languages(voice, found.languages[:MOST])
    )
    return LINE.join((*lines, named))


def _desk(voice: Voice, found: Statistics) -> Html:
    """Say how fast verdicts came, what waits, and who decided most."""
    pace, queue, lines = found.pace, found.queue, []
    if pace.median is not None and pace.ninetieth is not None:
        lines.append(
            voice.gettext(
                "From the first post to the verdict: {median}; nine of ten within {ninetieth}",
                median=voice.age(pace.median),
                ninetieth=voice.age(pace.ninetieth),
            )
        )
    waiting = [voice.gettext("Open cases: {count}", count=queue.open)]
    if queue.overdue:
        waiting.append(voice.gettext("overdue: {count}", count=queue.overdue))
    if queue.oldest is not None:
        waiting.append(voice.gettext("the oldest: {age}", age=voice.age(queue.oldest)))
    lines.append(DOT.join(waiting))
    if found.reviewers:
        most = DOT.join(_reviewer(voice, one) for one in found.reviewers[:MOST])
        lines.append(voice.gettext("Most decisions: {members}", members=most))
    return LINE.join(lines)


def _reviewer(voice: Voice, one: Reviewer) -> Html:
    """Name a member by number, as the list of members does; who is forgotten by role."""
    number = escape(f": {voice.number(Decimal(one.total))}")
    if one.person_id is None:
        return voice.gettext(ROLES[one.role]) + number
    return mention(one.person_id, escape(str(one.person_id))) + number


def _readers(voice: Voice, found: Statistics) -> Html:
    """Say what readers think of the answers, and what was broadcast to them."""
    said, reach = found.feedback, found.reach
    lines = [
        voice.gettext(
            "Readers: it misses my post {misses} · the rating is wrong {wrong} · this one {this}",
            misses=said.misses,
            wrong=said.wrong,
            this=said.this_one,
        )
        if said.misses or said.wrong or said.this_one
        else NOTHING,
        voice.gettext(
            "Broadcasts: {broadcasts}, messages: {messages} · subscribers: {count}, new: {new}",
            broadcasts=reach.broadcasts,
            messages=reach.messages,
            count=reach.subscribers,
            new=reach.new,
        )
        if reach.broadcasts or reach.subscribers
        else NOTHING,
    ]
    return LINE.join(lines)
