"""One claim from the ten people who ask to the verdict that all of them are told, and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.models import Case, DecisionKind, Draft, Lease, Submission, utcnow
from bot.sandbox.values import Json, Origin
from handlers import jobs
from tests.endtoend.conftest import Start
from tests.endtoend.desk import (
    ADA,
    RITA,
    ROMAN,
    Member,
    audit,
    check_invariants,
    decisions,
    news,
    stuck,
    write_verdict,
)
from tests.endtoend.scene import Reader, Scene, buttons, count, until

pytestmark = pytest.mark.slow

UKRAINIAN = "З минулої осені бджоли платять податки у столиці Руританії"
RUSSIAN = "С прошлой осени пчёлы платят налоги в столице Руритании"
ENGLISH = "Since last autumn bees have been paying taxes in the capital of Ruritania"
OTHER_WORDS = "Since last autumn the bees in the capital of Ruritania have been paying taxes"
DISGUISED = f"‼️URGENT!!! Forward to everybody! {ENGLISH}"
ASKED = (  # ten people: the language that they read, what they send
    ("uk", UKRAINIAN),
    ("ru", RUSSIAN),
    ("en", ENGLISH),
    ("en", OTHER_WORDS),
    ("en", DISGUISED),
    ("uk", UKRAINIAN),
    ("ru", RUSSIAN),
    ("uk", UKRAINIAN),
    ("en", ENGLISH),
    ("ru", RUSSIAN),
)
CLAIM = "Bees pay taxes in the capital of Ruritania"
SUMMARY = "No tax office of Ruritania has a beehive in its books."
BETTER = "No tax office of Ruritania lists a beehive; the ministry says so as well."
IN_UKRAINIAN = "Бджоли платять податки в Руританії\nЖодна податкова не має вуликів у списках."
VERDICT = 3  # after the two that are there from the start
COMMENT = "Please add what the ministry says"
LATE = "Late"  # was answered at once, so was not told the first version


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asked, with their post and the language that they read."""

    reader: Reader
    post: int
    language: str

    def told(self) -> list[Json]:
        return [one for one in self.reader.answers(self.post) if one in news(self.reader)]


