import pytest
from django.contrib.auth.models import Group

from monitoring.models.roles import (
    ADMINISTRATOR,
    AUDITOR,
    CENTRE,
    DISTRICT_OFFICER,
    PROVINCE_OFFICER,
    ROLES,
    grant_roles,
)

pytestmark = pytest.mark.django_db


def granted(role):
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_granted_what_is_written(role):
    assert granted(role) == ROLES[role]


def test_what_was_granted_by_hand_is_taken_back():
    group = Group.objects.get(name=DISTRICT_OFFICER)
    group.permissions.set(Group.objects.get(name=CENTRE).permissions.all())

    grant_roles()

    assert granted(DISTRICT_OFFICER) == ROLES[DISTRICT_OFFICER]


def test_an_auditor_only_reads():
    assert {codename.partition("_")[0] for codename in granted(AUDITOR)} == {"view", "export", "see"}


def test_only_the_centre_and_auditors_see_every_region():
    assert {role for role in ROLES if "see_all_regions" in granted(role)} == {CENTRE, AUDITOR}


@pytest.mark.parametrize("role", [CENTRE, AUDITOR, PROVINCE_OFFICER, DISTRICT_OFFICER])
def test_who_works_with_figures_touches_no_accounts(role):
    assert not {codename for codename in granted(role) if codename.endswith(("_user", "_group", "region"))}


def test_an_administrator_touches_no_figures():
    assert {codename.partition("_")[2] for codename in granted(ADMINISTRATOR)} == {
        "user",
        "officerregion",
        "group",
    }


def test_the_ledger_and_the_history_are_granted_to_nobody_for_writing():
    writing = {
        f"{action}_{model}"
        for action in ("add", "change", "delete", "import")
        for model in ("blankmovement", "formerreport", "account")
    }

    assert not any(writing & granted(role) for role in ROLES)


def test_officers_import_reports_and_no_shipments():
    for role in (PROVINCE_OFFICER, DISTRICT_OFFICER):
        assert "import_districtreport" in granted(role)
        assert "import_blankshipment" not in granted(role)
        assert "add_blankshipment" not in granted(role)
