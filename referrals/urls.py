"""Addresses of the directory, referrals and letters."""

from django.urls import path

from referrals.views import directory, letters, referrals

app_name = "referrals"
urlpatterns = [
    path("directory/", directory.Directory.as_view(), name="directory"),
    path("directory/new/", directory.NewResource.as_view(), name="resource_new"),
    path("directory/<str:ref>/", directory.ResourcePage.as_view(), name="resource"),
    path("directory/<str:ref>/edit/", directory.EditResource.as_view(), name="resource_edit"),
    path("directory/<str:ref>/checked/", directory.VerifyResource.as_view(), name="resource_verify"),
    path("directory/<str:ref>/refer/", directory.Refer.as_view(), name="refer"),
    path("cases/<str:ref>/referrals/", referrals.CaseReferrals.as_view(), name="case_referrals"),
    path("cases/<str:ref>/referrals/new/", referrals.NewReferral.as_view(), name="new"),
    path("cases/<str:ref>/letters/new/", letters.NewLetter.as_view(), name="letter_new"),
    path("referrals/", referrals.FollowUps.as_view(), name="follow_ups"),
    path("referrals/<str:ref>/", referrals.ReferralPage.as_view(), name="referral"),
    path("referrals/<str:ref>/edit/", referrals.EditReferral.as_view(), name="referral_edit"),
    path("referrals/<str:ref>/next/", referrals.MoveReferral.as_view(), name="referral_move"),
    path("letters/<str:ref>/", letters.LetterPage.as_view(), name="letter"),
    path("letters/<str:ref>/edit/", letters.EditLetter.as_view(), name="letter_edit"),
    path("letters/<str:ref>/approve/", letters.ApproveLetter.as_view(), name="letter_approve"),
    path("letters/<str:ref>/finalise/", letters.FinaliseLetter.as_view(), name="letter_finalise"),
    path("letters/<str:ref>/deliver/", letters.DeliverLetter.as_view(), name="letter_deliver"),
    path("letters/<str:ref>/void/", letters.VoidLetter.as_view(), name="letter_void"),
    path("letters/<str:ref>/page/<int:number>/", letters.LetterPicture.as_view(), name="letter_picture"),
    path("letters/<str:ref>/pdf/", letters.LetterFile.as_view(form="pdf"), name="letter_pdf"),
    path("letters/<str:ref>/docx/", letters.LetterFile.as_view(form="docx"), name="letter_docx"),
]
