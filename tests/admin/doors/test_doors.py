"""Every URL, method and role, with the own row, another's and none, against the table of what must come."""

import pytest

from tests.admin.doors.bodies import body
from tests.admin.doors.expecting import TABLE
from tests.admin.doors.trying import ADDRESSES, path_of, rows_of
from tests.admin.doors.walking import ask, body_of
from tests.admin.doors.world import ROLES

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST")
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def test_every_url_has_its_line_in_the_table():
    missing = sorted(ADDRESSES.keys() - TABLE.keys())

    assert not missing, (
        f"Nobody has said who may do what at {', '.join(missing)}. Write a line for each into "
        "tests/admin/doors/table.py: its first lines say how, the roles of the portal say what must come."
    )


def test_every_line_of_the_table_has_its_url():
    gone = sorted(TABLE.keys() - ADDRESSES.keys())

    assert not gone, (
        f"There is no URL named {', '.join(gone)}: take the line out of tests/admin/doors/table.py."
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(TABLE.keys() & ADDRESSES.keys()))
def test_at_each_door_comes_what_the_table_says(name, role, world, askers):
    door, client = TABLE[name], askers[role]
    keys = rows_of(door, world, role)
    sent = {}

    for method in METHODS:
        got = {whose: ask(client, method, path_of(door, key), sent) for whose, key in keys.items()}
        sent = body(name, world, got["own"].response)

        words = {whose: answer.word for whose, answer in got.items()}
        assert words == {whose: door.must_come(role, method, own=whose == "own") for whose in keys}, method
        if "other" in got:
            told = [got[whose].tells(keys[whose]) for whose in ("other", "missing")]
            assert told[0] == told[1], f"{method}: another's row can be told from one that is not there"


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_no_page_knows_another_method(method, world, askers):
    client = askers["centre"]

    words = {
        name: ask(client, method, path_of(TABLE[name], "x")).word for name in TABLE.keys() & ADDRESSES.keys()
    }

    assert set(words.values()) == {"no-verb"}


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_header_that_names_another_method_is_not_heard(header, world, askers):
    key = world.rows["alias"]["own"]

    answer = ask(
        askers["centre"],
        "GET",
        f"/monitoring/districtalias/{key}/delete/",
        {"_method": "POST"},
        **{header: "POST"},
    )

    assert answer.word == "form"


def test_a_head_is_answered_as_a_get(world, askers):
    # Django's page of signing in sends away who has signed in and asks by GET, and no one else.
    doors = [door for name, door in TABLE.items() if name in ADDRESSES and name != "login"]

    heads = {door.name: ask(askers["district"], "HEAD", own_path(door, world, "district")) for door in doors}

    words = {door.name: door.must_come("district", "GET", own=True) for door in doors}
    # It has no body, in which a form could stand.
    expected = {name: {"form": "page"}.get(word, word) for name, word in words.items()}
    assert {name: head.word for name, head in heads.items()} == expected
    assert {body_of(head.response) for head in heads.values()} == {""}


def own_path(door, world, role):
    return path_of(door, rows_of(door, world, role)["own"])


STRANGE_KEYS = ("0", "-1", "x", "%00", "9" * 40, "%F0%9F%92%A9", "1%20or%201=1")


@pytest.mark.parametrize("name", sorted(name for name, door in TABLE.items() if door.row != "-"))
def test_a_strange_key_is_a_row_that_is_not_there(name, world, askers):
    door = TABLE[name]

    words = {key: ask(askers["centre"], "GET", path_of(door, key)).word for key in STRANGE_KEYS}

    expected = door.must_come("centre", "GET", own=False)
    # "onward": what is no number is no address of a page that takes numbers only.
    assert set(words.values()) <= {expected, "absent", "onward"}, words
