"""Short texts by name: answers to a pressed button, notes, and messages of one paragraph."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.models import Role
from bot.replies import broadcast_phrases
from bot.replies.import_phrases import PHRASES as IMPORTS
from bot.replies.labels import ROLES
from bot.replies.markup import LINE, NOTHING, SPACE, Html
from bot.replies.order_cards import switched
from bot.replies.order_phrases import PHRASES as ORDER
from bot.replies.running_cards import PHRASES as RUNNING
from bot.replies.subscription_cards import PHRASES as SUBSCRIPTION
from bot.replies.voice import N_, Value, Voice
from bot.services.figures.entry import LARGEST, MOST_DECIMALS

EXAMPLE: Final = date(2025, 1, 15)  # of how a day is written

PHRASES: Final = {
    **SUBSCRIPTION,
    **IMPORTS,
    **ORDER,
    **RUNNING,
    **broadcast_phrases.PHRASES,
    # notes to the public
    "still_looking": N_("Still looking – one moment, please."),
    "unknown_command": N_("I don't know this command. /help shows what I can do."),
    "unsupported": N_("I can't check this kind of message. Send me a text or forward me a post."),
    "hint": N_("I see nothing here that could be checked. Forward me a post, or see /help."),
    "trouble": N_("Something went wrong on our side. Your post is kept and will be answered."),
    "find_usage": N_(
        "Write /find with a few words or the number of a verdict, such as: /find vaccine"
    ),
    "old_list": N_("This list is out of date. Please search again."),
    "nothing_yet": N_("You have not sent me a post yet."),
    "help_in_group": N_("Reply to a post and mention me, and I will look at it."),
    # answers to buttons of the public
    "noted_not_it": N_("Thank you. That helps us to find better answers."),
    "noted_wrong": N_(
        "Thank you. When several people say so, our reviewers check the verdict again."
    ),
    "noted_this": N_("Thank you, noted."),
    "noted_none": N_("Thank you. Our reviewers will look at your post, and you will be told."),
    "following": N_("You will be told if this verdict changes."),
    "held_back": N_("Your post will not go to the reviewers."),
    "already_reviewed": N_("A reviewer has already looked at it."),
    "old_button": N_("This button is out of date. Please send me the post again."),
    "not_yours": N_("This button belongs to somebody else's post."),
    "nothing_to_check": N_(
        "Our reviewers have looked at your post and found nothing in it that can be checked. If "
        "you mean a certain claim, write it to me in one sentence."
    ),
    "no_longer_kept": N_("This post is no longer kept. Please send it again."),
    "language_chosen": N_("From now on I speak English."),
    "forgotten": N_("Done. What was kept about you has been erased."),
    "forget_kept": N_("Nothing was erased."),
    # reviewers
    "only_reviewers": N_("Only reviewers can do this."),
    "only_admins": N_("Only admins can do this."),
    "threshold_usage": N_(
        "Write /threshold with a confidence above 0.5 and below 1, such as /threshold 0.97, or "
        "/threshold default"
    ),
    "threshold_measuring": N_(
        "I replay the posts that reviewers judged. It takes up to a minute."
    ),
    "threshold_set": N_("Set. Every answer from now on goes by it."),
    "threshold_default": N_("The setting holds again."),
    "threshold_left": N_("Nothing was changed."),
    "threshold_outdated": N_("This is out of date. Please write /threshold once more."),
    "stats_usage": N_("Write /stats with a number of days: 1d, 7d, 30d or 90d"),
    "held_by_other": N_("Somebody else is working on this case."),
    "case_closed": N_("This case is closed."),
    "no_such_case": N_("I can't find this case any more."),
    "bad_source": N_(
        "I can't read this as a source. Please write one line: title | outlet | https://link"
    ),
    "queue_empty": N_("Nothing waits for you now. /mycases shows what you have in hand."),
    "case_usage": N_("Write /case with the number of the case, such as /case 12"),
    "case_escalated": N_("❗ Case {number} is brought before the admins."),
    "case_dismissed": N_("Noted: nothing to check here."),
    "taken": N_("It is yours now. Its form is in our private chat."),
    "given_back": N_("Given back. What you wrote is kept for whoever takes it."),
    "not_held": N_("You don't hold this case any more. Take it again to go on."),
    "goes_on_in_private": N_("It goes on in our private chat."),
    "skipped": N_("Skipped: it comes back to you tomorrow."),
    "moved_up": N_("Done: it comes earlier now."),
    "unfit_case": N_("This cannot be done with this case."),
    "both_written": N_("Verdicts are being written on both cases, so they cannot become one."),
    "cases_merged": N_("Done: the two cases are one now."),
    "post_taken_out": N_("Done: the post is now case {number}."),
    "reviewing_in": N_("You get cases in: {languages}. /reviewing all means every language."),
    "reviewing_all": N_(
        "You get cases in every language. /reviewing uk en, say, means only these."
    ),
    "reviewing_usage": N_(
        "Write /reviewing and the languages in which you review: {languages}. Or /reviewing all"
    ),
    # reviewers, on submitted drafts
    "draft_submitted": N_("Submitted. Another reviewer looks at it now."),
    "draft_submitted_before": N_("Its verdict is written and waits for another reviewer."),
    "draft_approved_before": N_("You have approved it already."),
    "draft_own": N_("You wrote this one: another reviewer has to look at it."),
    "draft_not_own": N_("Only who wrote it can take it back."),
    "draft_changed": N_("Nothing was done: it has changed since. See how it stands now."),
    "comment_asked": N_("Please write in our private chat what is to be changed."),
    "comment_wanted": N_(
        "What is to be changed? Write it here in one message; the author gets it with the form."
    ),
    "comment_unfit": N_("Please write at least a word, and at most {limit} characters."),
    "sent_back": N_("Sent back. The author has your comment."),
    "draft_sent_back": N_("Your verdict on case {case} came back with a comment:\n\n{comment}"),
    "draft_rejected_now": N_("Rejected. The case is open again."),
    "draft_rejected": N_("Your verdict on case {case} was rejected. The case is open again."),
    "draft_taken_back": N_("It is yours again: go on in our private chat."),
    # on published verdicts
    "verdict_usage": N_("Write the number of a verdict, such as: /verdict 12"),
    "withdraw_usage": N_("Write the number of a verdict, such as: /withdraw 12"),
    "no_such_verdict": N_("I don't know this verdict."),
    "withdrawn_before": N_("This verdict has been withdrawn already."),
    "may_not_withdraw": N_("Only admins and the reviewers of this verdict can withdraw it."),
    "verdict_opened": N_("The form is in our private chat."),
    "verdict_confirmed": N_("Noted: it holds, and was checked today."),
    # reviewers, on the verdict form
    "form_not_held": N_(
        "Your time for this case has run out. What you wrote is kept with the case: take it again "
        "with /queue or /mycases."
    ),
    "form_put_away": N_("Put away. Everything is kept: /mycases brings it back."),
    "form_cancelled": N_("Thrown away. The case is free for others again."),
    "form_overtaken": N_("It was changed meanwhile. This is how it stands now."),
    "form_incomplete": N_("This is still missing."),
    "form_again": N_("I was restarted. Nothing is lost: here is your form."),
    "form_too_quick": N_(
        "You wrote this before I could ask. If it is your answer to what I ask now, please send "
        "it again."
    ),
    "form_edited": N_(
        "I have kept what you wrote first. To change it, go back to that step and write it again."
    ),
    "form_old_button": N_("This button is out of date. Please use the newest form."),
    "form_words_wanted": N_("Please write it as text."),
    "form_press_wanted": N_("Please press one of the buttons below."),
    "form_no_words": N_("I see no words in it. Please write it as text."),
    "form_claim_long": N_("The claim may have {most} characters."),
    "form_summary_long": N_("The summary may have {most} characters."),
    "form_summary_short": N_("Please say a little more: at least {least} characters."),
    "form_two_lines": N_("Please write two lines: the claim first, then the summary."),
    "form_bad_link": N_("Readers cannot open this link. It has to be a public web address."),
    "form_source_how": N_(
        "I see no source in it. Send a link, forward a post of a channel, or write: "
        "title | outlet | https://link"
    ),
    "form_sources_full": N_("There is room for {most} sources. Please take one away first."),
    "form_title_how": N_("Please write one line: title | outlet"),
    "form_not_channel": N_(
        "Only posts of channels and groups can be sources: persons are not named."
    ),
    "form_choose_figure": N_("Please choose first what the value is of."),
    "form_figures_full": N_("There is room for {most} values. Please take one away first."),
    "form_past": N_("This day is over. Please write a later one, with its year."),
    "form_choose_language": N_("Please choose the language first."),
    # reviewers, on searches and flagged answers
    "no_pairs": N_("No flagged answer waits. Thank you!"),
    "judged_same": N_("Thank you. Noted: the same claim."),
    "judged_other": N_("Thank you. Noted: another claim."),
    "judged_before": N_("Somebody was quicker: this is judged already."),
    "no_pair": N_("There is nothing to judge any more."),
    # admins, on members
    "invite_usage": N_(
        "Write /invite reviewer or /invite admin, and then the languages if you like: {languages}"
    ),
    "no_such_member": N_("I don't know this member. /members lists them all."),
    "member_changed": N_("Done. It holds from now on."),
    "member_overtaken": N_("Nothing was changed: somebody was quicker. See how it stands now."),
    "last_admin": N_("This is the only admin. Make another one first."),
    "invitation_revoked": N_("Nobody can open this link any more."),
    "invitation_too_late": N_("This link was used or taken back already."),
    "export_usage": N_("Write /export, /export csv or /export claimreview"),
    "in_private": N_("Please do this in our private chat."),
    # members, on their role
    "role_now": N_("Your role here is now: {role}."),
    "role_suspended": N_("Your role here ({role}) is suspended. An admin can tell you more."),
    "role_reinstated": N_("Your role here ({role}) holds again. Welcome back."),
    "link_already": N_("You have this role or a higher one, so this link is still good."),
    "link_used": N_("This link has been used already. Please ask for a new one."),
    "link_expired": N_("This link has expired. Please ask for a new one."),
    "link_revoked": N_("This link has been taken back. Please ask whoever sent it."),
    "link_unknown": N_("I don't know this link. Please ask for a new one, or see /help."),
    "link_suspended": N_("Your role here is suspended, so no link can be opened."),
    # reviewers, on figures
    "no_such_figure": N_("I don't know this figure. /figure lists those on record."),
    "figure_near": N_("I don't know this figure. Did you mean one of these? {keys}"),
    "figure_added": N_("Recorded. From now on posts are compared with it."),
    "figure_added_older": N_("Recorded. A newer value is on record too, and stays the newest."),
    "figure_corrected": N_("Corrected. The value before stays in the list of changes."),
    "figure_same": N_("This value is on record already."),
    "figure_overtaken": N_(
        "Nothing was recorded: these figures changed since I showed them to you. Here is what is "
        "on record now; if yours is still missing, reply to that."
    ),
    "figure_parts": N_(
        "I need four parts in one line: value | as of when | who says so | https://link"
    ),
    "figure_value": N_(
        "I can't read the value. Write, for example: 12,000 or about 12,000 or at least 500"
    ),
    "figure_day": N_("I can't read the date. Write the day with its year, such as {example}."),
    "figure_who": N_("The third part is missing: who says so?"),
    "figure_source": N_("I can't read the source. The last part is a link: https://link"),
    "figure_too_large": N_("More than {limit}: please check the zeros."),
    "figure_negative": N_("A figure cannot be less than zero."),
    "figure_too_fine": N_("Please round the value: at most {most} digits after the point."),
    "figure_high_below_low": N_("The second number is less than the first. Please exchange them."),
    "figure_ends_before": N_("The period ends before it begins. Please exchange the dates."),
    "figure_not_yet": N_("This day has not come yet. Please check the year."),
    "figure_invalid": N_("This line cannot be recorded: a part of it is too long, or unclear."),
}


def phrase(voice: Voice, name: str, values: dict[str, Value]) -> Html:
    """Say the text called *name*; KeyError for a name that is not in the catalogue."""
    match name:
        case "many_posts":
            return _many_posts(voice, int(str(values.get("minutes", 1))))
        case "blocked_now":
            return _blocked(voice, int(str(values["posts"])))
        case "enough_today":
            return _enough(voice, int(str(values["most"])))
        case "published":
            return _published(voice, int(str(values.get("told", 0))))
        case "draft_published":
            number = str(values["verdict"])
            first = voice.gettext("Your verdict is out: /verdict {number}", number=number)
            return LINE.join((first, _told(voice, int(str(values["told"])))))
        case "draft_approved":
            return _approved(voice, int(str(values["missing"])))
        case "verdict_withdrawn":
            told = _told(voice, int(str(values["told"])))
            return SPACE.join((voice.gettext("Withdrawn."), told))
        case "draft_sent_back" | "draft_rejected":
            return voice.gettext(PHRASES[name], **{**values, "case": str(values["case"])})
        case "form_claim_long" | "form_summary_long":
            allowed = voice.gettext(PHRASES[name], most=values.get("most", 0))
            return SPACE.join((allowed, _too_many(voice, int(str(values.get("over", 1))))))
        case "broadcast_too_long":
            return broadcast_phrases.too_long(voice, values)
        case "broadcast_translation_asked":
            language = voice.language(str(values["language"]))
            return voice.gettext(PHRASES[name], language=language)
        case "case_answered":
            return _answered(voice, int(str(values.get("told", 0))))
        case "role_now" | "role_suspended" | "role_reinstated":
            named = voice.gettext(ROLES[Role(str(values["role"]))])
            return voice.gettext(PHRASES[name], role=named)
        case "activities_paused" | "activities_resumed":
            changed = switched(voice, str(values["what"]), str(values["role"]))
            return voice.gettext(PHRASES[name], **changed)
        case "figure_day":
            return voice.gettext(PHRASES[name], example=voice.day(EXAMPLE))
        case "figure_too_large":
            return voice.gettext(PHRASES[name], limit=int(LARGEST))
        case "figure_too_fine":
            return voice.gettext(PHRASES[name], most=MOST_DECIMALS)
        case _:
            return voice.gettext(PHRASES[name], **values)


def _too_many(voice: Voice, over: int) -> Html:
    """Say by how much a text is too long."""
    return voice.ngettext(
        "{count} character is too many. Nothing is lost: send it again, shorter.",
        "{count} characters are too many. Nothing is lost: send it again, shorter.",
        over,
    )


def _many_posts(voice: Voice, minutes: int) -> Html:
    """Ask for patience; nothing is lost."""
    return voice.ngettext(
        "Many posts at once, thank you. None is lost: the next answers come in about a minute.",
        "Many posts at once, thank you. None is lost: the next answers come in about "
        "{count} minutes.",
        minutes,
    )


def _blocked(voice: Voice, posts: int) -> Html:
    """Tell an admin that somebody is blocked, and how many posts left the desk."""
    done = voice.gettext("Blocked.")
    if not posts:
        return done
    left = voice.ngettext(
        "{count} post of theirs no longer waits for reviewers.",
        "{count} posts of theirs no longer wait for reviewers.",
        posts,
    )
    return SPACE.join((done, left))


def _enough(voice: Voice, most: int) -> Html:
    """Say that no more is taken from somebody on this day."""
    return voice.ngettext(
        "{count} post a day is the most that I can take. Please send this one again tomorrow.",
        "{count} posts a day are the most that I can take. Please send this one again tomorrow.",
        most,
    )


def _answered(voice: Voice, told: int) -> Html:
    """Tell a reviewer how many people hear of the verdict that answers a case."""
    if not told:
        return voice.gettext("Closed with this verdict.")
    return voice.ngettext(
        "Closed with this verdict. {count} person who asked is being told.",
        "Closed with this verdict. {count} people who asked are being told.",
        told,
    )


def _published(voice: Voice, told: int) -> Html:
    """Tell a reviewer how many people hear of the verdict."""
    if not told:
        return voice.gettext("Published.")
    return voice.ngettext(
        "Published. {count} person who asked is being told.",
        "Published. {count} people who asked are being told.",
        told,
    )


def _told(voice: Voice, count: int) -> Html:
    """Say how many people hear of it."""
    if not count:
        return NOTHING
    return voice.ngettext("{count} person is being told.", "{count} people are being told.", count)


def _approved(voice: Voice, missing: int) -> Html:
    """Tell a reviewer how many others still have to agree."""
    return voice.ngettext(
        "Approved. {count} more reviewer has to agree.",
        "Approved. {count} more reviewers have to agree.",
        missing,
    )
