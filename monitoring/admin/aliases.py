"""Other names of districts: old ones, and spellings that someone confirmed."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from monitoring import clock
from monitoring.admin.filters import choice_filter, province_filter
from monitoring.admin.scoped import PortalAdmin
from monitoring.exports.regions import AliasSheet
from monitoring.models import AliasKind, DistrictAlias
from monitoring.sites import portal


@admin.register(DistrictAlias, site=portal)
class AliasAdmin(PortalAdmin):
    resource_classes = (AliasSheet,)
    list_display = ("text", "district_code", "district", "kind", "province", "confirmed_by")
    list_display_links = ("text",)
    list_select_related = ("district", "province", "confirmed_by")
    list_filter = (province_filter("district__province"), choice_filter(_("kind"), "kind", AliasKind.choices))
    search_fields = ("text", "district__name", "district__code")
    search_help_text = _("spelling, code or name of the district")
    fields = ("text", "district", "province", "kind")

    @admin.display(description=_("code"), ordering="district__code")
    def district_code(self, alias: DistrictAlias) -> str:
        return alias.district.code

    def save_model(self, request: HttpRequest, obj: DistrictAlias, form: ModelForm, change: bool) -> None:
        obj.confirmed_by, obj.confirmed_at = request.user, clock.now()
        super().save_model(request, obj, form, change)
