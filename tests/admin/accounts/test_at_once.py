"""Two administrators at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from monitoring.models import User
from monitoring.models.roles import ADMINISTRATOR
from tests.makers import make_user


@pytest.mark.django_db(transaction=True)
def test_two_who_disable_each_other_leave_one():
    pair = [make_user("first", ADMINISTRATOR), make_user("second", ADMINISTRATOR)]
    role = Group.objects.get(name=ADMINISTRATOR).pk

    def disable(by, other):
        desk = Client()
        desk.force_login(by)
        try:
            form = {
                "username": other.username,
                "groups": [role],
                "regions-TOTAL_FORMS": 0,
                "regions-INITIAL_FORMS": 0,
            }
            return desk.post(f"/monitoring/user/{other.pk}/change/", form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(disable, pair, reversed(pair)))

    assert User.objects.filter(is_active=True).count() == 1
    # Whoever came second was refused, or was signed out before asking.
    assert answers in ([302, 302], [302, 403])
