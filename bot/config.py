"""Settings, from the environment or a .env file; read once at start."""

from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url

Hour = Annotated[int, Field(ge=0, le=23)]


def default_database_url() -> str:
    """Return the SQLite store in the platform's data folder for this user."""
    return f"sqlite:///{user_data_path('tipline', appauthor=False) / 'tipline.db'}"


class Settings(BaseSettings):
    """Every setting, as TIPLINE_<NAME> in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="TIPLINE_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = Field(None, description="The bot's token, from @BotFather.")
    database_url: str = Field(
        default_factory=default_database_url,
        description="The store: sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME.",
    )
    api_base_url: str = Field(
        "https://api.telegram.org/bot",
        description="Where the Bot API is; also a server of one's own.",
    )
    api_file_url: str = Field(
        "https://api.telegram.org/file/bot", description="Where files are downloaded from."
    )
    admin_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Telegram user ids of the admins, separated by commas."
    )
    reviewer_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Telegram user ids of the reviewers, separated by commas."
    )
    invitation: timedelta = Field(
        timedelta(days=2),
        gt=timedelta(0),
        description="How long the link of an invitation can be opened (ISO 8601).",
    )
    review_chat_id: int | None = Field(
        None, description="The chat to which unchecked claims are offered."
    )
    encoder: str = Field(
        "packaged",
        description="What compares texts by meaning: packaged, none, a folder with a model, or the"
        " id of one on the Hugging Face hub.",
    )
    precision: Literal["0.98", "0.95", "0.90"] = Field(
        "0.98",
        description="Share of answers by rank that must be right where it was measured: 0.98, 0.95"
        " or 0.90.",
    )
    timezone: ZoneInfo = Field(
        ZoneInfo("UTC"), description="Time zone of dates in replies and of the clock."
    )
    publisher: str | None = Field(None, description="Who rates, as /about says it.")
    public_url: str | None = Field(None, description="Where the publisher explains how it works.")
    archive_url: str | None = Field(
        None, description="Where people find the public archive that `tipline archive` makes."
    )
    posts_per_minute: int = Field(
        20,
        ge=0,
        description="Posts of one person that are answered at once per minute; 0 is no limit.",
    )
    posts_per_day: int = Field(
        200,
        ge=0,
        description="Posts of one person that are taken within a day; 0 is no limit.",
    )
    intake_per_minute: int = Field(
        0,
        ge=0,
        description="Posts of all people that are read per minute, the rest later; 0 is no limit.",
    )
    messages_per_second: float = Field(
        25, gt=0, description="Messages sent per second, over all chats; Telegram allows about 30."
    )
    workers: int = Field(8, ge=1, le=64, description="People served at the same time.")
    offer_every: timedelta = Field(
        timedelta(minutes=5),
        description="How often new cases are offered to the reviewers (ISO 8601).",
    )
    approvals: int = Field(
        1,
        ge=0,
        le=5,
        description="How many others must approve a verdict; 0 for a desk of one.",
    )
    lease: timedelta = Field(
        timedelta(hours=2),
        ge=timedelta(minutes=5),
        description="How long a reviewer holds a case after their last step (ISO 8601).",
    )
    overdue: timedelta = Field(
        timedelta(hours=18),
        gt=timedelta(0),
        description="After how long an open case is marked as overdue (ISO 8601).",
    )
    escalation: timedelta = Field(
        timedelta(hours=24),
        gt=timedelta(0),
        description="After how long an open case is brought before the admins (ISO 8601).",
    )
    stale: timedelta = Field(
        timedelta(days=30),
        gt=timedelta(0),
        description="After how long a case that nobody asks about any more is closed (ISO 8601).",
    )
    recheck: timedelta = Field(
        timedelta(days=180),
        gt=timedelta(0),
        description="After how long a verdict is to be looked at again (ISO 8601).",
    )
    broadcast_confirm_over: int = Field(
        100,
        ge=0,
        description="People above which another admin has to confirm a broadcast; 0 is always.",
    )
    digest_hours: Annotated[tuple[Hour, ...], NoDecode] = Field(
        (9, 18),
        description="Hours of the day, in the time zone, of the digest to the review chat.",
    )
    bulletin_hour: Hour = Field(
        18,
        description="Hour of the day, in the time zone, of bulletins: daily, or on Mondays.",
    )
    retention: timedelta = Field(
        timedelta(days=90), description="How long texts of closed submissions are kept (ISO 8601)."
    )
    backup_folder: Path | None = Field(
        None, description="Where backups of a SQLite store go; else a folder beside it."
    )
    backup_every: timedelta = Field(
        timedelta(days=1),
        ge=timedelta(0),
        description="How often a SQLite store is backed up (ISO 8601); PT0S is never.",
    )
    backup_keep: int = Field(7, ge=1, description="How many backups are kept.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged."
    )

    def backup_days(self) -> int:
        """Return after how many days the last backup of today's store is gone; 0: there is none.

        Of PostgreSQL we know nothing: its operator's backups are their own.
        """
        kept = self.backup_every * (self.backup_keep + 1)
        sqlite = make_url(self.database_url).get_backend_name() == "sqlite"
        return ceil(kept / timedelta(days=1)) if sqlite else 0

    @field_validator("admin_ids", "reviewer_ids", "digest_hours", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        """Read "1, 2,3" as three ids."""
        if isinstance(value, str):
            return tuple(int(part) for part in value.replace(";", ",").split(",") if part.strip())
        return value
