"""An index and the one after it."""

from dataclasses import replace

from bot.matching import Material, Phrase, Sure, Term, build, decide
from bot.matching.index import FAMILY
from bot.models import Polarity

WORDINGS = (
    "There is lead in the tap water of Verbove.",
    "Lead was found in the tap water of Verbove.",
    "The tap water of Verbove has lead in it.",
    "They found lead in Verbove's tap water.",
    "Lead in Verbove's tap water!",
    "Tap water in Verbove has lead.",
    "The tap water of Verbove holds lead.",
    "Verbove's tap water is full of lead.",
)
STORE = Material(
    version=1,
    phrases=tuple(Phrase(1, text, "en", Polarity.ASSERTS) for text in WORDINGS),
    terms=(
        Term("water", "word", (("en", ("water",)),)),
        Term("verbove", "place", (("en", ("verbove*",)),)),
    ),
)
NEW = Phrase(1, "Your tap in Verbove gives you water with lead.", "en", Polarity.ASSERTS)


def test_what_was_read_for_one_index_is_not_read_again_for_the_next() -> None:
    assert len(WORDINGS) >= FAMILY
    before = build(STORE)

    after = build(replace(STORE, version=2, phrases=(*STORE.phrases[1:], NEW)), None, before)

    assert after.known[0].reading is before.known[1].reading
    assert [one.phrase for one in after.known] == [*STORE.phrases[1:], NEW]


def test_an_index_made_after_another_knows_what_one_made_anew_knows() -> None:
    changed = replace(STORE, version=2, phrases=(*STORE.phrases[1:], NEW))

    after, anew = build(changed, None, build(STORE)), build(changed)

    assert after.by_hash == anew.by_hash
    assert after.by_notion == anew.by_notion
    assert after.weights == anew.weights
    assert isinstance(decide(NEW.text, after), Sure)


def test_another_lexicon_reads_everything_anew() -> None:
    before = build(STORE)

    after = build(replace(STORE, terms=STORE.terms[:1]), None, before)

    assert "verbove" in before.known[0].reading.notions
    assert "verbove" not in after.known[0].reading.notions


def test_the_same_question_costs_a_lookup() -> None:
    index = build(STORE)

    assert decide(WORDINGS[3], index) is decide(WORDINGS[3], index)
    assert decide(WORDINGS[3], build(STORE)) is not decide(WORDINGS[3], index)
