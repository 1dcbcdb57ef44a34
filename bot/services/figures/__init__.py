"""Figures on record: what may be recorded, and how it changes."""
