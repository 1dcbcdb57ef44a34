"""Makes the archive: every page, list, feed and file of a store's verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from bot.archive import feeds, listing, searching
from bot.archive.pages import Pages
from bot.archive.tree import Tree, replacing
from bot.archive.values import Entry, Site, entry
from bot.exchange import claimreview_writing, places
from bot.exchange.claimreview_writing import Addresses
from bot.exchange.values import Review
from bot.replies.labels import rated
from bot.replies.voice import LOCALES
from bot.services.exporting import Exported

DATA = "claimreview.json"


@dataclass(frozen=True, slots=True)
class Made:
    """What is in the archive, and how many of its files are new or changed."""

    verdicts: int
    withdrawn: int
    files: int
    changed: int


def make(
    verdicts: Iterable[Exported], folder: Path, site: Site, languages: Sequence[str], as_of: date
) -> Made:
    """Write the archive of *verdicts*, withdrawn ones among them, into *folder*.

    *languages* are those in which verdicts can be read, *as_of* the day of the latest change.
    Raises ForeignFiles where the folder holds anything else.
    """
    homes = [code for code in LOCALES if code in languages or code == site.language]
    with replacing(folder) as tree:
        making = _Making(tree, site, Pages(site, homes, languages), homes)
        making.verdicts(verdicts, as_of)
        making.lists()
        making.extras()
        made = Made(len(making.entries), making.withdrawn, len(tree.paths), len(tree.changed))
    return made  # noqa: RET504 - once the folder has taken its place


class _Making:
    """One archive as it is made."""

    def __init__(self, tree: Tree, site: Site, pages: Pages, homes: Sequence[str]) -> None:
        self._tree, self._site, self._pages, self._homes = tree, site, pages, homes
        self.entries: list[Entry] = []
        self.withdrawn = 0

    def verdicts(self, verdicts: Iterable[Exported], as_of: date) -> None:
        """Write each verdict's pages, and all of them as data, in one go."""
        pieces = claimreview_writing.feed(
            self._shown(verdicts), rated, name=self._site.name or "tipline", made_on=as_of
        )
        self._tree.write_pieces(DATA, pieces)
        self.entries = listing.newest_first(self.entries)

    def _shown(self, verdicts: Iterable[Exported]) -> Iterator[tuple[Review, Addresses]]:
        for one in verdicts:
            if one.review.rating is None and not self._site.unrated:
                continue
            page = self._pages.withdrawn if one.withdrawn else self._pages.verdict
            for code in places.languages(one.review):
                self._tree.write(places.verdict(code, one.number), page(one, code))
            if one.withdrawn:
                self.withdrawn += 1
                continue
            self.entries.append(entry(one))
            base = self._site.base_url
            yield one.review, places.addresses(base, one.number, one.review) if base else {}

    def lists(self) -> None:
        """Write the lists in each of our languages that has a home."""
        facets = listing.facets(self.entries)
        choices = {
            kind: [listing.Choice(value, len(members)) for value, members in found.items()]
            for kind, found in facets.items()
        }
        lists = [(listing.ALL, "", self.entries)]
        lists += [
            (kind, value, members)
            for kind, found in facets.items()
            for value, members in found.items()
        ]
        shards = searching.names(self.entries)
        for locale in self._homes:
            for kind, value, members in lists:
                for page in listing.pages(locale, self._site.language, kind, value, members):
                    text = self._pages.listed(page, choices, shards)
                    self._tree.write(page.path, text)

    def extras(self) -> None:
        """Write what is not a page: looks, the search and its data, feeds, the sitemap."""
        for resource in (files("bot") / "archive" / "static").iterdir():
            self._tree.write(resource.name, resource.read_bytes())
        for path, text in searching.shards(self.entries):
            self._tree.write(path, text)
        base = self._site.base_url
        self._tree.write("robots.txt", self._robots())
        if base is None:
            return
        for code in {code for one in self.entries for code in one.texts}:
            latest = feeds.latest(self.entries, code)
            for kind, write in (("rss", feeds.rss), ("atom", feeds.atom)):
                content = write(latest, code, base, self._site.name)
                self._tree.write(places.feed(code, kind), content)
        homes = {code: places.home(code, self._site.language) for code in self._homes}
        for path, content in feeds.sitemaps(homes, self.entries, base):
            self._tree.write(path, content)

    def _robots(self) -> str:
        """Welcome programs; a server takes this file from the top of a site only."""
        lines = ["User-agent: *", "Allow: /"]
        if self._site.base_url:
            lines.append(f"Sitemap: {places.address(self._site.base_url, 'sitemap.xml')}")
        return "\n".join(lines) + "\n"
