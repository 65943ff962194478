from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires the apps together; holds the commands that need all of them."""

    name = "config"

    def ready(self) -> None:
        from config import celery  # noqa: F401 - the nudges of web requests go through this app
