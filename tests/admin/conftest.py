"""Browsers that are signed in, and what they ask."""

import pytest
from django.contrib.auth.models import Permission

from monitoring import clock
from monitoring.admin.signing_in.completing import SEEN_AT, SIGNED_IN_AT
from monitoring.models import User
from tests.makers import make_user


def browser(client_class, user):
    client = client_class()
    client.force_login(user)
    # As signing in would; else the first page did, at the price of a query more than the second.
    session = client.session
    session[SIGNED_IN_AT] = session[SEEN_AT] = clock.now().timestamp()
    session.save()
    return client


@pytest.fixture
def signed_in(client):
    """Return a function that signs someone in: their pages, as they see them."""

    def sign_in(user, language="en"):
        asker = browser(type(client), user)
        asker.cookies["django_language"] = language
        return asker

    return sign_in


@pytest.fixture
def administrator(db):
    """Someone who manages accounts, by the permission of that alone."""
    user = make_user("accounts")
    codes = ("add_user", "change_user", "view_user", "view_group")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return User.objects.get(pk=user.pk)
