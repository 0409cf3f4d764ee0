"""The fourteen ways into an admin. As Django and import-export come, eight of them leak; here none does.

Each way is walked by a bold officer of one province: granted all that the centre is, but to see every region.
What it returns is what it showed or changed of another province.
"""

from itertools import chain

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.models import DistrictReport
from monitoring.sites import portal
from tests.admin.doors.bodies import typed_into
from tests.admin.doors.digests import changed_by
from tests.admin.doors.test_marks import found_in, text_of
from tests.admin.doors.walking import ask
from tests.admin.doors.world import FOREIGN, JUNE_6, NAMES, marks_of
from tests.imports.sheets import xlsx

pytestmark = pytest.mark.django_db

LISTS = (
    "district districtalias districtreport formerreport upload blankshipment blankreceipt stockcount".split()
)


class Walker:
    """The bold officer with a browser, and the rows of the other province."""

    def __init__(self, world, askers):
        self.client, self.rows = askers["bold"], {kind: of.get("foreign") for kind, of in world.rows.items()}
        self.own = {kind: of["own"] for kind, of in world.rows.items()}
        self.marks = marks_of(FOREIGN)

    def shown(self, path, data=None, method="GET"):
        """Return what of the other province stands in an answer."""
        return found_in(text_of(ask(self.client, method, path, data)), self.marks)

    def written(self, path, data):
        return changed_by(self.client, path, data)


def lists(walker):
    return [mark for name in LISTS for mark in walker.shown(f"/monitoring/{name}/")]


def forms(walker):
    url = f"/monitoring/districtreport/{walker.rows['report']}/change/"
    return walker.shown(url) + walker.written(url, {"printed": "1", "reason": "x"})


def choices(walker):
    data = {"district": walker.rows["district"], "as_of": "2017-06-20", "printed": "5"}
    offered = [
        walker.shown(f"/monitoring/{name}/add/") for name in ("districtreport", "stockcount", "blankshipment")
    ]
    return [*chain.from_iterable(offered), *walker.written("/monitoring/districtreport/add/", data)]


def autocomplete(walker):
    asked = (("blankreceipt", "shipment"), ("roundopening", "district"), ("districtreport", "upload"))
    return [
        mark
        for model, field in asked
        for mark in walker.shown(f"/autocomplete/?app_label=monitoring&model_name={model}&field_name={field}")
    ]


def filters(walker):
    queries = (
        "",
        "?province=51",
        f"?district={walker.rows['district']}",
        "?district__province__name__startswith=B",
    )
    return [
        mark for name in LISTS for query in queries for mark in walker.shown(f"/monitoring/{name}/{query}")
    ]


def inlines(walker):
    url = f"/monitoring/district/{walker.own['district']}/change/"
    sent = typed_into(ask(walker.client, "GET", url).response) | {"aliases-0-id": walker.rows["alias"]}
    round_ = f"/monitoring/distributionround/{walker.own['round']}/change/"
    return walker.shown(round_) + walker.written(url, sent | {"aliases-0-DELETE": "on"})


def actions(walker):
    sent = {
        "action": "delete_selected",
        "_selected_action": walker.rows["report"],
        "post": "yes",
        "reason": "x",
    }
    return walker.written("/monitoring/districtreport/", sent)


def deletion(walker):
    return [
        found
        for page, kind in (("districtreport", "report"), ("districtalias", "alias"), ("district", "district"))
        for url in [f"/monitoring/{page}/{walker.rows[kind]}/delete/"]
        for found in walker.shown(url) + walker.written(url, {"post": "yes", "reason": "x"})
    ]


def history(walker):
    pages = (("districtreport", "report"), ("district", "district"), ("blankshipment", "shipment"))
    return [
        mark
        for page, kind in pages
        for mark in walker.shown(f"/monitoring/{page}/{walker.rows[kind]}/history/")
    ]


def imports(walker):
    file = SimpleUploadedFile(
        "a.xlsx", xlsx([(FOREIGN, NAMES[FOREIGN], JUNE_6.replace(day=20), 50_000, 2, 50)])
    )
    sent = walker.client.post("/monitoring/upload/add/", {"files": file})
    shown = walker.client.get(sent["Location"]).context["check"]
    apply = sent["Location"].replace("/change/", "/apply/")
    answer = {"shown": shown.digest, "skip_refused": "on"}
    walker.client.post(apply, answer)
    return list(DistrictReport.objects.filter(district__code=FOREIGN, as_of=JUNE_6.replace(day=20)))


def exports(walker):
    sent = {"format": "1"}
    everywhere = [walker.shown(f"/monitoring/{name}/export/", sent, "POST") for name in LISTS]
    picked = sent | {"export_items": walker.rows["report"]}
    return [
        *chain.from_iterable(everywhere),
        *walker.shown("/monitoring/districtreport/export/", picked, "POST"),
    ]


def files(walker):
    steps = ("change", "file", "corrected", "undo", "history")
    return [
        mark for step in steps for mark in walker.shown(f"/monitoring/upload/{walker.rows['upload']}/{step}/")
    ]


def search(walker):
    words = (FOREIGN, "Denpasar", f"BAST/{FOREIGN}", f"nick name of {FOREIGN}", f"laporan {FOREIGN}")
    found = [ask(walker.client, "GET", f"/monitoring/{name}/?q={word}") for name in LISTS for word in words]
    return [row for answer in found for row in answer.response.context["cl"].result_list]


def totals(walker):
    figures = ask(walker.client, "GET", "/").response.context["figures"]
    provinces = ask(walker.client, "GET", "/monitoring/province/").response.context["cl"].result_list
    wide = [province.pk for province in provinces if province.pk != "32"]
    return wide + [figures.districts] * (figures.districts != 27) + walker.shown("/")


WAYS = {
    "lists": lists,
    "forms": forms,
    "choices of a form": choices,
    "autocomplete": autocomplete,
    "filters and their names": filters,
    "inlines": inlines,
    "actions": actions,
    "deletion and what hangs on a row": deletion,
    "history": history,
    "import": imports,
    "export": exports,
    "uploaded files and downloads": files,
    "search": search,
    "totals": totals,
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_shows_or_changes_rows_of_another_province(way, world, askers):
    assert WAYS[way](Walker(world, askers)) == []


def test_there_are_fourteen_ways():
    assert len(WAYS) == 14
    assert all(page.actions is None for page in portal._registry.values())
