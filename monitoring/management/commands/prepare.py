"""Make ready what `make run` serves."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from ktpel_portal.translations import compile_stale
from monitoring import clock
from monitoring.models import Province, User
from monitoring.models.in_force import bring_in_step

DEMO_ACCOUNTS = {
    "pusat": "the centre",
    "prov32": "an officer of Jawa Barat (prov11 to prov96: every province)",
    "kab3204": "an officer of one district, Kab. Bandung",
    "auditor": "reads and exports everything, history and security events included",
    "admin": "an administrator: accounts and roles, no figures",
}


class Command(BaseCommand):
    help = (
        "Make the database and the files ready to serve. Does only what is still to be done; loses nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        compile_stale(settings.BASE_DIR / "monitoring" / "locale")
        self._migrate()
        self._fill()
        self._collect()
        self._welcome()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Laying out the database ...")
            call_command("migrate", verbosity=0)

    def _fill(self) -> None:
        if Province.objects.exists():
            # The day may have moved past one on which districts changed their code, name or province.
            bring_in_step(clock.today())
            return
        self.stdout.write("Loading provinces and districts ...")
        # All or nothing: what was cut short would not be taken for an empty database the next time.
        with transaction.atomic():
            call_command("load_reference", stdout=self.stdout)
            if settings.DEMO:
                self.stdout.write("Loading the figures of 2017 ...")
                call_command("load_demo", stdout=self.stdout)

    def _collect(self) -> None:
        if newest_static_source() > collected_at():
            call_command("collectstatic", interactive=False, verbosity=0)

    def _welcome(self) -> None:
        self.stdout.write(f"\nThe portal: http://127.0.0.1:{settings.ENV.port}/   (Ctrl-C ends it)")
        if settings.DEMO:
            self._show_accounts()
        self.stdout.flush()

    def _show_accounts(self) -> None:
        names = User.objects.filter(username__in=DEMO_ACCOUNTS).in_bulk(field_name="username")
        for name, who in DEMO_ACCOUNTS.items():
            if name in names:
                self.stdout.write(f"  {name:<8} {who}")
        if names:
            known = next(iter(names.values())).check_password(settings.DEMO_PASSWORD)
            self.stdout.write(f"  password {settings.DEMO_PASSWORD if known else 'as it was given first'}\n")


def newest_static_source() -> float:
    """Return when the latest static file of any app was written, in seconds of the clock."""
    sources = (storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    return max(Path(source).stat().st_mtime for source in sources)


def collected_at() -> float:
    """Return when static files were last collected; 0 for never."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    return manifest.stat().st_mtime if manifest.exists() else 0
