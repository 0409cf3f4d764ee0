"""The form of an account: who it is, its roles, its regions. Nothing else can be given here."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminEmailInputWidget, AdminTextInputWidget
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.accounts.granting import assignable_roles, is_administrator, misfits, other_administrators
from monitoring.imports.cells.identity import is_identity_number
from monitoring.models import User
from monitoring.models.roles import ADMINISTRATOR, AUDITOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER

MAY: dict[str, str | Promise] = {
    CENTRE: gettext_lazy("all figures, shipments, uploads and reference data of the country; no accounts"),
    AUDITOR: gettext_lazy("reads and exports everything, history and security events included"),
    PROVINCE_OFFICER: gettext_lazy("uploads and corrects reports of the own provinces, confirms receipts"),
    DISTRICT_OFFICER: gettext_lazy("reports for the own regency or city, confirms receipts"),
    ADMINISTRATOR: gettext_lazy("accounts and roles; sees no figures"),
}
"""What each role may do, for who gives it out."""


class RolesField(forms.ModelMultipleChoiceField):
    """The portal's own roles, each with what it may do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return f"{obj.name}: {MAY[obj.name]}"


class AccountForm(forms.ModelForm):
    first_name = forms.CharField(
        label=gettext_lazy("Name"), max_length=150, required=False, widget=AdminTextInputWidget
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=AdminEmailInputWidget,
        help_text=gettext_lazy("One-time links are sent there; without it they are printed as letters."),
    )
    groups = RolesField(
        Group.objects.none(),
        label=gettext_lazy("Roles"),
        required=False,
        help_text=gettext_lazy("Whoever administers accounts sees no figures unless given another role too."),
    )

    class Meta:
        model = User
        fields = ("username", "first_name", "email", "groups", "is_active")
        labels = {"is_active": gettext_lazy("Can sign in")}
        help_texts = {
            "username": gettext_lazy("Letters, digits and @ . + - _; never an identity number of a person."),
            "is_active": gettext_lazy("Without it the account is disabled; accounts are never deleted."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self._meta.fields:
            self.fields["groups"].queryset = assignable_roles()
        else:
            # The own roles are read: what is declared above is a field all the same, and would say "none".
            del self.fields["groups"]

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if is_identity_number(name):
            raise ValidationError(_("This is an identity number of a person. Choose another user name."))
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This user name is taken. Choose another."))
        return name

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "groups" in self.cleaned_data:
            # For the regions below, which go with them.
            self.instance.wanted_roles = {group.name for group in self.cleaned_data["groups"]}
        if self._leaves_no_administrator():
            raise ValidationError(_("This is the last active administrator. Make another one first."))
        return cleaned

    def _leaves_no_administrator(self) -> bool:
        account = self.instance
        if account.pk is None or not self.initial.get("is_active") or not is_administrator(account):
            return False
        stays = self.cleaned_data.get("is_active", True) and ADMINISTRATOR in getattr(
            account, "wanted_roles", {ADMINISTRATOR}
        )
        return not stays and not other_administrators(account).exists()


class LabelledTick(forms.CheckboxInput):
    """A tick that says what it is for where a phone hides the head of its column."""

    template_name = "monitoring/labelled_tick.html"


class RegionFormSet(BaseInlineFormSet):
    """Regions of the kind that the chosen roles ask for."""

    deletion_widget = LabelledTick

    def clean(self) -> None:
        super().clean()
        roles = getattr(self.instance, "wanted_roles", None)
        if roles is None or any(self.errors):
            return
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        provinces = sum(row.get("province") is not None for row in kept)
        districts = sum(row.get("district") is not None for row in kept)
        told = misfits(roles, provinces=provinces, districts=districts)
        if told:
            raise ValidationError(told)
