"""What stands in the database, as one text for each table: equal texts, equal rows."""

import hashlib

from django.apps import apps

from tests.admin.doors.walking import KEPT_OF_EVERYONE


def everything():
    """Return a digest of each table that a request may change, by its name."""
    return {
        model._meta.db_table: _digest(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in KEPT_OF_EVERYONE
    }


def _digest(model):
    rows = model._base_manager.order_by("pk").values_list()
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()
