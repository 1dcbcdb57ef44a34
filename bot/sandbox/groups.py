"""Who is there and where they meet: people, private chats, groups, channels, membership."""

from itertools import count

from bot.sandbox.detect import slice16
from bot.sandbox.state import State
from bot.sandbox.values import Chat, ChatKind, Json, Person

FIRST_PERSON = 100_000_001
FIRST_GROUP = 4_000_000_001
FIRST_SUPERGROUP = 1_000_000_000_001  # supergroups and channels begin with -100


class Groups(State):
    """Adds people and chats, and says which messages of a group reach the bot."""

    def add_user(
        self,
        first_name: str,
        *,
        language: str = "en",
        username: str | None = None,
        user_id: int | None = None,
    ) -> Person:
        """Add somebody who has not yet written to the bot."""
        number = user_id or next(
            i for i in count(FIRST_PERSON + len(self.people)) if i not in self.people
        )
        person = Person(number, first_name, language, username)
        self.people[number] = person
        self.chats[number] = Chat(number, ChatKind.PRIVATE, person=person)
        return person

    def private(self, user: Person) -> Chat:
        """Somebody's chat with the bot."""
        return self.chats[user.id]

    def add_group(self, title: str, members: list[Person], *, supergroup: bool = False) -> Chat:
        """Make a group with the bot in it; the first of *members* owns it."""
        kind = ChatKind.SUPERGROUP if supergroup else ChatKind.GROUP
        chat = self._add_chat(title, kind)
        chat.members = {person.id: "member" for person in members}
        if members:
            chat.members[members[0].id] = "creator"
            self._service(chat, members[0], {"new_chat_members": [self.bot]})
            self.report_bot_status(chat, members[0], "member", before="left")
        return chat

    def add_channel(self, title: str, *, username: str | None = None) -> Chat:
        """Make a channel in which the bot may post."""
        chat = self._add_chat(title, ChatKind.CHANNEL)
        chat.username, chat.bot_status = username, "administrator"
        return chat

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup, which has another id."""
        owner = self.people[next(iter(group.members))]
        new = self._add_chat(group.title, ChatKind.SUPERGROUP)
        new.members = group.members
        group.migrated_to = new.id
        self._service(group, owner, {"migrate_to_chat_id": new.id})
        self._service(new, owner, {"migrate_from_chat_id": group.id})
        return new

    def remove_bot(self, group: Chat, by: Person) -> None:
        """Throw the bot out of a group."""
        self.report_bot_status(group, by, "kicked", before=group.bot_status)

    def report_bot_status(
        self, chat: Chat, by: Person, after: str, *, before: str | None = None
    ) -> None:
        """Tell the bot that its own membership changed."""
        old = before or ("member" if after == "kicked" else "kicked")
        chat.bot_status = after
        change = {
            "chat": chat.as_chat(),
            "from": by.as_user(),
            "date": int(self.now()),
            "old_chat_member": _member(self.bot, old),
            "new_chat_member": _member(self.bot, after),
        }
        self.updates.put("my_chat_member", change)

    def bot_reads(self, chat: Chat, message: Json) -> bool:
        """Say whether Telegram shows *message* to the bot (with privacy mode: if addressed)."""
        if chat.kind is ChatKind.PRIVATE:
            return True
        if chat.bot_status in {"left", "kicked"}:
            return False
        if not self.privacy or chat.bot_status == "administrator":
            return True
        replied = message.get("reply_to_message", {}).get("from", {}).get("id")
        if replied == self.bot["id"]:
            return True
        marks = message.get("entities", []) + message.get("caption_entities", [])
        words = message.get("text") or message.get("caption") or ""
        return any(self._addresses(words, mark) for mark in marks)

    def _addresses(self, words: str, mark: Json) -> bool:
        marked = slice16(words, mark["offset"], mark["length"])
        name = f"@{self.username}".lower()
        if mark["type"] == "mention":
            return marked.lower() == name
        if mark["type"] != "bot_command":
            return False
        return "@" not in marked or marked.lower().endswith(name)

    def _add_chat(self, title: str, kind: ChatKind) -> Chat:
        first = FIRST_GROUP if kind is ChatKind.GROUP else FIRST_SUPERGROUP
        number = -(first + len(self.chats))
        self.chats[number] = chat = Chat(number, kind, title)
        return chat

    def _service(self, chat: Chat, by: Person, body: Json) -> None:
        message = self.keep(chat, body, sender=by.as_user())
        self.updates.put("message", message)


def _member(user: Json, status: str) -> Json:
    shown = {"user": user, "status": status}
    return shown | ({"until_date": 0} if status == "kicked" else {})
