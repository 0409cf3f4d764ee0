"""A sheet of accounts between its review and its confirmation: signed, for one person, for an hour."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from django.core import signing

from monitoring.accounts.account_cells import AccountRow, Told
from monitoring.accounts.making import Plan, plan_accounts
from monitoring.models import User
from monitoring.rules import REVIEW_FOR

SALT = "monitoring.accounts.pending"


class Gone(Exception):
    """What was sent back is too old, another's, or not what was shown."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What a file said, and which accounts it was shown to make. `read` counts its rows."""

    filename: str
    rows: Sequence[AccountRow]
    told: Sequence[Told]
    read: int
    shown: Sequence[str] = ()

    def plan(self) -> Plan:
        return plan_accounts(self.rows)

    def signed(self, user: User, plan: Plan) -> str:
        """Return all of it as a text that nobody but `user` can send back, with what `plan` shows."""
        kept = {
            "filename": self.filename,
            "rows": [_values(row) for row in self.rows],
            "told": [_values(each) for each in self.told],
            "read": self.read,
            "shown": shown_by(plan),
        }
        return signing.dumps(kept, salt=f"{SALT}.{user.pk}", compress=True)

    @classmethod
    def sent_back(cls, text: str, user: User) -> Self:
        """Return what was signed for `user`. Raises Gone."""
        try:
            kept = signing.loads(text, salt=f"{SALT}.{user.pk}", max_age=REVIEW_FOR)
        except signing.BadSignature:
            raise Gone from None
        rows = [AccountRow(*map(_frozen, values)) for values in kept["rows"]]
        told = [Told(*values) for values in kept["told"]]
        return cls(kept["filename"], rows, told, kept["read"], kept["shown"])


def shown_by(plan: Plan) -> list[str]:
    """Return what makes a plan the one that was shown: who would be made, and who is there."""
    return [
        *(f"+{row.username}" for row in plan.new),
        *(f"={row.username}" for row in plan.unchanged),
        *(f"!{told.value}: {told.text}" for told in plan.told),
    ]


def _values(row: AccountRow | Told) -> list[Any]:
    return [getattr(row, field.name) for field in fields(row)]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
