from __future__ import annotations

from django.urls import path

from caseload.views import home, preferences, quick_exit, style

app_name = "caseload"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("hide/", quick_exit.quick_exit, name="quick-exit"),
    path("calendar/", quick_exit.neutral, name="neutral"),
    path("still-here/", quick_exit.still_here, name="still-here"),
    path("style/", style.Gallery.as_view(), name="style"),
    path("agency/", preferences.SwitchAgency.as_view(), name="switch-agency"),
    path("cases/<str:ref>/", home.CaseHome.as_view(), name="case"),
]
