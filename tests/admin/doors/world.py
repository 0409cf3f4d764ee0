"""The rows on which every door is tried: the own ones, a neighbour's in the province, another province's."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import Group, Permission

from monitoring.admin.entry import author
from monitoring.imports.stored.reports import Change
from monitoring.imports.stored.reports import store as store_reports
from monitoring.models import (
    BlankMovement,
    DistributionRound,
    District,
    DistrictAlias,
    DistrictReport,
    EnrolmentTarget,
    EventKind,
    FormerReport,
    OfficerRegion,
    Upload,
    User,
)
from monitoring.models.events import record
from monitoring.models.roles import ADMINISTRATOR, AUDITOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER
from monitoring.models.roles import ROLES as ROLES_GRANTED
from tests.imports.sending import apply, check
from tests.imports.sheets import xlsx
from tests.makers import (
    NOW,
    district_of,
    make_count,
    make_opening,
    make_receipt,
    make_shipment,
    make_supply,
    make_user,
    recorder,
)

JUNE_6 = date(2017, 6, 6)
JUNE_13 = date(2017, 6, 13)
OWN, NEIGHBOUR, FOREIGN = "32.04", "32.73", "51.71"
PRINTED = {OWN: 10_133, NEIGHBOUR: 20_271, FOREIGN: 30_413}
SENT = {OWN: 50_021, NEIGHBOUR: 60_037, FOREIGN: 70_051}
"""Figures that stand nowhere else, so that they are known wherever they come out."""

NAMES = {OWN: "KAB. BANDUNG", NEIGHBOUR: "KOTA BANDUNG", FOREIGN: "KOTA DENPASAR"}
MISSING = {"province": "99"}
"""A key that no row has, where it is no number."""

ROLES = ("anonymous", "nobody", "centre", "auditor", "province", "district", "administrator")


@dataclass(slots=True)
class World:
    """Keys by kind of row and by whose it is: "own", "neighbour", "foreign"."""

    users: dict[str, User | None] = field(default_factory=dict)
    others: dict[str, User] = field(default_factory=dict)
    rows: dict[str, dict[str, object]] = field(default_factory=dict)

    def key(self, kind: str, whose: str, role: str) -> object | None:
        """Return the key of a row; None where the role has no such row: the centre sees all."""
        if whose == "missing":
            return MISSING.get(kind, 999999)
        if whose == "own":
            return self.rows[kind]["own"]
        others = {"district": "neighbour"} | dict.fromkeys(("province", "administrator", "bold"), "foreign")
        return self.rows[kind].get(others.get(role, ""))


def make_world() -> World:
    world = World(users=people(), others=more_people())
    for whose, code in (("own", OWN), ("neighbour", NEIGHBOUR), ("foreign", FOREIGN)):
        sender = world.users["district"] if whose == "own" else None
        for kind, row in rows_of(district_of(code), sender, centre=world.users["centre"]).items():
            world.rows.setdefault(kind, {})[whose] = row.pk
    for kind, row in reference().items():
        world.rows[kind] = {"own": row.pk}
    world.rows["province"] = {"own": "32", "neighbour": "51", "foreign": "51"}
    world.rows["user"] = {
        "own": make_user("someone", AUDITOR).pk,
        "foreign": User.objects.create_superuser("root").pk,
    }
    return world


def marks_of(code: str) -> list[str]:
    """Return what tells of a district's rows wherever it comes out: its name, papers, people and figures."""
    return [
        district_of(code).name,
        f"BAST/{code}",
        f"nick name of {code}",
        f"officer of {code}",
        f"laporan {code}",
        *figures_of(code),
    ]


def figures_of(code: str) -> list[str]:
    """Return the figures of a district, each as it may be written."""
    numbers = [PRINTED[code] + more for more in (0, 1, 2, 3, 100)] + [SENT[code]]
    return [text for n in numbers for text in (str(n), f"{n:,}", f"{n:,}".replace(",", "."))]


def people() -> dict[str, User | None]:
    return {
        "anonymous": None,
        "nobody": make_user("nobody"),
        "centre": make_user("pusat", CENTRE),
        "auditor": make_user("auditor", AUDITOR),
        "province": make_user("prov32", PROVINCE_OFFICER, province="32"),
        "district": make_user("kab3204", DISTRICT_OFFICER, district=district_of(OWN)),
        "administrator": make_user("admin", ADMINISTRATOR),
    }


def more_people() -> dict[str, User]:
    """Return officers of other regions, and bold ones: granted all that the centre is, for their region."""
    two = make_user("two", PROVINCE_OFFICER, province="32")
    OfficerRegion.objects.create(user=two, province_id="51")
    return {
        "bali": make_user("prov51", PROVINCE_OFFICER, province="51"),
        "two": two,
        "bold": bold(make_user("bold", province="32")),
        "bold_bali": bold(make_user("bold in bali", province="51")),
    }


def bold(user: User) -> User:
    granted = Permission.objects.filter(codename__in=ROLES_GRANTED[CENTRE] - {"see_all_regions"})
    user.user_permissions.set(granted)
    return user


def rows_of(district: District, sender: User | None, *, centre: User) -> dict[str, object]:
    """Give a district one row of each kind."""
    code = district.code
    shipment = make_shipment(district, SENT[code], number=f"BAST/{code}")
    sender = sender or make_user(f"officer of {code}", DISTRICT_OFFICER, district=district)
    receipt = make_receipt(shipment)
    applied = sent(district, sender, as_of=JUNE_6)
    apply(applied, sender)
    report = DistrictReport.objects.get(district=district, as_of=JUNE_6)
    change(report, centre)
    make_opening(district, PRINTED[code] + 3)
    return {
        "district": district,
        "store": district.store,
        "shipment": shipment,
        "receipt": receipt,
        "coming": make_shipment(district, 100, number=f"BAST/{code}/2"),
        "count": make_count(district, PRINTED[code] + 2),
        "alias": DistrictAlias.objects.create(text=f"nick name of {district.code}", district=district),
        "report": report,
        "former": FormerReport.objects.get(district=district),
        "movement": BlankMovement.objects.filter(receipt=receipt).get(),
        "applied": applied,
        "upload": sent(district, sender, as_of=JUNE_13, more=100),
        "doubtful": sent(district, sender, as_of=JUNE_13, name=f"{NAMES[district.code]}X"),
    }


def sent(district: District, by: User, *, as_of: date, more: int = 0, name: str = "") -> Upload:
    """Send a file with one row; with a `name` that nobody knows, and no code."""
    printed = PRINTED[district.code] + more
    code = None if name else district.code
    content = xlsx([(code, name or NAMES[district.code], as_of, printed, 2, 50)])
    return check(content, by, filename=f"laporan {district.code} {as_of:%d-%m}.xlsx")[0]


def change(report: DistrictReport, by: User) -> None:
    """Change a report, so that it has a former state."""
    before = tuple(report.figures.values())
    after = (before[0] + 1, *before[1:])
    step = Change(report.district_id, report.as_of, report.pk, before, after)
    store_reports([step], author(by=by, through="form", reason="counted again"))


def reference() -> dict[str, object]:
    """Return rows that are nobody's in particular."""
    return {
        "supply": make_supply(20000),
        "round": DistributionRound.objects.get(),
        "target": EnrolmentTarget.objects.first(),
        "group": Group.objects.get(name=AUDITOR),
        "event": record(EventKind.SIGNED_IN, by=recorder(), at=NOW),
    }
