"""1,749 spellings seen in public files, each with the district that is meant."""

import re

import pytest

from monitoring.imports.districts.index import Found
from tests.imports.reference import SPELLINGS, district_of, index, rows

ALL = rows(SPELLINGS)
CERTAIN = [
    row for row in ALL if row["ambiguous"] == "no" and row["difference"] != "typo/abbreviation"
]  # official, case, form, old name, alias
MISSPELT = [row for row in ALL if row["difference"] == "typo/abbreviation"]
BARE = [row for row in ALL if row["ambiguous"] == "kab/kota"]
ONLY_SUGGESTED = [row for row in ALL if row["ambiguous"] in ("needs province", "conflict")]


def district(row):
    return district_of()[row["code_now"]]


def provinces(row):
    return [name.strip() for name in row["provinces"].split(";") if name.strip()]


def test_the_list_is_whole():
    assert (len(ALL), len(CERTAIN), len(MISSPELT), len(BARE), len(ONLY_SUGGESTED)) == (1749, 1659, 31, 54, 5)


def test_every_certain_spelling_means_its_district_without_any_context():
    missed = [row for row in CERTAIN if index().find(name=row["written"]) != Found(district(row))]

    assert missed == []


def test_every_certain_spelling_means_its_district_beside_its_kind():
    missed = [
        row for row in CERTAIN if index().find(name=row["written"], kind=row["kind"]) != Found(district(row))
    ]

    assert missed == []


def test_every_certain_spelling_agrees_with_the_code_of_its_district():
    missed = [
        row
        for row in CERTAIN
        if index().find(name=row["written"], code=row["code_now"]) != Found(district(row))
    ]

    assert missed == []


def test_a_province_column_contradicts_only_where_the_source_is_older_than_the_province():
    contradicted = {
        (row["code_now"], name)
        for row in CERTAIN
        for name in provinces(row)
        if index().find(name=row["written"], kind=row["kind"], province=name) != Found(district(row))
    }

    assert {(code[:2], name) for code, name in contradicted} == {("65", "Kalimantan Timur")}


def test_bare_names_are_refused_naming_all_that_they_may_be():
    named = {
        row["written"]: sorted(
            index().code_on(each, None) for each in index().find(name=row["written"]).candidates
        )
        for row in BARE
    }

    assert {
        row["written"]: sorted(re.findall(r"[0-9.]{5}", f"{row['code_now']} {row['alternatives']}"))
        for row in BARE
    } == named


def test_a_kind_beside_it_settles_a_bare_name():
    settled = [row for row in BARE if row["kind"]]

    assert all(index().find(name=row["written"], kind=row["kind"]) == Found(district(row)) for row in settled)


@pytest.mark.parametrize("context", [False, True])
def test_a_misspelling_is_never_taken(context):
    for row in MISSPELT:
        for province in provinces(row) if context else [None]:
            assert (
                index().find(name=row["written"], kind=row["kind"], province=province).code
                == "unknown_district"
            )


@pytest.mark.parametrize("context", [False, True])
def test_of_misspellings_the_right_district_is_suggested_first(context):
    first = [
        index().suggest(row["written"], province=district_province(row) if context else None)[:1]
        for row in MISSPELT
    ]

    assert first == [[row["code_now"]] for row in MISSPELT]


def test_a_spelling_that_means_its_district_only_in_its_province_is_not_taken_there_for_another():
    for row in ONLY_SUGGESTED:
        match = index().find(name=row["written"], heading=provinces(row)[0])

        assert match.code in ("unknown_district", "ambiguous_district")
        assert row["code_now"] in index().suggest(row["written"], province=district_province(row))


def district_province(row):
    return index().province_on(district(row), None)
