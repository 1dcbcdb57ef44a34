"""What admins press under a file of verdicts that they sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportFile:
    """An admin wants a file to be written."""

    file: int


@dataclass(frozen=True, slots=True)
class LeaveFile:
    """An admin leaves a file alone."""

    file: int


ImportAction = ImportFile | LeaveFile
