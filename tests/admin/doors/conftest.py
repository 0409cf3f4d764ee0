"""One world for all doors of a module: what a test writes into it is taken back."""

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests.admin.doors.world import make_world
from tests.makers import TODAY


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PORTAL_TODAY=TODAY):
            made = make_world()
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def askers(world, django_db_blocker):
    """Return a browser for each role, signed in once."""
    people = world.users | world.others
    return {role: signed_in_client(user) for role, user in people.items()}


def signed_in_client(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    client.cookies["django_language"] = "en"
    return client
