"""What a district says of itself at the end of a day, and what it said before."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.refusals import CHANGES, Refusal
from monitoring.models.regions import District
from monitoring.models.rounds import DistributionRound
from monitoring.models.scoping import PERMISSIONS, ScopedQuerySet
from monitoring.models.uploads import Sourced, Upload
from monitoring.models.users import User
from monitoring.rules import FIGURES


class Through(models.TextChoices):
    """The door through which a report was written."""

    FORM = "form", _("form")
    GRID = "grid", _("grid")
    UPLOAD = "upload", _("upload")
    UNDO = "undo", _("undo")


class ReportState(Sourced):
    """The figures of one district at the end of one day. None: not reported, never 0."""

    # No index of its own: the one over district and day begins with it.
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        db_index=False,
        verbose_name=_("district"),
    )
    as_of = models.DateField(_("as of"))
    # No index: a round holds too large a part of the reports for one to help.
    round = models.ForeignKey(
        DistributionRound,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("distribution round"),
    )
    printed = models.IntegerField(
        _("printed"), null=True, blank=True, help_text=_("Cards printed since the round began.")
    )
    damaged = models.IntegerField(
        _("damaged"), null=True, blank=True, help_text=_("Blanks spoiled since the round began.")
    )
    stock_on_hand = models.IntegerField(
        _("blanks on hand"), null=True, blank=True, help_text=_("Blanks on the shelf on that day.")
    )
    print_ready = models.IntegerField(
        _("print-ready records"),
        null=True,
        blank=True,
        help_text=_("Residents enrolled and waiting for a card."),
    )
    substitute_certificates = models.IntegerField(
        _("substitute certificates"),
        null=True,
        blank=True,
        help_text=_("Residents who hold a paper certificate instead of a card."),
    )
    eligible = models.IntegerField(
        _("eligible"), null=True, blank=True, help_text=_("Residents who must hold a card.")
    )
    enrolled = models.IntegerField(
        _("enrolled"), null=True, blank=True, help_text=_("Residents whose biometrics are recorded.")
    )
    through = models.CharField(_("through"), max_length=6, choices=Through)

    class Meta:
        abstract = True

    @property
    def figures(self) -> dict[str, int | None]:
        return {name: getattr(self, name) for name in FIGURES}


class ReportQuerySet(ScopedQuerySet):
    def by(self, day: date) -> Self:
        """Return the reports of that day and earlier."""
        return self.filter(as_of__lte=day)


def not_negative(figure: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"report_{figure}_not_negative",
        condition=Q(**{f"{figure}__isnull": True}) | Q(**{f"{figure}__gte": 0}),
        violation_error_message=_("A count is zero or more."),
    )


def latest_first(figure: str) -> models.Index:
    # Without it, a figure that is seldom reported is looked for through every report of the district.
    return models.Index(
        name=f"last_{figure}"[:30],
        fields=("district", "-as_of", figure),
        condition=Q(**{f"{figure}__isnull": False}),
    )


class DistrictReport(ReportState):
    """The report in force of a district for a day. Written by imports/stored/reports.py alone."""

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("position report")
        verbose_name_plural = _("position reports")
        ordering = ("-as_of", "district_id")
        default_permissions = PERMISSIONS
        constraints = [
            models.UniqueConstraint(
                name="one_report_of_a_district_for_a_day",
                fields=("district", "as_of"),
                violation_error_message=_("The district already has a report for this day. Change that one."),
            ),
            models.CheckConstraint(
                name="report_not_after_the_day_it_was_recorded",
                condition=Q(as_of__lte=F("recorded_on")),
                violation_error_message=_("A report cannot be for a day that is still to come."),
            ),
            models.CheckConstraint(
                name="report_not_more_enrolled_than_eligible",
                condition=Q(eligible__isnull=True)
                | Q(enrolled__isnull=True)
                | Q(enrolled__lte=F("eligible")),
                violation_error_message=_("More residents enrolled than must hold a card."),
            ),
            *map(not_negative, FIGURES),
        ]
        indexes = [
            models.Index(name="report_by_day", fields=("-as_of", "district")),
            *map(latest_first, FIGURES),
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.as_of:%d-%m-%Y}"


class FormerReport(ReportState):
    """What a report said before it was changed or deleted: by whom, when, why, through what. Append-only."""

    retired_at = models.DateTimeField(_("replaced at"))
    retired_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("replaced by")
    )
    retired_through = models.CharField(_("replaced through"), max_length=6, choices=Through)
    retired_by_upload = models.ForeignKey(
        Upload,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("replaced by upload"),
    )
    deleted = models.BooleanField(_("deleted"), default=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("former report")
        verbose_name_plural = _("former reports")
        ordering = ("-pk",)
        default_permissions = PERMISSIONS
        indexes = [models.Index(name="former_of_a_report", fields=("district", "as_of"))]

    refusals = (
        Refusal(
            name="former_reports_are_only_added",
            table="monitoring_formerreport",
            events=CHANGES,
            when="1 = 1",
            sentence=_("The history of reports is never changed."),
        ),
    )

    def __str__(self) -> str:
        return f"{self.district} {self.as_of:%d-%m-%Y}"
