"""How an endpoint describes itself: what it takes, what it gives, and every way it can refuse."""

from __future__ import annotations

from typing import Any

from django.utils.text import camel_case_to_spaces
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

WORDS = {
    400: "Something in the request needs attention; `errors` names the field.",
    401: "No token, or one that does not hold (any more).",
    403: "Not part of your role, or not on this case.",
    404: "There is nothing here for you: absent, not yours and another agency's are one answer.",
    409: "Somebody else saved first; `errors.version` tells the version now.",
    413: "The body is too large.",
    415: "The body must be JSON.",
    429: "Too many requests; wait as long as `Retry-After` says.",
}
VERBS = {"GET": "retrieve", "PATCH": "update", "PUT": "replace", "DELETE": "remove", "POST": "create"}


class Problem(serializers.Serializer):
    """Why a request was refused. `errors` has the path of each field at fault and the words about it."""

    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField())
    )


class SelfDescribing(AutoSchema):
    """Reads takes, gives, filters and words off the view, so that the description cannot drift from it."""

    view: Any

    def get_operation_id(self) -> str:
        parts = [part.replace("-", "_") for part in self._tokenize_path()]
        verb = self.view.verb or ("list" if self._is_page() else VERBS[self.method])
        return "_".join([*parts, verb]) if parts[-1] != verb else "_".join(parts)

    def get_description(self) -> str:  # type: ignore[override]
        return self.view.words.get(self.method) or (type(self.view).__doc__ or "").strip()

    def get_summary(self) -> str:
        return camel_case_to_spaces(self.get_operation_id().replace("_", " ")).capitalize()

    def get_request_serializer(self) -> Any:
        return self.view.takes(self.method)

    def get_response_serializers(self) -> Any:
        status, given = self.view.gives(self.method)
        answers: dict[Any, Any] = {self._answer_key(status): self._answer(given)}
        answers |= {code: OpenApiResponse(Problem, description=WORDS[code]) for code in self._refusals()}
        return answers

    def _answer_key(self, status: int) -> Any:
        return (str(status), self.view.media_type) if self.view.media_type else str(status)

    def _answer(self, given: Any) -> Any:
        if self.view.media_type:
            return OpenApiResponse(OpenApiTypes.BINARY, description="The document.")
        if given is None:
            return OpenApiResponse(description="Done; nothing more to say.")
        return OpenApiResponse(
            given(many=True) if self._is_page() else given, description="As it now stands."
        )

    def _refusals(self) -> list[int]:
        takes = self.view.takes(self.method)
        codes = {401, 403, 404, 429}
        if takes is not None:
            codes |= {400, 413, 415}
        if self.method != "GET" or self._is_page():
            codes.add(400)
        if self.view.may_be_stale(self.method):
            codes.add(409)
        return sorted(codes)

    def _is_page(self) -> bool:
        return self.method == "GET" and self.view.is_list

    def _is_list_view(self, serializer: Any = None) -> bool:
        return (
            isinstance(serializer, serializers.ListSerializer) if serializer is not None else self._is_page()
        )

    def get_filter_parameters(self) -> list[dict[str, Any]]:
        if not self._is_page():
            return []
        return self.view.filters.parameters() if self.view.filters else []

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        return self.get_filter_parameters()

    def _get_pagination_parameters(self) -> list[dict[str, Any]]:
        return (
            self.view.pagination_class().get_schema_operation_parameters(self.view) if self._is_page() else []
        )

    def get_override_parameters(self) -> Any:
        wait, ask = "Seconds to wait.", "Token"
        return [
            OpenApiParameter("Retry-After", int, "header", response=[429], description=wait),
            OpenApiParameter("WWW-Authenticate", str, "header", response=[401], description=ask),
        ]

    def _get_request_for_media_type(self, serializer: Any, direction: Any = "request") -> tuple[Any, bool]:
        """Every body is what its serializer says, PATCH too; it may be left out where nothing is required."""
        if serializer is None:
            return None, False
        component = self.resolve_serializer(serializer, direction)
        return component.ref, bool(component.schema.get("required"))


def closed_requests(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Say of every body that unknown names are refused; leave out the generator's own marks."""
    for name, component in result.get("components", {}).get("schemas", {}).items():
        if name.endswith("Request") and component.get("type") == "object":
            component["additionalProperties"] = False
    _without_marks(result)
    return result


def _without_marks(part: Any) -> None:
    if isinstance(part, dict):
        part.pop("x-spec-enum-id", None)
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            _without_marks(inner)
