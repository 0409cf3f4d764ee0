"""The words of a sheet of accounts, its columns and roles: Indonesian and English, exact on a normal form."""

from collections.abc import Mapping

from monitoring.imports.tables.label_words import words_of
from monitoring.models.roles import ADMINISTRATOR, AUDITOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER

LABELS: Mapping[str, tuple[str, str]] = {
    "username": ("Nama pengguna", "User name"),
    "name": ("Nama", "Name"),
    "email": ("Surel", "E-mail"),
    "role": ("Peran", "Role"),
    "region": ("Wilayah", "Region"),
}
"""What each column is called in the empty form."""

NEEDED = ("username", "role")

OTHER_LABELS = {
    "username": "USERNAME; ID PENGGUNA; NAMA AKUN; AKUN; ACCOUNT",
    "name": "NAMA LENGKAP; NAMA PETUGAS; FULL NAME",
    "email": "EMAIL; ALAMAT SUREL; ALAMAT EMAIL; ALAMAT E-MAIL; SURAT ELEKTRONIK; E-MAIL ADDRESS",
    "role": "PERAN PENGGUNA; ROLES",
    "region": "WILAYAH KERJA; KODE WILAYAH; NAMA WILAYAH; PROVINSI/KABUPATEN/KOTA; PROVINSI/KAB/KOTA; "
    "REGIONS",
}

OTHER_ROLES = {
    CENTRE: "STAF PUSAT; PETUGAS PUSAT; CENTRE; CENTER; STAFF OF THE CENTRE",
    AUDITOR: "PEMERIKSA; VIEWER",
    PROVINCE_OFFICER: "PROVINCE OFFICER; PETUGAS PROPINSI",
    DISTRICT_OFFICER: "PETUGAS KABUPATEN; PETUGAS KOTA; PETUGAS KAB/KOTA; DISTRICT OFFICER",
    ADMINISTRATOR: "ADMIN",
}

SILENT = "NO; NOMOR; NUMBER"
"""Columns that are left without a word."""

REGION_SHEETS = ("Daftar wilayah", "List of regions")
"""The sheet of the empty form that lists codes and names; it is not read."""


def key_of(text: str) -> str:
    """Return the normal form of a label or a role: case, spaces and punctuation aside."""
    return "".join(words_of(text))


def _keys(labels: str) -> list[str]:
    return [key_of(label) for label in labels.split(";")]


FIELDS = {
    key: field
    for field, labels in LABELS.items()
    for key in (*map(key_of, labels), *_keys(OTHER_LABELS[field]))
}
"""The field that each label means."""

ROLE_NAMES = {key: role for role, names in OTHER_ROLES.items() for key in (key_of(role), *_keys(names))}
"""The role that each word for it means."""

SILENT_KEYS = frozenset(_keys(SILENT))
REGION_SHEET_KEYS = frozenset(map(key_of, REGION_SHEETS))
