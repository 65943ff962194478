from __future__ import annotations

from django.urls import path

from caseload.api.base import register_ref
from orders.api import deadlines, firearms, noted, notices, orders, papers, service, violations

register_ref()

urlpatterns = [
    path("orders/", orders.Orders.as_view(), name="orders"),
    path("orders/<ref:ref>/", orders.OneOrder.as_view(), name="order"),
    path("orders/<ref:ref>/end/", orders.End.as_view(), name="order-end"),
    path("orders/<ref:ref>/send-out/", orders.SendOut.as_view(), name="order-send-out"),
    path("orders/<ref:ref>/history/", papers.History.as_view(), name="order-history"),
    path("orders/<ref:ref>/federal-rule/", papers.FederalRule.as_view(), name="order-federal-rule"),
    path("orders/<ref:ref>/registration/", papers.Registration.as_view(), name="order-registration"),
    path("scans/", papers.Scans.as_view(), name="scans"),
    path("scans/<ref:ref>/", papers.OneScan.as_view(), name="scan"),
    path("scans/<ref:ref>/file/", papers.ScanFile.as_view(), name="scan-file"),
    path("scans/<ref:ref>/remove/", papers.RemoveScan.as_view(), name="scan-remove"),
    path("deadlines/", deadlines.Deadlines.as_view(), name="deadlines"),
    path("deadlines/<ref:ref>/", deadlines.OneDeadline.as_view(), name="deadline"),
    path("deadlines/<ref:ref>/restore/", deadlines.Restore.as_view(), name="deadline-restore"),
    path("deadlines/<ref:ref>/complete/", deadlines.Complete.as_view(), name="deadline-complete"),
    path("deadlines/<ref:ref>/reopen/", deadlines.Reopen.as_view(), name="deadline-reopen"),
    path("hearings/", orders.Hearings.as_view(), name="hearings"),
    path("hearings/<ref:ref>/", orders.OneHearing.as_view(), name="hearing"),
    path("service-attempts/", service.Attempts.as_view(), name="service-attempts"),
    path("service-attempts/<ref:ref>/", service.OneAttempt.as_view(), name="service-attempt"),
    path("service-attempts/<ref:ref>/correct/", service.Correct.as_view(), name="service-correct"),
    path("service-attempts/<ref:ref>/void/", service.Void.as_view(), name="service-void"),
    path("service-notices/", notices.Notices.as_view(), name="service-notices"),
    path("service-notices/<ref:ref>/", notices.OneNotice.as_view(), name="service-notice"),
    path("service-notices/<ref:ref>/record/", notices.RecordNotice.as_view(), name="service-notice-record"),
    path(
        "service-notices/<ref:ref>/dismiss/", notices.DismissNotice.as_view(), name="service-notice-dismiss"
    ),
    path("notice-batches/", notices.Batches.as_view(), name="notice-batches"),
    path("notice-batches/<ref:ref>/", notices.OneBatch.as_view(), name="notice-batch"),
    path("noted-events/", noted.Events.as_view(), name="noted-events"),
    path("noted-events/<ref:ref>/", noted.OneEvent.as_view(), name="noted-event"),
    path("noted-events/<ref:ref>/correct/", noted.Correct.as_view(), name="noted-correct"),
    path("noted-events/<ref:ref>/withdraw/", noted.Withdraw.as_view(), name="noted-withdraw"),
    path("custodies/", noted.Custodies.as_view(), name="custodies"),
    path("custodies/<ref:ref>/", noted.OneCustody.as_view(), name="custody"),
    path("custodies/<ref:ref>/release/", noted.Release.as_view(), name="custody-release"),
    path("custodies/<ref:ref>/withdraw/", noted.WithdrawCustody.as_view(), name="custody-withdraw"),
    path("violations/", violations.Violations.as_view(), name="violations"),
    path("violations/<ref:ref>/", violations.OneViolation.as_view(), name="violation"),
    path("violations/<ref:ref>/choice/", violations.NoteChoice.as_view(), name="violation-choice"),
    path("violations/<ref:ref>/void/", violations.Withdraw.as_view(), name="violation-void"),
    path("violations/<ref:ref>/steps/", violations.AddStep.as_view(), name="violation-steps"),
    path("violations/<ref:ref>/evidence/", violations.AddEvidence.as_view(), name="violation-evidence"),
    path("contact-events/", violations.ContactEvents.as_view(), name="contact-events"),
    path("contact-events/<ref:ref>/", violations.OneContactEvent.as_view(), name="contact-event"),
    path("firearm-surrenders/", firearms.Surrenders.as_view(), name="firearm-surrenders"),
    path("firearm-surrenders/<ref:ref>/", firearms.OneSurrender.as_view(), name="firearm-surrender"),
    path("firearm-surrenders/<ref:ref>/proof/", firearms.RecordProof.as_view(), name="firearms-proof"),
    path("firearm-surrenders/<ref:ref>/set-aside/", firearms.SetAside.as_view(), name="firearms-set-aside"),
    path("firearm-surrenders/<ref:ref>/told/", firearms.ClientTold.as_view(), name="firearms-told"),
    path("windows/", service.Windows.as_view(), name="windows"),
    path("windows/<ref:ref>/", service.OneWindow.as_view(), name="window"),
    path("windows/<ref:ref>/close/", service.CloseWindow.as_view(), name="window-close"),
    path("alerts/", service.Alerts.as_view(), name="alerts"),
    path("alerts/<ref:ref>/", service.OneAlert.as_view(), name="alert"),
    path("alerts/<ref:ref>/acknowledge/", service.Acknowledge.as_view(), name="alert-acknowledge"),
]
