"""A small JSON interface over World, for tests that drive a sandbox in another process."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.faults import FaultKind, Rate
from bot.sandbox.values import Json, Origin, OriginKind
from bot.sandbox.world import World

Step = Callable[[World, Json], Awaitable[object]]


async def users(world: World, body: Json) -> object:
    """Add somebody: first_name, language, username."""
    person = world.add_user(
        body["first_name"], language=body.get("language", "en"), username=body.get("username")
    )
    return person.as_user()


async def say(world: World, body: Json) -> object:
    """Let user_id write text, in chat_id if named, in reply_to a message if named."""
    chat = world.chats[body["chat_id"]] if "chat_id" in body else None
    person = world.people[body["user_id"]]
    return await world.say(person, body["text"], chat=chat, reply_to=body.get("reply_to"))


async def forward(world: World, body: Json) -> object:
    """Let user_id forward text from an origin of the kind and name given."""
    origin = Origin(OriginKind(body["kind"]), body["name"], date=body.get("date"))
    return await world.forward(world.people[body["user_id"]], body["text"], origin=origin)


async def press(world: World, body: Json) -> object:
    """Let user_id press a button of message_id; return what the bot says to it."""
    person = world.people[body["user_id"]]
    answer = await world.press(person, body["message_id"], body["button"])
    return {"text": answer.text, "show_alert": answer.show_alert}


async def history(world: World, body: Json) -> object:
    """The messages of chat_id."""
    return world.history(body["chat_id"])


async def faults(world: World, body: Json) -> object:
    """Switch faults on (kind, method, times, probability, seconds), an outage, or all off."""
    if body.pop("clear", False):
        world.faults.clear()
    world.faults.outage = body.pop("outage", world.faults.outage)
    if rate := body.pop("per_chat", None):
        world.faults.flood_limits(per_chat=Rate(*rate))
    if body:
        world.faults.add(FaultKind(body.pop("kind")), body.pop("method", None), **body)
    return True


async def calls(world: World, body: Json) -> object:
    """The calls that the bot made, of one method if named."""
    named = body.get("method")
    shown = [call for call in world.calls if named in {None, call.method}]
    return [
        {"method": c.method, "params": c.params, "result": c.result, "error": c.error, "at": c.at}
        for c in shown
    ]


STEPS: dict[str, Step] = {
    step.__name__: step for step in (users, say, forward, press, history, faults, calls)
}


def routes(world: World) -> list[BaseRoute]:
    """The routes under /control/: POST a JSON object to /control/<step>."""

    async def take(request: Request) -> Response:
        step = STEPS.get(request.path_params["step"])
        if step is None:
            return JSONResponse({"error": f"steps: {', '.join(STEPS)}"}, 404)
        try:
            return JSONResponse(await step(world, await request.json()))
        except (KeyError, ValueError, LookupError, TypeError, TimeoutError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)

    return [Route("/control/{step}", take, methods=["POST"])]
