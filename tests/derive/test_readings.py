"""What was understood of the words in records is told, word by word."""

from inspect_cli import resources
from inspect_cli.derive.readings import readings
from inspect_cli.frames import Records
from inspect_cli.months import business_month
from inspect_cli.validate import validate

from .given import book_of, checklist, people_of, rows

BOOK = book_of(checklist({"id": "RE-22", "title": {"zh": "地面", "en": "Floor"}, "levels": {"light": {"points": "-1"}},
                          "level_titles": {"light": {"zh": "轻微", "en": "light"}}}))  # fmt: skip
PEOPLE = people_of("""
    person_id,name,department,hired,valid_from
    E1,王丽,前台,2026-01-01,
    E1,王丽,客服部,2026-01-01,2026-10-15
""")
MONTH = business_month("2026-10")


def told(**texts: str) -> list[tuple[str | None, str, str, int]]:
    """Column, written, read as and rows of the files of each kind."""
    kinds = ("roster", "leave", "areas", "inspections", "incidents")
    records: dict[str, Records] = {}
    for nth, kind in enumerate(kinds):
        tables = [rows(f"{kind}.csv", texts[kind])] if kind in texts else []
        records[kind], problems = validate(kind, tables, resources.schema(kind), nth, MONTH, keep_written=True)
        assert problems == []
    found = readings(records, PEOPLE, BOOK)
    return list(found.select("column", "written", "read_as", "rows").iter_rows())


def test_every_word_is_told_with_what_it_was_read_as_and_how_often() -> None:
    sheet = """
        date,责任人,item,result,level
        10.12,王麗,地面,不合格,轻微
        10.12,王麗,ＲＥ－２２,不合格,light
        2026-10-20,王丽,RE-22,fail,light
        2026-10-12,E1,RE-22,fail,light
    """
    assert told(inspections=sheet) == [
        (None, "责任人", "person_id", 1),
        ("date", "10.12", "2026-10-12", 2),
        ("person_id", "王麗", "E1 王丽 前台", 2),
        ("person_id", "王丽", "E1 王丽 客服部", 1),
        ("item", "地面", "RE-22", 1),
        ("item", "ＲＥ－２２", "RE-22", 1),
        ("result", "不合格", "fail", 2),
        ("level", "轻微", "light", 1),
    ]


def test_a_place_is_read_as_the_areas_call_it() -> None:
    areas = "place,person_id\n3号楼7-12层,E1"
    sheet = "date,place,item,result\n2026-10-12,３號樓7-12層,RE-22,pass\n2026-10-12,天台,RE-22,pass"
    assert told(areas=areas, inspections=sheet) == [("place", "３號樓7-12層", "3号楼7-12层", 1)]


def test_what_is_written_as_the_program_writes_it_is_not_told() -> None:
    sheet = "date,person_id,item,result,level\n2026-10-12,E1,RE-22,fail,light"
    assert told(inspections=sheet, roster="person_id,date,shift\nE1,2026-10-12,rest") == []
