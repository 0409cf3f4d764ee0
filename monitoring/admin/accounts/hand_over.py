"""The page on which an officer's account is closed and what was theirs goes to a successor."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.accounts.handing_over import (
    NotHandedOver,
    Outdated,
    belongings_of,
    hand_over,
    possible_successors,
)
from monitoring.admin.accounts.acting import acting_in
from monitoring.models import User


class SuccessorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        roles = ", ".join(group.name for group in obj.groups.all())
        named = f"{obj.username}, {obj.get_full_name()}" if obj.get_full_name() else obj.username
        return f"{named} ({roles})" if roles else named


class HandOverForm(forms.Form):
    successor = SuccessorField(
        User.objects.none(),
        label=gettext_lazy("Successor"),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = possible_successors(account, by=by).prefetch_related("groups")


def hand_over_view(request: HttpRequest, page: ModelAdmin, account: User) -> HttpResponse:
    """Show what is theirs, then hand over exactly that."""
    belongings = belongings_of(account, at=acting_in(request).at)
    people = {"account": account, "by": request.user}
    form = HandOverForm(request.POST or None, initial={"shown": belongings.digest}, **people)
    if request.method == "POST" and form.is_valid() and handed_over(request, account, form):
        told = _("The account %(name)s was handed over and can no longer sign in.")
        messages.success(request, told % {"name": account})
        return HttpResponseRedirect(reverse("admin:monitoring_user_change", args=[account.pk]))
    if form.is_bound:
        # What is shown now, so that the next click confirms that.
        form.data = form.data.copy()
        form.data["shown"] = belongings.digest
    context = page.admin_site.each_context(request) | {
        "title": _("Hand over: %(name)s") % {"name": account.get_full_name() or account.username},
        "opts": page.opts,
        "account": account,
        "is_own": account == request.user,
        "belongings": belongings,
        "form": form,
    }
    return TemplateResponse(request, "admin/monitoring/user/hand_over.html", context)


def handed_over(request: HttpRequest, account: User, form: HandOverForm) -> bool:
    """Return whether it was done; the form says why not."""
    data = form.cleaned_data
    try:
        hand_over(account, data["successor"], shown=data["shown"], acting=acting_in(request))
    except NotHandedOver as why:
        form.add_error(None, str(why))
    except Outdated:
        form.add_error(None, _("Something changed since this page was shown. Look again, then confirm."))
    else:
        return True
    return False
