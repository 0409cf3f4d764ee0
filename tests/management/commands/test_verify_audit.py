import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from monitoring.models import EventKind
from monitoring.models.events import record
from tests.accounts.tampering import change, lift, remove, sql
from tests.makers import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def last(central_staff):
    return [record(EventKind.SIGNED_IN, by=central_staff, at=NOW) for _ in range(3)][-1]


def run(*arguments, language="en"):
    """Return what the command prints, and its exit code."""
    out, code = StringIO(), 0
    with translation.override(language):
        try:
            call_command("verify_audit", *arguments, stdout=out)
        except SystemExit as error:
            code = error.code
    return out.getvalue().rstrip("\n").split("\n"), code


def test_whole_events_end_with_what_to_write_down(last):
    assert run() == (
        ["3 security events are whole. Write the end down elsewhere:", f"3:{last.digest}"],
        0,
    )


def test_the_first_altered_event_is_named(last):
    lift()
    change(2, "about", "other")

    assert run() == (["✗ Event 2 was altered.", "Whole before it: 1."], 1)
    assert run(language="id") == (["✗ Kejadian 2 telah diubah.", "Yang utuh sebelumnya: 1."], 1)


def test_another_key_is_one_sentence(last, settings):
    settings.AUDIT_KEY = "another"

    assert run()[0][0] == "✗ No event was made with this AUDIT_KEY: it is not the key of this portal."


def test_an_end_that_was_written_down_tells_of_removed_events(last):
    lift()
    remove(1, 2, 3)
    sql("DELETE FROM END")

    assert run()[1] == 0
    assert run("--expect", f"3:{last.digest}") == (["✗ Event 1 was removed.", "Whole before it: 0."], 1)


def test_one_object_for_scripts(last):
    lift()
    whole = json.loads(run("--json")[0][0])
    remove(2)
    broken = json.loads(run("--json")[0][0])

    assert whole == {"whole": True, "checked": 3, "end": f"3:{last.digest}", "fault": None}
    assert broken["fault"] == {"number": 2, "what": "removed"}


def test_from_a_number_on(last):
    lift()
    change(1, "about", "other")

    assert run("--from", "2") == (
        ["2 security events are whole. Write the end down elsewhere:", f"3:{last.digest}"],
        0,
    )


@pytest.mark.parametrize(
    "arguments", [["--from", "0"], ["--from", "x"], ["--expect", "3"], ["--expect", "3:x"]]
)
def test_what_cannot_be_asked_is_refused(arguments):
    with pytest.raises(CommandError, match=arguments[1]):
        run(*arguments)


def test_from_beyond_the_last_event_is_refused(last):
    with pytest.raises(CommandError, match="no event 9"):
        run("--from", "9")
