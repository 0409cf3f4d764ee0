"""Where a door is, and with which rows it is tried."""

from tests.admin.doors.bodies import QUERIES
from tests.admin.doors.walking import addresses

ADDRESSES = addresses()


def path_of(door, key):
    address = ADDRESSES[door.name]
    values = {"app_label": "monitoring"}
    filled = address.path(**{name: values.get(name, key) for name in address.parameters})
    return f"{filled}{QUERIES.get(door.name, '')}"


def rows_of(door, world, role):
    """Return the keys to try: whose row it is, and its key."""
    if door.row == "-":
        return {"own": "x"}
    keys = {whose: world.key(door.row, whose, role) for whose in ("own", "other", "missing")}
    return {whose: key for whose, key in keys.items() if key is not None}
