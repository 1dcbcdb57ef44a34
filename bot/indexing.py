"""The index over the store, renewed when the store changes, and richer once vectors are made.

Whoever needs the index waits neither for the encoder, nor for a vector, nor for the index that
has them: it is built beside the one in use and put in its place.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.encoder import Encoder, EncoderUnavailable
from bot.matching import SHIPPED, Index, Material, build
from bot.services import checking, encoding, thresholds
from bot.store import revision
from bot.store.database import Store, explain

log = logging.getLogger(__name__)


class Indexing:
    """A store's index and the encoder it is made with; all of this is for worker threads."""

    def __init__(
        self,
        store: Store,
        find: Callable[[], Encoder | None] | None,
        *,
        precision: float = SHIPPED,
    ) -> None:
        """Take what loads the encoder; None is an index of words alone.

        *precision* is the share of answers by rank that must be right, where no admin set another
        threshold.
        """
        self._precision = precision
        self.expecting = find is not None  # whether an encoder may still come
        self._store = store
        self._find = find
        self._encoder: Encoder | None = None
        self._index: Index | None = None
        self._version = -1
        self._hasty = False  # whether something was decided that an encoder may change
        self._studied = -1  # the version at which no vector was missing
        self._building = threading.Lock()
        self._studying = threading.Lock()
        self._ending = threading.Event()

    @property
    def encoder(self) -> Encoder | None:
        """Return the encoder, once it is loaded."""
        return self._encoder

    def index(self, *, hasty: bool = False) -> tuple[Index, int]:
        """Return the index over the store as it is now, with its version.

        *hasty*: what is decided by it is kept, and is to be decided again if the encoder comes
        only later.
        """
        if hasty:
            self._hasty = True  # before the index is taken, so that no use of it is missed
        with self._building:
            version = self._store.transact(revision.current)
            if self._index is None or version != self._version:
                self._index, self._version = self._built()
            return self._index, self._version

    def load(self) -> None:
        """Load the encoder and renew the index with it; where it cannot be had, say why."""
        with self._studying:
            try:
                self._encoder = self._find() if self._find else None
                if self._encoder:
                    self._renew(rise=lambda: self._hasty)
            except EncoderUnavailable as error:
                log.warning("Claims are found by their words only: %s", error)
            except SQLAlchemyError as error:
                self._fail(error)
            finally:
                self.expecting = False

    def study(self) -> None:
        """Make the vectors that are missing and drop those of no use, if the store has changed."""
        if self.expecting or not self._studying.acquire(blocking=False):
            return
        try:
            version = self._store.transact(revision.current)
            if version != self._studied:
                self._make()
                self._store.transact(encoding.drop_unused)
                self._studied = version
        except SQLAlchemyError as error:
            self._fail(error)
        finally:
            self._studying.release()

    def end(self) -> None:
        """Return once no vector is being made: at most a chunk is waited for."""
        self._ending.set()
        with self._studying:
            return

    def _make(self) -> None:
        if self._encoder is None:
            return
        made = encoding.encode(
            self._store, self._encoder, announce=self._announce, going=self._going
        )
        if made:
            log.info("%d wordings were encoded.", made)

    def _fail(self, error: SQLAlchemyError) -> None:
        self._version = -1  # the next who needs the index builds it with all that was kept
        log.error("Not all vectors were made or read; this is tried again: %s", explain(error))

    def _going(self) -> bool:
        return not self._ending.is_set()

    def _announce(self) -> None:
        """Raise the store's revision for new vectors, once the index that has them is built."""
        if self._going():
            self._renew(rise=lambda: True)
        else:
            self._store.transact(revision.bump)

    def _built(self) -> tuple[Index, int]:
        encoder = self._encoder
        name = encoder.name if encoder else None
        material, threshold = self._store.read(_read, name, self._precision)
        index = build(
            material, encoder, self._index, precision=self._precision, threshold=threshold
        )
        return index, material.version

    def _renew(self, *, rise: Callable[[], bool]) -> None:
        """Build the index beside the one in use and put it in its place.

        Where *rise* says so, the store's revision rises, and what waits is decided again.
        """
        index, version = self._built()
        with self._building:
            self._version = -1
            bump = rise()
            found = self._store.transact(revision.bump if bump else revision.current)
            if found == version + bump:  # else a verdict came meanwhile
                self._index, self._version = replace(index, version=found), found


def _read(
    session: Session, encoder: str | None, precision: float
) -> tuple[Material, float | None]:
    """Return all that the index is made of, as it is at one moment."""
    return checking.material(session, encoder), thresholds.current(session, precision)
