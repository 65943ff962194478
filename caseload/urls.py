from __future__ import annotations

from django.urls import path

from caseload.views import home, preferences

app_name = "caseload"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("agency/", preferences.SwitchAgency.as_view(), name="switch-agency"),
    path("cases/<str:ref>/", home.CaseHome.as_view(), name="case"),
]
