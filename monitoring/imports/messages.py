"""The sentence of each finding: what was found, what is wanted, what to do."""

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from monitoring.imports.findings import Finding

SENTENCES = {
    "unknown_district": _(
        "“%(value)s” is no district that the portal knows. Write the full official name or the code."
    ),
    "unknown_district.empty": _(
        "There are figures here but no district. Write the district's name in this cell."
    ),
    "ambiguous_district": _(
        "“%(value)s” may be %(candidates)s. Write the full name with KAB. or KOTA, or the code."
    ),
    "code_name_conflict": _(
        "The code %(value)s and the name “%(name)s” do not mean the same district. Correct one of them."
    ),
    "code_name_conflict.unknown": _(
        "The code %(value)s is no code of the ministry. Correct it, or leave it empty and write the name."
    ),
    "code_name_conflict.lost_zero": _(
        "The code %(value)s may have lost a zero. Write it as text, or write the district's name beside it."
    ),
    "code_name_conflict.province": _(
        "The province “%(value)s” does not hold the district “%(name)s”. Correct one of them."
    ),
    "district_out_of_scope": _(
        "“%(value)s” is not one of your districts. Remove the row, or let its own province send it."
    ),
    "duplicate_row": _("The same district and day stands here and in %(others)s. Keep one of the rows."),
    "duplicate_row.document": _("The same document stands here and in %(others)s. Keep one of the rows."),
    "not_a_count": _(
        "“%(value)s” is not a number of cards. Write a whole number, or leave the cell empty if it was not reported."
    ),
    "fraction": _(
        "%(value)s is not a whole number. It may have been meant as %(meant)s: format the cell as text or write it without a dot."
    ),
    "fraction.plain": _("%(value)s is not a whole number. Write whole cards or residents."),
    "negative": _("%(value)s is below zero. A count is zero or more."),
    "ambiguous_number": _(
        "“%(value)s” can be read in two ways. Write the number without commas, or with dots in groups of three."
    ),
    "no_formula_value": _(
        "The formula in this cell has no stored value. Open the file, let it calculate, save it, and send it again."
    ),
    "cell_error": _("The cell holds the error %(value)s. Correct the formula or write the number."),
    "bad_day": _(
        "“%(value)s” is not a day that can be read. Write it as 06/06/2017 (day first) or 6 Juni 2017."
    ),
    "bad_day.month_first": _(
        "“%(value)s” may be written month first, as other days of this column are. Write 6 Juni 2017."
    ),
    "bad_day.uploader": _(
        "The file says “%(value)s” but the day given for the upload is %(given)s. Correct one of them."
    ),
    "future_day": _("%(value)s lies in the future; today is %(today)s. Correct the day."),
    "missing_day": _(
        "No day is given for these figures. Write it in a column TANGGAL, in the title, or choose it when uploading."
    ),
    "missing_day.cell": _("The day is missing in this row. Write it in this cell."),
    "day_outside_round": _(
        "%(value)s lies outside every distribution round; the first began on %(first)s. Correct the day."
    ),
    "day_outside_round.none": _(
        "%(value)s lies in no distribution round; none has been opened yet. Ask the centre to open one."
    ),
    "shifted_row": _(
        "The row goes on beyond the last column of the header, so its cells have slipped. Put text that holds commas in quotes."
    ),
    "decreasing": _(
        "%(field)s is %(figure)s, but was %(earlier)s on %(day)s. It counts from the beginning of the round and cannot fall."
    ),
    "decreasing.later": _(
        "%(field)s is %(figure)s, but only %(later)s on %(day)s, a later day. It counts from the beginning of the round and cannot fall."
    ),
    "more_than_eligible": _(
        "%(enrolled)s residents enrolled, but only %(eligible)s must hold a card. Correct one of them."
    ),
    "bad_document.quantity": _("The number of blanks is missing. Write it in this cell."),
    "bad_document.document": _("The document's number is missing. Write it in this cell."),
    "bad_document": _("This row cannot be a document: %(problem)s"),
    "bad_document.not_permitted_reports": _(
        "The sheet holds position reports, which your account may not send. None of its rows is taken."
    ),
    "bad_document.not_permitted_shipments": _(
        "The sheet holds shipments of blanks, which the centre records. None of its rows is taken."
    ),
    "bad_document.not_permitted_supplies": _(
        "The sheet holds supplies of blanks, which the centre records. None of its rows is taken."
    ),
    "bad_document.not_permitted_counts": _(
        "The sheet holds counts of stores, which the centre records. None of its rows is taken."
    ),
    "unreadable": _(
        "The file cannot be read; it is damaged or incomplete. Open it, save it again as .xlsx, and send that."
    ),
    "unreadable.empty": _("The file is empty. Choose the workbook that holds the figures."),
    "unreadable.encrypted": _(
        "The file is protected with a password. Save it without a password and send it again."
    ),
    "wrong_format": _(
        "This is not a spreadsheet that can be read. Save it as .xlsx, .xls, .ods or .csv and send that."
    ),
    "wrong_format.html": _(
        "This file is a web page under the name of a spreadsheet. Open it, save it as .xlsx, and send that."
    ),
    "wrong_format.picture": _("This file is a picture. Send the spreadsheet itself."),
    "wrong_format.pdf": _("This file is a PDF. Send the spreadsheet itself."),
    "too_large": _(
        "The file is too large: %(found)s, at most %(limit)s are read. Split it and send the parts."
    ),
    "too_large.bytes": _(
        "The file is larger than %(limit)s MiB. Remove pictures and sheets that are not needed, or split it."
    ),
    "too_large.unpacked": _(
        "Unpacked, the file is larger than %(limit)s MiB. Copy the figures into a new workbook and send that."
    ),
    "too_large.rows": _("A sheet has more than %(limit)s rows of data. Split it and send the parts."),
    "too_large.columns": _(
        "A sheet has more than %(limit)s columns. Remove the columns that are not needed."
    ),
    "too_large.cells": _(
        "A cell stands far outside the table. Copy the table into a new workbook and send that."
    ),
    "too_large.time": _(
        "Reading the file took too long. Copy the figures into a new workbook and send that."
    ),
    "too_large.parts": _(
        "The file has more than %(limit)s parts. Copy the figures into a new workbook and send that."
    ),
    "no_table": _(
        "No table with known columns was found. The header needs a column KAB/KOTA and a figure such as TERCETAK."
    ),
    "no_table.below": _("A header stands below row %(limit)s. Remove rows above it."),
    "missing_column": _(
        "There is no column with the names of the districts. Add a column KAB/KOTA; codes alone may be those of another office."
    ),
    "ambiguous_column": _(
        "Two columns mean “%(field)s”: %(columns)s. Rename or remove one; nothing of this sheet was read."
    ),
    "stale": _("Something that this check rests on has changed meanwhile. Check the file again."),
    "total_mismatch": _(
        "The sum says %(value)s, but the rows add up to %(sum)s. Correct the sum or the rows."
    ),
    "ignored_column": _("The column “%(value)s” is not one of the portal's and was left out."),
    "ignored_column.near": _(
        "The column “%(value)s” was left out. Was “%(meant)s” meant? Correct the header, or say that it is not meant."
    ),
    "ignored_sheet": _("The sheet has no table that the portal knows and was left out."),
    "personal_data": _(
        "The column “%(value)s” holds identity numbers of persons. It was left out and is not kept; do not send such data."
    ),
    "more_used_than_received": _(
        "%(used)s cards printed and damaged, but only %(received)s received by that day. A shipment or receipt may be missing."
    ),
    "outlier": _(
        "%(field)s is %(figure)s, unlike the earlier reports of this district. Check that no zeros were lost or added."
    ),
    "outlier.lost_zeros": _(
        "%(value)s stands in a column with decimal fractions and may have lost its zeros. Check it."
    ),
    "outlier.stock_identity": _(
        "The stock of %(figure)s does not follow from what was there, received, printed and damaged (%(expected)s expected)."
    ),
    "outlier.damaged": _("More cards damaged (%(damaged)s) than printed (%(printed)s). Check both."),
    "identical_to_previous": _("All figures equal those of %(day)s. Was the old report sent again?"),
    "bare_name_taken_as_regency": _("“%(value)s” without KAB. or KOTA was taken as %(district)s."),
    "copied_row.stored": _(
        "All figures equal those that another district is stored with for the same day. Was the row copied?"
    ),
    "copied_row": _("All figures equal those of %(other)s on the same day. Was the row copied?"),
}


