"""Accounts that no portal on the internet should have: named by the checks of a deployment."""

import pytest
from django.core.checks import run_checks

from monitoring.management.commands.load_demo import make_accounts
from monitoring.models import User
from monitoring.models.roles import ADMINISTRATOR, CENTRE
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def told(databases=("default",)):
    found = run_checks(tags=["database"], include_deployment_checks=True, databases=databases)
    return [(each.id, each.msg) for each in found if (each.id or "").startswith("portal.")]


def test_accounts_with_roles_are_no_fault(central_staff, administrator, jabar_officer):
    assert told() == []


def test_accounts_of_the_demonstration_are_named_while_its_password_opens_them(settings):
    make_accounts(settings.DEMO_PASSWORD)

    _number, sentence = next(each for each in told() if each[0] == "portal.W011")

    assert sentence == (
        "Accounts of the demonstration still have its published password: "
        "admin, kab3204, prov11, prov12, prov13 …."
    )


def test_with_another_password_or_disabled_they_are_no_fault(settings):
    make_user("pusat", CENTRE)
    disabled = make_user("admin", ADMINISTRATOR, is_active=False)
    disabled.set_password(settings.DEMO_PASSWORD)
    disabled.save()

    assert told() == []


def test_whoever_may_do_everything_is_named():
    User.objects.create_superuser("root", password="for the tests alone")
    User.objects.create_superuser("gone", password="for the tests alone", is_active=False)

    assert told() == [("portal.W012", "Accounts that may do everything, whatever their role: root.")]


def test_the_database_is_asked_only_where_it_was_named(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert told(databases=None) == []
