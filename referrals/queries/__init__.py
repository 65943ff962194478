"""Everything that reads."""

from .directory import (
    Place,
    ResourcePage,
    SearchTerms,
    cases_to_refer,
    category_choices,
    find_resources,
    is_empty,
    resource_page,
    resources_by_key,
    search_query,
    search_resources,
)
from .letters import letter_defaults, letter_page, letters_of, protected_values, releases_for
from .referrals import follow_ups, referral_history, referrals_of, unmet_needs

__all__ = [
    "Place",
    "ResourcePage",
    "SearchTerms",
    "cases_to_refer",
    "category_choices",
    "find_resources",
    "follow_ups",
    "is_empty",
    "letter_defaults",
    "letter_page",
    "letters_of",
    "protected_values",
    "referral_history",
    "referrals_of",
    "releases_for",
    "resource_page",
    "resources_by_key",
    "search_query",
    "search_resources",
    "unmet_needs",
]
