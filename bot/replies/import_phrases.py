"""Short texts about files of verdicts that admins send."""

from __future__ import annotations

from typing import Final

from bot.replies.voice import N_

PHRASES: Final = {
    "import_done": N_("Imported."),
    "import_left": N_("Left alone: nothing was written."),
    "import_old": N_("This file was imported or left alone before."),
    "import_again": N_("I cannot get this file from Telegram any more. Please send it again."),
    "import_too_large": N_(
        "This file is too large: Telegram gives bots files of up to 20 MB. Import it with "
        "“tipline import” where the bot runs."
    ),
}
