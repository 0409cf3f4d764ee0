"""The empty sheet of accounts to fill in, with the codes and names of every region beside."""

from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from monitoring.accounts.account_labels import LABELS, REGION_SHEETS
from monitoring.exports.formats import SAFE
from monitoring.exports.languages import in_language
from monitoring.models import DistrictPlace, Province
from monitoring.models.roles import ROLES
from monitoring.rules import ACCOUNTS_AT_ONCE

HEADER_ROW = 3
WIDTHS = (22, 30, 32, 24, 34)
ROLE_COLUMN = list(LABELS).index("role")
HEADER = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#dce6ee", "border": 1}


def account_form(day: date) -> bytes:
    """Return an xlsx that asks for accounts; its second sheet lists the regions of `day`."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, **SAFE}) as book:
        bold, header = book.add_format({"bold": True, "font_size": 14}), book.add_format(HEADER)
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(_("Accounts"))
        sheet.write_string(0, 0, _("Accounts of the KTP-el blanks portal"), bold)
        sheet.write_string(1, 0, _hint())
        for column, words in enumerate(LABELS.values()):
            sheet.write_string(HEADER_ROW, column, in_language(words), header)
            # As text, so that 32.10 keeps its zero.
            sheet.set_column(column, column, WIDTHS[column], text)
        sheet.freeze_panes(HEADER_ROW + 1, 1)
        _offer_roles(sheet)
        listed = book.add_worksheet(in_language(REGION_SHEETS))
        listed.write_string(0, 0, in_language(REGION_SHEETS), bold)
        for row, (code, name) in enumerate(_regions(day), start=2):
            listed.write_string(row, 0, code)
            listed.write_string(row, 1, name)
        listed.set_column(1, 1, 40)
    return content.getvalue()


def _hint() -> str:
    return _(
        "One account a row. Region: the code or the name of a province, regency or city, for their officers "
        "only; several with semicolons between. Links are sent to the e-mail address, or printed as letters."
    )


def _offer_roles(sheet: Worksheet) -> None:
    last = HEADER_ROW + ACCOUNTS_AT_ONCE
    # Told and not forbidden: several roles stand in one cell.
    rule = {"validate": "list", "source": list(ROLES), "error_type": "information"}
    sheet.data_validation(HEADER_ROW + 1, ROLE_COLUMN, last, ROLE_COLUMN, rule)


def _regions(day: date) -> list[tuple[str, str]]:
    provinces = Province.objects.in_force(day).values_list("code", "name")
    districts = DistrictPlace.objects.in_force(day).values_list("code", "name")
    return sorted([*provinces, *districts])
