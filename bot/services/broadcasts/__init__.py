"""Broadcasts: one verdict or text for many people, composed and confirmed by admins."""
