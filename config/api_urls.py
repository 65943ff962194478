"""The API, version 1: the endpoints of every app, and one answer for whatever is none of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from caseload.api.log import Nowhere

app_name = "api"


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The API in its own words (OpenAPI 3.1): open to everybody, made once, so that asking costs nothing."""
    return HttpResponse(_described(), content_type=OpenApiJsonRenderer.media_type)


@lru_cache(maxsize=1)
def _described() -> bytes:
    with translation.override("en"):
        return OpenApiJsonRenderer().render(SchemaGenerator().get_schema(request=None, public=True))


urlpatterns = [
    path("", include("caseload.api.urls")),
    *[
        path("", include(f"{app}.api.urls"))
        for app in ("clients", "orders", "referrals")
        if apps.is_installed(app) and (Path(settings.ROOT) / app / "api" / "urls.py").exists()
    ],
    re_path("", Nowhere.as_view(), name="nowhere"),
]
