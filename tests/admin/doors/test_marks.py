"""Whatever opens holds nothing of others: not their names, papers, people or figures, in no page or file."""

import io
import re
import zipfile

import pytest

from tests.admin.doors.bodies import body
from tests.admin.doors.expecting import TABLE
from tests.admin.doors.trying import ADDRESSES, path_of, rows_of
from tests.admin.doors.walking import ask, body_of
from tests.admin.doors.world import FOREIGN, NEIGHBOUR, OWN, figures_of, marks_of

pytestmark = pytest.mark.django_db

OPENS = ("page", "form", "file", "data")


def opening(role):
    """Return each URL and method at which something opens for `role`."""
    return [
        pytest.param(role, name, method, id=f"{role}-{name}-{method}")
        for name in sorted(TABLE.keys() & ADDRESSES.keys())
        for method in ("GET", "POST")
        if TABLE[name].must_come(role, method, own=True) in OPENS
        and (
            method == "GET" or TABLE[name].must_come(role, "GET", own=True) != TABLE[name].words[method][role]
        )
    ]


def text_of(answer):
    """Return what an answer says; of a workbook all that stands in it."""
    response = answer.response
    content = response.getvalue() if response.streaming else response.content
    if not content.startswith(b"PK"):
        return body_of(response)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return " ".join(book.read(name).decode(errors="replace") for name in book.namelist())


def found_in(text, marks):
    return [mark for mark in marks if re.search(rf"(?<![\w.,]){re.escape(mark)}(?![\w])", text)]


@pytest.mark.parametrize(("role", "name", "method"), [*opening("province"), *opening("district")])
def test_what_opens_for_an_officer_holds_nothing_of_others(role, name, method, world, askers):
    door, client = TABLE[name], askers[role]
    path = path_of(door, rows_of(door, world, role)["own"])
    others = [FOREIGN] if role == "province" else [FOREIGN, NEIGHBOUR]

    got = ask(client, method, path, body(name, world, None) if method == "POST" else {})

    assert got.word in OPENS
    assert found_in(text_of(got), [mark for code in others for mark in marks_of(code)]) == []


@pytest.mark.parametrize(("role", "name", "method"), [*opening("administrator"), *opening("nobody")])
def test_what_opens_for_who_sees_no_figures_holds_none(role, name, method, world, askers):
    door = TABLE[name]
    path = path_of(door, rows_of(door, world, role)["own"])

    got = ask(askers[role], method, path, body(name, world, None) if method == "POST" else {})

    assert (
        found_in(text_of(got), [mark for code in (OWN, NEIGHBOUR, FOREIGN) for mark in figures_of(code)])
        == []
    )


def test_the_marks_are_found_where_they_are_to_be_seen(world, askers):
    lists = ("district", "districtreport", "upload", "blankshipment", "stockcount", "districtalias")
    text = " ".join(text_of(ask(askers["centre"], "GET", f"/monitoring/{name}/")) for name in lists)

    assert len(found_in(text, marks_of(FOREIGN))) >= 8
