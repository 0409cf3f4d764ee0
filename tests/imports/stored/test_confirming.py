import pytest

from monitoring.imports.findings import Finding
from monitoring.imports.stored.confirming import NotConfirmed, confirm_spelling
from monitoring.models import AliasKind, DistrictAlias
from tests.imports.sending import check
from tests.imports.sheets import xlsx
from tests.makers import NOW, district_of

pytestmark = pytest.mark.django_db

JUNE_6 = "06/06/2017"


def unknown(value, *codes):
    return Finding("unknown_district", "Sheet1", "B2", value, codes)


def confirm(finding, code, by):
    return confirm_spelling(finding, code, by=by, at=NOW)


def refused(finding, code, by):
    with pytest.raises(NotConfirmed) as refusal:
        confirm(finding, code, by)
    return refusal.value.code


def test_a_confirmed_spelling_is_known_in_the_next_check(jabar_officer, kab_bandung):
    content = xlsx([(None, "KAB. BANDNG", JUNE_6, 100, 2, 50)])
    finding = check(content, jabar_officer)[1].findings[0]

    alias = confirm(finding, "32.04", jabar_officer)

    assert check(content, jabar_officer)[1].findings == []
    assert (alias.text, alias.district, alias.province_id, alias.kind, alias.confirmed_by) == (
        "KAB. BANDNG", kab_bandung, "32", AliasKind.CONFIRMED, jabar_officer,
    )  # fmt: skip


def test_a_spelling_confirmed_for_one_province_is_unknown_in_another(jabar_officer, bali_officer):
    confirm(unknown("KAB. BANDNG", "32.04"), "32.04", jabar_officer)

    found = check(xlsx([(None, "KAB. BANDNG", JUNE_6, 100, 2, 50)]), bali_officer)[1].findings

    assert [finding.code for finding in found] == ["unknown_district"]


def test_only_a_suggestion_can_be_confirmed(jabar_officer):
    assert refused(unknown("KAB. BANDNG", "32.04"), "32.17", jabar_officer) == "finding"


def test_only_an_unknown_name_can_be_confirmed(jabar_officer):
    ambiguous = Finding("ambiguous_district", "Sheet1", "B2", "BANDUNG", ("32.04", "32.73"))

    assert refused(ambiguous, "32.04", jabar_officer) == "finding"


def test_a_district_of_another_province_cannot_be_confirmed(bali_officer):
    assert refused(unknown("KAB. BANDNG", "32.04"), "32.04", bali_officer) == "district"


@pytest.mark.parametrize("value", [None, 3204, "3204", "3204010101900001 KAB", "x" * 121])
def test_what_is_no_name_cannot_be_confirmed(jabar_officer, value):
    assert refused(unknown(value, "32.04"), "32.04", jabar_officer) == "text"


def test_the_same_spelling_is_remembered_once(jabar_officer, central_staff):
    first = confirm(unknown("KAB. BANDNG", "32.04"), "32.04", jabar_officer)

    again = confirm(unknown(" kab  bandng", "32.04"), "32.04", central_staff)

    assert again == first
    assert DistrictAlias.objects.filter(kind=AliasKind.CONFIRMED).count() == 1


def test_a_spelling_that_means_another_district_already_is_refused(jabar_officer):
    confirm(unknown("KAB. BANDNG", "32.04", "32.17"), "32.04", jabar_officer)

    with pytest.raises(NotConfirmed) as refusal:
        confirm(unknown("KAB BANDNG", "32.04", "32.17"), "32.17", jabar_officer)

    assert (refusal.value.code, refusal.value.district) == ("taken", district_of("32.04"))
