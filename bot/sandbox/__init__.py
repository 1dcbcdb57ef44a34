"""A pretend Telegram for demos and tests: a local server that speaks the Bot API over HTTP."""
