"""Load the reference data. Safe to run again: adds what is missing, brings districts in step with today."""

from django.conf import settings
from django.core.management.base import BaseCommand

from monitoring import clock
from monitoring.imports.stored.reference import load_reference


class Command(BaseCommand):
    help = "Load provinces, districts and their places, other names, roles, the calendar and the targets."

    def handle(self, **options: object) -> None:
        loaded = load_reference(settings.BASE_DIR / "fixtures", today=clock.today())
        for name, number in loaded.added.items():
            self.stdout.write(f"{name}: {number}")
        self.stdout.write(f"districts_brought_in_step: {loaded.brought_in_step}")
