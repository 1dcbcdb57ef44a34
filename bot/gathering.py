"""Gathering posts that wait into cases, by their letters and, with an encoder, by their meaning.

Encoding and the search for what is near hold no transaction; each batch of posts is one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np
from sqlalchemy.exc import SQLAlchemyError

from bot.encoder import Encoder
from bot.indexing import Indexing
from bot.matching import posts_space
from bot.matching.neighbours import Neighbours, unit
from bot.matching.retellings import NEAR
from bot.services.cases import gathering
from bot.services.cases.gathering import AT_ONCE, COMPARED, Meaning, Meanings
from bot.services.cases.tellings import catch_up
from bot.store import tellings
from bot.store.database import Store, explain

log = logging.getLogger(__name__)

READ = 5_000  # vectors that are read in one transaction


class Gathering:
    """What is kept in memory to find the cases that posts belong to; for worker threads."""

    def __init__(self, store: Store, indexing: Indexing) -> None:
        self._store = store
        self._indexing = indexing
        self._neighbours: Neighbours | None = None
        self._caught_up: int | None = 0  # the last case looked at; None once all were
        self._turn = threading.Lock()
        self._ending = threading.Event()

    def gather(self, now: datetime) -> int:
        """Put all posts that wait into cases; return how many. One thread at a time does it."""
        if not self._turn.acquire(blocking=False):
            return 0
        try:
            return self._gather(now)
        except SQLAlchemyError as error:
            log.error("Posts wait to be put into cases: %s", explain(error))
            return 0
        finally:
            self._turn.release()

    def end(self) -> None:
        """Return once nothing is gathered: at most a batch is waited for."""
        self._ending.set()
        with self._turn:
            return

    def _gather(self, now: datetime) -> int:
        self._catch_up()
        total = 0
        while not self._ending.is_set():
            meanings = self._nothing_meant()
            gathered = self._store.transact(gathering.gather, now, meanings)
            if meanings and (texts := self._store.transact(gathering.waiting)):
                meanings = self._meant(meanings, texts)
                gathered += self._store.transact(gathering.gather, now, meanings)
            total += gathered
            if not gathered:
                break
        return total

    def _catch_up(self) -> None:
        """Once, let cases be found that an older program opened."""
        while self._caught_up is not None and not self._ending.is_set():
            self._caught_up = self._store.transact(catch_up, self._caught_up)

    def _nothing_meant(self) -> Meanings | None:
        """Return what copies are gathered with; None where all posts go by their letters.

        What is near is known of the packaged encoder only: others have spaces of their own.
        """
        encoder = self._indexing.encoder
        model, space = posts_space.shipped()
        if encoder is None or encoder.name != model:
            return None
        return Meanings(encoder, space, self._indexing.index()[0].lexicon)

    def _meant(self, meanings: Meanings, texts: Mapping[str, str]) -> Meanings:
        """Encode texts, given by key, and find what is near to each."""
        self._give_vectors(meanings.encoder)
        vectors = meanings.encoder.passages(list(texts.values()))
        neighbours = self._follow(meanings)
        near = neighbours.near(vectors, NEAR, COMPARED)
        placed = unit(meanings.space, vectors)
        alike = placed @ placed.T >= NEAR
        keys = list(texts)
        of = {
            key: Meaning(
                vectors[at],
                tuple(near[at]),
                tuple(keys[one] for one in np.flatnonzero(alike[at]) if one != at),
            )
            for at, key in enumerate(keys)
        }
        return replace(meanings, of=of)

    def _give_vectors(self, encoder: Encoder) -> None:
        """Make the vectors that posts of open cases lack, a batch at a time."""
        while not self._ending.is_set():
            silent = self._store.transact(tellings.silent, encoder.name, AT_ONCE)
            if not silent:
                return
            made = encoder.passages(list(silent.values()))
            self._store.transact(tellings.give, encoder.name, dict(zip(silent, made, strict=True)))

    def _follow(self, meanings: Meanings) -> Neighbours:
        """Return the matrix, brought up to what the store holds: posts come, cases close."""
        model = meanings.encoder.name
        neighbours = self._neighbours = self._neighbours or Neighbours(meanings.space)
        while fresh := self._store.transact(tellings.after, model, neighbours.last, READ):
            neighbours.add(fresh)
        if self._store.transact(tellings.count, model) == len(neighbours):
            return neighbours
        kept = self._store.transact(tellings.ids, model)
        neighbours.drop(neighbours.ids - kept)
        lacking = sorted(kept - neighbours.ids)
        for start in range(0, len(lacking), READ):
            neighbours.add(
                self._store.transact(tellings.some, model, lacking[start : start + READ])
            )
        return neighbours
