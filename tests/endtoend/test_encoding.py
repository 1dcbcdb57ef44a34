"""The running bot makes its vectors itself, with the encoder that comes with it."""

import pytest

from bot.models import Vector
from tests.endtoend.conftest import Start
from tests.endtoend.scene import CHEESE, CHEESE_IN_UKRAINIAN, Scene, count, until

pytestmark = pytest.mark.slow

WORDINGS = 4


async def test_with_the_packaged_encoder_all_wordings_are_encoded_in_the_background(
    start: Start,
) -> None:
    scene: Scene = await start(encoder="packaged")

    early = await scene.user().asks(CHEESE)
    await until(lambda: count(scene.store, Vector) == WORDINGS or None, seconds=60)
    await until(lambda: scene.runtime.indexing.index()[0].encoded, seconds=60)
    late = await scene.user("Olena", language="uk").asks(CHEESE_IN_UKRAINIAN)

    assert early["text"].startswith("❌ False")
    assert late["text"].startswith("❌ Неправда")
