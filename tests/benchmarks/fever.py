"""Ask of evidence that supports or refutes a claim whether it is taken for the claim itself.

    python -m tests.benchmarks.fever --data DIR [--half even|odd|both] [--misses] [--engine]

DIR holds pairs.jsonl of FEVER-Symmetric (Schuster et al. 2019): claim, evidence, label. Lines are
counted from 1. With --engine the whole engine decides over an index of all claims.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.encoder import PACKAGED, load
from bot.evaluation.engine import Matching, Vectors, engine
from bot.evaluation.values import ClaimRow
from bot.matching import Sure, decide
from bot.matching.guards import judge
from bot.matching.lexicon import Lexicon
from bot.models import Stance

HALVES = {"even": {0}, "odd": {1}, "both": {0, 1}}
Ask = Callable[["Row"], tuple[bool, str]]  # whether it is taken for the claim, and why (not)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with evidence about it."""

    claim: str
    evidence: str
    supports: bool


def rows(folder: Path, half: str) -> list[Row]:
    """Read the pairs whose line numbers are even, odd, or all."""
    lines = (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Row(pair["claim"], pair["evidence"], pair["label"] == "SUPPORTS")
        for number, pair in enumerate(map(json.loads, lines), 1)
        if number % 2 in HALVES[half]
    ]


def by_guards(row: Row) -> tuple[bool, str]:
    """Ask the guards, the claim being given."""
    found = judge(row.evidence, "en", row.claim, "en", Lexicon(()))
    asserted = found.passed and found.stance is Stance.ASSERTS
    return asserted, str(found.difference or found.stance)


def by_engine(matching: Matching) -> Ask:
    """Return what asks the whole engine; only an answer with the row's own claim counts."""

    def ask(row: Row) -> tuple[bool, str]:
        decision = decide(row.evidence, matching.index)
        matches = decision.matches if isinstance(decision, Sure) else ()
        own = [one for one in matches if matching.claims[one.verdict_id] == row.claim]
        asserted = any(one.stance is Stance.ASSERTS for one in own)
        return asserted, ", ".join(f"{one.stance} {one.stage}" for one in own)

    return ask


def matching_of(every: Iterable[Row], *, encoder: bool) -> Matching:
    """Build an index of the claims, each once."""
    loaded = load(PACKAGED, Path()) if encoder else None
    claims = [
        ClaimRow(text, text, None, "en") for text in dict.fromkeys(one.claim for one in every)
    ]
    return engine(claims, Vectors(loaded) if loaded else None)


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with pairs.jsonl")
    parser.add_argument("--half", choices=HALVES, default="both", help="which lines")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    parser.add_argument("--engine", action="store_true", help="ask the whole engine")
    parser.add_argument("--encoder", action="store_true", help="with the packaged encoder")
    asked = parser.parse_args()
    ask: Ask = by_guards
    if asked.engine:
        ask = by_engine(matching_of(rows(asked.data, "both"), encoder=asked.encoder))
    told = [(row, *ask(row)) for row in rows(asked.data, asked.half)]
    for supports, name in ((False, "refutes"), (True, "supports")):
        own = [taken for row, taken, _ in told if row.supports is supports]
        print(f"{name}, taken for the claim: {sum(own)}/{len(own)} {sum(own) / len(own):.1%}")
    for row, taken, why in told if asked.misses else ():
        if taken is not row.supports:
            print(f"\n{why}\n  evidence {row.evidence}\n  claim    {row.claim}")


if __name__ == "__main__":
    main()
