"""The form of one report: figures as people write them, judged as an upload is, erased only with a reason."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.admin.entry import CountField, judged, with_stored
from monitoring.models import DistributionRound, DistrictReport
from monitoring.rules import FIGURES


class ReportForm(forms.ModelForm):
    printed = CountField(
        label=gettext_lazy("printed"), help_text=gettext_lazy("Cards since the round began.")
    )
    damaged = CountField(
        label=gettext_lazy("damaged"), help_text=gettext_lazy("Blanks since the round began.")
    )
    stock_on_hand = CountField(label=gettext_lazy("blanks on hand"))
    print_ready = CountField(label=gettext_lazy("print-ready records"))
    substitute_certificates = CountField(label=gettext_lazy("substitute certificates"))
    eligible = CountField(label=gettext_lazy("eligible"))
    enrolled = CountField(label=gettext_lazy("enrolled"))
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Needed where a figure is erased; kept in the history."),
    )
    in_spite = forms.BooleanField(
        label=gettext_lazy("save in spite of what was found"), required=False, widget=forms.HiddenInput
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = DistrictReport
        fields = ("district", "as_of", *FIGURES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)
        if self.instance.pk:
            self.initial["seen"] = self.instance.recorded_at.isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        report = self.instance
        report.recorded_on = clock.latest_today()
        district = cleaned.get("district") or (report.district if report.pk else None)
        as_of = cleaned.get("as_of") or report.as_of
        if self.errors or district is None:
            return cleaned
        self.check_day(as_of)
        figures = tuple(cleaned.get(name) for name in FIGURES)
        (self.entry,) = with_stored({district.pk: figures}, as_of)
        self.check_entry(report, cleaned)
        if not self.errors:
            self.take_findings(judged([self.entry], {district.pk: district.name}))
        return cleaned

    def check_day(self, as_of: Any) -> None:
        if as_of > clock.latest_today():
            self.add_error("as_of", _("A report cannot be for a day that is still to come."))
        elif DistributionRound.objects.of_day(as_of) is None:
            self.add_error("as_of", _("The day lies before the first distribution round."))

    def check_entry(self, report: DistrictReport, cleaned: dict[str, Any]) -> None:
        if report.pk is None and self.entry.key is not None:
            self.add_error(None, _("The district already has a report for this day. Change that one."))
        elif report.pk and cleaned.get("seen") != report.recorded_at.isoformat():
            self.add_error(
                None, _("The report was changed meanwhile. Open it again and look before you save.")
            )
        elif all(figure is None for figure in self.entry.figures):
            self.add_error(None, _("Write at least one figure. To take a report back, delete it."))
        elif self.entry.erased and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("A figure is erased: say why."))

    def take_findings(self, told: list[Any]) -> None:
        """Put errors at their figures; warnings too, until someone says that they are seen."""
        doubts = [each for each in told if not each.is_error]
        for each in told:
            if each.is_error or not self.cleaned_data.get("in_spite"):
                self.add_error(each.field, each.text)
        if doubts and len(doubts) == len(told):
            self.fields["in_spite"].widget = forms.CheckboxInput()

    def _get_validation_exclusions(self) -> set[str]:
        # The figures are checked against "recorded on" here and not first by the database; that there is no
        # second report for the day is not said twice.
        said = {"district"} if self.errors else set()
        return super()._get_validation_exclusions() - {"recorded_on"} | said

    def validate_unique(self) -> None:
        """Leave it to check_entry, which says it in the same words for both doors."""
