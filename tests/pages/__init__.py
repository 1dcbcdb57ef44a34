"""Reading pages that are named as sources."""
