"""Every sample spreadsheet comes out as its expected result says."""

import json
from datetime import date
from pathlib import Path

import pytest

from monitoring.imports.judging.judge import History, judge
from monitoring.imports.limits import WEB
from monitoring.imports.messages import sentence
from monitoring.imports.reading import RoundSpan, Scope, read_file
from tests.imports.reference import index, places

SAMPLES = Path(__file__).parents[1] / "samples"
NOT_COMPARED = {"outlier", "identical_to_previous"}
ROUND = RoundSpan(1, date(2017, 4, 1))
TODAY = date(2017, 7, 16)


def expected_results():
    return sorted(SAMPLES.glob("*.expected.json"))


def check(expected):
    province, as_of = (expected["options"][name] for name in ("province", "as_of"))
    inside = {place.district for place in places() if place.province == province and place.holds_on(TODAY)}
    scope = Scope(province, frozenset(inside) if province else None, as_of and date.fromisoformat(as_of))
    content = (SAMPLES / expected["file"]).read_bytes()
    reading = read_file(content, index=index(), rounds=[ROUND], today=TODAY, scope=scope, limits=WEB)
    judged = judge(reading.reports, History(rounds=[ROUND]))
    return reading, judged.rows, [*reading.findings, *judged.findings]


def shown(row):
    code = index().code_on(row.district, row.as_of)
    return {"district": code, "as_of": row.as_of.isoformat(), **row.figures}


def told(finding):
    value = finding["value"].strip() if isinstance(finding["value"], str) else finding["value"]
    return finding["code"], finding["severity"], finding["sheet"], finding["cell"], value


def as_found(finding):
    return {name: getattr(finding, name) for name in ("code", "severity", "sheet", "cell", "value")}


def key(row):
    return row["district"], row["as_of"]


@pytest.mark.parametrize(
    "path", expected_results(), ids=lambda path: path.name.removesuffix(".expected.json")
)
def test_a_sample_comes_out_as_its_expected_result_says(path):
    expected = json.loads(path.read_text(encoding="utf-8"))

    reading, rows, findings = check(expected)

    assert [{"name": sheet.name, "table": sheet.table} for sheet in reading.sheets] == expected["sheets"]
    assert sorted((shown(row) for row in rows), key=key) == sorted(expected["rows"], key=key)
    given = [told(as_found(finding)) for finding in findings if finding.code not in NOT_COMPARED]
    wanted = [each for each in expected["findings"] if each["code"] not in NOT_COMPARED]
    assert {told(each) for each in wanted if not each.get("optional")} - set(given) == set()
    assert set(given) - {told(each) for each in wanted} == set()
    assert len(given) == len(set(given))
    for each in wanted:
        if "suggestions" in each:
            found = next(finding for finding in findings if told(as_found(finding)) == told(each))
            assert set(each["suggestions"]) <= set(found.suggestions)
            assert found.suggestions[0] in each["suggestions"]
    assert all(sentence(finding) for finding in findings)
