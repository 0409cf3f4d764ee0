"""Security events: who did what, when and from where. Only ever added to, each bound to the one before.

The digest of an event is an HMAC over what it says and the digest of the event before it, with AUDIT_KEY: who
can write into the database but does not hold the key can neither alter nor remove nor insert one unseen.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from monitoring.models.refusals import CHANGES, Refusal
from monitoring.models.users import User

FIRST = "0" * 64
"""What stands in the place of a digest before the first event."""

Detail = str | int | bool | None


class EventKind(models.TextChoices):
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    CODE_FAILED = "code_failed", _("wrong second-factor code")
    LOCKED = "locked", _("sign-in locked")
    UNLOCKED = "unlocked", _("sign-in unlocked")
    SIGNED_OUT = "signed_out", _("signed out")
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere", _("signed out everywhere")
    SESSION_ENDED = "session_ended", _("session ended")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    FACTOR_SET_UP = "factor_set_up", _("second factor set up")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("recovery codes made")
    RECOVERY_CODE_USED = "recovery_code_used", _("recovery code used")
    LINK_MADE = "link_made", _("one-time link made")
    LINK_USED = "link_used", _("one-time link used")
    ACCOUNT_MADE = "account_made", _("account made")
    ACCOUNT_CHANGED = "account_changed", _("account changed")
    ROLE_CHANGED = "role_changed", _("role changed")
    REGION_CHANGED = "region_changed", _("region changed")
    ACCOUNT_DISABLED = "account_disabled", _("account disabled")
    ACCOUNT_ENABLED = "account_enabled", _("account enabled")
    HANDED_OVER = "handed_over", _("handed over")
    APPLIED = "applied", _("upload applied")
    UNDONE = "undone", _("upload undone")
    EXPORTED = "exported", _("exported")
    DOWNLOADED = "downloaded", _("downloaded")
    REFUSED = "refused", _("access refused")
    LIMITED = "limited", _("limit of uploads reached")


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
    about = models.CharField(_("about"), max_length=200, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    previous = models.CharField(_("digest of the event before"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

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
    )

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


class EventHead(models.Model):
    """The last event, in one row: what a new event locks, and how a removed last event is noticed."""

    count = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=FIRST)

    class Meta:
        verbose_name = _("end of the security events")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"


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
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


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
    with transaction.atomic():
        head, _created = EventHead.objects.select_for_update().get_or_create(pk=1)
        event = SecurityEvent(
            number=head.count + 1,
            at=at,
            kind=kind,
            account=by,
            address=address[:45],
            about=str(about)[:200],
            details=details,
            previous=head.digest,
        )
        event.digest = digest_of(event)
        event.save(force_insert=True)
        EventHead.objects.filter(pk=head.pk).update(count=event.number, digest=event.digest)
    return event
