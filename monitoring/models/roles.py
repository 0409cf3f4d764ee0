"""The roles that a user can have, as groups: what each may do. What each may see is in scoping.py."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission

from monitoring.models.scoping import PERMISSIONS

CENTRE = "Pusat"
AUDITOR = "Auditor"
PROVINCE_OFFICER = "Petugas provinsi"
DISTRICT_OFFICER = "Petugas kabupaten/kota"
ADMINISTRATOR = "Administrator"
"""Names that offices know, kept as data: they are shown as they are in every language."""

READ = ("view", "export")
ACCOUNT_ACTIONS = ("add", "change", "delete", "view")

PAPERS = "blanksupply blankshipment blankreceipt stockcount".split()
REGIONS = "province district districtplace districtalias".split()
CALENDAR = "distributionround dueday roundopening enrolmenttarget".split()
BOOKS = "account blankmovement formerreport".split()
"""Only ever added to, and by the portal itself: nobody is granted more than to read them."""


def _grants(models: Iterable[str], actions: Iterable[str]) -> set[str]:
    return {f"{action}_{model}" for model in models for action in actions}


KEPT = [*PAPERS, *REGIONS, *CALENDAR, "store", "districtreport", "upload"]
REPORTED = (
    _grants(["districtreport"], ("add", "change", "view", "import", "export"))
    | _grants(["upload"], ("add", "view", "export"))
    | _grants(["blankreceipt"], ("add", "change", "view", "export"))
    | _grants(["blankshipment", "stockcount", "formerreport"], READ)
    | _grants([*REGIONS, *CALENDAR, "store"], READ)
)

ROLES: dict[str, set[str]] = {
    CENTRE: _grants(KEPT, PERMISSIONS) | _grants(BOOKS, READ) | {"see_all_regions"},
    AUDITOR: _grants([*KEPT, *BOOKS, "securityevent"], READ) | {"see_all_regions"},
    # To change an upload is to undo one that others of the province sent.
    PROVINCE_OFFICER: REPORTED | {"change_upload"},
    DISTRICT_OFFICER: REPORTED,
    # An account is disabled, never deleted: what it did bears its name.
    ADMINISTRATOR: _grants(["user"], ("add", "change", "view"))
    | _grants(["officerregion"], ACCOUNT_ACTIONS)
    | {"view_group"},
}
"""The codenames that each role is granted. No role holds both figures and accounts."""


SECOND_FACTOR_ROLES = (CENTRE, ADMINISTRATOR)
"""Who must have a second factor where it is required (SECOND_FACTOR_REQUIRED); others may have one."""


def grant_roles() -> None:
    """Make the groups, and bring what each is granted in step with ROLES."""
    apps = ("monitoring", "auth")
    granted = Permission.objects.filter(content_type__app_label__in=apps)
    permissions = dict(granted.values_list("codename", "pk"))
    for name, codenames in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions[codename] for codename in codenames)
