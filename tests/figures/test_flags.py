import pytest
from django.utils.translation import override

from monitoring.figures.flags import EXPLANATIONS, explain, flagged, low_print, not_reporting
from monitoring.models import District
from monitoring.rules import Actor, Reason
from tests.makers import TODAY, make_report


def test_every_reason_is_explained_in_both_languages():
    for language in ("id", "en"):
        with override(language):
            texts = [
                str(text) for each in EXPLANATIONS.values() for text in (each.label, each.matter, each.task)
            ]

        assert set(EXPLANATIONS) == set(Reason)
        assert all(texts)


def test_what_the_database_says_is_put_into_words():
    with override("en"):
        found = explain("stocked_out")

        assert str(found.label) == "stocked out"
    assert found.actor == Actor.CENTRE
    assert explain(None) is None


@pytest.mark.django_db
def test_the_flagged_come_with_those_that_printed_least_first(kab_bandung, kota_bandung, denpasar):
    make_report(kab_bandung, printed=9)
    make_report(kota_bandung, printed=2)
    make_report(denpasar, printed=15)

    low = low_print(District.objects.all(), as_of=TODAY)

    assert [(district.code, district.printed) for district in low] == [("32.73", 2), ("32.04", 9)]


@pytest.mark.django_db
def test_who_does_not_report_is_told_apart(kab_bandung):
    make_report(kab_bandung, printed=9)

    silent = not_reporting(District.objects.filter(province="32"), as_of=TODAY)

    assert silent.count() == 26
    assert kab_bandung not in silent


@pytest.mark.django_db
def test_both_kinds_come_together_with_the_silent_last(kab_bandung, kota_bandung):
    make_report(kab_bandung, printed=9)
    make_report(kota_bandung, printed=15)

    found = flagged(District.objects.filter(province="32"), as_of=TODAY)

    assert (found[0].code, found[0].reason) == ("32.04", "never_supplied")
    assert {district.reason for district in found[1:]} == {"not_reporting"}
    assert len(found) == 26
