"""The verdicts as a file, for an admin."""

from __future__ import annotations

from bot.exchange.writing import ENDINGS, Format
from bot.replies.markup import LINE, bold
from bot.replies.values import File, Reply, Setting
from bot.services.export_values import ExportFile


def card(setting: Setting, export: ExportFile) -> Reply:
    """Send the file, or say that it is too large to be sent."""
    voice, kind = setting.voice, Format(export.kind)
    title = bold(voice.gettext("📦 Verdicts: {count}", count=export.count))
    if export.content is None:
        refusal = voice.gettext(
            "The file is larger than Telegram lets me send. Whoever runs me can write it with: "
            "tipline export"
        )
        return Reply(LINE.join((title, refusal)).markup)
    others = " · ".join(f"/export {one}" for one in Format if one is not kind)
    text = LINE.join((title, voice.gettext("Also as: {commands}", commands=others)))
    name = f"tipline-{setting.today():%Y-%m-%d}.{ENDINGS[kind]}"
    return Reply(text.markup, file=File(name, export.content))
