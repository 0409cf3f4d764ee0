"""How often a password or a code was tried of late, and what is locked because of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Guessed(models.TextChoices):
    PAIR = "pair", _("account and address")
    ACCOUNT = "account", _("account")
    ADDRESS = "address", _("address")


class GuessCount(models.Model):
    """Tries at one account from one address, at one account, or from one address, since a moment.

    `key` is an HMAC of what was typed or of the address: a password typed into the field for the name stays
    unknown, and an account that does not exist is counted like one that does.
    """

    scope = models.CharField(max_length=7, choices=Guessed)
    key = models.CharField(max_length=64)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("count of tries")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="guesses_counted_once", fields=("scope", "key"))]

    def __str__(self) -> str:
        return f"{self.scope}: {self.tries}"
