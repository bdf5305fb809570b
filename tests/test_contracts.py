"""One schema, two speeds: what columns say of a row is what jsonschema says of it, and the words for what is wrong."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_cli import contracts, resources
from inspect_cli.frames import Rows
from inspect_cli.problems import Source
from inspect_cli.site import KINDS
from inspect_cli.validate import validate

Json = Mapping[str, Any]

SOUND = {
    "date": ["2026-10-03", "2028-02-29"],
    "moment": ["2026-10-03 08:29", "2026-10-03T08:29:31"],
    "day-or-moment": ["2026-10-03", "2026-10-03 13:30"],
    "clock": ["08:29", "8:29", "23:59:59"],
    "shift-clock": ["08:00", "26:00", "47:59"],
    "amount": ["1", "-0.5", "999999999.9999"],
}
ODD = [
    "", " ", "\n", "0", "-", "-1", "+1", "1e3", "1.", ".5", "00000", "٣", "１２", "²", "Ⅷ", "E0011", "e-11", "王伟",
    "2026-02-30", "2026-13-01", "2026-10-3", "0000-01-01", "10000-01-01", "2026-10-03 24:00", "2026-10-03 8:29",
    "2026-10-03 8:29:31", "2026-10-03  8:29:31", "2026-10-03 08:29:60", "２０２６-10-03", "24:00", "48:00", "7:60",
    "a b", "1,5", "12345678901", "PASS", "通过 ", "\u200babc", "\ufeffabc", "\u202eabc", "\x85", "\x1c", "\xa0",
    "ａｂｃ", "a;b", "a/b", "\\", "x" * 40, "x" * 41, "界" * 200, "界" * 201, "😀" * 200, "😀" * 201, "1234567",
    "8", "999", "1000",
]  # fmt: skip


def rules_of(kind: str) -> dict[str, Json]:
    rules: dict[str, Json] = resources.schema(kind)["properties"]
    return rules


def sound_texts(rule: Json) -> st.SearchStrategy[str]:
    """Texts that the property takes."""
    known = [*rule.get("enum", []), *SOUND.get(rule.get("format", ""), []), *rule["examples"]]
    return st.sampled_from([text for text in known if isinstance(text, str)])


def texts(rule: Json) -> st.SearchStrategy[str]:
    """Sound texts, the same a little damaged, odd ones, and anything at all."""
    sound = sound_texts(rule)
    characters = st.characters(exclude_categories=["Cs"])
    damaged = st.builds(
        lambda text, at, more, cut: text[: at % (len(text) + 1)] + more + text[at % (len(text) + 1) + cut :],
        sound,
        st.integers(0, 40),
        st.text(st.one_of(st.sampled_from("0123456789-:. \n\t٣１Tx"), characters), max_size=2),
        st.integers(0, 1),
    )
    return st.one_of(sound, damaged, sound.map(lambda text: text + "\n"), st.sampled_from(ODD), st.text(characters))


PROPERTIES = [(kind, key) for kind in KINDS for key in rules_of(kind)]


@pytest.mark.parametrize(("kind", "key"), PROPERTIES, ids="/".join)
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_column_and_jsonschema_say_the_same_of_a_cell(kind: str, key: str, data: st.DataObject) -> None:
    rule = rules_of(kind)[key]
    cells = [*ODD, *data.draw(st.lists(texts(rule), min_size=1, max_size=12))]
    frame = pl.DataFrame({key: cells}, schema={key: pl.String})
    by_column = frame.select(contracts.columnar_verdict(key, rule)).to_series().to_list()
    one_cell = contracts.validator({"type": "object", "properties": {key: rule}})
    by_schema = [one_cell.is_valid({key: cell}) for cell in cells]
    assert [cell for cell, one, other in zip(cells, by_column, by_schema, strict=True) if one is not other] == []


@pytest.mark.parametrize(("kind", "key"), PROPERTIES, ids="/".join)
def test_every_example_of_a_schema_obeys_it(kind: str, key: str) -> None:
    rule = rules_of(kind)[key]
    frame = pl.DataFrame({key: rule["examples"]}, schema={key: pl.String})
    assert frame.select(contracts.columnar_verdict(key, rule)).to_series().all()


@st.composite
def rows(draw: st.DrawFn, kind: str) -> list[dict[str, str | None]]:
    """Rows with a sound, damaged or empty cell for every column; words stand as the schema writes them."""
    rules = rules_of(kind)
    cell = {
        key: st.one_of(
            sound_texts(rule), sound_texts(rule), sound_texts(rule), st.none(), st.sampled_from(["王 ", "王\n"])
        )
        for key, rule in rules.items()
    }
    return draw(st.lists(st.fixed_dictionaries(cell), min_size=1, max_size=10))


def as_rows(cells: list[dict[str, str | None]]) -> Rows:
    keys = list(cells[0])
    columns = {f"c{number}": [row[key] for row in cells] for number, key in enumerate(keys, 1)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    numbered = frame.with_columns(row=pl.int_range(2, len(cells) + 2, dtype=pl.UInt32))
    return Rows(Source("rows.csv"), keys, numbered)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_validate_accepts_the_rows_that_jsonschema_accepts(kind: str, data: st.DataObject) -> None:
    cells = data.draw(rows(kind))
    checked_by = contracts.validator(resources.schema(kind))
    sound = [
        number
        for number, row in enumerate(cells, 2)
        if checked_by.is_valid({key: value for key, value in row.items() if value is not None})
    ]
    silent = silent_rows(kind, cells)
    sound = [number for number in sound if number not in silent]
    records, problems = validate(kind, [as_rows(cells)], resources.schema(kind))
    assert records.frame["row"].to_list() == sound
    assert {problem.source.row for problem in problems} == set(range(2, len(cells) + 2)) - set(sound) - silent
    (tally,) = records.tallies
    assert (tally.read, tally.accepted, tally.blank) == (len(cells), len(sound), len(silent))
    assert tally.read == tally.accepted + tally.refused + tally.blank


def silent_rows(kind: str, cells: list[dict[str, str | None]]) -> set[int]:
    """The rows that say nothing by their schema: an answer left empty is blank, whatever else stands in its row."""
    key = resources.schema(kind).get("x-nothing-without")
    return {number for number, row in enumerate(cells, 2) if key and row[key] is None}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_row_is_refused_without_a_word(kind: str, data: st.DataObject) -> None:
    anything = {key: st.one_of(st.none(), texts(rule)) for key, rule in rules_of(kind).items()}
    cells = data.draw(st.lists(st.fixed_dictionaries(anything), min_size=1, max_size=8))
    cells = [{key: value or None for key, value in row.items()} for row in cells]
    records, problems = validate(kind, [as_rows(cells)], resources.schema(kind))
    lost = set(range(2, len(cells) + 2)) - set(records.frame["row"].to_list()) - silent_rows(kind, cells)
    assert {problem.source.row for problem in problems} == lost


STAFF = resources.schema("staff")


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ({"person_id": "E1", "name": "王伟", "department": "patrol"}, []),
        ({"person_id": "E1", "department": "patrol"}, [("missing-value", "name")]),
        ({"person_id": "E 1", "name": "王伟", "department": "patrol"}, [("bad-text", "person_id")]),
        ({"person_id": "E1", "name": "王伟", "department": "d", "hired": "2026-02-30"}, [("bad-date", "hired")]),
        ({"person_id": "E1", "name": "王伟", "department": "d", "sex": "x"}, [("unknown-word", "sex")]),
        ({"person_id": "x" * 41, "name": "王伟", "department": "d"}, [("too-long", "person_id")]),
        ({}, [("missing-value", "department"), ("missing-value", "name"), ("missing-value", "person_id")]),
    ],
)
def test_faults_of_a_row_are_worded_one_by_one(row: dict[str, str], faults: list[tuple[str, str]]) -> None:
    found = contracts.row_faults(row, STAFF, contracts.validator(STAFF))
    assert sorted((code, key) for code, key, _ in found) == faults


def test_one_of_several_keys_is_enough() -> None:
    schema = resources.schema("attendance")
    checked_by = contracts.validator(schema)
    assert contracts.row_faults({"time": "2026-10-03 08:29", "device_id": "17"}, schema, checked_by) == []
    ((code, _, facts),) = contracts.row_faults({"time": "2026-10-03 08:29"}, schema, checked_by)
    assert (code, facts) == ("missing-one-of", {"keys": "工号 (person_id), 考勤号 (device_id), 姓名 (name)"})


def test_a_near_word_is_proposed() -> None:
    schema = resources.schema("inspections")
    row = {"date": "2026-10-03", "item": "PA-37c", "person_id": "E1", "result": "fial"}
    ((code, _, facts),) = contracts.row_faults(row, schema, contracts.validator(schema))
    assert (code, facts["near"]) == ("unknown-word", "fail")


SITE = {"name": "Yuhua", "scheme": "property-100", "data": {"staff": "staff.csv"}}


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"nme": "x"}, "unknown-key", "$"),
        ({"cut_off": "24"}, "wrong-type", "$.cut_off"),
        ({"cut_off": 32}, "wrong-form", "$.cut_off"),
        ({"language": "en_GB"}, "wrong-word", "$.language"),
        ({"start": "2026-10-32"}, "wrong-form", "$.start"),
        ({"data": {"staff": "staff.csv", "stuff": "x"}}, "unknown-key", "$.data"),
        ({"data": {}}, "missing-key", "$.data"),
    ],
)
def test_settings_that_depart_from_their_schema(change: dict[str, Any], code: str, path: str) -> None:
    assert contracts.document_problems(SITE, resources.schema("site"), "site.toml") == []
    (problem,) = contracts.document_problems({**SITE, **change}, resources.schema("site"), "site.toml")
    assert (problem.code, problem.source.file, problem.source.path) == (code, "site.toml", path)


def test_every_fault_of_a_document_is_told_not_the_first() -> None:
    settings = {"data": {}, "cut_off": 0, "langauge": "zh"}
    problems = contracts.document_problems(settings, resources.schema("site"), "site.toml")
    assert sorted(problem.code for problem in problems) == [
        "missing-key", "missing-key", "missing-key", "unknown-key", "wrong-form",
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(resources.shipped("schemas").glob("*.json")), ids=lambda path: path.name)
def test_every_shipped_schema_is_a_schema_that_fetches_nothing(path: Any) -> None:
    text = path.read_text("utf-8")
    schema = json.loads(text)
    contracts.validator(schema).check_schema(schema)
    assert '"$ref": "http' not in text


@pytest.mark.parametrize("path", sorted(resources.shipped("checklists").rglob("*.json")), ids=lambda path: path.name)
def test_every_shipped_rule_book_obeys_its_schema(path: Any) -> None:
    kind = "scheme" if path.parent.name == "schemes" else "checklist"
    assert contracts.document_problems(json.loads(path.read_text("utf-8")), resources.schema(kind), path.name) == []
