"""The gallery: every component in every state, so that a change to the stylesheet can be seen at once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form, LocalDateTimeField, TimeInput
from caseload.foundation import clock
from caseload.permissions import Perm
from caseload.views.base import AgencyView

CONTACT = (("phone", _("Phone")), ("text", _("Text message")), ("email", _("E-mail")), ("post", _("Letter")))
YES_NO = (("yes", _("Yes")), ("no", _("No")), ("later", _("Not now")))
# Long words, letters from right to left and a name of sixty characters: what a narrow card must bear.
NAMES = (
    "Desoxirribonucleoproteínicamente-Electroencefalografista",
    "نور الهدى عبد الرحمن",
    "Maria-Guadalupe Concepción de los Ángeles Villaseñor Etxeberria",
)


class Sample(Form):
    """One field of each kind."""

    alias = django_forms.CharField(label=_("Name or alias"), help_text=_("Any way to refer to the person."))
    age = django_forms.IntegerField(label=_("Age"), required=False, min_value=0)
    email = django_forms.EmailField(label=_("E-mail"), required=False)
    words = django_forms.CharField(
        label=_("In their own words"), required=False, widget=django_forms.Textarea
    )
    county = django_forms.ChoiceField(
        label=_("County"), choices=(("", "—"), ("a", "Anne Arundel"), ("b", "Baltimore"))
    )
    day = django_forms.DateField(label=_("Date"), required=False, widget=DateInput)
    hour = django_forms.TimeField(label=_("Time"), required=False, widget=TimeInput)
    moment = LocalDateTimeField(
        label=_("Date and time"), required=False, help_text=_("As the clock showed it there.")
    )
    safe = django_forms.ChoiceField(
        label=_("Is it safe to call?"), choices=YES_NO, widget=django_forms.RadioSelect
    )
    ways = django_forms.MultipleChoiceField(
        label=_("Ways to reach them"),
        required=False,
        choices=CONTACT,
        widget=django_forms.CheckboxSelectMultiple,
    )
    agreed = django_forms.BooleanField(
        label=_("They agreed to this"), help_text=_("Ask first; leave it unticked if you did not.")
    )


class Gallery(AgencyView):
    """Every component in every state."""

    permission = Perm.SEE_STYLE

    def get(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        wrong = {
            "email": "ana@",
            "day": "2026-02-31",
            "moment_0": "2026-03-08",
            "ways": ["fax"],
            "county": "z",
        }
        pages = Paginator(range(60), 20)
        return self.page(
            "caseload/style.html",
            levels=range(5),
            sample=Sample(auto_id="sample_%s"),
            refused=Sample(wrong, auto_id="refused_%s"),
            names=NAMES,
            soon=now + timedelta(hours=5, minutes=20),
            later=now + timedelta(days=2, hours=4),
            passed=now - timedelta(hours=3),
            page_obj=pages.page(2),
            entries=[
                SimpleNamespace(at=now, label=_("Service recorded"), actor="Ana Brooks", detail="", key=True),
                SimpleNamespace(
                    at=now, label=_("Note added"), actor="Sol Rivera", detail=NAMES[2], key=False
                ),
            ],
        )
