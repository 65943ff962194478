"""The orders app: protective orders, their service, and the window that follows."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caseload.dashboard import register_due, register_panel
        from orders.panels import PANELS
        from orders.queries.due import SOURCES

        for panel in PANELS:
            register_panel(panel)
        for key, source in SOURCES.items():
            register_due(key, source)
