"""The labels over exported columns, in the language of the reader; the reader of uploads knows them all."""

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from monitoring.imports.tables.labels import EXPORT_LABELS


def _label(field: str) -> str:
    indonesian, english = EXPORT_LABELS[field]
    return english if (get_language() or "").startswith("en") else indonesian


label: "type[Promise]" = lazy(_label, str)
"""Return the label of a field, in the language that is in force when it is read."""
