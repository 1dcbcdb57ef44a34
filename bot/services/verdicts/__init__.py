"""Verdicts: approved, published, told, corrected and withdrawn."""
