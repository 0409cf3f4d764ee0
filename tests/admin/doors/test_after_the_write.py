"""Rows are asked for again after a write, in its transaction: a page that checks too little keeps nothing."""

from dataclasses import dataclass

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import RequestFactory

from monitoring.admin.aliases import AliasAdmin
from monitoring.admin.counts import CountAdmin
from monitoring.admin.districts import DistrictAdmin
from monitoring.admin.entry import Entry, write
from monitoring.admin.plans import OpeningInline, RoundAdmin
from monitoring.admin.receipts import ReceiptAdmin
from monitoring.admin.reports import ReportAdmin
from monitoring.admin.scoped import ScopedInline
from monitoring.admin.shipments import ShipmentAdmin
from monitoring.admin.upload_undoing import digest
from monitoring.admin.upload_undoing import taken_back as taken_back_by_click
from monitoring.imports.reading import Scope
from monitoring.imports.stored.own_rows import hold_own
from monitoring.imports.stored.sending import Sending
from monitoring.imports.stored.undoing import undo_upload
from monitoring.imports.stored.uploads import check_and_apply
from monitoring.models import District, DistrictPlace, DistrictReport, Store, Upload
from monitoring.sites import portal
from tests.admin.doors.bodies import NO_DAYS, NO_INLINES, typed_into
from tests.admin.doors.digests import everything
from tests.admin.doors.walking import ask, taken_back
from tests.admin.doors.world import FOREIGN, JUNE_6, NAMES, OWN
from tests.imports.sheets import xlsx
from tests.makers import NOW, TODAY, district_of

pytestmark = pytest.mark.django_db

MADE = {
    AliasAdmin: lambda: {"text": "x", "district": district_of(FOREIGN).pk, "kind": "alias"},
    CountAdmin: lambda: {"store": district_of(FOREIGN).store.pk, "counted_on": "2017-06-20", "quantity": "7"},
    ReportAdmin: lambda: {"district": district_of(FOREIGN).pk, "as_of": "2017-06-20", "printed": "50000"},
    ReceiptAdmin: lambda: {
        "shipment": district_of(FOREIGN).store.shipments.get(number__endswith="/2").pk,
        "received_on": "2017-06-20",
        "accepted": "1",
        "rejected": "0",
        "missing": "0",
    },
    ShipmentAdmin: lambda: {
        "number": "X",
        "state": "sent",
        "sent_on": "2017-06-20",
        "quantity": "1",
        "from_store": district_of(FOREIGN).store.pk,
        "to_store": Store.objects.central().pk,
    },
    DistrictAdmin: lambda: (
        NO_INLINES | {"kind": "city", "code": "51.99", "name": "Kota Baru", "province": "51"}
    ),
}
"""What each page is sent: a row where its sender sees nothing."""


def careless(page):
    """Return the page with every choice offered to everyone: what it would be if one check were forgotten."""

    class Careless(page):
        def get_field_queryset(self, db, db_field, request):
            return db_field.remote_field.model._default_manager.all()

    return Careless


def post(user, path, data):
    request = RequestFactory().post(path, data)
    request.user, request.session, request._dont_enforce_csrf_checks = user, {}, True
    request._messages = FallbackStorage(request)
    return request


@pytest.mark.parametrize("admin", MADE, ids=lambda admin: admin.__name__)
def test_a_row_made_where_its_writer_sees_nothing_is_taken_back(admin, world):
    before, bold = everything(), world.others["bold"]
    request = post(bold, "/add/", MADE[admin]())

    with pytest.raises(PermissionDenied):
        careless(admin)(page_model(admin), portal).add_view(request)

    assert everything() == before


def page_model(page):
    return next(model for model, each in portal._registry.items() if type(each) is page)


@pytest.mark.parametrize(
    ("admin", "kind", "field", "target"),
    [
        (AliasAdmin, "alias", "district", "district"),
        (CountAdmin, "count", "store", "store"),
        (ReceiptAdmin, "receipt", "shipment", "coming"),
        (ShipmentAdmin, "coming", "from_store", "store"),
    ],
)
def test_a_row_moved_to_where_its_writer_sees_nothing_is_taken_back(
    admin, kind, field, target, world, askers
):
    model, key = page_model(admin), str(world.rows[kind]["own"])
    name = model._meta.model_name
    shown = typed_into(ask(askers["bold"], "GET", f"/monitoring/{name}/{key}/change/").response)
    shown |= {"receipt": {"accepted": "1"}, "count": {"counted_on": "2017-06-21"}}.get(kind, {})
    before = everything()

    request = post(world.others["bold"], "/change/", shown | {field: world.rows[target]["foreign"]})
    with pytest.raises(PermissionDenied):
        careless(admin)(model, portal).change_view(request, key)

    assert everything() == before


