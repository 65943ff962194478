"""Keep the search column of resources in step with what it is made of."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from caseload.foundation import context

# Accents are taken off here and in the question alike, so that either spelling finds the other.
MARKED = "áàâäãéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
PLAIN = "aaaaaeeeeiiiiooooouuuuncAAAAAEEEEIIIIOOOOOUUUUNC"

# The words are gathered once, apart: with tables just filled and not analysed yet, a planner that folds the
# two together may gather them again for every row.
FILL = """
WITH words AS MATERIALIZED (
    SELECT r.id,
        translate(concat_ws(' ', r.name, r.alternate_name, o.name, o.alternate_name),
            %(marked)s, %(plain)s) AS head,
        translate(concat_ws(' ', r.keywords, r.languages, r.areas, r.places, string_agg(c.name, ' ')),
            %(marked)s, %(plain)s) AS terms,
        translate(left(concat_ws(' ', r.description, r.eligibility, r.application), 20000),
            %(marked)s, %(plain)s) AS body
    FROM referrals_resource AS r
    LEFT JOIN referrals_organization AS o ON o.id = r.organization_id
    LEFT JOIN referrals_resourcecategory AS l ON l.resource_id = r.id
    LEFT JOIN referrals_category AS c ON c.id = l.category_id
    WHERE r.agency_id = %(agency)s AND r.id = ANY(%(ids)s)
    GROUP BY r.id, o.id
)
UPDATE referrals_resource AS r
SET search =
    setweight(to_tsvector('simple', words.head) || to_tsvector('english', words.head), 'A')
    || setweight(to_tsvector('simple', words.terms) || to_tsvector('english', words.terms), 'B')
    || strip(to_tsvector('english', words.body) || to_tsvector('spanish', words.body))
FROM words
WHERE r.id = words.id AND r.agency_id = %(agency)s AND r.id = ANY(%(ids)s)
"""


def refresh(ids: Collection[int]) -> None:
    """Fill the search column of these resources; nothing about a client is in it."""
    if not ids:
        return
    values: dict[str, Any] = {
        "marked": MARKED,
        "plain": PLAIN,
        "agency": context.current().agency_id,
        "ids": list(ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)


def plain(text: str) -> str:
    """The text without the marks that the search column lacks."""
    return text.translate(str.maketrans(MARKED, PLAIN))
