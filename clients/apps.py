"""The clients app: the person of a case, and everything that decides how it is safe to reach them."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clients import panels

        panels.register()
