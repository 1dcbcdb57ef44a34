"""One call of the Bot API over HTTP: read it, let faults strike, run the method, answer."""

import asyncio
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.errors import Refused, unauthorized, unknown_method
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params, Upload
from bot.sandbox.values import Json
from bot.sandbox.world import World

BEFORE = (
    FaultKind.DROP_BEFORE,
    FaultKind.DROP_AFTER,
    FaultKind.SERVER_ERROR,
    FaultKind.BAD_GATEWAY,
    FaultKind.SLOW,
)
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"


class Dropped(Response):
    """An answer that breaks off: the server closes the connection in the middle of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise a body and send none; the web server then closes the connection."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"64")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


async def answer(world: World, request: Request) -> Response:
    """Answer one call, as Telegram would or as the faults that are switched on make it."""
    method: str = request.path_params["method"]
    if request.path_params["token"] != world.token:
        return _refusal(unauthorized())
    received, params = world.now(), await _read(request)
    if world.faults.outage:
        return Dropped()
    chat_id = params.fields.get("chat_id")
    fault = world.faults.strike(method, chat_id if isinstance(chat_id, int) else None, *BEFORE)
    if fault and (early := await _early(fault)):
        return early
    body = await _run(world, method, params, received)
    return Dropped() if fault and fault.kind is FaultKind.DROP_AFTER else body


async def _early(fault: Fault) -> Response | None:
    match fault.kind:
        case FaultKind.DROP_BEFORE:
            return Dropped()
        case FaultKind.SERVER_ERROR:
            return _refusal(Refused(500, "Internal Server Error"))
        case FaultKind.BAD_GATEWAY:
            return Response(GATEWAY_PAGE, 502, media_type="text/html")
        case FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
    return None


async def _run(world: World, method: str, params: Params, received: float) -> Response:
    known = _BY_LOWER_NAME.get(method.lower())
    result: object = None
    refused: Refused | None = None
    try:
        if known is None:
            raise unknown_method()
        result = await METHODS[known](world, params)
    except Refused as refusal:
        refused = refusal
    world.record(known or method, params.logged(), result, refused, received)
    if refused:
        return _refusal(refused)
    return JSONResponse({"ok": True, "result": result})


_BY_LOWER_NAME = {name.lower(): name for name in METHODS}  # the Bot API ignores case


def _refusal(refused: Refused) -> Response:
    body: Json = refused.as_json()
    return JSONResponse(body, refused.code)


async def _read(request: Request) -> Params:
    kind = request.headers.get("content-type", "")
    raw: Json = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    if kind.startswith("multipart/form-data"):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = Upload(value.filename or name, await value.read())
                else:
                    raw[name] = value
    elif kind.startswith("application/json"):
        raw |= await request.json()
    else:
        raw |= parse_qsl((await request.body()).decode(), keep_blank_values=True)
    return Params.of(raw, uploads)
