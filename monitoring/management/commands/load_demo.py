"""The figures of 2017 and accounts to look at them with, through the same door as any upload."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.imports.limits import COMMAND_LINE
from monitoring.imports.messages import sentence
from monitoring.imports.stored.sending import Sending
from monitoring.imports.stored.uploads import check_and_apply
from monitoring.models import District, DistrictReport, OfficerRegion, Province, Upload, UploadState, User
from monitoring.models.roles import ADMINISTRATOR, AUDITOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER

FOLDER = settings.BASE_DIR / "fixtures" / "2017"
NATIONAL_DAY = ENROLMENT_DAY = date(2017, 7, 16)
REPORTS_DAY = date(2017, 6, 6)
ON_THE_WAY = timedelta(days=2)
"""A file reaches the portal so many days after the last day in it, but not after the portal's own day."""


class Command(BaseCommand):
    help = "Loads the figures of 2017 and demo accounts. Only where DEMO=1; the password is DEMO_PASSWORD."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Demo figures are loaded only where DEMO=1 is set."))
        if not District.objects.exists():
            raise CommandError(_("There are no districts yet: run load_reference first."))
        make_accounts(settings.DEMO_PASSWORD)
        if DistrictReport.objects.exists():
            self.stdout.write(_("There are figures already; they are left as they are."))
            return
        for path, user, day in files():
            self._load(path, user, day)
        self.stdout.write(
            _(
                "%(files)d files, %(reports)d reports. "
                "Accounts: pusat, prov11 … prov96, kab3204, auditor, admin."
            )
            % {"files": Upload.objects.count(), "reports": DistrictReport.objects.count()}
        )
        self.stdout.write(_("Password: %(password)s") % {"password": settings.DEMO_PASSWORD})

    def _load(self, path: Path, user: str, day: date) -> None:
        received_on = min(day + ON_THE_WAY, clock.today())
        upload, check = check_and_apply(
            Sending(
                content=path.read_bytes(),
                filename=path.name,
                by=User.objects.get(username=user),
                at=datetime.combine(received_on, time(9), clock.JAKARTA),
                today=received_on,
                limits=COMMAND_LINE,
            )
        )
        if upload.state != UploadState.APPLIED or check.findings:
            found = "\n".join(f"{f.sheet} {f.cell}: {sentence(f)}" for f in check.findings[:20])
            raise CommandError(f"{path.name}: {upload.get_state_display()}\n{found}")


def files() -> list[tuple[Path, str, date]]:
    """Return each file, the account that sends it, and the last day in it."""
    reports = [(path, f"prov{path.stem[-2:]}", REPORTS_DAY) for path in sorted(FOLDER.glob("laporan_*.xlsx"))]
    return [
        (FOLDER / "nasional.xlsx", "pusat", NATIONAL_DAY),
        *reports,
        (FOLDER / "perekaman.xlsx", "pusat", ENROLMENT_DAY),
    ]


def make_accounts(password: str) -> None:
    """Make the demo accounts that are not there yet. Raises Group.DoesNotExist before load_reference."""
    # Hashed once: it is the same password for all, and hashing is slow on purpose.
    hashed = make_password(password)
    _account("pusat", hashed, CENTRE, "Staf pusat")
    _account("auditor", hashed, AUDITOR, "Auditor")
    _account("admin", hashed, ADMINISTRATOR, "Administrator")
    for province in Province.objects.all():
        officer = _account(f"prov{province.code}", hashed, PROVINCE_OFFICER, f"Petugas {province.name}")
        OfficerRegion.objects.get_or_create(user=officer, province=province)
    district = District.objects.get(code="32.04")
    officer = _account("kab3204", hashed, DISTRICT_OFFICER, f"Petugas {district.name}")
    OfficerRegion.objects.get_or_create(user=officer, district=district)


def _account(username: str, hashed: str, role: str, name: str) -> User:
    user, created = User.objects.get_or_create(
        username=username, defaults={"password": hashed, "is_staff": True, "first_name": name}
    )
    if created:
        user.groups.add(Group.objects.get(name=role))
    return user
