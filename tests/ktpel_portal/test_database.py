import os
from threading import Barrier, Thread

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction


@pytest.mark.django_db
def test_the_run_is_on_the_database_that_it_names():
    scheme = os.environ["DATABASE_URL"].partition("://")[0]

    assert connection.vendor == ("sqlite" if scheme == "sqlite" else "postgresql")


@pytest.mark.django_db(transaction=True)
def test_writers_that_read_first_wait_for_each_other():
    together = Barrier(4)
    failures = []

    def write(number):
        together.wait()
        try:
            for turn in range(10):
                with transaction.atomic():
                    ContentType.objects.count()
                    ContentType.objects.create(app_label=f"writer{number}", model=f"row{turn}")
        except Exception as error:  # noqa: BLE001 - a thread's failure is the finding
            failures.append(error)
        finally:
            connection.close()

    writers = [Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert failures == []
    assert ContentType.objects.filter(app_label__startswith="writer").count() == 40
