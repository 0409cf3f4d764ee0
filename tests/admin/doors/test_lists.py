"""Lists: rows, counts, pages, filters and their names, fields asked for by hand, search, export."""

import csv
import io

import pytest

from monitoring.sites import portal
from tests.admin.doors.expecting import TABLE
from tests.admin.doors.walking import ask
from tests.admin.doors.world import FOREIGN, NEIGHBOUR, OWN
from tests.makers import district_of

pytestmark = pytest.mark.django_db

OFFICERS = ("province", "district")
LISTS = {
    model._meta.model_name: (model, page)
    for model, page in portal._registry.items()
    if f"{model._meta.model_name}_changelist" in TABLE
    and TABLE[f"{model._meta.model_name}_changelist"].words["GET"]["province"] == "page"
}
every_list = pytest.mark.parametrize("name", LISTS)
every_officer = pytest.mark.parametrize("role", OFFICERS)


def answered(askers, role, name, query=""):
    return ask(askers[role], "GET", f"/monitoring/{name}/{query}")


def keys_on(answer):
    """Return the keys of all rows of a list, those of further pages too."""
    return set(answer.response.context["cl"].queryset.values_list("pk", flat=True))


def own_keys(world, role, name):
    model, _page = LISTS[name]
    rows = model.objects.visible_to(world.users[role])
    return set(rows.values_list("pk", flat=True))


def refused(answer):
    return answer.response.status_code == 400 or answer.response.get("Location", "").endswith("?e=1")


@every_officer
@every_list
def test_a_list_holds_and_counts_the_own_rows_alone(name, role, world, askers):
    answer = answered(askers, role, name)

    shown = answer.response.context["cl"]
    own = own_keys(world, role, name)
    assert keys_on(answer) == own
    assert (shown.result_count, shown.paginator.count, shown.full_result_count) == (len(own), len(own), None)
    assert own


@every_list
def test_no_order_page_or_switch_shows_more(name, world, askers):
    columns = len(LISTS[name][1].list_display)
    queries = [f"?o={at}" for at in range(1, columns + 2)]
    queries += ["?all=", "?p=1", "?p=2", "?p=99", "?_facets=True", "?_popup=1", "?_to_field=id", "?o=-1.2.99"]
    own = own_keys(world, "district", name)

    answers = {query: answered(askers, "district", name, query) for query in queries}

    shown = {query: answer for query, answer in answers.items() if answer.word == "page"}
    assert len(shown) > columns
    assert all(keys_on(answer) <= own for answer in shown.values())


def offered(answer):
    """Return what each filter of a list offers: name in the address, value, words."""
    filters = answer.response.context["cl"].filter_specs
    return [
        (each.context(None)["name"], choice["value"], str(choice["display"]))
        for each in filters
        if "choices" in each.context(None)
        for choice in each.choices(None)
    ]


@every_officer
@every_list
def test_a_filter_offers_no_province_of_others_and_shows_own_rows(name, role, world, askers):
    own = own_keys(world, role, name)

    choices = offered(answered(askers, role, name))

    provinces = [display for parameter, value, display in choices if parameter == "province" and value]
    assert provinces in ([], ["Jawa Barat"])
    for parameter, value, _display in choices if role == "district" else ():
        assert keys_on(answered(askers, role, name, f"?{parameter}={value}")) <= own


@every_officer
@every_list
def test_another_ones_value_is_refused_as_one_that_is_not_there(name, role, world, askers):
    parameters = {parameter for parameter, _value, _display in offered(answered(askers, role, name))}

    for parameter in parameters:
        foreign, missing = (answered(askers, role, name, f"?{parameter}={value}") for value in ("51", "99"))
        assert foreign.tells("51") == missing.tells("99")
        assert refused(foreign)


BY_HAND = (
    *("district={district}", "district__exact={district}", "district__id__exact={district}", "id={report}"),
    *("district__province__exact=51", "district__province__name__startswith=B", "province__code=51"),
    *("upload={upload}", "upload__exact={upload}", "pk__in={report}", "id__gt=0", "as_of__year=2017"),
    *("printed__gte=1", "recorded_by={user}", "recorded_by__password__startswith=md5", "received_by={user}"),
    *("received_by__password__startswith=md5", "to_store__district__name=x", "from_store={store}"),
    *("shipment__to_store={store}", "store={store}", "places__name__startswith=K", "aliases__text=x"),
    *("code__startswith=51", "name__startswith=K", "district__printed__gte=1", "sha256__startswith=0"),
)


@every_list
def test_no_field_is_asked_by_hand_in_the_address(name, world, askers):
    keys = {kind: world.rows[kind]["foreign"] for kind in ("district", "report", "upload", "user", "store")}

    answers = {query: answered(askers, "province", name, f"?{query.format(**keys)}") for query in BY_HAND}

    assert [query for query, answer in answers.items() if not refused(answer)] == []


@every_officer
@every_list
def test_a_search_for_others_finds_what_a_search_for_nothing_finds(name, role, world, askers):
    others = [FOREIGN] if role == "province" else [FOREIGN, NEIGHBOUR]
    words = [
        word for code in others for word in (code, district_of(code).name, f"BAST/{code}", f"laporan {code}")
    ]
    words += [f"nick name of {code}" for code in others] + [f"officer of {code}" for code in others]

    found = {word: keys_on(answered(askers, role, name, f"?q={word}")) for word in words}

    assert {word: keys for word, keys in found.items() if keys} == {}


@every_officer
def test_a_search_for_the_own_district_finds_it(role, world, askers):
    found = keys_on(answered(askers, role, "districtreport", f"?q={OWN}"))

    assert world.rows["report"]["own"] in found


def lines_of(answer):
    return list(csv.reader(io.StringIO(answer.response.content.decode("utf-8-sig"))))[1:]


def export(askers, role, name, query="", **data):
    return ask(askers[role], "POST", f"/monitoring/{name}/export/{query}", {"format": "1"} | data)


@every_officer
@every_list
def test_an_export_holds_no_more_than_the_list(name, role, world, askers):
    own = own_keys(world, role, name)

    lines = lines_of(export(askers, role, name))

    # Sheets of papers hold one line for each that was sent and stands.
    assert 0 < len(lines) <= len(own)


@every_officer
@every_list
def test_an_export_takes_the_key_of_another_ones_row_as_one_that_is_not_there(name, role, world, askers):
    foreign = str(next(iter(own_keys(world, "centre", name) - own_keys(world, role, name)), 999999))

    other, missing = (export(askers, role, name, export_items=key) for key in (foreign, "999998"))

    errors = [str(answer.response.context["form"].errors["export_items"]) for answer in (other, missing)]
    assert errors[0].replace(f" {foreign} ", " 999998 ") == errors[1]
    assert (other.word, other.watched.statements) == (missing.word, missing.watched.statements)


@every_officer
@every_list
@pytest.mark.parametrize("query", ["?province=51", "?district=1", "?pk__in=1,2,3", "?recorded_by__id=1"])
def test_an_export_by_hand_gives_out_nothing_of_others(name, role, query, world, askers):
    answer = export(askers, role, name, query)

    assert refused(answer)
