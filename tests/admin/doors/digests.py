"""What stands in the database, as one text for each table: equal texts, equal rows."""

import hashlib

from django.apps import apps

from tests.admin.doors.walking import KEPT_OF_EVERYONE, taken_back


def everything():
    """Return a digest of each table that a request may change, by its name."""
    return {
        model._meta.db_table: _digest(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in KEPT_OF_EVERYONE
    }


def changed_by(client, path, data):
    """Return the tables that hold something else after a POST, which is then taken back.

    That a form was saved is kept in Django's log, whatever it changed: that is left out.
    """
    with taken_back():
        before = everything()
        client.post(path, data)
        after = everything()
    return [table for table in before if before[table] != after[table] and table != "django_admin_log"]


def _digest(model):
    rows = model._base_manager.order_by("pk").values_list()
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()
