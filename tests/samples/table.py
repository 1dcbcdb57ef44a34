"""The labelled posts: what they say, and what is due to each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlmodel import Session, select

from bot.encoder import Encoder
from bot.matching import Decision, Index, Match, Material, NoClaim, Sure, build, decide
from bot.models import Agreement, Stance, Verdict, utcnow
from bot.services import checking, encoding
from bot.store.database import Store
from seeds import folder
from seeds.loader import load, read

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post with its label; the words of a label are explained at the head of each file."""

    id: str
    language: str
    text: str
    kind: str
    due: str
    verdict: str | None = None
    stance: Stance | None = None
    also: frozenset[str] = frozenset()
    figure: Agreement | None = None

    @property
    def counts(self) -> bool:
        """Say whether a verdict is due: figures alone may stay unsure."""
        return self.due == "answered" and self.verdict is not None


@cache
def posts(name: str) -> tuple[Labelled, ...]:
    """Read a table of this folder."""
    entries = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["post"]
    return tuple(
        Labelled(
            id=one["id"],
            language=one["language"],
            text=one["text"],
            kind=one["kind"],
            due=one["due"],
            verdict=one.get("verdict"),
            stance=Stance(one["stance"]) if "stance" in one else None,
            also=frozenset(one.get("also", ())),
            figure=Agreement(one["figure"]) if "figure" in one else None,
        )
        for one in entries
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """The shipped seeds, ready to decide with."""

    material: Material
    index: Index
    keys: dict[int, str]

    def decide(self, post: Labelled) -> Decision:
        """Decide on a post as the bot does."""
        return decide(post.text, self.index)


def open_desk(store: Store, seeds: Path | None = None, *, encoder: Encoder | None = None) -> Desk:
    """Load seed files (the shipped ones by default) into *store*, encode and index them."""
    store.transact(load, read(seeds or folder()), now=utcnow())
    if encoder:
        encoding.encode(store, encoder)
    material = store.transact(checking.material, encoder.name if encoder else None)
    return Desk(material, build(material, encoder), store.transact(_keys))


def _keys(session: Session) -> dict[int, str]:
    return {row.id or 0: row.key or "" for row in session.exec(select(Verdict))}


def wrong(post: Labelled, decision: Decision, desk: Desk) -> list[str]:
    """Return what an answer says that its label forbids."""
    if isinstance(decision, NoClaim) and post.due != "not_a_claim":
        return ["not a claim"]
    if not isinstance(decision, Sure):
        return []
    found = [_of(match, desk) for match in decision.matches if not _fits(post, match, desk)]
    for line in decision.figures:
        consistent = line.agreement is Agreement.CONSISTENT
        allowed = {post.figure, Agreement.UNCLEAR} if post.figure else {Agreement.UNCLEAR}
        if line.agreement not in allowed and (post.figure or (consistent and not post.counts)):
            found.append(f"{line.stated}: {line.agreement}")
    return found


def _fits(post: Labelled, match: Match, desk: Desk) -> bool:
    key = desk.keys[match.verdict_id]
    if post.due == "answered" and key == post.verdict:
        return match.stance is post.stance
    return key in post.also and match.stance in {post.stance, Stance.DENIES}


def _of(match: Match, desk: Desk) -> str:
    return f"{desk.keys[match.verdict_id]} {match.stance} by {match.wording!r}"


def answered(post: Labelled, decision: Decision, desk: Desk) -> bool:
    """Say whether a post that is due a verdict got it, or one that is as right."""
    return isinstance(decision, Sure) and any(
        _fits(post, match, desk) for match in decision.matches
    )
