"""Ten years of every district: 520 weekly reports, a shipment a quarter, an upload a week and province."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from monitoring.imports.stored import bulk
from monitoring.models import (
    BlankReceipt,
    BlankShipment,
    BlankSupply,
    DistributionRound,
    District,
    DistrictReport,
    FormerReport,
    Province,
    StockCount,
    Store,
    Upload,
    User,
)
from monitoring.models.posting import post_new
from tests.makers import NOW

WEEKS, QUARTERS = 520, 40
LAST_DAY = date(2017, 6, 6)
FIRST_DAY = LAST_DAY - timedelta(weeks=WEEKS - 1)
DAYS = [FIRST_DAY + timedelta(weeks=week) for week in range(WEEKS)]
FIGURES = ("printed", "stock_on_hand", "print_ready", "eligible", "enrolled")
SIGNED = ("recorded_on", "recorded_at", "recorded_by")


def fill() -> None:
    """Write the ten years. Some figures are seldom reported, as in life: the last one is far back."""
    user = User.objects.create(username="recorder")
    for year in range(FIRST_DAY.year - 1, LAST_DAY.year):
        DistributionRound.objects.create(name=str(year), starts_on=date(year, 4, 1))
    names = ("district", "as_of", "round", *FIGURES, "through", "sheet", *SIGNED)
    # All of them first: on PostgreSQL the connection takes no question while rows stream in.
    bulk.insert(DistrictReport, names, list(_reports(user)))
    _keep_former(user)
    _send(user)
    _upload(user)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _reports(user: User) -> Iterator[tuple]:
    districts = list(District.objects.order_by("pk").values_list("pk", flat=True))
    recorded_at = bulk.prepared(DistrictReport, "recorded_at", NOW)
    for week, day in enumerate(DAYS):
        round_ = DistributionRound.objects.of_day(day)
        weeks_in_round = (day - round_.starts_on).days // 7
        stored_day = bulk.prepared(DistrictReport, "as_of", day)
        signature = ("upload", "", stored_day, recorded_at, user.pk)
        for order, district in enumerate(districts):
            yield (district, stored_day, round_.pk, *_figures(week, weeks_in_round, order), *signature)


def _figures(week: int, weeks_in_round: int, order: int) -> tuple[int | None, ...]:
    stock = None if order % 7 == 0 else order % 3 * 100 + week
    enrolment = (100_000 + order, 90_000 + order) if week % 52 == 0 else (None, None)
    return weeks_in_round * (order % 40), stock, week % 9 if week % 4 == 0 else None, *enrolment


def _keep_former(user: User) -> None:
    """Let every tenth report once have said something else."""
    keys = list(DistrictReport.objects.order_by("pk").values_list("pk", flat=True)[::10])
    shared = ("district", "as_of", "round", *FIGURES, "through", "sheet", *SIGNED)
    retired = {
        "retired_at": NOW,
        "retired_by": user.pk,
        "retired_through": "form",
        "deleted": False,
        "reason": "",
    }
    bulk.copy_rows(DistrictReport, FormerReport, keys, shared=shared, constant=retired)


def _send(user: User) -> None:
    central = Store.objects.central()
    signed = {"recorded_on": LAST_DAY, "recorded_at": NOW, "recorded_by": user}
    days = DAYS[:: WEEKS // QUARTERS]
    supplies = [
        BlankSupply(document=f"S-{day}", received_on=day, quantity=2_000_000, **signed) for day in days
    ]
    counts = [StockCount(store=central, counted_on=day, quantity=1_000, **signed) for day in days]
    shipments = [
        BlankShipment(
            from_store=central, to_store=store, number=f"BAST-{day}", sent_on=day, quantity=3_000, **signed
        )
        for day in days
        for store in Store.objects.filter(district__isnull=False)
    ]
    for model, rows in ((BlankSupply, supplies), (StockCount, counts), (BlankShipment, shipments)):
        model.objects.bulk_create(rows, batch_size=1000)
    receipts = [
        BlankReceipt(shipment=each, received_on=each.sent_on, accepted=each.quantity, **signed)
        for each in shipments
    ]
    BlankReceipt.objects.bulk_create(receipts, batch_size=1000)
    post_new([*supplies, *shipments, *receipts], by=user, at=NOW)


def _upload(user: User) -> None:
    sent = {"size": 20_000, "received_at": NOW, "received_by": user, "state": "applied"}
    Upload.objects.bulk_create(
        [
            Upload(
                filename=f"laporan_{province.pk}.xlsx",
                sha256="0" * 64,
                received_on=day,
                province=province,
                applied_by=user,
                applied_at=NOW,
                **sent,
            )
            for day in DAYS
            for province in Province.objects.all()
        ],
        batch_size=1000,
    )
