"""What the sandbox is made of: people, chats, files, origins of forwards, and what was called."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from bot.sandbox import pictures

Json: TypeAlias = dict[str, Any]  # an object of the Bot API, as it travels


class ChatKind(StrEnum):
    """The four kinds of chat, in the Bot API's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class OriginKind(StrEnum):
    """The four kinds of forward origin, in the Bot API's words."""

    USER = "user"
    HIDDEN_USER = "hidden_user"
    CHAT = "chat"
    CHANNEL = "channel"


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account; *started* once they have written to the bot.

    Who is *silent* is not offered to the page's visitors: they only receive.
    """

    id: int
    first_name: str
    language: str = "en"
    username: str | None = None
    started: bool = False
    blocked: bool = False
    deleted: bool = False  # the account
    silent: bool = False

    def as_user(self) -> Json:
        """Show this person as the Bot API's User."""
        user = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language,
        }
        return user | ({"username": self.username} if self.username else {})


@dataclass(slots=True)
class Chat:
    """One conversation with its messages by id; *members* maps user ids to their status."""

    id: int
    kind: ChatKind
    title: str = ""
    username: str | None = None
    person: Person | None = None
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    last_message: int = 0
    migrated_to: int | None = None
    bot_status: str = "member"

    def as_chat(self) -> Json:
        """Show this conversation as the Bot API's Chat."""
        shown: Json = {"id": self.id, "type": self.kind.value}
        if self.person:
            shown["first_name"] = self.person.first_name
        else:
            shown["title"] = self.title
        username = self.person.username if self.person else self.username
        return shown | ({"username": username} if username else {})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message was first sent; *date* in Unix seconds, now when left out."""

    kind: OriginKind
    name: str
    username: str | None = None
    id: int = 0
    message_id: int = 1
    date: int | None = None
    signature: str | None = None

    @classmethod
    def user(cls, name: str, *, user_id: int = 900_000_001, date: int | None = None) -> "Origin":
        """A person whose settings show who they are."""
        return cls(OriginKind.USER, name, id=user_id, date=date)

    @classmethod
    def hidden_user(cls, name: str, *, date: int | None = None) -> "Origin":
        """A person whose settings show a bare name."""
        return cls(OriginKind.HIDDEN_USER, name, date=date)

    @classmethod
    def chat(
        cls, title: str, *, signature: str | None = None, date: int | None = None
    ) -> "Origin":
        """A group on whose behalf an anonymous administrator wrote."""
        return cls(OriginKind.CHAT, title, id=-1_009_000_000_001, signature=signature, date=date)

    @classmethod
    def channel(
        cls,
        title: str,
        *,
        username: str | None = None,
        message_id: int = 1,
        date: int | None = None,
    ) -> "Origin":
        """A channel's post."""
        return cls(OriginKind.CHANNEL, title, username, -1_009_000_000_002, message_id, date)

    def as_origin(self, now: int) -> Json:
        """Show this as the Bot API's MessageOrigin."""
        shown: Json = {"type": self.kind.value, "date": self.date or now}
        match self.kind:
            case OriginKind.USER:
                shown["sender_user"] = Person(self.id, self.name).as_user()
            case OriginKind.HIDDEN_USER:
                shown["sender_user_name"] = self.name
            case OriginKind.CHAT:
                chat = Chat(self.id, ChatKind.SUPERGROUP, self.name, self.username)
                shown["sender_chat"] = chat.as_chat()
            case OriginKind.CHANNEL:
                chat = Chat(self.id, ChatKind.CHANNEL, self.name, self.username)
                shown |= {"chat": chat.as_chat(), "message_id": self.message_id}
        return shown | ({"author_signature": self.signature} if self.signature else {})


class MediaKind(StrEnum):
    """The kinds of file that the sandbox carries, by their field in a message."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"


EXTENSION = {
    MediaKind.PHOTO: ("jpg", "image/jpeg"),
    MediaKind.VIDEO: ("mp4", "video/mp4"),
    MediaKind.VOICE: ("oga", "audio/ogg"),
    MediaKind.DOCUMENT: ("bin", "application/octet-stream"),
}


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; *path* is where it is downloaded under /file/bot<token>/."""

    id: str
    kind: MediaKind
    content: bytes
    name: str
    path: str

    @classmethod
    def of(cls, kind: MediaKind, content: bytes, name: str | None, number: int) -> "File":
        """Keep *content* under a fresh id."""
        ending = EXTENSION[kind][0]
        path = f"{kind}s/file_{number}.{ending}"
        return cls(f"sandbox-{number}-{secrets.token_hex(8)}", kind, content, name or path, path)

    def as_file(self) -> Json:
        """Show this as the Bot API's File."""
        size = len(self.content)
        unique = f"u{self.id.split('-')[1]}"
        return {"file_id": self.id, "file_unique_id": unique, "file_size": size}

    def as_media(self) -> Json:
        """Show this as the part of a Message that carries it."""
        media = self.as_file()
        mime = EXTENSION[self.kind][1]
        match self.kind:
            case MediaKind.PHOTO:
                width, height = pictures.size(self.content)
                return {"photo": [media | {"width": width, "height": height}]}
            case MediaKind.VIDEO:
                size = {"width": 1280, "height": 720, "duration": 1}
                return {"video": media | size | {"mime_type": mime}}
            case MediaKind.VOICE:
                return {"voice": media | {"duration": 1, "mime_type": mime}}
            case MediaKind.DOCUMENT:
                return {"document": media | {"file_name": self.name, "mime_type": mime}}


@dataclass(frozen=True, slots=True)
class Event:
    """Something a live page would show: *kind* says what, *data* is the message or detail."""

    kind: str
    chat_id: int
    data: Json


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot said to a pressed button; an empty text only stops the spinner.

    *url* is what is opened instead.
    """

    text: str
    show_alert: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One call that the bot made: *error* in Telegram's words or None.

    It was *received*, and what it does was done *at* some moment, in Unix seconds.
    """

    method: str
    params: Json
    result: Any
    error: str | None
    at: float
    received: float
