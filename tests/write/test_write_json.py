"""JSON: English keys, exact amounts as text, words exactly as they are."""

import json
from dataclasses import replace

from inspect_cli.frames import Table
from inspect_cli.write.json_text import many_to_json, to_json, to_jsonl

FIRST = {
    "line": "-5/2026-11/1",
    "person_id": "-5",
    "name": "张伟",
    "date": "2026-11-03",
    "points": "-5.00",
    "balance": "95.00",
    "yuan": "-1234.50",
    "count": 1,
    "terminal": True,
    "note": "=1+1\nsecond line",
}


def test_rows_are_objects_under_the_keys_in_their_order(lines: Table) -> None:
    read = json.loads(to_json(lines))
    assert read[0] == FIRST
    assert list(read[0]) == list(FIRST)
    assert read[1]["yuan"] is None
    assert read[1]["count"] is None


def test_chinese_is_readable_and_every_row_has_a_line(lines: Table) -> None:
    assert "张伟" in to_json(lines)
    assert len(to_json(lines).splitlines()) == 2 + lines.frame.height
    assert to_json(lines) == to_json(lines)


def test_no_rows_are_an_empty_array(lines: Table) -> None:
    empty = replace(lines, frame=lines.frame.clear())
    assert to_json(empty) == "[]\n"
    assert to_jsonl(empty) == ""


def test_json_lines_hold_an_object_each(lines: Table) -> None:
    assert [json.loads(line) for line in to_jsonl(lines).splitlines()] == json.loads(to_json(lines))


def test_several_tables_stand_under_their_names(lines: Table, items: Table) -> None:
    read = json.loads(many_to_json([lines, items]))
    assert list(read) == ["lines", "items"]
    assert read["items"] == json.loads(to_json(items))
