"""Keeping order: who is blocked, what is paused, how much is taken, and the log of it all."""
