"""Every address: pages at /, the API at /api/v1/, health at /health/."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import include, path

from caseload.views import errors, health
from config.api_urls import description

urlpatterns = [
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("api/schema/", description, name="api-schema"),
    path("api/v1/", include("config.api_urls")),
    path("account/", include("allauth.account.urls")),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    *[
        path("", include(f"{app}.urls"))
        for app in ("orders", "referrals", "clients")
        if apps.is_installed(app) and (Path(settings.ROOT) / app / "urls.py").exists()
    ],
    path("", include("caseload.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
