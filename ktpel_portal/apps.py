from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """How the portal runs on a machine: an app for its system checks alone."""

    name = "ktpel_portal"

    def ready(self) -> None:
        import_module("ktpel_portal.checks")
