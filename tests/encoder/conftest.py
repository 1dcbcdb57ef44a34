"""The packaged encoder, loaded once for all tests that want it."""

import pytest

from bot.encoder import Encoder, packaged, weights


@pytest.fixture(scope="session")
def source() -> weights.Weights:
    return weights.read(weights.find())


@pytest.fixture(scope="session")
def encoder(source: weights.Weights) -> Encoder:
    return packaged.PackagedEncoder(source)
