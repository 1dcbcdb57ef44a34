"""What is joined rightly and wrongly: disguises, and statements that share a claim."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.encoder import Encoder
from bot.matching import posts_space
from bot.matching.neighbours import unit
from tests.benchmarks.clustering.desk import Desk, Sent, joined
from tests.benchmarks.clustering.disguises import DISGUISES
from tests.benchmarks.findings import shortened
from tests.benchmarks.planting import read_posts

DISGUISED = 200  # posts that come again in each disguise
DUE = 0.97  # share of the disguises that must join
MOST_JOINED = 10  # pairs of the posts themselves
STATEMENTS = ("voxdiary-uk", "voxdiary-ru", "voxdiary-ru2uk", "voxdiary-en2uk")
SHARED = 0.6  # share of the pairs with a claim in common that must join
MOST_WRONG = 0.01  # share of the pairs without one that may
RECALLS = (0.05, 0.1, 0.2, 0.4, 0.6)  # of which the curve tells


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the claims that it makes, and the number of what it is a translation of."""

    sent: Sent
    claims: frozenset[str]
    rows: frozenset[int]


def disguises(desk: Desk, data: Path, seed: int, count: int | None) -> bool:
    """Report how many disguises join, and which posts do; say whether that is good enough."""
    real = read_posts(data)[:count]
    posts = desk.send([Sent(one.text, one.language) for one in real])
    desk.gather()
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    chosen = chance.sample(range(len(real)), min(DISGUISED, len(real)))
    made = [(at, disguise) for at in chosen for disguise in DISGUISES]
    sent = [
        Sent(disguise(real[at].text, real[at].language, chance), real[at].language)
        for at, disguise in made
    ]
    again = desk.send(sent)
    desk.gather()
    cases = desk.cases()
    missed = [
        (at, disguise.__name__, sent[number].text)
        for number, (at, disguise) in enumerate(made)
        if cases[again[number]] != cases[posts[at]]
    ]
    print(f"\ndisguises: {len(made) - len(missed)} of {len(made)} join their original's case")
    for at, name, text in missed:
        print(f"  {name}: {shortened(text)!r} of {shortened(real[at].text)!r}")
    pairs = joined(cases, posts)
    total = len(real) * (len(real) - 1) // 2
    print(f"posts: {len(pairs)} of {total:,} pairs of {len(real):,} posts are joined")
    for one, other in pairs:
        print(f"  {shortened(real[one - 1].text)!r}\n  {shortened(real[other - 1].text)!r}\n")
    return len(missed) <= (1 - DUE) * len(made) and len(pairs) <= MOST_JOINED


def statements(data: Path) -> list[Statement]:
    """Return the statements of all sets, each text once; OSError where *data* lacks them."""
    claims: dict[Sent, set[str]] = defaultdict(set)
    rows: dict[Sent, set[int]] = defaultdict(set)
    for name in STATEMENTS:
        pairs = (data / name / "qrels-dev.tsv").read_text(encoding="utf-8").splitlines()
        gold = defaultdict(set)
        for post, claim in (pair.split("\t")[:2] for pair in pairs):
            gold[post].add(claim)
        with (data / name / "posts-dev.jsonl").open(encoding="utf-8") as lines:
            for post in map(json.loads, lines):
                sent = Sent(post["text"], post["lang"])
                claims[sent] |= gold[post["id"]]
                rows[sent].add(post["row"])
    return [Statement(one, frozenset(claims[one]), frozenset(rows[one])) for one in claims]


def retellings(desk: Desk, data: Path, encoder: Encoder, seed: int) -> bool:
    """Report which statements are joined, and the curve; say whether that is good enough."""
    known = statements(data)
    random.Random(seed).shuffle(known)  # noqa: S311
    posts = desk.send([one.sent for one in known])
    desk.gather()
    pairs = [(one - posts[0], other - posts[0]) for one, other in joined(desk.cases(), posts)]
    every = list(combinations(range(len(known)), 2))
    same = np.array([bool(known[a].claims & known[b].claims) for a, b in every])
    told = np.array([bool(known[a].rows & known[b].rows) for a, b in every])
    right = sum(bool(known[a].claims & known[b].claims) for a, b in pairs)
    translated = sum(bool(known[a].rows & known[b].rows) for a, b in pairs)
    wrong = len(pairs) - right
    print(
        f"\nstatements: {len(known)}; pairs that share a claim: {same.sum():,},"
        f" of which {told.sum():,} are one statement in two languages; others: {(~same).sum():,}"
    )
    print(
        f"joined: {len(pairs)} pairs; {right} share a claim ({right / same.sum():.1%} of these),"
        f" {translated} are translations ({translated / told.sum():.1%})"
    )
    print(
        f"wrong: {wrong} pairs: {wrong / (~same).sum():.4%} of the pairs without a common claim,"
        f" {wrong / max(1, len(pairs)):.1%} of those joined"
    )
    for a, b in pairs:
        if not known[a].claims & known[b].claims:
            print(f"  {shortened(known[a].sent.text)!r}\n  {shortened(known[b].sent.text)!r}\n")
    _curve([one.sent.text for one in known], same, encoder)
    return bool(right >= SHARED * same.sum() and wrong < MOST_WRONG * (~same).sum())


def _curve(texts: Sequence[str], same: NDArray[np.bool_], encoder: Encoder) -> None:
    """Print what joining by cosine alone, without guards, would cost."""
    placed = unit(posts_space.shipped()[1], encoder.passages(texts))
    cosines = (placed @ placed.T)[np.triu_indices(len(texts), 1)]
    order = np.argsort(-cosines)
    right = np.cumsum(same[order])
    print("by cosine alone: of pairs that share a claim, wrong of others, wrong of joined")
    for recall in RECALLS:
        at = int(np.searchsorted(right, recall * right[-1]))
        wrong = at + 1 - right[at]
        print(
            f"  from {cosines[order[at]]:.2f}: {recall:.0%},"
            f" {wrong / (~same).sum():.2%}, {wrong / (at + 1):.0%}"
        )
