"""onnxruntime, as we run it: on the threads of its callers, and quiet."""

from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bot.encoder.protocol import EncoderUnavailable, Floats

AT_ONCE = 2  # runs; eight long texts at once took 200 MB more than two at once


class Session:
    """A model that is ready to run; safe to share between threads."""

    def __init__(self, model: bytes | Path) -> None:
        """Load *model*, or the model in a file.

        Raises EncoderUnavailable where it is damaged, or of a kind that cannot be run.
        """
        source = str(model) if isinstance(model, Path) else model
        providers = ["CPUExecutionProvider"]
        try:
            self._session = onnxruntime.InferenceSession(source, _options(), providers=providers)
        except Exception as error:  # onnxruntime has no error class of its own
            raise EncoderUnavailable(
                f"onnxruntime {onnxruntime.__version__} cannot run the model ({error});"
                " update onnxruntime, or choose another model"
            ) from error
        self._turns = BoundedSemaphore(AT_ONCE)

    @property
    def inputs(self) -> list[str]:
        """The names of what the model takes."""
        return [each.name for each in self._session.get_inputs()]

    def run(self, inputs: Mapping[str, NDArray[np.generic]]) -> Floats:
        """Return the model's first output."""
        with self._turns:
            output: Floats = self._session.run(None, dict(inputs))[0]
        return output


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # More optimisation was no faster here, and may differ from one processor to another.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return options
