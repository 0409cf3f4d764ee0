"""The list of security events: read by auditors, by nobody else."""

import csv
import json
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from monitoring.models import EventKind, SecurityEvent
from monitoring.models.events import digest_of, record

LIST = "/monitoring/securityevent/"
LATE = datetime(2017, 7, 15, 17, 30, 5, 250000, tzinfo=UTC)
"""Half past midnight of the 16th in Jakarta."""


@pytest.fixture
def events(jabar_officer):
    return [
        record(EventKind.SIGNED_IN, by=jabar_officer, at=LATE.replace(hour=16), address="10.1.2.3"),
        record(EventKind.SIGN_IN_FAILED, by=None, at=LATE, address="10.9.9.9"),
        record(
            EventKind.EXPORTED, by=jabar_officer, at=LATE, about="districtreport", rows=1027, format="csv"
        ),
        record(
            EventKind.REFUSED, by=jabar_officer, at=LATE, about="=1+1", exists=True, key="7", row="upload"
        ),
    ]


def numbers(response):
    return [event.number for event in response.context["cl"].result_list]


def cells(response):
    text = response.content.decode()
    return text[text.index('id="result_list"') :]


def test_an_auditor_sees_the_newest_first_with_the_zone(signed_in, auditor, events):
    page = signed_in(auditor).get(LIST)

    assert numbers(page) == [4, 3, 2, 1]
    assert "16 Jul 2017, 00:30:05 WIB" in cells(page)
    assert "position reports" in cells(page)
    assert "format: csv; rows: 1,027" in cells(page)
    assert "the row exists: yes; key: 7; kind of row: upload" in cells(page)


def test_it_is_in_the_menu_of_auditors_alone(
    signed_in, auditor, central_staff, administrator, jabar_officer, events
):
    menus = {user: signed_in(user).get("/").content.decode() for user in (auditor, central_staff)}
    menus |= {user: signed_in(user).get("/").content.decode() for user in (administrator, jabar_officer)}

    assert [user.username for user, text in menus.items() if LIST in text] == ["auditor"]


@pytest.mark.parametrize("path", ["", "1/change/", "1/history/", "export/", "99/change/"])
def test_nobody_else_gets_there(
    signed_in, central_staff, administrator, jabar_officer, bandung_officer, nobody, events, path
):
    askers = (central_staff, administrator, jabar_officer, bandung_officer, nobody)

    answers = [signed_in(user).get(LIST + path).status_code for user in askers]

    assert answers == [403] * 5


def test_rows_are_only_for_auditors(central_staff, auditor, events):
    seen = [SecurityEvent.objects.visible_to(user).count() for user in (None, central_staff, auditor)]

    assert seen == [0, 0, 4]


@pytest.mark.parametrize("path", ["add/", "1/change/", "1/delete/"])
def test_an_auditor_changes_nothing(signed_in, auditor, events, path):
    answer = signed_in(auditor).post(LIST + path, {"about": "x", "post": "yes"})

    assert answer.status_code == 403
    assert set(SecurityEvent.objects.filter(number__lte=4)) == set(events)


def test_one_event_is_shown_with_its_digests(signed_in, auditor, events):
    page = signed_in(auditor).get(f"{LIST}2/change/")

    text = page.content.decode()
    assert events[1].digest in text
    assert events[0].digest in text
    assert 'name="_save"' not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=refused", [4]),
        ("at_from=2017-07-16", [4, 3, 2]),
        ("at_until=2017-07-15", [1]),
        ("at_from=2017-07-16&at_until=2017-07-16", [4, 3, 2]),
        ("q=prov32", [4, 3, 1]),
        ("q=10.9", [2]),
        ("q=districtreport", [3]),
    ],
)
def test_filters_and_search(signed_in, auditor, events, query, found):
    assert numbers(signed_in(auditor).get(f"{LIST}?{query}")) == found


def test_the_list_costs_the_same_whatever_its_length(signed_in, auditor, jabar_officer, events):
    browser = signed_in(auditor)
    browser.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as before:
        browser.get(LIST)
    for _ in range(20):
        record(EventKind.SIGNED_OUT, by=jabar_officer, at=LATE)

    with CaptureQueriesContext(connection) as after:
        page = browser.get(LIST)

    assert len(numbers(page)) == 24
    assert len(after) == len(before)


def test_a_csv_holds_moments_with_offset_and_digests_and_no_formula(signed_in, auditor, events):
    answer = signed_in(auditor).post(f"{LIST}export/?kind=refused", {"format": "1"})

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0]["At"] == "2017-07-16T00:30:05.250000+07:00"
    assert (rows[0]["Number"], rows[0]["Event"], rows[0]["Account"]) == ("4", "refused", "prov32")
    assert rows[0]["About"] == "'=1+1"
    assert (rows[0]["Digest of the event before"], rows[0]["Digest"]) == (events[2].digest, events[3].digest)


def test_an_export_says_enough_to_recalculate_a_digest(signed_in, auditor, events):
    answer = signed_in(auditor).post(f"{LIST}export/", {"format": "0"})

    header, *rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    row = dict(zip(header, next(row for row in rows if row[0] == 3), strict=True))
    again = SecurityEvent(
        number=int(row["Number"]),
        at=datetime.fromisoformat(row["At"]),
        kind=row["Event"],
        account_id=int(row["Number of the account"]),
        address=row["From address"],
        about=row["About"],
        details=json.loads(row["Details"]),
        previous=row["Digest of the event before"],
    )
    assert digest_of(again) == row["Digest"] == events[2].digest


def test_an_indonesian_page_says_it_in_indonesian(signed_in, auditor, events):
    text = cells(signed_in(auditor, "id").get(LIST))

    assert "baris itu ada: ya; kunci: 7; jenis baris: unggahan" in text
    assert "gagal masuk" in text
