"""Nothing that people see is left in English where they asked for Indonesian."""

import import_export
import polib
import pytest
from django.utils.translation import gettext, override

from ktpel_portal.translations import compile_stale
from tests.locale.catalogue import PO, ROOT, faults, texts


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(PO), check_for_duplicates=True)


def test_every_text_of_the_project_has_an_indonesian_translation(catalogue):
    assert faults(catalogue) == []


def test_texts_are_found_in_code_and_in_templates():
    places = {place for found in texts().values() for place in found}

    assert "monitoring/imports/messages.py" in places
    assert "monitoring/templates/admin/base_site.html" in places


def test_a_text_without_translation_is_a_fault(catalogue):
    shortened = polib.POFile()
    shortened.extend(entry for entry in catalogue if entry.msgid != "province")

    assert [fault for fault in faults(shortened) if "'province'" in fault] != []


def test_import_export_speaks_indonesian_though_it_ships_none():
    compile_stale(ROOT / "monitoring" / "locale")
    folder = import_export.__path__[0]
    theirs = polib.pofile(f"{folder}/locale/de/LC_MESSAGES/django.po")

    with override("id"):
        # “Format” is the same word in both languages.
        same = {entry.msgid for entry in theirs if not entry.obsolete and gettext(entry.msgid) == entry.msgid}

    assert same == {"Format"}
