"""What people want to be sent: subscriptions, and bulletins of what was broadcast."""

from bot.services.subscriptions.counting import counts as counts
