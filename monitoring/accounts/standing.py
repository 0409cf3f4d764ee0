"""How each account stands: whether its owner can sign in, and if not, what they wait for."""

from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from monitoring.accounts.invitations import open_invitations
from monitoring.models import User


class Standing(TextChoices):
    ACTIVE = "active", _("can sign in")
    WAITING = "waiting", _("link is open")
    UNLINKED = "unlinked", _("needs a link")
    DISABLED = "disabled", _("disabled")


def with_standing(accounts: QuerySet[User], *, at: datetime) -> QuerySet[User]:
    """Annotate `standing`, `has_factor`, and `link_until`, the end of the link that is open."""
    links = open_invitations(at).filter(account=OuterRef("pk"))
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    standing = Case(
        When(is_active=False, then=Value(Standing.DISABLED)),
        When(~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX), then=Value(Standing.ACTIVE)),
        When(link_until__isnull=False, then=Value(Standing.WAITING)),
        default=Value(Standing.UNLINKED),
        output_field=CharField(),
    )
    with_links = accounts.annotate(link_until=links.values("expires_at")[:1], has_factor=Exists(devices))
    return with_links.annotate(standing=standing)


def standing_counts(accounts: QuerySet[User], *, at: datetime) -> dict[str, int]:
    """Return how many accounts stand how; every standing is there."""
    found = with_standing(accounts, at=at).order_by().values_list("standing")
    return dict.fromkeys(Standing.values, 0) | dict(found.annotate(Count("pk")))
