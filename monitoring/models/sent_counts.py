"""How much each user sent of late, so that nobody sends without end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.models.users import User


class SentCount(models.Model):
    """Files and bytes that a user sent since a moment: those that were refused count too.

    `told` says that the limit was reached since then, which is recorded once.
    """

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    files = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    told = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("count of sent files")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.files}"
