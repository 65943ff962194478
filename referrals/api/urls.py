from __future__ import annotations

from django.urls import path

from caseload.api.base import register_ref
from referrals.api import directory, letters, referrals

register_ref()

urlpatterns = [
    path("resources/", directory.Resources.as_view(), name="resources"),
    path("resources/<ref:ref>/", directory.OneResource.as_view(), name="resource"),
    path("resources/<ref:ref>/verify/", directory.Verify.as_view(), name="resource-verify"),
    path("referrals/", referrals.Referrals.as_view(), name="referrals"),
    path("referrals/<ref:ref>/", referrals.OneReferral.as_view(), name="referral"),
    path("referrals/<ref:ref>/next/", referrals.Next.as_view(), name="referral-next"),
    path("letters/", letters.Letters.as_view(), name="letters"),
    path("letters/<ref:ref>/", letters.OneLetter.as_view(), name="letter"),
    path("letters/<ref:ref>/approve/", letters.Approve.as_view(), name="letter-approve"),
    path("letters/<ref:ref>/finalise/", letters.Finalise.as_view(), name="letter-finalise"),
    path("letters/<ref:ref>/deliver/", letters.Deliver.as_view(), name="letter-deliver"),
    path("letters/<ref:ref>/void/", letters.Void.as_view(), name="letter-void"),
    path("letters/<ref:ref>/pdf/", letters.Pdf.as_view(), name="letter-pdf"),
    path("letters/<ref:ref>/docx/", letters.Docx.as_view(), name="letter-docx"),
]
