"""Forms of orders, service, hearings, alerts and the policy."""

from .moments import zone_choices
from .notices import NoticeForm
from .orders import EditOrderForm, EndOrderForm, HearingForm, OrderForm
from .policy import PolicyForm
from .service import CorrectServiceForm, ReasonForm, ServiceForm
from .windows import AnswerForm, BoardFilterForm, CloseEarlyForm

__all__ = [
    "AnswerForm",
    "BoardFilterForm",
    "CloseEarlyForm",
    "CorrectServiceForm",
    "EditOrderForm",
    "EndOrderForm",
    "HearingForm",
    "NoticeForm",
    "OrderForm",
    "PolicyForm",
    "ReasonForm",
    "ServiceForm",
    "zone_choices",
]
