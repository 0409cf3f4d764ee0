"""What is typed into each form: enough for the row that is the asker's own to be written."""

from collections.abc import Callable

from monitoring.models import BlankShipment, Store, Upload
from tests.admin.doors.world import JUNE_6, OWN, World

Data = dict[str, object]


def typed_into(page: object) -> Data:
    """Return what a form of the admin holds as it is shown, as a browser would send it back."""
    if page is None or not page.context:
        return {}
    if "digest" in page.context:
        return {"shown": page.context["digest"]}
    if "adminform" not in page.context:
        return {}
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {name: value for form in forms for name, value in _fields_of(form) if value not in (None, "")}


def _fields_of(form: object) -> list[tuple[str, object]]:
    return [(field.html_name, _as_sent(field)) for field in form if not field.field.disabled]


def _as_sent(field: object) -> object:
    value = field.value()
    if isinstance(value, list | tuple):
        return [str(getattr(each, "pk", each)) for each in value]
    return "on" if value is True else "" if value is False else field.field.prepare_value(value)


NO_INLINES = {f"{name}-{part}_FORMS": "0" for name in ("places", "aliases") for part in ("TOTAL", "INITIAL")}
NO_DAYS = {f"{name}-{part}_FORMS": "0" for name in ("due_days", "openings") for part in ("TOTAL", "INITIAL")}


def own_district(world: World) -> object:
    return world.rows["district"]["own"]


def own_store(world: World) -> object:
    return Store.objects.get(district=own_district(world)).pk


def central_store() -> object:
    return Store.objects.central().pk


def digest(world: World) -> str:
    return Upload.objects.get(pk=world.rows["upload"]["own"]).digest


def suggestion(world: World) -> str:
    """Return what a click on a suggested name sends: sheet, cell and code."""
    (finding,) = Upload.objects.get(pk=world.rows["doubtful"]["own"]).findings
    return f"{finding['sheet']}|{finding['cell']}|{OWN}"


BODIES: dict[str, Callable[[World], Data]] = {
    "districtreport_add": lambda world: {
        "district": own_district(world), "as_of": "2017-06-20", "printed": "10333",
    },
    "districtreport_change": lambda world: {"printed": "10334"},
    "districtreport_delete": lambda world: {"reason": "counted twice"},
    "districtreport_grid": lambda world: {f"{own_district(world)}-printed": "10335"},
    "districtalias_add": lambda world: {
        "text": "a new name", "district": own_district(world), "kind": "alias",
    },
    "districtalias_change": lambda world: {"text": "another name"},
    "stockcount_add": lambda world: {
        "store": own_store(world), "counted_on": "2017-06-20", "quantity": "7",
    },
    "stockcount_change": lambda world: {"quantity": "8"},
    "district_add": lambda world: NO_INLINES | {
        "kind": "city", "code": "32.99", "name": "Kota Baru", "province": "32",
    },
    "district_change": lambda world: {"kind": "city"},
    "province_add": lambda world: {"code": "98", "name": "Provinsi Baru"},
    "province_change": lambda world: {"name": "Provinsi Jawa Barat"},
    "distributionround_add": lambda world: NO_DAYS | {
        "name": "the next", "starts_on": "2017-07-01", "low_print_threshold": "15",
    },
    "distributionround_change": lambda world: {"low_print_threshold": "16"},
    "enrolmenttarget_add": lambda world: {
        "name": "the next", "residents": "5", "counted_from": "2017-07-01", "due_before": "2018-07-01",
    },
    "enrolmenttarget_change": lambda world: {"name": "the first"},
    "blankshipment_add": lambda world: {
        "number": "BAST/NEW", "state": "sent", "sent_on": "2017-06-20", "quantity": "3",
        "from_store": central_store(), "to_store": own_store(world),
    },
    "blankshipment_change": lambda world: {"serial_first": "A1"},
    "blankreceipt_add": lambda world: {
        "shipment": BlankShipment.objects.get(pk=world.rows["coming"]["own"]).pk,
        "received_on": "2017-06-20", "accepted": "100", "rejected": "0", "missing": "0",
    },
    "blankreceipt_change": lambda world: {"accepted": "50020", "missing": "1"},
    "blanksupply_add": lambda world: {
        "document": "SUPPLY/NEW", "received_on": "2017-06-20", "quantity": "3",
    },
    "blanksupply_change": lambda world: {"quantity": "20001"},
    "upload_apply": lambda world: {"shown": digest(world)},
    "upload_spelling": lambda world: {"choice": suggestion(world)},
    "upload_day": lambda world: {"as_of": JUNE_6.isoformat()},
    "user_add": lambda world: {
        "username": "new.auditor", "first_name": "New", "groups": [world.rows["group"]["own"]],
    },
    "set_language": lambda world: {"language": "en"},
}  # fmt: skip

QUERIES = {
    "autocomplete": "?app_label=monitoring&model_name=blankreceipt&field_name=shipment",
    "districtreport_grid": f"?province=32&as_of={JUNE_6.isoformat()}",
}
"""What stands behind the question mark of a page that says nothing without it."""


def body(name: str, world: World, shown: object) -> Data:
    """Return what is sent to the URL `name`: what its form showed, with what is typed into it."""
    own = BODIES.get(name, lambda world: {})(world)
    if name.endswith("_export"):
        own = {"format": "1"}
    if name.endswith("_delete"):
        own = own | {"post": "yes"}
    return typed_into(shown) | own
