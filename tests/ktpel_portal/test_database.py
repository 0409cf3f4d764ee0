import os
from functools import partial

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from tests.at_once import at_once


@pytest.mark.django_db
def test_the_run_is_on_the_database_that_it_names():
    scheme = os.environ["DATABASE_URL"].partition("://")[0]

    assert connection.vendor == ("sqlite" if scheme == "sqlite" else "postgresql")


@pytest.mark.django_db(transaction=True)
def test_writers_that_read_first_wait_for_each_other():
    def write(number):
        for turn in range(10):
            with transaction.atomic():
                ContentType.objects.count()
                ContentType.objects.create(app_label=f"writer{number}", model=f"row{turn}")

    results = at_once(*(partial(write, number) for number in range(4)))

    assert results == [None] * 4
    assert ContentType.objects.filter(app_label__startswith="writer").count() == 40
