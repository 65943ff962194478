"""My notifications: ways, quiet hours, and a mobile number that only its owner confirms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload import queries
from caseload.actions import notice_choices, notifications
from caseload.forms.notices import CodeForm, MobileForm, NoticeChoiceForm
from caseload.foundation import texting
from caseload.models import NoticeChoice
from caseload.views.base import AgencyView, FormPage


class NoticeSettings(FormPage):
    """How Lantern reaches me."""

    form_class = NoticeChoiceForm
    template = "caseload/notice_settings.html"
    success_message = gettext_lazy("Saved.")

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.choice = queries.notice_choice(self.staff)

    def initial(self) -> dict[str, Any]:
        names = ("urgent_by", "other_by", "quiet_from", "quiet_until", "digest_at")
        urgent = {} if notifications.can_text(self.choice) else {"urgent_by": NoticeChoice.Urgent.EMAIL}
        language = self.staff.user.language
        return {**{name: getattr(self.choice, name) for name in names}, **urgent, "language": language}

    def form_kwargs(self) -> dict[str, Any]:
        return {"can_text": notifications.can_text(self.choice)}

    def form_context(self) -> dict[str, Any]:
        return {"choice": self.choice, "texts": texting.is_there()}

    def act(self, form: NoticeChoiceForm) -> str:
        notice_choices.choose(self.staff, **form.cleaned_data)
        return "caseload:notice_settings"


class Mobile(FormPage):
    """Enter a number; a code is sent there."""

    form_class = MobileForm
    template = "caseload/mobile.html"
    success_message = gettext_lazy("A code is on its way.")

    def form_context(self) -> dict[str, Any]:
        return {"texts": texting.is_there()}

    def act(self, form: MobileForm) -> str:
        notice_choices.ask_for_code(self.staff, **form.cleaned_data)
        return "caseload:mobile_code"


class MobileCode(FormPage):
    """The code proves that the number is in one's own hands."""

    form_class = CodeForm
    template = "caseload/mobile_code.html"

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.choice = queries.notice_choice(self.staff)

    def form_context(self) -> dict[str, Any]:
        return {"choice": self.choice}

    def act(self, form: CodeForm) -> HttpResponse:
        if not notice_choices.confirm(self.staff, **form.cleaned_data):
            form.add_error("code", _("This code is wrong or too old. Ask for a new one if it does not come."))
            return self.show(form, status=422)
        messages.success(self.request, _("Confirmed. Urgent items reach you there too."))
        return HttpResponseRedirect(reverse("caseload:notice_settings"))


class RemoveMobile(AgencyView):
    """Forget the number."""

    def post(self, request: HttpRequest) -> HttpResponse:
        notice_choices.remove_mobile(self.staff)
        messages.success(request, _("The number is forgotten. Urgent items come by e-mail."))
        return HttpResponseRedirect(reverse("caseload:notice_settings"))