def test_a_line_of_an_inline_written_where_its_writer_sees_nothing_is_taken_back(world):
    class CarelessRounds(RoundAdmin):
        inlines = (careless(OpeningInline),)

    before, round_ = everything(), world.rows["round"]["own"]
    typed = {"name": "x", "starts_on": "2017-04-01", "low_print_threshold": "15"}
    line = {"round": round_, "district": district_of("51.08").pk, "on_hand": "5"}
    typed |= NO_DAYS | {"openings-TOTAL_FORMS": "1"} | {f"openings-0-{name}": of for name, of in line.items()}

    with pytest.raises(PermissionDenied):
        CarelessRounds(page_model(RoundAdmin), portal).change_view(
            post(world.others["bold"], "/change/", typed), str(round_)
        )

    assert everything() == before


def test_every_inline_is_one_that_is_scoped():
    inlines = [inline for page in portal._registry.values() for inline in page.inlines]

    outside = {inline.__name__ for inline in inlines if not issubclass(inline, ScopedInline)}
    # Regions are given out whole by who need not see their figures.
    assert outside == {"RegionInline"}


def test_what_the_grid_and_the_form_write_for_others_is_taken_back(world):
    before, foreign = everything(), district_of(FOREIGN)
    entry = Entry(foreign.pk, JUNE_6.replace(day=20), (50_000, *[None] * 6))

    with pytest.raises(PermissionDenied):
        write([entry], by=world.users["province"], through="grid")

    assert everything() == before


def test_a_district_that_changes_hands_during_a_write_is_taken_back_whole(world):
    """A deletion: its rows can no longer say whose they were."""
    report = DistrictReport.objects.get(pk=world.rows["report"]["own"])

    with taken_back():
        District.objects.filter(pk=report.district_id).update(province="51", code="51.99")
        with pytest.raises(PermissionDenied):
            hold_own([report.district_id], by=world.users["province"])


def test_a_file_whose_district_changed_hands_since_it_was_checked_is_not_stored(world, askers):
    upload = Upload.objects.get(pk=world.rows["upload"]["own"])
    with taken_back():
        DistrictPlace.objects.filter(district__code=OWN).update(province="51", code="51.99")
        District.objects.filter(code=OWN).update(province="51", code="51.99")

        answer = ask(
            askers["province"], "POST", f"/monitoring/upload/{upload.pk}/apply/", {"shown": upload.digest}
        )

    assert answer.word == "absent"


def test_papers_of_others_are_held_too(world):
    count = page_model(CountAdmin).objects.get(pk=world.rows["count"]["foreign"])

    hold_own([], [count], by=world.others["bali"])
    with pytest.raises(PermissionDenied):
        hold_own([], [count], by=world.users["province"])


@dataclass(frozen=True)
class CarelessSending(Sending):
    """A file of which every row is taken, wherever it lies."""

    def scope(self):
        return Scope(None, None, None)


def test_what_a_file_writes_for_others_is_taken_back(world):
    content = xlsx([(FOREIGN, NAMES[FOREIGN], JUNE_6.replace(day=20), 50_000, 2, 50)])
    before = everything()

    with pytest.raises(PermissionDenied):
        check_and_apply(CarelessSending(content, "a.xlsx", world.users["province"], NOW, TODAY))

    assert everything() == before


def test_what_is_taken_back_of_others_is_put_back(world, askers):
    """As if the page had not asked first whether all that the file wrote is theirs."""
    upload = Upload.objects.get(pk=world.rows["applied"]["foreign"])
    undone = undo_upload(upload, by=world.users["centre"], at=NOW, today=TODAY, apply=False)
    before = everything()

    request = post(world.users["province"], "/undo/", {"shown": digest(undone)})
    with pytest.raises(PermissionDenied), transaction.atomic():
        taken_back_by_click(request, portal._registry[Upload], upload)

    assert everything() == before
