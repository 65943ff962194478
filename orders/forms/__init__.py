"""Forms of orders, service, hearings, alerts and the policy."""

from .deadlines import CheckedForm, CourtDayForm, DeadlineForm, PackForm, RuleForm, YearForm
from .moments import zone_choices
from .orders import EditOrderForm, EndOrderForm, HearingForm, OrderForm
from .policy import PolicyForm
from .service import CorrectServiceForm, ReasonForm, ServiceForm
from .windows import AnswerForm, BoardFilterForm, CloseEarlyForm

__all__ = [
    "AnswerForm",
    "BoardFilterForm",
    "CheckedForm",
    "CloseEarlyForm",
    "CorrectServiceForm",
    "CourtDayForm",
    "DeadlineForm",
    "EditOrderForm",
    "EndOrderForm",
    "HearingForm",
    "OrderForm",
    "PackForm",
    "PolicyForm",
    "ReasonForm",
    "RuleForm",
    "ServiceForm",
    "YearForm",
    "zone_choices",
]
