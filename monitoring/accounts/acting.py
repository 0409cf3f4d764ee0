"""Who does something to accounts, when and from where, for what is kept of it."""

from dataclasses import dataclass
from datetime import datetime

from monitoring.models import EventKind, User
from monitoring.models.events import Detail, record


@dataclass(frozen=True, slots=True)
class Acting:
    """`user` is None and `address` empty on the command line."""

    user: User | None
    at: datetime
    address: str = ""

    def record(self, kind: EventKind, account: User, **details: Detail) -> None:
        """Keep what was done to `account`, in the transaction of the caller."""
        record(kind, by=self.user, at=self.at, address=self.address, about=account, **details)
