"""What the bot says of itself, to people about themselves, and to reviewers."""

from __future__ import annotations

import pytest

from bot.models import Rating, Role
from bot.replies import LOCALES, commands, say
from bot.replies.callbacks import ForgetNo, ForgetYes, Language, unpack
from bot.services.values import Kept, MyPost, MyPosts, NotAClaim, Text
from tests.replies.samples import NOW, labels, seen, worded


def test_a_newcomer_gets_a_short_tour() -> None:
    assert (
        seen(worded(Text("start")))
        == """\
👋 Hello! I help you find out whether a post is true.

1. Forward me a post or write a claim in your own words.
2. If people have checked it, you get a rating, the reasons and the sources.
3. If nobody has yet, it goes to our reviewers, and I tell you as soon as there is a verdict.

Try it: forward me a post from a channel, or write what you have heard.

/find – Search what has been checked
/mine – My posts and where they stand
/subscribe – Get new verdicts as they come
/language – Choose a language
/about – Who rates, how, and corrections
/privacy – What is kept about me
/forget – Erase what is kept about me"""
    )


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "I see nothing here that could be checked. Forward me a post, or see /help."),
        (
            "uk",
            "Не бачу тут нічого, що можна перевірити. Перешліть мені допис або відкрийте /help.",
        ),
        (
            "ru",
            "Не вижу здесь ничего, что можно проверить. Перешлите мне пост или откройте /help.",
        ),
        (
            "mk",
            "Овде не гледам ништо што може да се провери. Препратете ми објава или отворете "
            "/help.",
        ),
        ("pl", "Nie widzę tu nic do sprawdzenia. Proszę przesłać mi wpis albo zajrzeć do /help."),
    ],
)
def test_help_comes_in_full_once_and_then_in_one_line(locale: str, expected: str) -> None:
    full = seen(worded(NotAClaim(first_time=True), locale))

    assert full == seen(worded(Text("help"), locale))
    assert seen(worded(NotAClaim(first_time=False), locale)) == expected


def test_about_names_the_publisher_and_its_page() -> None:
    reply = worded(Text("about"), publisher="Port <Watch>", public_url="https://example.org/how")

    assert "The verdicts are published by: Port <Watch>" in seen(reply)
    assert '<a href="https://example.org/how">https://example.org/how</a>' in reply.html


def test_about_makes_sense_without_a_publisher() -> None:
    shown = seen(worded(Text("about")))

    assert "Whoever runs this bot has not given their name here." in shown
    assert "How we work" not in shown


def test_each_language_is_offered_by_its_own_name() -> None:
    reply = worded(Text("language_question"))

    assert labels(reply) == [["English", "Українська"], ["Русский", "Македонски"], ["Polski"]]
    offered = [unpack(button.data) for row in reply.buttons for button in row]
    assert offered == [Language(code) for code in LOCALES]


def test_privacy_says_what_is_kept() -> None:
    assert (
        seen(worded(Kept(21, NOW, 2, "uk", Role.PUBLIC, 90)))
        == """\
What is kept about you

• your Telegram ID, not your name
• language: Українська
• 21 posts
• 2 verdicts of whose changes you want to be told
• your role here: reader
• you are not subscribed to new verdicts
• your first post came on 1 March 2026

Once a post is dealt with, its text is erased after 90 days.

Reviewers see a post's text or file, never who sent it.

Why: to answer you, to tell you of a verdict that comes later, and to see what many people ask \
about. Nothing is sold or passed on.

/mydata sends you all of it as a file. /forget erases all of it at once."""
    )


def test_erasing_is_asked_about_first() -> None:
    reply = worded(Text("forget_question"))

    assert [unpack(row[0].data) for row in reply.buttons] == [ForgetYes(), ForgetNo()]


def test_a_persons_posts_are_listed_with_their_state() -> None:
    posts = (
        MyPost(2, "No ferry <crossed>", NOW, "answered", Rating.FALSE),
        MyPost(1, "", NOW, "erased"),
    )

    assert (
        seen(worded(MyPosts(posts, 12)))
        == """\
You sent me 12 posts.

The latest 2:

1 March 2026: “No ferry <crossed>”
answered: ❌ False

1 March 2026
the text is no longer kept"""
    )


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("old_button", {}, "Ця кнопка застаріла. Надішліть, будь ласка, допис ще раз."),
        ("language_chosen", {}, "Відтепер я пишу українською."),
        ("published", {"told": 0}, "Опубліковано."),
        ("published", {"told": 2}, "Опубліковано. Повідомляємо 2 людей, що питали."),
        (
            "many_posts",
            {"minutes": 2},
            "Одразу багато дописів, дякуємо. Жоден не загубиться: наступні відповіді надійдуть "
            "приблизно за 2 хвилини.",
        ),
    ],
)
def test_short_texts_are_said_by_name(
    name: str, values: dict[str, str | int], expected: str
) -> None:
    assert say(name, "uk", **values) == expected


def test_the_commands_are_the_same_in_every_language() -> None:
    names = {tuple(name for name, _ in commands(locale)) for locale in LOCALES}

    assert names == {
        (
            "start",
            "help",
            "find",
            "mine",
            "subscribe",
            "unsubscribe",
            "language",
            "verdict",
            "about",
            "privacy",
            "mydata",
            "forget",
        )
    }