FIELD_NAMES = {
    "code": _("Code"),
    "district": _("District"),
    "as_of": _("As of"),
    "printed": _("Printed"),
    "damaged": _("Damaged"),
    "stock_on_hand": _("Blanks on hand"),
    "print_ready": _("Print-ready records"),
    "substitute_certificates": _("Substitute certificates"),
    "eligible": _("Eligible residents"),
    "enrolled": _("Enrolled residents"),
    "number": _("BAST number"),
    "sent_on": _("Sent on"),
    "from_store": _("From"),
    "to_store": _("To"),
    "quantity": _("Quantity"),
    "serial_first": _("First serial"),
    "serial_last": _("Last serial"),
    "received_on": _("Received on"),
    "accepted": _("Accepted"),
    "rejected": _("Rejected"),
    "missing": _("Missing"),
    "document": _("Document"),
    "store": _("Store"),
    "counted_on": _("Counted on"),
}
"""What a sentence calls a field; `details["field"]` names it as the code does."""


def sentence(finding: Finding) -> str:
    """Return the sentence of a finding in the language in force."""
    key = f"{finding.code}.{finding.variant}" if finding.variant else finding.code
    words: dict[str, object] = {"value": "" if finding.value is None else finding.value, **finding.details}
    if "field" in words:
        words["field"] = FIELD_NAMES.get(str(words["field"]), words["field"])
    if finding.code == "fraction":
        words |= _fraction_words(finding)
    return str(SENTENCES[key]) % words


def _fraction_words(finding: Finding) -> dict[str, str]:
    """Return the number as the language writes it, and what was meant without a mark: never alike."""
    mark = get_format("DECIMAL_SEPARATOR")
    return {
        "value": str(finding.value).replace(".", mark),
        "meant": str(finding.details.get("meant", "")).replace(".", ""),
    }
