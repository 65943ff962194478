"""Forms of orders, service, hearings, alerts and the policy."""

from .calendar import CalendarFilterForm, FeedForm
from .deadlines import CheckedForm, CourtDayForm, DeadlineForm, PackForm, RuleForm, YearForm
from .moments import zone_choices
from .notices import NoticeForm
from .orders import EditOrderForm, EndOrderForm, HearingForm, OrderForm
from .policy import PolicyForm
from .service import CorrectServiceForm, ReasonForm, ServiceForm
from .windows import AnswerForm, BoardFilterForm, CloseEarlyForm, WallNamesForm

__all__ = [
    "AnswerForm",
    "BoardFilterForm",
    "CalendarFilterForm",
    "CheckedForm",
    "CloseEarlyForm",
    "CorrectServiceForm",
    "CourtDayForm",
    "DeadlineForm",
    "EditOrderForm",
    "EndOrderForm",
    "FeedForm",
    "HearingForm",
    "NoticeForm",
    "OrderForm",
    "PackForm",
    "PolicyForm",
    "ReasonForm",
    "RuleForm",
    "ServiceForm",
    "WallNamesForm",
    "YearForm",
    "zone_choices",
]
