"""Pages to read."""

from datetime import date

TODAY = date(2026, 3, 1)


def html(head: str, body: str = "") -> str:
    """Write a page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


MINUTES = html(
    '<title>Minutes of the council | The Gazette</title>'
    '<meta property="og:title" content="Minutes &amp; votes of the council">'
    '<meta property="og:site_name" content="The Gazette">'
    '<meta property="article:published_time" content="2025-10-03T08:00:00+02:00">'
    '<meta name="author" content="Ann Writer">'
    '<link rel="canonical" href="/minutes">'
)  # fmt: skip
