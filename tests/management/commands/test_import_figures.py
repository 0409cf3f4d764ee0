"""The command as scripts use it: its exit code, its JSON, and the traps that import-export falls into."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from monitoring.models import DistrictReport, SecurityEvent, Upload
from tests.imports.sheets import csv, xlsx

pytestmark = pytest.mark.django_db

JUNE_6 = date(2017, 6, 6)
BANDUNG = ("32.04", "KAB. BANDUNG", JUNE_6, 100, 2, 50)


@pytest.fixture
def run(tmp_path):
    """Return a function that sends content and gives the exit code and the JSON answer."""

    def run(content, *options, name="laporan.xlsx"):
        path, said = tmp_path / name, StringIO()
        path.write_bytes(content)
        try:
            call_command("import_figures", str(path), "--json", *options, stdout=said)
        except SystemExit as ended:
            return ended.code, json.loads(said.getvalue())
        return 0, json.loads(said.getvalue())

    return run


def found(answer):
    return [(finding["code"], finding["cell"], finding["value"]) for finding in answer["findings"]]


def test_a_clean_check_says_what_would_be_stored_and_stores_nothing(run):
    code, answer = run(xlsx([BANDUNG]))

    assert (code, answer) == (
        0,
        {
            "upload": Upload.objects.get().pk,
            "state": "checked",
            "sheets": [{"name": "Sheet1", "table": True}],
            "counts": {"read": 1, "new": 1, "changed": 0, "unchanged": 0, "refused": 0},
            "rows": [
                {
                    "district": "32.04",
                    "as_of": "2017-06-06",
                    "printed": 100,
                    "damaged": 2,
                    "stock_on_hand": 50,
                }
            ],
            "findings": [],
        },
    )
    assert DistrictReport.objects.count() == 0


def test_applying_needs_a_name(run):
    with pytest.raises(CommandError, match="--user"):
        run(xlsx([BANDUNG]), "--apply")

    assert Upload.objects.count() == 0


def test_applying_stores(run, central_staff):
    code, answer = run(xlsx([BANDUNG]), "--apply", "--user", "pusat")

    assert (code, answer["state"]) == (0, "applied")
    assert DistrictReport.objects.get().recorded_by == central_staff


def test_what_is_stored_is_kept_as_an_event_and_what_is_only_checked_is_not(run, central_staff):
    run(xlsx([BANDUNG]))
    run(xlsx([BANDUNG]), "--user", "pusat", "--apply")
    run(xlsx([("32.04", "KAB. BANDUNG", JUNE_6, "x", 2, 50)]), "--user", "pusat", "--apply")

    event = SecurityEvent.objects.get()
    assert (event.kind, event.account, event.address) == ("applied", central_staff, "")
    assert event.about == f"upload {Upload.objects.get(state='applied').pk}"
    assert (event.details["through"], event.details["new"]) == ("command", 1)


def test_all_errors_are_told_at_once_in_indonesian_and_nothing_is_stored(run, central_staff):
    rows = [
        BANDUNG,
        ("32.01", "KAB. BOGOR", JUNE_6, "1,234", -1, 5),
        ("32.02", "KAB. SUKABUMI", "31/06/2017", 5, 0, 5),
    ]

    code, answer = run(xlsx(rows), "--apply", "--user", "pusat")

    assert (code, answer["state"], DistrictReport.objects.count()) == (1, "refused", 0)
    assert found(answer) == [
        ("ambiguous_number", "D3", "1,234"),
        ("negative", "E3", -1),
        ("bad_day", "C4", "31/06/2017"),
    ]
    assert answer["findings"][1]["message"] == "-1 di bawah nol. Jumlah harus nol atau lebih."
    assert [row["district"] for row in answer["rows"]] == ["32.04"]


def test_good_rows_are_stored_when_asked(run, central_staff):
    rows = [BANDUNG, ("32.01", "KAB. BOGOR", JUNE_6, "1,234", 0, 5)]

    code, answer = run(xlsx(rows), "--apply", "--user", "pusat", "--skip-refused")

    assert (code, answer["state"], answer["counts"]["refused"]) == (0, "applied", 1)
    assert DistrictReport.objects.get().district.code == "32.04"


@pytest.mark.parametrize(
    ("text", "stored"), [("1.234", 1234), ("1.616.917", 1616917), ("nihil", 0), ("0", 0), ("12 500", 12500)]
)
def test_a_count_in_text_is_what_an_office_means(run, text, stored):
    _, answer = run(csv(("32.04", "KAB. BANDUNG", "06/06/2017", text, "", "")))

    assert answer["rows"][0]["printed"] == stored


def test_blank_is_not_zero(run):
    _, answer = run(csv(("32.04", "KAB. BANDUNG", "06/06/2017", "100", "", "-")))

    assert answer["rows"] == [
        {"district": "32.04", "as_of": "2017-06-06", "printed": 100, "damaged": None, "stock_on_hand": None}
    ]


def test_a_formula_without_a_stored_value_is_refused(run):
    code, answer = run(xlsx([("32.04", "KAB. BANDUNG", JUNE_6, "=1+1", 2, 50)]))

    assert (code, found(answer)) == (1, [("no_formula_value", "D2", None)])


def test_the_day_stands_before_the_month(run):
    _, answer = run(csv(("32.04", "KAB. BANDUNG", "06/07/2017", "100", "", "")))

    assert answer["rows"][0]["as_of"] == "2017-07-06"


def test_a_header_near_one_of_ours_is_named_with_the_suggestion(run, central_staff):
    header = ("KODE", "KAB/KOTA", "TANGGAL", "TERCETK", "RUSAK", "SISA BLANGKO")

    code, answer = run(xlsx([BANDUNG], header=header), "--apply", "--user", "pusat")

    assert (code, answer["state"]) == (1, "refused")
    assert answer["findings"][0]["suggestions"] == ["TERCETAK"]
    assert DistrictReport.objects.count() == 0


def test_a_district_twice_is_refused_naming_both(run):
    _, answer = run(xlsx([BANDUNG, ("32.04", "Kabupaten Bandung", JUNE_6, 101, 2, 50)]))

    assert found(answer) == [
        ("duplicate_row", "B2", "KAB. BANDUNG"),
        ("duplicate_row", "B3", "Kabupaten Bandung"),
    ]
    assert ("B3" in answer["findings"][0]["message"], "B2" in answer["findings"][1]["message"]) == (
        True,
        True,
    )


def test_a_code_that_lost_a_zero_counts_only_beside_its_name(run):
    _, named = run(xlsx([(35.1, "KAB. BANYUWANGI", JUNE_6, 10, 0, 5)]))
    _, other = run(xlsx([(35.1, None, JUNE_6, 10, 0, 5)]))

    assert [row["district"] for row in named["rows"]] == ["35.10"]
    assert found(other) == [("code_name_conflict", "A2", 35.1)]


def test_a_province_narrows_what_is_taken(run):
    _, answer = run(xlsx([BANDUNG]), "--province", "51")

    assert found(answer) == [("district_out_of_scope", "B2", "KAB. BANDUNG")]


def test_the_day_may_be_given(run):
    rows = [("32.04", "KAB. BANDUNG", 100)]

    _, answer = run(xlsx(rows, header=("KODE", "KAB/KOTA", "TERCETAK")), "--as-of", "2017-06-06")

    assert answer["rows"] == [{"district": "32.04", "as_of": "2017-06-06", "printed": 100}]


def test_a_file_that_is_not_there_is_told_plainly(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("import_figures", str(tmp_path / "tidak-ada.xlsx"))


def test_without_json_a_person_is_told(tmp_path):
    path, said = tmp_path / "laporan.xlsx", StringIO()
    path.write_bytes(xlsx([BANDUNG, ("32.01", "KAB. BOGOR", JUNE_6, "banyak", 0, 5)]))

    with pytest.raises(SystemExit):
        call_command("import_figures", str(path), stdout=said)

    assert "2 baris: 1 baru, 0 berubah, 0 tetap, 1 ditolak." in said.getvalue()
    assert "✗ Sheet1 D3: “banyak” bukan jumlah." in said.getvalue()


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_terminal_is_shown_how_far_it_is(tmp_path, central_staff):
    path, terminal = tmp_path / "laporan.xlsx", Terminal()
    path.write_bytes(xlsx([BANDUNG]))

    call_command(
        "import_figures",
        str(path),
        "--apply",
        "--user",
        "pusat",
        stdout=StringIO(),
        stderr=terminal,
        no_color=True,
    )

    drawn = [part.removeprefix("\033[K") for part in terminal.getvalue().split("\r")[1:]]
    assert drawn == [
        "░░░░ membaca berkas",
        "█░░░ memeriksa terhadap yang tersimpan",
        "██░░ menyimpan berkas",
        "███░ menyimpan angka",
        "",
    ]
