"""A migration operation that makes many tables at once."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """The given models, which may point at each other in any order.

    After a `CreateModel` Django builds anew every model that is connected with the new one, and all of ours
    are. Made by one operation they are built once.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *models: CreateModel):
        self.models = models

    def deconstruct(self) -> tuple[str, list[CreateModel], dict[str, Any]]:
        return type(self).__name__, list(self.models), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        if "apps" in state.__dict__:
            del state.apps  # A cached property: made again when it is next asked for, with all of the models.
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create models {', '.join(model.name for model in self.models)}"