class Way:
    """The desk and those who asked."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        names = {"Rita": RITA, "Roman": ROMAN, "Ada": ADA}
        people = [Member(scene.user(name, user_id=number)) for name, number in names.items()]
        self.rita, self.roman, self.ada = people
        self.askers: list[Asker] = []

    async def ask(self) -> None:
        """Let ten people ask; every other forwards it from a channel."""
        for number, (language, text) in enumerate(ASKED):
            reader = self.scene.user(f"Asker {number}", language=language)
            origin = Origin.channel(f"Channel {number % 4}")
            post = await (reader.forwards(text, origin) if number % 2 else reader.says(text))
            answer = await reader.answer(post["message_id"], seconds=60)
            assert "False" not in answer["text"]
            self.askers.append(Asker(reader, post["message_id"], language))
        await self.gather()

    async def gather(self) -> None:
        """Let the clock put what waits into cases."""
        await jobs.tick(self.scene.runtime, utcnow())
        waits = Submission.case_id.is_(None)  # type: ignore[union-attr]
        await until(lambda: not count(self.scene.store, Submission, waits) or None, seconds=60)
        await self.scene.settled()

    async def hears(self, words: dict[str, str], number: int) -> None:
        """Wait until everybody was told *number* times, and hold the last against *words*."""
        await self.scene.settled()
        for one in self.askers:
            times = number - (one.reader.person.first_name == LATE)
            assert len(news(one.reader)) == len(one.told()) == times, one
            assert words[one.language] in one.told()[-1]["text"]


@pytest.fixture
async def way(request: pytest.FixtureRequest, start: Start) -> Way:
    """A desk that compares by meaning, or without."""
    encoder: str = getattr(request, "param", "packaged")
    scene: Scene = await start(encoder=encoder, admin_ids=(ADA,), reviewer_ids=(RITA, ROMAN))
    if encoder != "none":
        await until(lambda: scene.runtime.indexing.encoder, seconds=60)
    return Way(scene)


async def test_from_ten_people_who_ask_to_a_verdict_that_is_corrected_and_withdrawn(
    way: Way,
) -> None:
    began = utcnow()
    await way.ask()
    assert count(way.scene.store, Case) == 1

    card = await way.rita.write("/queue", "10 people ask")
    assert "5 wordings" in card["text"]
    assert "From: Channel" in card["text"]
    await on_the_desk(way, case=1, began=began)


@pytest.mark.parametrize("way", ["none"], indirect=True)
async def test_without_an_encoder_a_reviewer_makes_one_case_of_three_languages(way: Way) -> None:
    began = utcnow()
    await way.ask()
    assert count(way.scene.store, Case) > 1

    merged = await one_case(way)
    await way.rita.write(f"/case {merged}", "10 people ask")
    log = await on_the_desk(way, case=merged, began=began)

    assert (DecisionKind.MERGED, RITA) in log


async def one_case(way: Way) -> int:
    """Rita says of each further case that it is the same as the first; return that."""
    store, rita = way.scene.store, way.rita
    for case in range(2, count(store, Case) + 1):
        await rita.write(f"/case {case}", f"📥 Case {case}")
        await rita.press("🔗 Same as…", "the same as what?")
        found = await rita.write("1", "📥 Case 1 ·")
        button = next(
            label for label, data in buttons(found).items() if data == f"1:same_as_case:{case}:1"
        )
        await rita.press_for(button, "Done: the two cases are one now.")
        check_invariants(store)
    return 1


async def on_the_desk(
    way: Way, *, case: int, began: datetime
) -> list[tuple[DecisionKind, int | None]]:
    """Go all the way from a case to a verdict that is withdrawn; return the log."""
    await published(way, case)
    await way.hears({"en": BETTER, "uk": "Жодна податкова", "ru": BETTER}, 1)
    for one in way.askers:
        (first,) = one.told()
        assert ("❌ False" if one.language == "en" else "❌ Неправда") in first["text"]
        assert ("🌐" in first["text"]) is (one.language == "ru")  # the original, labelled
    await a_late_one_asks(way)
    await corrected(way)
    await way.hears(
        {"en": "Mostly false", "uk": "Переважно неправда", "ru": "Большей частью неправда"}, 2
    )
    await withdrawn(way)
    await way.hears({"en": "We have withdrawn a verdict", "uk": "відкликали", "ru": "отозвали"}, 3)
    return finished(way, began)


async def published(way: Way, case: int) -> None:
    """Rita writes, Roman sends back, Rita mends, Roman approves."""
    rita, roman, store = way.rita, way.roman, way.scene.store
    await rita.press("✍️ Take", f"Case {case} · Step 1 of 9: Rating")
    assert count(store, Lease) == count(store, Draft) == 1
    preview = await write_verdict(
        rita, case, claim=CLAIM, summary=SUMMARY, texts=[("Українська", IN_UKRAINIAN)]
    )
    assert "Posts that are told: 10 of 10" in preview["text"]
    await rita.press_for("Submit", "Submitted. Another reviewer looks at it now.")
    assert count(store, Lease) == 0

    await roman.write("/queue", SUMMARY)
    await roman.press("Send back", "What is to be changed?")
    await roman.write(COMMENT, "Sent back. The author has your comment.")
    await until(lambda: rita.says("Another reviewer asks for changes"))
    await rita.press("✏️ Summary", "Step 3 of 9")
    await rita.write(BETTER, "Step 9 of 9: Preview")
    await rita.press_for("Submit", "Submitted. Another reviewer looks at it now.")

    await roman.write("/queue", BETTER)
    await roman.press_for("Approve", "Published. 10 people who asked are being told.")
    check_invariants(store)


async def a_late_one_asks(way: Way) -> None:
    """Whoever asks now is answered at once."""
    late = way.scene.user(LATE, language="uk")
    answer = await late.asks(UKRAINIAN)
    assert answer["text"].startswith("❌ Неправда")
    way.askers.append(Asker(late, answer["reply_to_message"]["message_id"], "uk"))


async def corrected(way: Way) -> None:
    """Rita opens the verdict again and chooses another rating; Roman agrees."""
    rita, roman = way.rita, way.roman
    await rita.write(f"/verdict {VERDICT}", f"📄 Verdict {VERDICT}")
    await rita.press("Correct", "correction · Step 1 of 9")
    await rita.press("🟠 Mostly false", "correction · Step 2 of 9")
    for step in range(3, 10):
        await rita.press("Next ▶", f"correction · Step {step} of 9")
    await rita.press_for("Submit", "Submitted. Another reviewer looks at it now.")
    await roman.write("/queue", "Published until now")
    await roman.press_for("Approve", "Published. 11 people who asked are being told.")
    check_invariants(way.scene.store)


async def withdrawn(way: Way) -> None:
    """An admin takes the verdict back."""
    await way.ada.write(f"/withdraw {VERDICT}", "Really withdraw?")
    await way.ada.press_for("Yes: withdraw", "Withdrawn. 11 people are being told.")


def finished(way: Way, began: datetime) -> list[tuple[DecisionKind, int | None]]:
    """Hold the log and the store against all that was done; return the log."""
    store, lines = way.scene.store, decisions(way.scene.store)
    log = audit(store)
    assert [one for one in log if one[0] is not DecisionKind.MERGED] == [
        (DecisionKind.TAKEN, RITA),
        (DecisionKind.SUBMITTED, RITA),
        (DecisionKind.SENT_BACK, ROMAN),
        (DecisionKind.SUBMITTED, RITA),
        (DecisionKind.APPROVED, ROMAN),
        (DecisionKind.RATED, ROMAN),
        (DecisionKind.TAKEN, RITA),
        (DecisionKind.SUBMITTED, RITA),
        (DecisionKind.APPROVED, ROMAN),
        (DecisionKind.CORRECTED, ROMAN),
        (DecisionKind.WITHDRAWN, ADA),
    ]
    moments = [began, *(one.at for one in lines), utcnow()]
    assert moments == sorted(moments)
    what = {one.kind: one.changes for one in lines}
    assert what[DecisionKind.SENT_BACK]["comment"] == COMMENT
    assert "rating" in what[DecisionKind.CORRECTED]
    assert what[DecisionKind.WITHDRAWN]["told"] == 11
    assert stuck(store) == []
    assert (count(store, Lease), count(store, Draft)) == (0, 0)
    check_invariants(store)
    return log
