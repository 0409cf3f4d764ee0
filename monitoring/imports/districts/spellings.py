"""The words that officers write for months, weekdays, kinds of district, and provinces."""

MONTH_WORDS = (
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agt agst agu ags aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {word: number for number, words in enumerate(MONTH_WORDS, 1) for word in words.split()}
"""Names and abbreviations of the months in both languages, folded."""

WEEKDAY_WORDS = (
    "senin sen monday mon",
    "selasa sel tuesday tue",
    "rabu rab wednesday wed",
    "kamis kam thursday thu",
    "jumat jum friday fri",
    "sabtu sab saturday sat",
    "minggu min ahad sunday sun",
)
WEEKDAYS = {word: number for number, words in enumerate(WEEKDAY_WORDS) for word in words.split()}
"""Names of the weekdays in both languages, folded and without apostrophe; Monday is 0."""

KIND_WORDS = {
    "regency": ("kabupaten", "kab"),
    "city": ("kota", "kotamadya", "kodya"),
}
"""What stands before or after a district's name and says its kind, folded."""

ABBREVIATIONS = {"kep": "kepulauan", "adm": "administrasi", "admin": "administrasi"}
"""Abbreviations within names that mean one word only."""

PROVINCE_WORDS = ("provinsi", "propinsi", "prov", "prop")

PROVINCE_SPELLINGS = {
    "11": "daerah istimewa aceh, di aceh, nanggroe aceh darussalam, nad",
    "12": "sumatra utara, sumut",
    "13": "sumatra barat, sumbar",
    "16": "sumatra selatan, sumsel",
    "19": "bangka belitung, babel",
    "21": "kepri",
    "31": "daerah khusus ibukota jakarta, daerah khusus ibu kota jakarta, daerah khusus jakarta, dkj, dki, "
    "jakarta, jakarta raya, dki jakarta raya",
    "32": "jabar",
    "33": "jateng",
    "34": "di yogyakarta, diy, daerah isimewa yogyakarta, di jogjakarta, daerah istimewa jogjakarta",
    "35": "jatim",
    "52": "ntb",
    "53": "ntt",
    "61": "kalbar",
    "62": "kalteng",
    "63": "kalsel",
    "64": "kaltim",
    "65": "kaltara",
    "71": "sulut",
    "72": "sulteng",
    "73": "sulsel",
    "74": "sultra",
    "76": "sulbar",
    "82": "malut",
    "91": "irian jaya",
    "92": "irian jaya barat, irjabar",
}
"""Other names of provinces, old ones among them, by code."""

CELL_PROVINCE_SPELLINGS = {"34": "yogyakarta, jogjakarta"}
"""Names that mean the province only in a column of provinces; elsewhere they are a city's."""
