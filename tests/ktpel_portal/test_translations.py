import gettext
import os

from ktpel_portal.translations import compile_stale

TEXT = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "stock"\nmsgstr "sisa"\n'


def test_a_text_becomes_a_catalogue_and_is_left_alone_after(tmp_path):
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(TEXT)

    first, second = compile_stale(tmp_path), compile_stale(tmp_path)

    assert (first, second) == ([folder / "django.mo"], [])
    assert gettext.translation("django", tmp_path, ["id"]).gettext("stock") == "sisa"
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def test_a_text_that_changed_is_compiled_anew(tmp_path):
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(TEXT)
    compile_stale(tmp_path)
    (folder / "django.po").write_text(TEXT.replace("sisa", "stok"))
    os.utime(folder / "django.mo", (1, 1))

    compile_stale(tmp_path)

    assert gettext.GNUTranslations((folder / "django.mo").open("rb")).gettext("stock") == "stok"
