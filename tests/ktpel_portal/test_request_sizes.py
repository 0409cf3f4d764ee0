"""How much of a request is read at all, whatever it asks for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db


def fields(number):
    return {f"field-{each}": "x" for each in range(number)}


def files(number):
    return {"files": [SimpleUploadedFile(f"{each}.csv", b"x") for each in range(number)]}


@pytest.mark.parametrize(
    ("most", "too_much"),
    [
        (fields(5000), fields(5001)),
        (files(10), files(11)),
        ({"username": "x" * 2_000_000}, {"username": "x" * 2_100_000}),
    ],
    ids=["fields", "files", "bytes"],
)
def test_so_much_is_read_and_no_more(client, most, too_much):
    answers = [client.post("/login/", sent) for sent in (most, too_much)]

    assert [answer.status_code for answer in answers] == [200, 400]
