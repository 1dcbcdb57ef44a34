"""Signs: what tells how sure the first of the candidates is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.features import LEADS, LETTERS, MEASURES, NAMES, SCORE, features

SIGNS = (
    "share",  # of the first claim, in log-odds, against all different ones and the usual rival
    "margin",  # of its score over the best of them
    "first_by_words",  # whether no claim shares more words
    "first_by_letters",  # and no claim more letter sequences
    "length",  # log of the text's words
    *MEASURES,  # of the first claim
    *NAMES[LEADS:],  # and its leads over the others
)
MOST = 14.0  # log-odds of a share; more is not told apart


def signs(
    scores: Floats,
    measures: Floats,
    same: NDArray[np.bool_],
    first: int,
    rival: float,
    length: int,
) -> Floats:
    """Return what tells how sure the candidate at *first* is, in the order of SIGNS.

    *scores*, shape (n,), and *measures* are those of all candidates; *same* says which say the
    same as the first and so are no rivals of it. *rival* is the score of a claim that is always
    thought to be there, so that a store of few claims does not make the first look sure.
    """
    different = ~same
    different[first] = False
    rivals = np.append(scores[different], rival) - scores[first]
    most = float(rivals.max())
    odds = most + float(np.log(np.exp(rivals - most).sum()))
    told = [
        float(np.clip(-odds, -MOST, MOST)),
        -most,
        float(measures[first, SCORE] >= measures[:, SCORE].max()),
        float(measures[first, LETTERS] >= measures[:, LETTERS].max()),
        float(np.log1p(length)),
        *measures[first].tolist(),
        *features(measures)[first, LEADS:].tolist(),
    ]
    return np.asarray(told, dtype=np.float32)
