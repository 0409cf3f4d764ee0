"""Filters in an address that someone has typed: never an accident, on lists and on their exports."""

import pytest

ODD = [
    "province=99999999999999999999",
    "round=abc",
    "p=-1",
    "p=99999999999999999999",
    "o=-99.x",
    "as_of_from=0000-00-00",
    "q=" + "a" * 2000,
]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("way", ["", "export/"])
def test_an_odd_filter_of_reports(query, way, signed_in, central_staff):
    response = signed_in(central_staff).get(f"/monitoring/districtreport/{way}?{query}", follow=True)

    assert response.status_code == 200


def test_an_export_of_rows_by_a_filter_that_is_none_leads_to_the_list(signed_in, central_staff):
    desk = signed_in(central_staff)

    response = desk.post("/monitoring/district/export/?province=xx", {"format": "0", "resource": ""})

    assert response.url == "/monitoring/district/?e=1"


@pytest.mark.parametrize("query", ["at_from=0001-01-01", "at_until=9999-12-31", "at_until=0001-01-01"])
@pytest.mark.parametrize("way", ["", "export/"])
def test_events_of_the_first_and_of_the_last_day_of_all(query, way, signed_in, auditor):
    response = signed_in(auditor).get(f"/monitoring/securityevent/{way}?{query}", follow=True)

    assert response.status_code == 200
