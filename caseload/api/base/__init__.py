"""What every endpoint is made of: context, permission, parsing, paging, filters, refusals, description.

The API's counterpart of views/base: the only place that enters a context for an API request.
"""

from .auth import StrictJSON
from .errors import problem
from .fields import (
    Change,
    Choice,
    Clock,
    Day,
    Input,
    Instant,
    Line,
    Output,
    Ref,
    Text,
    Whole,
    Words,
    Zone,
    many,
    named_by_ref,
)
from .filters import (
    CaseFilters,
    ChoiceFilter,
    DayFilter,
    Filters,
    InstantFilter,
    RefFilter,
    TextFilter,
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
    "Clock",
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
    "StrictJSON",
    "Text",
    "TextFilter",
    "Whole",
    "WholeFilter",
    "Words",
    "YesNoFilter",
    "Zone",
    "many",
    "named_by_ref",
    "problem",
    "register_ref",
]
