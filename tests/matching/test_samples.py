"""The labelled posts: none is answered wrongly, most of those due an answer get it."""

import pytest

from bot.matching import Check, Near, Stage, Sure
from tests.samples.table import Desk, answered, posts, wrong

LANGUAGES = ("en", "uk", "ru", "mk", "pl")
TABLES = ("dev", "blind", "channels", "plain", "mixed", "fresh", "traps")
FLOOR = 0.8  # of the posts due a verdict, in each language
FACTS = {Check.POLARITY, Check.NUMBERS, Check.DATES, Check.NAMES, Check.VOICE}
EVERY_CHECK = {
    Stage.WORDING: {*FACTS, Check.COVERAGE, Check.ADDITION},
    Stage.LIKENESS: {*FACTS, Check.LIKENESS},
}
KNOWN_WRONG = {
    "mk-c27",  # a question tag after a statement: taken for a question
    "mk-e14",  # what is neither confirmed nor denied is taken for confirmed
    "pl-f13",  # "secret" is told from "public" by its meaning alone
    "ru-t24",  # a poll: its question is taken for the writer's own
    "uk-e23", "ru-e23", "en-t17",  # roles exchanged by grammatical case alone
    "pl-t25", "pl-t28",  # "not in X but in Y", "not only X but even Y"
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_post_is_answered_wrongly(desk: Desk, table: str, language: str) -> None:
    found = {
        post.id: said
        for post in posts(table)
        if post.language == language and (said := wrong(post, desk.decide(post), desk))
    }
    assert {name for name in found if name not in KNOWN_WRONG} == set(), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_posts_that_are_due_a_verdict_get_it(desk: Desk, language: str) -> None:
    due = [post for post in posts("dev") if post.language == language and post.counts]
    missed = [post.id for post in due if not answered(post, desk.decide(post), desk)]
    assert len(missed) <= (1 - FLOOR) * len(due), f"missed: {', '.join(missed)}"


@pytest.mark.parametrize("table", TABLES)
def test_every_answer_names_its_stage_sentence_and_checks(desk: Desk, table: str) -> None:
    for post in posts(table):
        decision = desk.decide(post)
        matches = decision.matches if isinstance(decision, Sure) else ()
        for match in matches:
            assert match.sentence in post.text
            assert match.wording
            if match.stage in EVERY_CHECK:
                assert {one.check for one in match.evidence} == EVERY_CHECK[match.stage]
                assert all(one.passed for one in match.evidence)
        for candidate in decision.candidates if isinstance(decision, Sure | Near) else ():
            assert not candidate.difference.passed


def test_there_are_samples_of_every_kind_in_every_language() -> None:
    kinds = {post.kind for post in posts("dev")}
    for language in LANGUAGES:
        assert {post.kind for post in posts("dev") if post.language == language} == kinds
    assert len(posts("dev")) >= 60
