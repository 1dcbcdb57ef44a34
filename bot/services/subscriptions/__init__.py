"""What people want to be sent: subscriptions, and bulletins of what was broadcast."""
