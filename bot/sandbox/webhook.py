"""Delivers updates to the bot's webhook, again and again until it says 2xx."""

import asyncio

import httpx

from bot.sandbox.faults import FaultKind
from bot.sandbox.state import Webhook
from bot.sandbox.values import Json
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
PATIENCE = 60.0  # seconds that Telegram waits for an answer; observed
PAUSE = 0.05  # seconds before the next try; the public server waits longer and longer


async def deliver(world: World) -> None:
    """Post each update in order, for as long as a webhook is set; runs until cancelled."""
    async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
        while True:
            webhook = await world.next_webhook()
            update = await world.updates.arrival()
            if world.webhook is not webhook:
                continue
            if world.faults.outage or not await _posted(world, client, webhook, update):
                await asyncio.sleep(PAUSE)
                continue
            world.updates.confirm(update["update_id"] + 1)


async def _posted(world: World, client: httpx.AsyncClient, webhook: Webhook, update: Json) -> bool:
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    twice = world.faults.strike("webhook", None, FaultKind.DUPLICATE) is not None
    try:
        for _ in range(1 + twice):
            answer = await client.post(webhook.url, json=update, headers=headers)
    except httpx.HTTPError as error:
        world.webhook_error = int(world.now()), f"Connection failed: {type(error).__name__}"
        return False
    if not answer.is_success:
        words = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        world.webhook_error = int(world.now()), words
    return answer.is_success
