"""What a sheet of accounts would do, and exactly that done."""

import pytest
from django.utils.translation import override

from monitoring.accounts.account_cells import AccountRow
from monitoring.accounts.acting import Acting
from monitoring.accounts.making import Outdated, make_accounts, plan_accounts
from monitoring.models import EventKind, SecurityEvent, User
from monitoring.models.roles import CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER
from tests.makers import NOW, make_user

pytestmark = pytest.mark.django_db


def row(username="siti", roles=(CENTRE,), *, provinces=(), districts=(), regions=(), name="", email=""):
    return AccountRow("Akun", "A5", username, name, email, tuple(roles), provinces, districts, regions)


def make(*rows, by=None):
    return make_accounts(rows, Acting(by, NOW, "203.0.113.7"))


def test_an_account_is_made_with_its_role_and_region_and_without_a_password(administrator, kab_bandung):
    wanted = row(
        "kab3204",
        [DISTRICT_OFFICER],
        districts=(kab_bandung.pk,),
        regions=("Kabupaten Bandung",),
        name="Siti Aminah",
        email="siti@example.go.id",
    )

    make(wanted, by=administrator)

    account = User.objects.get(username="kab3204")
    assert (account.get_full_name(), account.email) == ("Siti Aminah", "siti@example.go.id")
    assert (account.is_staff, account.is_active, account.is_superuser) == (True, True, False)
    assert not account.has_usable_password()
    assert [str(group) for group in account.groups.all()] == [DISTRICT_OFFICER]
    assert [str(region) for region in account.regions.all()] == ["Kabupaten Bandung"]


def test_what_was_made_is_kept_with_who_made_it(administrator):
    make(
        row("siti"), row("prov51", [PROVINCE_OFFICER], provinces=("51",), regions=("Bali",)), by=administrator
    )

    events = SecurityEvent.objects.filter(kind=EventKind.ACCOUNT_MADE).order_by("number")
    assert [(event.account, event.about, event.address) for event in events] == [
        (administrator, "siti", "203.0.113.7"),
        (administrator, "prov51", "203.0.113.7"),
    ]
    assert events[1].details == {"roles": PROVINCE_OFFICER, "regions": "Bali"}


def test_an_account_that_is_there_and_says_the_same_is_left_as_it_is(bali_officer):
    plan = plan_accounts([row("PROV51", [PROVINCE_OFFICER], provinces=("51",)), row("siti")])

    assert ([each.username for each in plan.unchanged], [each.username for each in plan.new]) == (
        ["PROV51"],
        ["siti"],
    )


def test_an_account_that_differs_is_refused_with_what_differs(bali_officer):
    with override("en"):
        plan = plan_accounts([row("prov51", [PROVINCE_OFFICER], provinces=("32",), name="Made")])

    assert [(told.cell, told.text) for told in plan.told] == [
        ("A5", "This account is there already, but differs: name, region. Change it on its own page.")
    ]
    assert (plan.new, plan.unchanged) == ([], [])


def test_nothing_is_told_of_a_superuser_but_that_the_name_is_taken(db):
    make_user("root", is_superuser=True)

    with override("en"):
        plan = plan_accounts([row("root")])

    assert [told.text for told in plan.told] == ["This user name is taken. Choose another."]


def test_nothing_is_made_where_an_account_came_between():
    make_user("siti")

    with pytest.raises(Outdated):
        make(row("budi"), row("siti"))

    assert not User.objects.filter(username="budi").exists()


def test_more_rows_cost_hardly_more_questions_to_plan(django_assert_num_queries):
    for number in range(3):
        make_user(f"user{number}", CENTRE)

    with django_assert_num_queries(4):
        plan_accounts([row(f"user{number}") for number in range(3)])
