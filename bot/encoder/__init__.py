"""Texts as vectors, for comparing them across wordings and languages; no model hub is needed."""

import os
from pathlib import Path

from bot.encoder.protocol import Encoder, EncoderUnavailable
from bot.encoder.remembering import RememberingEncoder

__all__ = ["NONE", "PACKAGED", "Encoder", "EncoderUnavailable", "RememberingEncoder", "load"]

PACKAGED, NONE = "packaged", "none"


def load(setting: str, folder: Path) -> Encoder | None:
    """Return the encoder that *setting* names; what has to be downloaded is kept in *folder*.

    ``packaged`` is the one whose weights come in a package, ``none`` is none; anything else is a
    folder that holds a model, or a model's id on the hub. This takes a second or more.

    Raises EncoderUnavailable, whose message says why and what to do.
    """
    if setting == NONE:
        return None
    # Since 1.29 onnxruntime reports its use to Microsoft unless this stands before its import.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    try:
        if setting == PACKAGED:
            from bot.encoder import packaged

            return packaged.load()
        from bot.encoder import hub

        return hub.load(setting, folder)
    except ImportError as error:
        extra = "tipline" if setting == PACKAGED else "'tipline[hub]'"
        raise EncoderUnavailable(
            f"the encoder {setting!r} needs a library that cannot be imported ({error});"
            f" run: pip install {extra}"
        ) from error
