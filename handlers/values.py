"""What handlers say to each other."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the catalogue by name, for a pressed button; no name only stops the spinner.

    With *url*, a link to the bot's own chat, that chat is opened instead.
    """

    name: str | None = None
    values: dict[str, str | int] = field(default_factory=dict)
    url: str | None = None
