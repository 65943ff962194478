from __future__ import annotations

from django.urls import path

from caseload.api.base import register_ref
from clients.api import cases, people, plans, releases

register_ref()

urlpatterns = [
    path("cases/", cases.Cases.as_view(), name="cases"),
    path("cases/<ref:ref>/", cases.OneCase.as_view(), name="case"),
    path("cases/<ref:ref>/assign/", cases.Assign.as_view(), name="case-assign"),
    path("cases/<ref:ref>/close/", cases.Close.as_view(), name="case-close"),
    path("cases/<ref:ref>/reopen/", cases.Reopen.as_view(), name="case-reopen"),
    path("clients/", people.Clients.as_view(), name="clients"),
    path("clients/<ref:ref>/", people.OneClient.as_view(), name="client"),
    path("clients/<ref:ref>/location/", people.Location.as_view(), name="location"),
    path("contact-methods/", people.ContactMethods.as_view(), name="contact-methods"),
    path("contact-methods/<ref:ref>/", people.OneContactMethod.as_view(), name="contact-method"),
    path("respondents/", people.Respondents.as_view(), name="respondents"),
    path("respondents/<ref:ref>/", people.OneRespondent.as_view(), name="respondent"),
    path("safety-plans/", plans.Plans.as_view(), name="plans"),
    path("safety-plans/<ref:ref>/", plans.OnePlan.as_view(), name="plan"),
    path("safety-plans/<ref:ref>/answers/", plans.Answer.as_view(), name="plan-answers"),
    path("safety-plans/<ref:ref>/publish/", plans.PublishPlan.as_view(), name="plan-publish"),
    path("safety-plans/<ref:ref>/sharing/", plans.SharePlan.as_view(), name="plan-sharing"),
    path("releases/", releases.Releases.as_view(), name="releases"),
    path("releases/<ref:ref>/", releases.OneRelease.as_view(), name="release"),
    path("releases/<ref:ref>/sign/", releases.Sign.as_view(), name="release-sign"),
    path("releases/<ref:ref>/revoke/", releases.Revoke.as_view(), name="release-revoke"),
    path("releases/<ref:ref>/in-writing/", releases.InWriting.as_view(), name="release-in-writing"),
    path("releases/<ref:ref>/void/", releases.Void.as_view(), name="release-void"),
    path("releases/<ref:ref>/disclose/", releases.Disclose.as_view(), name="release-disclose"),
]
