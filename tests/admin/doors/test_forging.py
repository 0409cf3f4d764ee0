"""What is sent that no page offered, to forms, grid, autocomplete and uploads: nothing changes or shows."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from monitoring.admin.grid_table import digest
from monitoring.models import BlankReceipt, DistrictReport, Upload
from tests.admin.doors.bodies import typed_into
from tests.admin.doors.digests import changed_by
from tests.admin.doors.expecting import TABLE
from tests.admin.doors.trying import ADDRESSES, path_of, rows_of
from tests.admin.doors.walking import ask, without_key
from tests.admin.doors.world import FOREIGN, JUNE_6, OWN
from tests.makers import district_of, make_report, make_shipment

pytestmark = pytest.mark.django_db

OFFICERS = ("province", "district")
every_officer = pytest.mark.parametrize("role", OFFICERS)
ROW_DOORS = sorted(name for name, door in TABLE.items() if door.row not in ("-", "user", "group", "event"))


@pytest.mark.parametrize("name", [name for name in ROW_DOORS if name in ADDRESSES])
def test_who_may_do_everything_does_it_in_the_own_regions_alone(name, world, askers):
    door, client = TABLE[name], askers["bold"]
    keys = rows_of(door, world, "bold")

    for method in ("GET", "POST"):
        got = {whose: ask(client, method, path_of(door, keys[whose])) for whose in keys if whose != "own"}

        assert {answer.word for answer in got.values()} <= {"back", "absent", "refused", "no-verb", "onward"}
        if "other" in got:
            assert got["other"].tells(keys["other"]) == got["missing"].tells(keys["missing"])


MOVES = (
    ("districtalias", "alias", "district", "district"),
    ("stockcount", "count", "store", "store"),
    ("blankshipment", "coming", "from_store", "store"),
    ("blankshipment", "coming", "to_store", "store"),
    ("blankreceipt", "receipt", "shipment", "coming"),
)


@pytest.mark.parametrize(("listed", "row", "field", "target"), MOVES)
def test_a_row_is_not_moved_to_where_its_writer_sees_nothing(listed, row, field, target, world, askers):
    url = f"/monitoring/{listed}/{world.rows[row]['own']}/change/"
    shown = typed_into(ask(askers["bold"], "GET", url).response)
    keys = (world.rows[target]["foreign"], 999999)

    other, missing = (ask(askers["bold"], "POST", url, shown | {field: key}) for key in keys)

    assert (other.word, missing.word) in (("form", "form"), ("refused", "refused"))
    assert errors_of(other, keys[0]) == errors_of(missing, keys[1])
    assert changed_by(askers["bold"], url, shown | {field: keys[0]}) == []


def errors_of(answer, key):
    if answer.word != "form":
        return answer.word
    form = answer.response.context["adminform"].form
    return {name: [without_key(text, key) for text in told] for name, told in form.errors.items()}


@every_officer
def test_a_report_for_others_is_refused_whether_they_have_one_or_not(role, world, askers):
    foreign, day = world.rows["district"]["foreign"], JUNE_6.isoformat()
    rows = ((foreign, day), (foreign, "2017-06-27"), (999999, day))

    got = [
        ask(
            askers[role],
            "POST",
            "/monitoring/districtreport/add/",
            {"district": key, "as_of": on, "printed": 5},
        )
        for key, on in rows
    ]

    told = [errors_of(answer, key) for answer, (key, _on) in zip(got, rows, strict=True)]
    assert told[0] == told[1] == told[2]
    assert list(told[0]) == ["district"]


@every_officer
def test_a_form_filled_by_its_address_offers_nothing_of_others(role, world, askers):
    for page, field, kind in (
        ("districtreport", "district", "district"),
        ("blankreceipt", "shipment", "coming"),
    ):
        keys = (world.rows[kind]["foreign"], 999999)

        got = [ask(askers[role], "GET", f"/monitoring/{page}/add/?{field}={key}") for key in keys]

        assert [answer.response.context["adminform"].form.initial.get(field) for answer in got] == [
            str(key) for key in keys
        ]
        assert all(
            f'value="{key}"' not in answer.response.content.decode()
            for answer, key in zip(got, keys, strict=True)
        )


@every_officer
def test_the_grid_takes_no_province_and_no_district_of_others(role, world, askers):
    typed = {f"{world.rows['district']['foreign']}-printed": "5"}
    grid = "/monitoring/districtreport/grid/?as_of=2017-06-20&province="

    other, missing, own = (ask(askers[role], "POST", f"{grid}{code}", typed) for code in ("51", "99", "32"))

    assert other.tells("51") == missing.tells("99")
    assert all(row.code != FOREIGN for answer in (other, own) for row in answer.response.context["rows"])
    assert changed_by(askers[role], f"{grid}32", typed | {"confirm": "1", "shown": digest([])}) == []


FOREIGN_KEYS = [
    (model._meta.model_name, field.name, field.remote_field.model)
    for model in apps.get_app_config("monitoring").get_models()
    for field in model._meta.get_fields()
    if isinstance(field, ForeignKey)
]


@every_officer
def test_an_autocomplete_names_the_own_rows_alone(role, world, askers):
    query = "/autocomplete/?app_label=monitoring&model_name={}&field_name={}&term="

    for model, field, target in FOREIGN_KEYS:
        got = ask(askers[role], "GET", query.format(model, field))

        assert got.word in ("data", "refused", "absent")
        if got.word == "data":
            named = {str(each["id"]) for each in got.response.json()["results"]}
            own = target.objects.visible_to(world.users[role]).values_list("pk", flat=True)
            assert named <= {str(key) for key in own}, (model, field)


def test_an_upload_is_sent_for_no_province_of_others(world, askers):
    before = Upload.objects.count()

    pages = [
        ask(askers["two"], "POST", "/monitoring/upload/add/", {"province": code}) for code in ("31", "99")
    ]
    forms = [
        ask(askers["two"], "GET", f"/monitoring/upload/template/?province={code}") for code in ("31", "99")
    ]

    assert pages[0].response.context["form"].errors == pages[1].response.context["form"].errors
    assert "province" in pages[0].response.context["form"].errors
    assert [form.word for form in forms] == ["absent", "absent"]
    assert Upload.objects.count() == before


@every_officer
def test_a_spelling_is_confirmed_for_no_district_of_others(role, world, askers):
    url = f"/monitoring/upload/{world.rows['doubtful']['own']}/spelling/"
    (finding,) = Upload.objects.get(pk=world.rows["doubtful"]["own"]).findings
    choices = (f"{finding['sheet']}|{finding['cell']}|{code}" for code in (FOREIGN, "99.99"))

    other, missing = (ask(askers[role], "POST", url, {"choice": choice}) for choice in choices)

    assert other.tells(FOREIGN) == missing.tells("99.99")
    assert (other.word, missing.word) == ("onward", "onward")


@every_officer
def test_files_sent_together_show_the_own_ones_alone(role, world, askers):
    keys = (world.rows["upload"]["foreign"], 999999)

    other, missing = (ask(askers[role], "GET", f"/monitoring/upload/sent/?id={key}") for key in keys)

    assert other.tells(keys[0]) == missing.tells(keys[1])
    assert list(other.response.context["uploads"]) == []


def test_an_inline_takes_no_row_of_others(world, askers):
    url = f"/monitoring/district/{world.rows['district']['own']}/change/"
    shown = typed_into(ask(askers["bold"], "GET", url).response)
    keys = (world.rows["alias"]["foreign"], 999999)

    changed = [
        changed_by(askers["bold"], url, shown | {"aliases-0-id": key, **more})
        for key in keys
        for more in ({"aliases-0-DELETE": "on"}, {"aliases-0-text": "taken over"})
    ]

    assert changed == [[], [], [], []]


def test_only_the_receiver_confirms_what_was_lent(world, askers):
    loan = make_shipment(district_of(FOREIGN), 10, sent_from=district_of(OWN), number="BAST/LOAN")
    data = {"shipment": loan.pk, "received_on": "2017-06-20", "accepted": 10, "rejected": 0, "missing": 0}

    sender = ask(askers["province"], "POST", "/monitoring/blankreceipt/add/", data)
    receiver = ask(askers["bali"], "POST", "/monitoring/blankreceipt/add/", data)

    assert (sender.word, receiver.word) == ("form", "done")
    assert list(sender.response.context["adminform"].form.errors) == ["shipment"]
    assert not BlankReceipt.objects.filter(shipment=loan).exists()


@pytest.mark.parametrize(("asker", "may"), [("bold", "done"), ("bold_bali", "refused")])
def test_only_the_sender_changes_and_withdraws_what_was_lent(asker, may, world, askers):
    loan = make_shipment(district_of(FOREIGN), 10, sent_from=district_of(OWN), number="BAST/LOAN")
    url = f"/monitoring/blankshipment/{loan.pk}"
    page = ask(askers[asker], "GET", f"{url}/change/")

    withdrawn = ask(askers[asker], "POST", f"{url}/withdraw/")

    assert page.word == ("form" if may == "done" else "page")
    assert withdrawn.word == may


def test_the_erasure_of_a_report_of_others_is_not_even_asked(world, askers):
    report = make_report(district_of(FOREIGN), as_of=JUNE_6.replace(day=5), printed=3)

    got = ask(
        askers["bold"],
        "POST",
        f"/monitoring/districtreport/{report.pk}/delete/",
        {"post": "yes", "reason": "x"},
    )

    assert got.word == "back"
    assert DistrictReport.objects.filter(pk=report.pk).exists()
