import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from monitoring.figures.national import national_figures
from tests.makers import TODAY, make_count, make_report, make_supply, supply_district

pytestmark = pytest.mark.django_db


def said(*arguments):
    out = StringIO()
    call_command("national_figures", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def stated(kab_bandung):
    make_supply(7_000_000)
    make_count(None, 1_000_000)
    supply_district(kab_bandung, 5_985_000)
    make_report(kab_bandung, printed=1_616_917)


def test_json_is_the_figures_and_nothing_else(stated):
    found = json.loads(said("--as-of", "2017-07-16", "--json"))

    assert found == national_figures(as_of=TODAY).as_json()
    assert (found["printed"], found["used_percent"], found["damaged"]) == (1_616_917, 27.02, None)
    assert (found["available"], found["unexplained"]) == (4_368_083, 15_000)


def test_without_a_day_it_is_the_portals_day(stated):
    assert json.loads(said("--json"))["as_of"] == "2017-07-16"


def test_the_statement_is_written_as_a_reader_writes_numbers_and_days(stated):
    with override("id"):
        statement = said()

    assert "1.616.917 (6 Juni 2017)" in statement
    assert "27,02 %" in statement
    assert "4.368.083" in statement
    assert "15.000" in statement


def test_the_statement_says_what_is_not_known(stated):
    with override("en"):
        statement = said()

    assert "Damaged: not reported" in statement
    assert "Printed: 1,616,917 (6 June 2017)" in statement
    assert "Districts that reported in the round: 1 of 514" in statement


def test_the_codes_of_the_flagged_are_listed(stated, denpasar):
    make_report(denpasar, printed=3)

    assert "\n  51.71\n" in said()


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="2017-13-01"):
        said("--as-of", "2017-13-01")
