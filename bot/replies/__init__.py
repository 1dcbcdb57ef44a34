"""Everything that a person sees, in their language: a value goes in, HTML and buttons come out.

reply = render(message, "uk", publisher=None, public_url=None, bot_link=link, timezone=zone)
say("old_button", "uk")  # a short text without markup
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.models import Role, utcnow
from bot.replies import (
    answers,
    broadcast_cards,
    broadcast_messages,
    bulletins,
    case_cards,
    case_lists,
    digest,
    draft_cards,
    explaining,
    export_cards,
    figure_cards,
    form_cards,
    found,
    guide,
    import_cards,
    log_cards,
    member_cards,
    order_cards,
    pairs,
    personal,
    reminders,
    running_cards,
    statistics_cards,
    subscription_cards,
    threshold_cards,
    verdict_history,
)
from bot.replies.broadcast_messages import room as broadcast_room
from bot.replies.callbacks import Action, pack, unpack
from bot.replies.phrases import phrase
from bot.replies.values import Button, File, Reply, Setting
from bot.replies.voice import LOCALES, spoken, voice
from bot.services.broadcasts.running_values import Progress, UnsureList
from bot.services.broadcasts.values import BroadcastCard, BroadcastList, BroadcastMessage
from bot.services.cases.values import CasePosts, MyCases
from bot.services.clock.values import Digest
from bot.services.export_values import ExportFile
from bot.services.figures.values import FigureCard, FigureList
from bot.services.forms.views import FormCard, FormLine
from bot.services.found_values import FoundList
from bot.services.import_values import ImportCard, RejectedFile
from bot.services.members.values import InvitationLink, MemberCard, MemberList
from bot.services.order.log_values import LogPage
from bot.services.order.values import Pauses
from bot.services.own_data_values import OwnData
from bot.services.pair_values import PairCard
from bot.services.statistics.values import StatisticsCard
from bot.services.subscriptions.values import Bulletin, SubscriptionCard, SubscriptionEnded
from bot.services.threshold_values import ThresholdCard
from bot.services.values import (
    Answered,
    CaseCard,
    DraftCard,
    Kept,
    Message,
    MyPosts,
    News,
    NotAClaim,
    Recalled,
    Related,
    Text,
    Unchecked,
    VerdictHistory,
)

__all__ = [
    "LOCALES",
    "Action",
    "Button",
    "File",
    "Reply",
    "broadcast_room",
    "commands",
    "commands_of",
    "description",
    "desk_commands",
    "draw",
    "pack",
    "render",
    "say",
    "short_description",
    "spoken",
    "unpack",
    "why",
]


def render(
    message: Message,
    locale: str,
    *,
    publisher: str | None,
    public_url: str | None,
    bot_link: str,
    timezone: ZoneInfo,
    now: datetime | None = None,
) -> Reply:
    """Word *message* in the language of *locale*; English where we do not speak it."""
    setting = Setting(voice(locale), publisher, public_url, bot_link, timezone, now or utcnow())
    match message:
        case Answered():
            return answers.answered(setting, message)
        case Related():
            return answers.related(setting, message)
        case Unchecked():
            return answers.unchecked(setting, message)
        case NotAClaim(first_time=True):
            return guide.guide(setting)
        case NotAClaim():
            return Reply(phrase(setting.voice, "hint", {}).markup)
        case News():
            return answers.news(setting, message)
        case Recalled():
            return answers.recalled(setting, message)
        case CaseCard():
            return case_cards.card(setting, message)
        case CasePosts():
            return case_lists.posts(setting, message)
        case MyCases():
            return case_lists.mine(setting, message)
        case DraftCard():
            return draft_cards.card(setting, message)
        case VerdictHistory():
            return verdict_history.card(setting, message)
        case Text():
            return _named(setting, message)
        case MyPosts():
            return personal.mine(setting, message)
        case Kept():
            return personal.privacy(setting, message)
        case OwnData():
            return personal.own_data(setting, message)
        case FigureList():
            return figure_cards.subjects(setting, message)
        case FigureCard():
            return figure_cards.card(setting, message)
        case MemberList():
            return member_cards.members(setting, message)
        case MemberCard():
            return member_cards.card(setting, message)
        case InvitationLink():
            return member_cards.invitation(setting, message)
        case FormCard():
            return form_cards.card(setting, message)
        case FormLine():
            return form_cards.line(setting, message)
        case Digest():
            return digest.digest(setting, message)
        case FoundList():
            return found.found(setting, message)
        case Progress():
            return running_cards.progress(setting, message)
        case UnsureList():
            return running_cards.unsure(setting, message)
        case BroadcastCard():
            return broadcast_cards.card(setting, message)
        case BroadcastList():
            return broadcast_cards.broadcasts(setting, message)
        case BroadcastMessage():
            return broadcast_messages.message(setting, message)
        case PairCard():
            return pairs.card(setting, message)
        case ExportFile():
            return export_cards.card(setting, message)
        case StatisticsCard():
            return statistics_cards.card(setting, message)
        case ThresholdCard():
            return threshold_cards.card(setting, message)
        case ImportCard():
            return import_cards.card(setting, message)
        case RejectedFile():
            return import_cards.rejected(setting, message)
        case SubscriptionCard():
            return subscription_cards.card(setting, message)
        case SubscriptionEnded():
            return subscription_cards.ended(setting)
        case Pauses():
            return order_cards.pauses(setting, message)
        case LogPage():
            return log_cards.page(setting, message)
        case Bulletin():
            return bulletins.bulletin(setting, message)
        case _:
            return reminders.reminder(setting, message)


def _named(setting: Setting, text: Text) -> Reply:
    """Word a text that goes by its name."""
    match text.name:
        case "start":
            return guide.start(setting)
        case "help":
            return guide.guide(setting)
        case "about":
            return guide.about(setting)
        case "language_question":
            return guide.language_question(setting)
        case "blocked":
            return order_cards.blocked(setting)
        case "block_question":
            return order_cards.block_question(setting, dict(text.values))
        case "forget_question":
            return personal.forget_question(setting)
        case "forgotten":
            return personal.forgotten(setting, dict(text.values))
        case "stale":
            return reminders.stale(setting)
        case "joined":
            return member_cards.joined(setting, Role(str(dict(text.values)["role"])))
        case name if name in running_cards.TOLD:
            return running_cards.told(setting, text)
        case name:
            return Reply(phrase(setting.voice, name, dict(text.values)).markup)


def why(
    answered: Answered,
    locale: str,
    *,
    publisher: str | None,
    public_url: str | None,
    bot_link: str,
    timezone: ZoneInfo,
    now: datetime | None = None,
) -> Reply:
    """Explain an answer: the sentence, how it was found, and what each check saw."""
    setting = Setting(voice(locale), publisher, public_url, bot_link, timezone, now or utcnow())
    return explaining.explained(setting, answered)


def say(name: str, locale: str, **values: str | int) -> str:
    """Say a short text without markup; KeyError for a name that there is not."""
    return phrase(voice(locale), name, dict(values)).plain


def draw(card: FigureCard | StatisticsCard, locale: str) -> bytes:
    """Draw a card's picture as PNG; it takes a while: for worker threads."""
    from bot.replies import chart, statistics_picture  # matplotlib, which nothing else waits for

    match card:
        case FigureCard():
            return chart.draw(card.series, card.shown, voice(locale))
        case StatisticsCard():
            return statistics_picture.draw(card, voice(locale))


def commands(locale: str) -> list[tuple[str, str]]:
    """List the commands with their descriptions, of at most 256 characters."""
    return guide.commands(voice(locale))


def desk_commands(locale: str) -> list[tuple[str, str]]:
    """List the commands that reviewers have in their common chat."""
    return guide.desk_commands(voice(locale))


def commands_of(locale: str, role: Role) -> list[tuple[str, str]]:
    """List the commands that somebody of a role has in their own chat."""
    return guide.commands_of(voice(locale), role)


def description(locale: str) -> str:
    """Say what the bot is for, before a chat with it begins; at most 512 characters."""
    return guide.description(voice(locale))


def short_description(locale: str) -> str:
    """Say what the bot is for on its profile; at most 120 characters."""
    return guide.short_description(voice(locale))
