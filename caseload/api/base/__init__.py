"""What every endpoint is made of: context, permission, parsing, paging, filters, refusals, description.

The API's counterpart of views/base: the only place that enters a context for an API request.
"""

from .errors import problem
from .fields import (
    Change,
    Choice,
    Day,
    Input,
    Instant,
    Line,
    Output,
    Ref,
    Text,
    Whole,
    Words,
    named_by_ref,
)
from .filters import (
    CaseFilters,
    ChoiceFilter,
    DayFilter,
    Filters,
    InstantFilter,
    RefFilter,
    WholeFilter,
    YesNoFilter,
)
from .paging import Pages
from .paths import register_ref
from .views import Act, AgencyAPIView, One, Paper, Rows

__all__ = [
    "Act",
    "AgencyAPIView",
    "CaseFilters",
    "Change",
    "Choice",
    "ChoiceFilter",
    "Day",
    "DayFilter",
    "Filters",
    "Input",
    "Instant",
    "InstantFilter",
    "Line",
    "One",
    "Output",
    "Pages",
    "Paper",
    "Ref",
    "RefFilter",
    "Rows",
    "Text",
    "Whole",
    "WholeFilter",
    "Words",
    "YesNoFilter",
    "named_by_ref",
    "problem",
    "register_ref",
]
