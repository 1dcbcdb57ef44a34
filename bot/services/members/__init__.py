"""Members: who has which role, and how they came to it."""
