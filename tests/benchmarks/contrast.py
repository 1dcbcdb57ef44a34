"""Ask of posts whose meaning was changed or kept what they do with a claim.

    python -m tests.benchmarks.contrast [--part even|odd|both|unseen] [--misses]
        [--engine] [--encoder]

Without --engine the guards are asked with the right claim given; with it the whole engine, over
the claims of all languages together and over those of each language alone.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.encoder import PACKAGED, load
from bot.evaluation.engine import Matching, Vectors, engine
from bot.evaluation.values import ClaimRow
from bot.matching import Sure, decide
from bot.matching.guards import judge
from bot.matching.lexicon import Lexicon
from bot.models import Stance

FOLDER = Path(__file__).parents[1] / "contrast"
LANGUAGES = ("en", "uk", "ru", "mk", "pl")
PARTS = {"even": {0}, "odd": {1}, "both": {0, 1}, "unseen": {0, 1}}  # rests of claim numbers by 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A post beside a claim: *same* where it makes, or asks about, that claim."""

    claim_id: str
    claim: str
    language: str
    kind: str
    text: str
    same: bool
    stance: Stance  # of a post that is the same


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of a pair; no stance where nothing was answered."""

    pair: Pair
    stance: Stance | None
    why: str

    @property
    def right(self) -> bool:
        """Say whether a kept meaning is answered as what it is, a changed one not as the claim."""
        if self.pair.same:
            return self.stance is self.pair.stance
        return self.stance not in {Stance.ASSERTS, Stance.ASKS}

    @property
    def mentioned(self) -> bool:
        """Say whether it is only answered as being about the claim."""
        return self.stance is Stance.MENTIONS


def pairs(language: str, part: str) -> Iterator[Pair]:
    """Give the pairs of a language whose claims have even numbers, odd ones, or both.

    Those of the set that nothing was tuned on are "unseen".
    """
    folder = FOLDER / "unseen" if part == "unseen" else FOLDER
    data = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    for claim in data["claim"]:
        if int(claim["id"][-2:]) % 2 not in PARTS[part]:
            continue
        for post in claim["post"]:
            yield Pair(
                claim["id"],
                claim["text"],
                claim["language"],
                post["kind"],
                post["text"],
                post["same"],
                Stance(post.get("stance", Stance.ASSERTS)),
            )


def by_guards(pair: Pair) -> Outcome:
    """Ask the guards, the claim being given."""
    found = judge(pair.text, pair.language, pair.claim, pair.language, Lexicon(()))
    why = str(found.difference or found.stance)
    return Outcome(pair, found.stance if found.passed else None, why)


def by_engine(matching: Matching) -> Callable[[Pair], Outcome]:
    """Return what asks the whole engine; only an answer with the pair's own claim counts."""

    def ask(pair: Pair) -> Outcome:
        decision = decide(pair.text, matching.index)
        matches = decision.matches if isinstance(decision, Sure) else ()
        own = [one for one in matches if matching.claims[one.verdict_id] == pair.claim_id]
        why = ", ".join(f"{one.stance} {one.stage}" for one in own) or type(decision).__name__
        return Outcome(pair, own[0].stance if own else None, why)

    return ask


def matching_of(languages: Iterable[str], vectors: Vectors | None, part: str = "both") -> Matching:
    """Build an index of all claims of some languages."""
    claims = {
        pair.claim_id: ClaimRow(pair.claim_id, pair.claim, None, pair.language)
        for language in languages
        for pair in pairs(language, part)
    }
    return engine(list(claims.values()), vectors)


def table(title: str, outcomes: list[Outcome]) -> None:
    """Print the shares of changed meanings answered as the claim, and of kept ones answered."""
    print(f"\n{title}")
    for language in LANGUAGES:
        own = [one for one in outcomes if one.pair.language == language]
        if own:
            print(f"{language}  {_share(own, same=False)}  {_share(own, same=True)}")
    print(f"all {_share(outcomes, same=False)}  {_share(outcomes, same=True)}")
    kinds = Counter(one.pair.kind for one in outcomes)
    for kind in sorted(kinds):
        own = [one for one in outcomes if one.pair.kind == kind]
        print(f"  {kind:16} {_share(own, same=False)}  {_share(own, same=True)}")


def _share(outcomes: list[Outcome], *, same: bool) -> str:
    own = [one for one in outcomes if one.pair.same is same]
    name = "kept: as it is" if same else "changed: as the claim"
    if not own:
        return f"{name}    -"
    hits = sum(one.right is same for one in own)
    mentions = sum(one.mentioned for one in own)
    return f"{name} {hits:3}/{len(own):3} {hits / len(own):6.1%}, as about it {mentions:3}"


def misses(outcomes: Iterable[Outcome]) -> None:
    """Print what went wrong."""
    for one in outcomes:
        if not one.right:
            print(f"\n{one.pair.claim_id} {one.pair.kind}, same: {one.pair.same}  {one.why}")
            print(f"  post  {one.pair.text}\n  claim {one.pair.claim}")


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=PARTS, default="both", help="which claims")
    parser.add_argument("--language", choices=LANGUAGES, help="one only")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    parser.add_argument("--engine", action="store_true", help="ask the whole engine")
    parser.add_argument("--encoder", action="store_true", help="with the packaged encoder")
    asked = parser.parse_args()
    languages = (asked.language,) if asked.language else LANGUAGES
    every = [pair for language in languages for pair in pairs(language, asked.part)]
    runs: dict[str, Callable[[Pair], Outcome]] = {"guards, the claim given": by_guards}
    if asked.engine:
        encoder = load(PACKAGED, Path()) if asked.encoder else None
        vectors = Vectors(encoder) if encoder else None
        part = "unseen" if asked.part == "unseen" else "both"
        together = by_engine(matching_of(LANGUAGES, vectors, part))
        alone = {code: by_engine(matching_of([code], vectors, part)) for code in languages}
        runs = {
            "engine, claims of all languages": together,
            "engine, claims of one language": lambda pair: alone[pair.language](pair),
        }
    for title, ask in runs.items():
        outcomes = [ask(pair) for pair in every]
        table(title, outcomes)
        if asked.misses:
            misses(outcomes)


if __name__ == "__main__":
    main()
