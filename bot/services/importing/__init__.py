"""Bringing in verdicts that others made, or that were exported here: read, planned, written."""

from bot.services.importing.planning import plan
from bot.services.importing.reading import File, gather
from bot.services.importing.values import By, Fate, Plan, Record, Written
from bot.services.importing.writing import write

__all__ = ["By", "Fate", "File", "Plan", "Record", "Written", "gather", "plan", "write"]
