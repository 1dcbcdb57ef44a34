"""The Bot API's methods by which a bot says of itself what it offers: commands, descriptions."""

from bot.sandbox.errors import bad
from bot.sandbox.params import Params
from bot.sandbox.values import Json
from bot.sandbox.world import World

COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 512
SHORT_DESCRIPTION_LIMIT = 120


async def set_my_commands(world: World, params: Params) -> bool:
    """Change the list of commands that apps offer."""
    commands = params.array("commands") or []
    if len(commands) > COMMANDS_LIMIT:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name = str(command.get("command", ""))
        if not (name.isascii() and name.replace("_", "a").isalnum() and name.islower()):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(name) <= 32 or not 1 <= len(command.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_INVALID")
    world.commands[_scope(params), params.text("language_code")] = commands
    return True


async def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the list of commands for exactly this scope and language."""
    return world.commands.get((_scope(params), params.text("language_code")), [])


async def delete_my_commands(world: World, params: Params) -> bool:
    """Forget a list of commands."""
    world.commands.pop((_scope(params), params.text("language_code")), None)
    return True


async def set_my_description(world: World, params: Params) -> bool:
    """Change what an empty chat with the bot shows."""
    return _describe(world, params, "description", DESCRIPTION_LIMIT)


async def get_my_description(world: World, params: Params) -> Json:
    """Return what an empty chat with the bot shows."""
    known = world.descriptions.get(("description", params.text("language_code")), "")
    return {"description": known}


async def set_my_short_description(world: World, params: Params) -> bool:
    """Change what the bot's profile shows."""
    return _describe(world, params, "short_description", SHORT_DESCRIPTION_LIMIT)


def _describe(world: World, params: Params, name: str, limit: int) -> bool:
    text = params.text(name)
    if len(text) > limit:
        raise bad("BOT_DESCRIPTION_TOO_LONG")  # words of our choosing
    world.descriptions[name, params.text("language_code")] = text
    return True


def _scope(params: Params) -> str:
    scope = params.object("scope") or {"type": "default"}
    return ":".join(str(scope[key]) for key in sorted(scope, reverse=True))
