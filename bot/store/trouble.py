"""What is wrong with a store, in one sentence with the next step and no secret."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

# What drivers say (lower case), and what to tell instead; the first that fits wins.
_SAYINGS = (
    (
        ("disk is full", "no space left", "could not extend file"),
        "The store's disk is full: free some space; nothing is lost, the bot goes on by itself.",
    ),
    (
        ("database is locked", "database table is locked", "lock timeout"),
        "The store is locked by another program: close what else has it open.",
    ),
    (
        ("not a database", "malformed", "encrypted"),
        "The store's file is damaged or no database: restore a backup,"
        " or move it away and run `tipline db upgrade`.",
    ),
    (
        ("unable to open", "permission denied for", "insufficient privilege"),
        "The store cannot be opened: check TIPLINE_DATABASE_URL and the rights on its folder.",
    ),
    (
        ("readonly", "read-only", "read only"),
        "The store is read-only: check the rights on its file and folder.",
    ),
    (("disk i/o error",), "The store's disk does not answer: check the disk."),
    (
        ("no such table", "no such column", "undefinedtable", "undefinedcolumn", "relation"),
        "The store's tables are missing or old: run `tipline db upgrade`.",
    ),
    (
        ("authentication failed", "no password supplied"),
        "The database refuses the user or password: check TIPLINE_DATABASE_URL.",
    ),
    (
        ("too many clients", "remaining connection slots"),
        "The database has no connection left: raise max_connections or stop other programs.",
    ),
    (
        ("does not exist",),
        "The database or its user does not exist: create it, or check TIPLINE_DATABASE_URL.",
    ),
    (
        ("connection refused", "could not connect", "connection failed", "connection timeout",
         "failed to resolve", "could not translate host", "server closed",
         "terminating connection", "connection is lost", "connection is bad"),
        "The database does not answer: start it, or check host and port in TIPLINE_DATABASE_URL.",
    ),
)  # fmt: skip


def explain(error: BaseException) -> str:
    """Say in one sentence what is wrong with the store and what to do next."""
    original = error.orig if isinstance(error, DBAPIError) else error
    said = f"{type(original).__name__} {original}".lower()
    for marks, sentence in _SAYINGS:
        if any(mark in said for mark in marks):
            return sentence
    return (
        f"The store failed ({type(original).__name__}): run `tipline doctor`,"
        " and see the log around this line."
    )
