import pytest
from django.utils.translation import override

from monitoring.figures.flags import EXPLANATIONS, explain, flagged
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
def test_those_that_printed_least_come_first_and_the_silent_last(kab_bandung, kota_bandung):
    bogor = District.objects.get(code="32.01")
    for district, printed in ((kab_bandung, 9), (kota_bandung, 15), (bogor, 2)):
        make_report(district, printed=printed)

    found = flagged(District.objects.filter(province="32"), as_of=TODAY)

    assert [(each.code, each.printed, each.reason) for each in found[:2]] == [
        ("32.01", 2, "never_supplied"),
        ("32.04", 9, "never_supplied"),
    ]
    assert {district.reason for district in found[2:]} == {"not_reporting"}
    assert len(found) == 26
