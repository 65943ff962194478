from __future__ import annotations

from django.urls import path

from clients.views import caseload, client, intake, plan, plan_details, releases

app_name = "clients"

urlpatterns = [
    path("cases/", caseload.Caseload.as_view(), name="caseload"),
    path("intake/", intake.Intake.as_view(), name="intake"),
    # The client and what hangs on the client
    path("cases/<str:ref>/client/", client.ClientPage.as_view(), name="client"),
    path("cases/<str:ref>/client/edit/", client.EditClient.as_view(), name="client_edit"),
    path("cases/<str:ref>/client/location/", client.Location.as_view(), name="location"),
    path("cases/<str:ref>/client/location/edit/", client.EditLocation.as_view(), name="location_edit"),
    path("cases/<str:ref>/contact/new/", client.AddContact.as_view(), name="contact_new"),
    path("contact-methods/<str:ref>/", client.EditContact.as_view(), name="contact_edit"),
    path("contact-methods/<str:ref>/remove/", client.RemoveContact.as_view(), name="contact_remove"),
    path("cases/<str:ref>/household/new/", client.AddMember.as_view(), name="household_new"),
    path("household/<str:ref>/", client.EditMember.as_view(), name="household_edit"),
    path("household/<str:ref>/remove/", client.RemoveMember.as_view(), name="household_remove"),
    path("cases/<str:ref>/respondents/new/", client.AddRespondent.as_view(), name="respondent_new"),
    path("respondents/<str:ref>/", client.EditRespondent.as_view(), name="respondent_edit"),
    path(
        "cases/<str:ref>/emergency-contacts/new/",
        client.AddEmergencyContact.as_view(),
        name="emergency_contact_new",
    ),
    path(
        "emergency-contacts/<str:ref>/", client.EditEmergencyContact.as_view(), name="emergency_contact_edit"
    ),
    path(
        "emergency-contacts/<str:ref>/remove/",
        client.RemoveEmergencyContact.as_view(),
        name="emergency_contact_remove",
    ),
    # Releases
    path("cases/<str:ref>/releases/", releases.Releases.as_view(), name="releases"),
    path("cases/<str:ref>/releases/new/", releases.NewRelease.as_view(), name="release_new"),
    path("releases/<str:ref>/", releases.ReleasePage.as_view(), name="release"),
    path("releases/<str:ref>/edit/", releases.EditRelease.as_view(), name="release_edit"),
    path("releases/<str:ref>/sign/", releases.SignRelease.as_view(), name="release_sign"),
    path("releases/<str:ref>/revoke/", releases.RevokeRelease.as_view(), name="release_revoke"),
    path("releases/<str:ref>/in-writing/", releases.RevokedInWriting.as_view(), name="release_in_writing"),
    path("releases/<str:ref>/void/", releases.VoidRelease.as_view(), name="release_void"),
    path("releases/<str:ref>/disclose/", releases.Disclose.as_view(), name="release_disclose"),
    path("releases/<str:ref>/print/", releases.PrintRelease.as_view(), name="release_print"),
    # The safety plan
    path("cases/<str:ref>/plan/", plan.Plan.as_view(), name="plan"),
    path("cases/<str:ref>/plan/parts/<str:section>/", plan.PlanSection.as_view(), name="plan_section"),
    path("plan-items/<str:ref>/remove/", plan.RemoveItem.as_view(), name="plan_item_remove"),
    path("cases/<str:ref>/plan/signals/new/", plan_details.AddSignal.as_view(), name="signal_new"),
    path("danger-signals/<str:ref>/", plan_details.EditSignal.as_view(), name="signal_edit"),
    path("danger-signals/<str:ref>/remove/", plan_details.RemoveSignal.as_view(), name="signal_remove"),
    path("cases/<str:ref>/plan/copies/new/", plan_details.AddOrderCopy.as_view(), name="order_copy_new"),
    path("order-copies/<str:ref>/", plan_details.EditOrderCopy.as_view(), name="order_copy_edit"),
    path("order-copies/<str:ref>/remove/", plan_details.RemoveOrderCopy.as_view(), name="order_copy_remove"),
    path("cases/<str:ref>/plan/publish/", plan.Publish.as_view(), name="plan_publish"),
    path("cases/<str:ref>/plan/decline/", plan.Decline.as_view(), name="plan_decline"),
    path("cases/<str:ref>/plan/sharing/", plan.Sharing.as_view(), name="plan_sharing"),
    path("cases/<str:ref>/plan/collected/", plan.Collected.as_view(), name="plan_collected"),
    path("cases/<str:ref>/plan/versions/", plan.Versions.as_view(), name="plan_versions"),
    path("cases/<str:ref>/plan/versions/<int:number>/", plan.Version.as_view(), name="plan_version"),
    path("cases/<str:ref>/plan/print/", plan_details.PrintPlan.as_view(), name="plan_print"),
    path("cases/<str:ref>/plan/blank/", plan_details.BlankPlan.as_view(), name="plan_blank"),
    path("cases/<str:ref>/plan/card/", plan_details.OrderCard.as_view(), name="order_card"),
]
