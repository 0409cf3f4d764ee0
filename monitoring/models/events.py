"""Security events: who did what, when and from where. Only ever added to, each bound to the one before.

The digest of an event is an HMAC over what it says and the digest of the event before it, with AUDIT_KEY: who
can write into the database but does not hold the key can neither alter nor remove nor insert one unseen.
"""

import hmac
import json
import logging
from datetime import UTC, datetime
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.event_kinds import EventKind
from monitoring.models.refusals import CHANGES, Refusal
from monitoring.models.scoping import CentralQuerySet, Viewer, is_known
from monitoring.models.users import User

FIRST = "0" * 64
"""What stands in the place of a digest before the first event."""

LONGEST_TEXT = 200
LONGEST_DETAIL = 1000

LAST_OTHER = (
    "SELECT number FROM monitoring_securityevent WHERE number <> NEW.number ORDER BY number DESC LIMIT 1"
)

Detail = str | int | bool | None

log = logging.getLogger("monitoring.security")


class EventQuerySet(CentralQuerySet):
    def visible_to(self, user: Viewer) -> "EventQuerySet":
        """Return all events to who audits the portal, none to anybody else, the centre included."""
        if not is_known(user) or not user.has_perm("monitoring.view_securityevent"):
            return self.none()
        return super().visible_to(user)


class SecurityEvent(models.Model):
    """One event. `account` is who did it, None where nobody was known; `about` is what it was done to."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"), db_index=True)
    kind = models.CharField(_("event"), max_length=30, choices=EventKind)
    account = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("account"),
    )
    address = models.CharField(_("from address"), max_length=45, blank=True)
    about = models.CharField(_("about"), max_length=LONGEST_TEXT, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    previous = models.CharField(_("digest of the event before"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        ordering = ("-number",)
        default_permissions = ("view", "export")

    refusals = (
        Refusal(
            name="events_are_only_added",
            table="monitoring_securityevent",
            events=CHANGES,
            when="1 = 1",
            sentence=_("A security event is never changed or removed."),
        ),
        Refusal(
            name="events_are_added_at_the_end",
            table="monitoring_securityevent",
            events=("INSERT",),
            # After the last event, or after the end that is kept if the last event is gone. Asked in the
            # order of the index: PostgreSQL would read all rows to learn that none has a higher number.
            when=(
                f"NEW.number <= COALESCE(({LAST_OTHER}), 0) OR NEW.number - 1 NOT IN "
                f"(COALESCE(({LAST_OTHER}), 0), COALESCE((SELECT count FROM monitoring_eventhead), 0))"
            ),
            sentence=_("A security event is added after the last one, nowhere else."),
        ),
    )

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


class EventHead(models.Model):
    """The last event, in one row: what a new event locks, and how a removed last event is noticed.

    `seal` is made with AUDIT_KEY too: who removes the last event cannot write an end that fits.
    """

    count = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=FIRST)
    seal = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = _("end of the security events")
        default_permissions = ()
        constraints = [models.CheckConstraint(name="events_have_one_end", condition=Q(id=1))]

    refusals = (
        Refusal(
            name="end_of_events_stays",
            table="monitoring_eventhead",
            events=("DELETE",),
            when="1 = 1",
            sentence=_("The end of the security events is never removed."),
        ),
        Refusal(
            name="end_of_events_goes_forward",
            table="monitoring_eventhead",
            events=("UPDATE",),
            # To an event that is there; back only from one that is not, where somebody else has put it.
            when=(
                "NOT EXISTS (SELECT 1 FROM monitoring_securityevent "
                "WHERE number = NEW.count AND digest = NEW.digest) "
                "OR (NEW.count <= OLD.count "
                "AND EXISTS (SELECT 1 FROM monitoring_securityevent WHERE number = OLD.count))"
            ),
            sentence=_("The end of the security events only moves to the next one."),
        ),
    )

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"

    @property
    def is_sealed(self) -> bool:
        return self.seal == seal_of(self.count, self.digest)


def digest_of(event: SecurityEvent) -> str:
    """Return the HMAC-SHA256 (hexadecimal) of what `event` says, the digest before it included."""
    said = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(),
        "kind": event.kind,
        "account": event.account_id,
        "address": event.address,
        "about": event.about,
        "details": event.details,
        "previous": event.previous,
    }
    return _hmac(json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":")))


def seal_of(count: int, digest: str) -> str:
    # Begins unlike an event, so that no digest of one can be passed off as a seal.
    return _hmac(f"end {count}:{digest}")


def _hmac(text: str) -> str:
    return hmac.digest(settings.AUDIT_KEY.encode(), text.encode(), "sha256").hex()


def record(
    kind: EventKind,
    *,
    by: User | None,
    at: datetime,
    address: str = "",
    about: object = "",
    **details: Detail,
) -> SecurityEvent:
    """Add an event to the chain, in the transaction of the caller if there is one.

    The end of the chain stays locked until that transaction ends: record last.
    """
    event = SecurityEvent(
        at=at,
        kind=kind,
        account=by,
        address=address[:45],
        about=_plain(str(about))[:LONGEST_TEXT],
        details={name: _plain_detail(said) for name, said in details.items()},
    )
    with transaction.atomic():
        head, found = _end()
        if found:
            # Not mended in silence: what was removed with the end would be forgotten.
            _add(SecurityEvent(at=at, kind=EventKind.END_MENDED, about=found), head)
        _add(event, head)
    return event


def _plain(text: str) -> str:
    """Return `text` as both databases and one line of a log can hold it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def _plain_detail(said: Detail) -> Detail:
    return _plain(said)[:LONGEST_DETAIL] if isinstance(said, str) else said


def _end() -> tuple[EventHead, str]:
    """Return the end to go on from, locked; and what was found there if it was not what was left there.

    A sealed end that is ahead of the events is gone on from: the gap shows that the last ones were removed.
    """
    head, is_new = EventHead.objects.select_for_update().get_or_create(pk=1)
    last = SecurityEvent.objects.order_by("-number").values_list("number", "digest").first()
    number, digest = last or (0, FIRST)
    if head.is_sealed and head.count >= number:
        return head, ""
    found = "missing" if is_new else str(head)
    head.count, head.digest = number, digest
    return head, "" if is_new and last is None else found


def _add(event: SecurityEvent, head: EventHead) -> None:
    event.number, event.previous = head.count + 1, head.digest
    event.digest = digest_of(event)
    event.save(force_insert=True)
    head.count, head.digest = event.number, event.digest
    head.seal = seal_of(event.number, event.digest)
    head.save(update_fields=["count", "digest", "seal"])
    transaction.on_commit(partial(_tell, event), robust=True)


def _tell(event: SecurityEvent) -> None:
    """Write one line to the log of the process: what is removed from the database too is still there."""
    said = json.dumps(event.details, sort_keys=True)
    log.info(
        "event=%s kind=%s account=%s address=%s about=%s details=%s digest=%s",
        *(event.number, event.kind, event.account_id, event.address, json.dumps(event.about), said),
        event.digest,
    )
