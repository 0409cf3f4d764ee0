"""Whatever stands in a list: no cell of a file that goes out begins a formula, and none says what made it."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest

from monitoring.exports.corrected import corrected_workbook
from monitoring.exports.documents import ShipmentSheet, SupplySheet
from monitoring.exports.formats import Csv, Workbook
from monitoring.exports.reports import ReportSheet
from monitoring.exports.template import template_workbook
from monitoring.imports.cells.text import FORMULA_BEGINS, escaped_within, unescaped
from monitoring.imports.limits import WEB
from monitoring.models import DistributionRound, District, DistrictAlias, EnrolmentTarget
from monitoring.models.roles import CENTRE
from monitoring.sites import portal
from tests.imports.sending import check
from tests.imports.sheets import csv as csv_file
from tests.imports.sheets import xlsx
from tests.makers import (
    make_count,
    make_receipt,
    make_report,
    make_shipment,
    make_supply,
    make_user,
)

HOSTILE = '=HYPERLINK("http://x";"y")'
JUNE_6 = date(2017, 6, 6)
LISTS = [model for model, page in portal._registry.items() if getattr(page, "resource_classes", ())]
XLSX, CSV = "0", "1"


@pytest.fixture
def reader(kab_bandung):
    """Someone of the centre, called so that their name is a formula, before rows that are full of them."""
    user = make_user("+cmd|' /C calc'!A0", CENTRE)
    make_supply(10_000, document=HOSTILE)
    shipment = make_shipment(kab_bandung, 100, number=HOSTILE, serial_first="@1", serial_last="-2")
    make_receipt(shipment, 60)
    make_report(kab_bandung, printed=1, recorded_by=user)
    make_count(kab_bandung, 1)
    DistrictAlias.objects.create(text="=Bandung", district=kab_bandung)
    DistributionRound.objects.update(name="@round")
    EnrolmentTarget.objects.update(name="\t=target")
    check(b"KODE", user, filename="=1+1.xlsx")
    check(b"KODE", user, filename="a;=1+1.xlsx")
    return user


def cells_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def begins_formula(text):
    return text.lstrip(' "').startswith(FORMULA_BEGINS)


def exported(client, user, model, form):
    """Return the file that the list of `model` gives out to a user who may do all."""
    user.is_superuser = True
    user.save()
    client.force_login(user)
    response = client.post(f"/{model._meta.app_label}/{model._meta.model_name}/export/", {"format": form})
    assert response.headers["Content-Disposition"].startswith("attachment")
    return response.content


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_no_cell_of_a_workbook_is_a_formula(model, reader, client):
    cells = cells_of(exported(client, reader, model, XLSX))

    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [text for text in texts if begins_formula(text)] == []


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_field_of_a_csv_begins_one_however_the_file_is_cut(model, separator, reader, client):
    text = exported(client, reader, model, CSV).decode("utf-8-sig")

    fields = [field for row in csv.reader(io.StringIO(text), delimiter=separator) for field in row]
    blunt = [field for line in text.splitlines() for field in line.split(separator)]
    assert [field for field in fields + blunt if begins_formula(field)] == []


@pytest.mark.parametrize("make", [xlsx, lambda rows: csv_file(*rows)])
def test_a_corrected_workbook_keeps_texts_as_texts(make, jabar_officer):
    row = ("32.04", "@SUM(A1)", JUNE_6, "-seratus", 2, 50)
    content = make([row])
    found = check(content, jabar_officer)[1]

    cells = cells_of(corrected_workbook(content, found, WEB))

    risky = [cell for cell in cells if isinstance(cell.value, str) and begins_formula(cell.value)]
    assert {cell.value for cell in risky} >= {"@SUM(A1)", "-seratus"}
    assert {(cell.data_type, cell.quotePrefix) for cell in risky} == {("s", True)}


@pytest.mark.django_db
def test_the_form_to_fill_in_has_no_formula():
    cells = cells_of(template_workbook(District.objects.in_province("32", JUNE_6), as_of=JUNE_6))

    assert "f" not in {cell.data_type for cell in cells}
    assert [cell.value for cell in cells if isinstance(cell.value, str) and begins_formula(cell.value)] == []


@pytest.mark.parametrize("document", ["-12/BAST", "=1+1", "+62 8", "@x", "a;=1+1", "'q", "＝1", "a; -1"])
@pytest.mark.parametrize("form", [Workbook, Csv])
def test_a_number_that_looks_like_a_formula_comes_back_as_it_was(document, form, central_staff, kab_bandung):
    make_supply(9000, document=document)
    make_receipt(make_shipment(kab_bandung, 100, number=document, serial_first=document))
    for sheet in (SupplySheet, ShipmentSheet):
        content = form().export_data(sheet(user=central_staff).export())

        upload, found = check(content, central_staff)

        assert found.findings == []
        assert (upload.counts["unchanged"], upload.counts["new"]) == (1, 0)


@pytest.mark.parametrize("text", ["=1", "a;=1", 'a; "=1', "x\n@y", "a;b", "'a", "a;'b", "-"])
def test_what_is_escaped_is_read_as_it_was(text):
    assert unescaped(escaped_within(text)) == text


@pytest.mark.django_db
def test_no_file_says_what_made_it(central_staff, kab_bandung, jabar_officer):
    make_report(kab_bandung, printed=1)
    sent = xlsx([("32.04", "KAB. BANDUNG", JUNE_6, "seratus", 2, 50)])
    files = [
        Workbook().export_data(ReportSheet(user=central_staff).export()),
        template_workbook(District.objects.in_province("32", JUNE_6), as_of=JUNE_6),
        corrected_workbook(sent, check(sent, jabar_officer)[1], WEB),
        corrected_workbook(without_properties(sent), check(sent, jabar_officer)[1], WEB),
    ]

    said = [said_in(content) for content in files]

    assert [word for words in said for word in ("openpyxl", "xlsxwriter", "python") if word in words] == []


def without_properties(content):
    """Return a workbook that says nothing of itself, as some programs write it."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            if not name.startswith("docProps/"):
                new.writestr(name, old.read(name))
    return saved.getvalue()


def said_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist()).lower()
