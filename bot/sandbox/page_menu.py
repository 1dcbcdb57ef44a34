"""Which commands an app offers in a chat, as the Bot API's "list of commands" rule says."""

from collections.abc import Iterator

from bot.sandbox.values import Chat, ChatKind, Json, Person
from bot.sandbox.world import World

_ADMINISTRATES = frozenset({"creator", "administrator"})


def menu(world: World, person: Person, chat: Chat) -> list[Json]:
    """Return the first list that the bot has set, from the narrowest scope to the widest."""
    for scope in _scopes(person, chat):
        for language in (person.language, ""):
            if commands := world.commands.get((scope, language)):
                return commands
    return []


def _scopes(person: Person, chat: Chat) -> Iterator[str]:
    # Spelled as methods.py keeps them: the scope's fields in reverse order of their names.
    if chat.kind is ChatKind.PRIVATE:
        yield f"chat:{chat.id}"
        yield "all_private_chats"
    else:
        administrates = chat.members.get(person.id) in _ADMINISTRATES
        yield f"{person.id}:chat_member:{chat.id}"
        if administrates:
            yield f"chat_administrators:{chat.id}"
        yield f"chat:{chat.id}"
        if administrates:
            yield "all_chat_administrators"
        yield "all_group_chats"
    yield "default"
