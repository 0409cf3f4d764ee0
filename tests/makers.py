"""Rows for tests. What a test does not say is what an uneventful day of 2017 would have."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group

from monitoring.models import (
    BlankReceipt,
    BlankShipment,
    BlankSupply,
    DistributionRound,
    District,
    DistrictReport,
    OfficerRegion,
    RoundOpening,
    ShipmentState,
    StockCount,
    Store,
    User,
)
from monitoring.models.posting import post

TODAY = date(2017, 7, 16)
NOW = datetime(2017, 7, 16, 3, 0, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
PASSWORD = "for the tests alone"

numbers = count(1)


def make_user(username, group=None, *, province=None, district=None, **fields):
    user = User.objects.create_user(username, password=PASSWORD, **{"is_staff": True} | fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    if province:
        OfficerRegion.objects.create(user=user, province_id=province)
    if district:
        OfficerRegion.objects.create(user=user, district=district)
    return user


def recorder():
    """Return who records what the test does not care about."""
    return User.objects.get_or_create(username="recorder")[0]


def recorded(day):
    return {"recorded_on": max(TODAY, day), "recorded_at": NOW, "recorded_by": recorder()}


def district_of(code):
    return District.objects.get(code=code)


def store_of(district):
    """Return the store of a district, the central one for None."""
    return Store.objects.get(district=district)


def make_report(district, *, as_of=date(2017, 6, 6), **fields):
    round_ = DistributionRound.objects.of_day(as_of)
    fields = {"through": "form", "round": round_} | recorded(as_of) | fields
    return DistrictReport.objects.create(district=district, as_of=as_of, **fields)


def posted(paper):
    post(paper, by=recorder(), at=NOW)
    return paper


def make_supply(quantity=1000, *, received_on=date(2017, 4, 3), **fields):
    fields = {"document": f"SUPPLY-{next(numbers)}"} | recorded(received_on) | fields
    return posted(BlankSupply.objects.create(quantity=quantity, received_on=received_on, **fields))


def make_shipment(to, quantity=100, *, sent_from=None, sent_on=date(2017, 4, 10), **fields):
    """Send blanks to a district, or to the centre (None), from the centre (None) or a district."""
    fields = {"number": f"BAST-{next(numbers)}", "state": ShipmentState.SENT} | recorded(sent_on) | fields
    return posted(
        BlankShipment.objects.create(
            from_store=store_of(sent_from),
            to_store=store_of(to),
            quantity=quantity,
            sent_on=sent_on,
            **fields,
        )
    )


def make_receipt(shipment, accepted=None, *, received_on=None, **fields):
    """Let a shipment arrive; `accepted` None: all of it, on the day after it was sent."""
    received_on = received_on or shipment.sent_on + ONE_DAY
    accepted = shipment.quantity if accepted is None else accepted
    fields = recorded(received_on) | fields
    return posted(
        BlankReceipt.objects.create(shipment=shipment, accepted=accepted, received_on=received_on, **fields)
    )


def supply_district(district, quantity=100, *, received_on=date(2017, 4, 11), sent_from=None):
    """Send blanks that all arrive."""
    shipment = make_shipment(district, quantity, sent_from=sent_from, sent_on=received_on)
    return make_receipt(shipment, received_on=received_on)


def make_count(district, quantity, *, counted_on=date(2017, 6, 6), **fields):
    """Count the blanks of a district, or of the centre (None)."""
    return StockCount.objects.create(
        store=store_of(district), quantity=quantity, counted_on=counted_on, **recorded(counted_on) | fields
    )


def make_round(starts_on, **fields):
    return DistributionRound.objects.create(name=f"Round {starts_on}", starts_on=starts_on, **fields)


def make_opening(district, on_hand, *, round_=None):
    return RoundOpening.objects.create(
        district=district, on_hand=on_hand, round=round_ or DistributionRound.objects.of_day(TODAY)
    )
