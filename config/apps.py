from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires the apps together; holds the commands that need all of them."""

    name = "config"
