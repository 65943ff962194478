"""Forms of orders, service, hearings and alerts; those of the rules are in `policy` and `policy_answers`."""

from .calendar import CalendarFilterForm, FeedForm
from .custody import CorrectReleaseForm, CustodyForm, ReleaseAloneForm, ReleaseForm
from .deadlines import CheckedForm, CourtDayForm, DeadlineForm, PackForm, RuleForm, YearForm
from .moments import zone_choices
from .noted import CorrectHappenedForm, HappenedForm, WhyForm
from .notices import NoticeForm
from .orders import EditOrderForm, EndOrderForm, HearingForm, OrderForm
from .service import CorrectServiceForm, ReasonForm, ServiceForm
from .windows import AnswerForm, BoardFilterForm, CloseEarlyForm, WallNamesForm

__all__ = [
    "AnswerForm",
    "BoardFilterForm",
    "CalendarFilterForm",
    "CheckedForm",
    "CloseEarlyForm",
    "CorrectHappenedForm",
    "CorrectReleaseForm",
    "CorrectServiceForm",
    "CourtDayForm",
    "DeadlineForm",
    "EditOrderForm",
    "EndOrderForm",
    "FeedForm",
    "CustodyForm",
    "EditOrderForm",
    "EndOrderForm",
    "HappenedForm",
    "HearingForm",
    "NoticeForm",
    "OrderForm",
    "PackForm",
    "ReasonForm",
    "RuleForm",
    "ServiceForm",
    "WallNamesForm",
    "YearForm",
    "ReleaseAloneForm",
    "ReleaseForm",
    "ServiceForm",
    "WhyForm",
    "zone_choices",
]
