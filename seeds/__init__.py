"""Verdicts, figures, sources and words to start with, as files that a person can edit."""

from importlib import resources
from pathlib import Path


def folder() -> Path:
    """Return the folder of the seed files that come with the program, installed or not."""
    return Path(str(resources.files(__name__)))
