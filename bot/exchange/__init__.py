"""Verdicts as files: what is read of them and written into them; pure."""
