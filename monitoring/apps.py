from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("KTP-el blanks")

    def ready(self) -> None:
        # Once every model is there: each module of the package registers its pages with the portal's site.
        import_module("monitoring.admin")
        import_module("monitoring.checks")
        pre_migrate.connect(lift_refusals, sender=self)
        post_migrate.connect(install_refusals, sender=self)


def lift_refusals(using: str, **kwargs: object) -> None:
    from monitoring.models import refusals

    refusals.remove(using)


def install_refusals(using: str, **kwargs: object) -> None:
    from monitoring.models import refusals

    refusals.install(using)
