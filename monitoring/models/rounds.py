"""The periods over which figures accumulate, the days on which reports are due, and the targets."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.refusals import Refusal
from monitoring.models.regions import District
from monitoring.models.scoping import PERMISSIONS, ReferenceQuerySet, ScopedQuerySet
from monitoring.rules import LOW_PRINT_THRESHOLD


class RoundQuerySet(ReferenceQuerySet):
    def begun_by(self, day: date) -> Self:
        return self.filter(starts_on__lte=day).order_by("-starts_on")

    def of_day(self, day: date) -> "DistributionRound | None":
        """Return the round in which `day` lies; None before the first one."""
        return self.begun_by(day).first()


class DistributionRound(models.Model):
    """The period over which printed and damaged accumulate; it ends when the next one begins."""

    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("starts on"), unique=True)
    low_print_threshold = models.PositiveIntegerField(
        _("low print threshold"),
        default=LOW_PRINT_THRESHOLD,
        help_text=_("A district that printed fewer cards than this in the round is flagged."),
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("distribution round")
        verbose_name_plural = _("distribution rounds")
        ordering = ("-starts_on",)
        default_permissions = PERMISSIONS

    refusals = (
        Refusal(
            name="round_takes_no_reports_of_another",
            table="monitoring_distributionround",
            when="(EXISTS (SELECT 1 FROM monitoring_districtreport AS r"
            " WHERE r.round_id = NEW.id AND r.as_of < NEW.starts_on)"
            " OR EXISTS (SELECT 1 FROM monitoring_districtreport AS r"
            " WHERE r.round_id <> NEW.id AND r.as_of >= NEW.starts_on AND r.as_of < COALESCE("
            "(SELECT MIN(o.starts_on) FROM monitoring_distributionround AS o"
            " WHERE o.starts_on > NEW.starts_on AND o.id <> NEW.id), '9999-12-31')))",
            sentence=_(
                "There are reports that this would move from one round to another. Choose a day after the "
                "last report of the round before, and not after the first report of this round."
            ),
        ),
        Refusal(
            name="round_begins_before_its_due_days",
            table="monitoring_distributionround",
            events=("UPDATE",),
            when="EXISTS (SELECT 1 FROM monitoring_dueday AS d"
            " WHERE d.round_id = NEW.id AND d.due_on < NEW.starts_on)",
            sentence=_("A due day of this round would lie before its first day."),
        ),
    )

    def __str__(self) -> str:
        return self.name

    @property
    def ends_on(self) -> date | None:
        """Return the day on which the next round begins; None while this is the last one."""
        following = DistributionRound.objects.filter(starts_on__gt=self.starts_on).order_by("starts_on")
        return following.values_list("starts_on", flat=True).first()


class DueDay(models.Model):
    """A day for which every district that is open owes a report."""

    round = models.ForeignKey(
        DistributionRound,
        on_delete=models.PROTECT,
        related_name="due_days",
        verbose_name=_("distribution round"),
    )
    due_on = models.DateField(_("due on"), unique=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("due day")
        verbose_name_plural = _("due days")
        ordering = ("due_on",)
        default_permissions = PERMISSIONS

    refusals = (
        Refusal(
            name="due_day_not_before_its_round",
            table="monitoring_dueday",
            when="NEW.due_on < (SELECT starts_on FROM monitoring_distributionround WHERE id = NEW.round_id)",
            sentence=_("A due day lies in its round: not before the round’s first day."),
        ),
    )

    def __str__(self) -> str:
        return self.due_on.isoformat()


class RoundOpening(models.Model):
    """What lay in a district when the round began. None recorded: nothing lay there."""

    round = models.ForeignKey(
        DistributionRound,
        on_delete=models.PROTECT,
        related_name="openings",
        verbose_name=_("distribution round"),
    )
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="openings", verbose_name=_("district")
    )
    on_hand = models.IntegerField(_("blanks on hand"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of a round")
        verbose_name_plural = _("openings of rounds")
        ordering = ("round", "district")
        default_permissions = PERMISSIONS
        constraints = [
            models.UniqueConstraint(name="opening_once_a_round", fields=("round", "district")),
            models.CheckConstraint(
                name="opening_not_negative",
                condition=Q(on_hand__gte=0),
                violation_error_message=_("Blanks on hand are zero or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.district}"


class EnrolmentTarget(models.Model):
    """How many residents are to be enrolled, counted from one day, before another."""

    name = models.CharField(_("name"), max_length=80)
    residents = models.IntegerField(_("residents"))
    counted_from = models.DateField(_("counted from"))
    due_before = models.DateField(_("due before"), unique=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment target")
        verbose_name_plural = _("enrolment targets")
        ordering = ("due_before",)
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="target_above_zero",
                condition=Q(residents__gt=0),
                violation_error_message=_("A target is at least one resident."),
            ),
            models.CheckConstraint(
                name="target_due_after_it_is_counted",
                condition=Q(counted_from__lt=F("due_before")),
                violation_error_message=_("The day to be reached must lie after the day counted from."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
