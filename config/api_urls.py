"""The API, version 1: the endpoints of every app, and one answer for whatever is none of them."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import include, path, re_path

from caseload.api.log import Nowhere

app_name = "api"

urlpatterns = [
    path("", include("caseload.api.urls")),
    *[
        path("", include(f"{app}.api.urls"))
        for app in ("clients", "orders", "referrals")
        if apps.is_installed(app) and (Path(settings.ROOT) / app / "api" / "urls.py").exists()
    ],
    re_path("", Nowhere.as_view(), name="nowhere"),
]
