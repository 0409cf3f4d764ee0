"""The districts as they are loaded into a new portal, read from the fixtures without a database."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from monitoring.imports.districts.index import Alias, DistrictIndex, Found, Place

FIXTURES = Path(__file__).parents[2] / "fixtures"
DAY_2017 = date(2017, 6, 6)
SPELLINGS = Path(__file__).parent / "data" / "spellings.csv"


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


@cache
def places():
    return tuple(
        Place(
            int(row["district"]),
            row["code"],
            row["name"],
            row["kind"],
            row["province_code"],
            day(row["valid_from"]),
            day(row["valid_until"]),
        )
        for row in rows(FIXTURES / "places.csv")
    )


@cache
def district_of():
    """Return the district of each code, of every layout."""
    return {place.code: place.district for place in places()}


@cache
def index():
    aliases = [
        Alias(row["text"], district_of()[row["district_code_now"]], row["province_code"] or None)
        for row in rows(FIXTURES / "aliases.csv")
    ]
    return index_with(*aliases)


def index_with(*aliases):
    provinces = {row["code"]: row["name"] for row in rows(FIXTURES / "provinces.csv")}
    return DistrictIndex(places(), aliases, provinces)


def code_of(match):
    """Return the code of 2017 of what was found, or the code of the finding."""
    return index().code_on(match.district, DAY_2017) if isinstance(match, Found) else match.code


def codes(match):
    return [index().code_on(district, DAY_2017) for district in match.candidates]
