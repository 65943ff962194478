"""Categories and their links to services."""

from __future__ import annotations

from . import clean, keys
from .books import Books
from .records import Category


class Terms(Books):
    """The part of an assembly that reads categories; repeats of a link are merged."""

    def categories(self) -> None:
        known = {keys.key_of(row) for row in self.tables.of("taxonomy_terms")}
        for tally, row, key in self.named("taxonomy_terms", self.out.categories):
            tally.imported += 1
            parent = row.get("parent_id").strip()
            if parent and parent not in known:
                self.note(row, f"parent {parent[:40]!r} does not exist; kept at the top")
                parent = ""
            self.out.categories[key] = Category(
                key, self.uuid("taxonomy_terms", key), clean.line(row.get("name")),
                clean.line(row.get("code"))[:60], parent, clean.line(row.get("type"))[:20],
            )  # fmt: skip

    def links(self) -> None:
        tally = self.tally("attributes")
        for row in self.tables.of("attributes"):
            tally.rows += 1
            pair = (row.get("link_id").strip(), row.get("taxonomy_term_id").strip())
            if pair[0] not in self.out.services or pair[1] not in self.out.categories:
                self.reject(
                    tally, row, f"service {pair[0][:40]!r} or category {pair[1][:40]!r} does not exist"
                )
            elif pair in self.out.links:
                tally.merged += 1
            else:
                tally.imported += 1
                self.out.links.add(pair)
