from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.figures.provenance import source_of, states_of
from monitoring.imports.stored.reports import Author, Change, store
from monitoring.imports.stored.undoing import NotUndone
from monitoring.models import DistrictReport, FormerReport, UploadState
from monitoring.rules import FIGURES
from tests.imports.sending import NOW, TODAY, load, undo
from tests.imports.sheets import xlsx

JUNE_6 = date(2017, 6, 6)

pytestmark = pytest.mark.django_db


def bandung(printed, damaged=None, stock=None):
    return xlsx([("32.04", "KAB. BANDUNG", JUNE_6, printed, damaged, stock)])


def figures_now():
    return {
        (district, as_of): tuple(figures)
        for district, as_of, *figures in DistrictReport.objects.values_list("district_id", "as_of", *FIGURES)
    }


def edit(by, **figures):
    """Change the report by hand."""
    report = DistrictReport.objects.get()
    before = tuple(report.figures.values())
    after = tuple({**report.figures, **figures}.values())
    change = Change(report.district_id, report.as_of, report.pk, before, after)
    store([change], Author(by, NOW, TODAY, "form"))


def test_a_new_report_is_taken_away(central_staff):
    upload, _ = load(bandung(100), central_staff)

    undone = undo(upload, central_staff)

    upload.refresh_from_db()
    assert undone.counts == {"restored": 0, "kept": 0, "deleted": 1}
    assert (figures_now(), upload.state) == ({}, UploadState.UNDONE)
    assert FormerReport.objects.get().printed == 100


def test_a_changed_report_is_restored(central_staff):
    load(bandung(100, 1, 5), central_staff)
    before = figures_now()
    upload, _ = load(bandung(120, None, 4), central_staff)

    undone = undo(upload, central_staff)

    assert undone.counts == {"restored": 1, "kept": 0, "deleted": 0}
    assert figures_now() == before


def test_a_figure_edited_since_is_kept_and_named(central_staff):
    load(bandung(100, 1, 5), central_staff)
    upload, _ = load(bandung(120, 2, 5), central_staff)
    edit(central_staff, printed=121)

    undone = undo(upload, central_staff)

    report = DistrictReport.objects.get()
    assert [(kept.figure, kept.as_of) for kept in undone.kept] == [("printed", JUNE_6)]
    assert (report.printed, report.damaged, report.stock_on_hand) == (121, 1, 5)


def test_showing_an_undo_changes_nothing(central_staff):
    upload, _ = load(bandung(100), central_staff)

    undone = undo(upload, central_staff, really=False)

    assert undone.counts["deleted"] == 1
    assert DistrictReport.objects.get().printed == 100


def test_an_upload_is_undone_once(central_staff):
    upload, _ = load(bandung(100), central_staff)
    undo(upload, central_staff)

    with pytest.raises(NotUndone):
        undo(upload, central_staff)


def test_every_figure_knows_the_upload_it_came_from(central_staff):
    first, _ = load(bandung(100, 1), central_staff)
    second, _ = load(bandung(100, 2), central_staff)

    (states,) = states_of(figures_now()).values()

    assert source_of(states, FIGURES.index("printed")).upload == first.pk
    assert source_of(states, FIGURES.index("damaged")).upload == second.pk
    assert source_of(states, FIGURES.index("enrolled")) is None


amounts = st.one_of(st.none(), st.integers(0, 3))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("load"), st.integers(0, 2), amounts, amounts),
        st.tuples(st.just("edit"), st.integers(0, 2), amounts, amounts),
        st.tuples(st.just("undo"), st.integers(0, 5), st.none(), st.none()),
    ),
    max_size=8,
)
CODES = (("32.04", "KAB. BANDUNG"), ("32.01", "KAB. BOGOR"), ("51.03", "KAB. BADUNG"))


def sheet_of(district, stock, ready):
    code, name = CODES[district]
    header = ("KODE", "KAB/KOTA", "TANGGAL", "SISA BLANGKO", "PRR")
    return xlsx([(code, name, JUNE_6, stock, ready)], header=header)


def edit_district(by, district, stock, ready):
    report = DistrictReport.objects.filter(district__code=CODES[district][0]).first()
    if report is None or (stock is None and ready is None):
        return
    before = tuple(report.figures.values())
    after = tuple({**report.figures, "stock_on_hand": stock, "print_ready": ready}.values())
    if after != before:
        store([Change(report.district_id, JUNE_6, report.pk, before, after)], Author(by, NOW, TODAY, "form"))


@contextmanager
def rolled_back():
    """Forget what an example wrote, so that the next one begins anew."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(by, sequence):
    applied = []
    for verb, number, stock, ready in sequence:
        if verb == "load":
            upload, _ = load(sheet_of(number, stock, ready), by)
            applied.extend([upload] if upload.state == UploadState.APPLIED else [])
        elif verb == "edit":
            edit_district(by, number, stock, ready)
        elif applied:
            undo(applied.pop(number % len(applied)), by)


# One sender serves every example; what an example writes is taken back by itself.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=steps, district=st.integers(0, 2), stock=amounts, ready=amounts)
def test_after_import_and_undo_the_figures_are_as_before(central_staff, sequence, district, stock, ready):
    with rolled_back():
        _try(central_staff, sequence, district, stock, ready)


def _try(central_staff, sequence, district, stock, ready):
    run(central_staff, sequence)
    before = figures_now()

    upload, _ = load(sheet_of(district, stock, ready), central_staff)
    written = DistrictReport.objects.count() + FormerReport.objects.count()
    if upload.state == UploadState.APPLIED:
        undo(upload, central_staff)

    assert figures_now() == before
    assert DistrictReport.objects.count() + FormerReport.objects.count() >= written
