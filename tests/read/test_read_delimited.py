"""CSV and TSV: what they hold is read as it stands, and every faulty row is named."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read import read_table
from inspect_cli.read.delimited import Layout, choose_delimiter, read, read_at_once
from inspect_cli.read.options import Options
from inspect_cli.read.strict_csv import read_regular, read_strictly, records
from inspect_cli.read.tidy import SPACES, finish


def read_text(text: str | bytes, **said: object) -> tuple[Rows, list[Problem]]:
    data = text.encode() if isinstance(text, str) else text
    tables, problems = read(data, Source("t.csv"), Options(**said))  # type: ignore[arg-type]
    return tables[0], problems


def cells(rows: Rows) -> list[tuple[object, ...]]:
    return rows.cells.rows()


def told(problems: list[Problem]) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.source.row, problem.source.column) for problem in problems]


def test_cells_are_text_by_position_with_the_line_they_stand_on() -> None:
    rows, problems = read_text("id,name\n007,张三\n008,\n")
    assert rows.headings == ("id", "name")
    assert rows.cells.columns == ["c1", "c2", "row"]
    assert rows.cells.dtypes == [pl.String, pl.String, pl.UInt32]
    assert cells(rows) == [("007", "张三", 2), ("008", None, 3)]
    assert problems == []


@pytest.mark.parametrize("text", ["id,name\n1,a\n2,b", "id,name\r\n1,a\r\n2,b\r\n", "id,name\r1,a\r2,b\r"])
def test_line_endings_make_no_difference(text: str) -> None:
    rows, problems = read_text(text)
    assert cells(rows) == [("1", "a", 2), ("2", "b", 3)]
    assert problems == []


@pytest.mark.parametrize("quoted", [False, True])
def test_white_space_around_cells_is_taken_off_and_inside_kept(quoted: bool) -> None:
    text = "id, name\u3000\n\u00a07 , a b\t\n"
    rows, problems = read_text(text + ('"8",x\n' if quoted else "8,x\n"))
    assert rows.headings == ("id", "name")
    assert cells(rows) == [("7", "a b", 2), ("8", "x", 3)]
    assert problems == []


@pytest.mark.parametrize("note", ["x", '"x"'])
def test_blank_rows_are_counted_and_do_not_shift_the_lines(note: str) -> None:
    rows, problems = read_text(f"id,name\n\n1,a\n , \n,\n\u3000\n2,{note}\n\n")
    assert cells(rows) == [("1", "a", 3), ("2", "x", 7)]
    assert (rows.blank, rows.refused, problems) == (5, 0, [])


def test_a_final_newline_is_no_blank_row() -> None:
    assert read_text("id\n1\n")[0].blank == 0


def test_a_short_row_is_named_with_its_line_and_the_headings_it_lacks() -> None:
    rows, problems = read_text("id,name,day\n1,a,x\n2,b\n3,c,z\n4\n")
    assert cells(rows) == [("1", "a", "x", 2), ("3", "c", "z", 4)]
    assert rows.refused == 2
    assert told(problems) == [("missing-cells", 3, None), ("missing-cells", 5, None)]
    assert problems[1].facts == {"found": "1", "expected": "3", "missing": "name, day"}


def test_a_long_row_is_named_with_what_is_too_much() -> None:
    rows, problems = read_text("id,name\n1,a\n2,b,c,d\n3,e,\n")
    assert cells(rows) == [("1", "a", 2)]
    assert told(problems) == [("extra-cells", 3, None), ("extra-cells", 4, None)]
    assert problems[0].facts["extra"] == "c, d"


def test_a_short_and_a_long_row_do_not_even_out() -> None:
    rows, problems = read_text("a,b,c\n1,2\n1,2,3,4\n")
    assert rows.cells.is_empty()
    assert [problem.code for problem in problems] == ["missing-cells", "extra-cells"]


def test_a_line_break_inside_quotes_counts_as_a_line() -> None:
    rows, problems = read_text('id,note\n1,"one\ntwo\r\nthree"\n2,b\n3\n')
    assert cells(rows) == [("1", "one\ntwo\r\nthree", 2), ("2", "b", 5)]
    assert told(problems) == [("missing-cells", 6, None)]


def test_an_unclosed_quote_is_named_by_the_line_it_starts_on_and_costs_only_that_row() -> None:
    rows, problems = read_text('id,note\n1,"open\n2,b\n3,"c"\n4,d\n')
    assert cells(rows) == [("2", "b", 3), ("3", "c", 4), ("4", "d", 5)]
    assert told(problems) == [("unclosed-quote", 2, None)]


def test_an_unclosed_quote_at_the_end_is_named() -> None:
    rows, problems = read_text('id,note\n1,a\n2,"open')
    assert cells(rows) == [("1", "a", 2)]
    assert told(problems) == [("unclosed-quote", 3, None)]


def test_text_after_a_closing_quote_is_refused() -> None:
    rows, problems = read_text('id,note\n1,"x"y\n2,b\n')
    assert cells(rows) == [("2", "b", 3)]
    assert told(problems) == [("text-after-quote", 2, None)]


def test_unclosed_quotes_everywhere_do_not_take_for_ever() -> None:
    rows, problems = read_text("id,note\n" + 'a","\n' * 5000)
    assert rows.refused == len(problems) == 5000


def test_a_semicolon_or_tab_separates_where_the_headings_have_no_comma() -> None:
    assert cells(read_text("id;name\n1;a\n")[0]) == [("1", "a", 2)]
    assert cells(read_text("id\tname\n1\ta, b\n")[0]) == [("1", "a, b", 2)]
    assert choose_delimiter(b'"a;b",c\n') == ","
    assert choose_delimiter(b"2026-10\nid;name\n") == ";"


def test_the_line_that_names_the_separator_is_honoured() -> None:
    rows, problems = read_text("sep=;\r\nid;name\r\n1;a,b\r\n")
    assert (rows.header_row, cells(rows), problems) == (2, [("1", "a,b", 3)], [])


def test_a_tsv_may_have_commas_in_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("id, number\tname\n1\ta\n", encoding="utf-8")
    assert read_table(path, "t.tsv")[0][0].headings == ("id, number", "name")


def test_a_title_above_the_table_is_passed_over() -> None:
    rows, problems = read_text("\n2026年10月考勤,,\n\nid,name,day\n1,a,x\n")
    assert (rows.header_row, rows.blank, cells(rows), problems) == (4, 0, [("1", "a", "x", 5)], [])


def test_the_row_of_the_headings_can_be_said() -> None:
    rows, _ = read_text("a,b\nid,name\n1,x\n", header_row=2)
    assert (rows.headings, cells(rows)) == (("id", "name"), [("1", "x", 3)])
    _, problems = read(b"a,b\n1,2\n", Source("t.csv"), Options(header_row=9))
    assert told(problems) == [("no-heading-row", None, None)]


def test_headings_without_rows_are_a_note() -> None:
    rows, problems = read_text("id,name\n")
    assert rows.cells.is_empty()
    assert rows.cells.columns == ["c1", "c2", "row"]
    assert [(problem.code, problem.is_note) for problem in problems] == [("no-rows", True)]


def test_a_text_of_blank_lines_is_empty() -> None:
    assert told(read(b"\n \n,,\n", Source("t.csv"), Options())[1]) == [("empty-file", None, None)]


def test_equal_headings_refuse_the_rows_because_nobody_knows_which_is_meant() -> None:
    rows, problems = read_text("姓名,id,姓名 \na,1,b\n")
    assert (rows.cells.height, rows.refused) == (0, 1)
    assert told(problems) == [("duplicate-heading", 1, 3)]
    assert problems[0].facts["first"] == "A"


def test_a_blank_heading_over_cells_is_named_and_an_empty_last_column_is_not() -> None:
    rows, problems = read_text("id,,name,\n1,x,a,\n")
    assert (rows.headings, rows.cells.columns) == (("id", "", "name"), ["c1", "c2", "c3", "row"])
    assert told(problems) == [("blank-heading", 1, 2)]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_longer_than_a_spreadsheet_holds_is_refused(quote: str) -> None:
    long = quote + "字" * 32_768 + quote
    rows, problems = read_text(f"id,note\n1,{'字' * 32_767}\n2,{long}\n")
    assert rows.cells["c1"].to_list() == ["1"]
    assert (rows.refused, told(problems)) == (1, [("cell-too-long", 3, 2)])


def test_a_nul_is_refused_with_its_cell() -> None:
    rows, problems = read_text("id,name\n1,a\n2,b\0\n\0\0\0\0\n")
    assert cells(rows) == [("1", "a", 2)]
    assert told(problems) == [("nul-byte", 3, 2), ("nul-byte", 4, 1)]


# Python 3.11 writes a lone CR or LF without quotes where it is no part of the line's end.
STYLES = [(csv.QUOTE_ALL, "\n"), (csv.QUOTE_ALL, "\r"), (csv.QUOTE_ALL, "\r\n"), (csv.QUOTE_MINIMAL, "\r\n")]
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
            min_size=width,
            max_size=width,
        ),
        max_size=12,
    )
)


@settings(deadline=None, max_examples=300)
@given(TABLES, st.sampled_from(STYLES))
def test_what_csv_writes_is_read_back_with_its_lines(table: list[list[str]], style: tuple[int, str]) -> None:
    width = len(table[0]) if table else 1
    # below a heading without a separator a line with one reads like headings below a title
    assume(width > 1 or not any(mark in row[0] for row in table for mark in ",;\t"))
    quoting, end = style
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerow([f"h{number}" for number in range(width)])
    expected, line, blank = [], 2, 0
    for row in table:
        writer.writerow(row)
        stripped = [cell.strip(SPACES) or None for cell in row]
        blank += not any(stripped)
        if any(stripped):
            expected.append((*stripped, line))
        line += 1 + sum(cell.count("\n") + cell.count("\r") - cell.count("\r\n") for cell in row)
    rows, problems = read_text(out.getvalue())
    assert cells(rows) == expected
    assert [problem.code for problem in problems if not problem.is_note] == []
    assert len(table) == rows.cells.height + rows.refused + rows.blank


@settings(deadline=None)
@given(TABLES)
def test_the_slow_pass_and_the_batches_read_the_same(table: list[list[str]]) -> None:
    width = len(table[0]) if table else 1
    headings = [f"h{number}" for number in range(width)]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([headings, *table])
    data = out.getvalue().encode()
    batches = read_regular(data, 1, ",", width)
    assert batches is not None
    expected, _ = finish(Source("t.csv"), headings, batches, header_row=1)
    below = read_strictly(records(data, ","), Source("t.csv"), headings, 1, suspicious=True)
    slow, _ = finish(Source("t.csv"), headings, below.cells, header_row=1, blank=below.blank)
    assert (slow.cells.rows(), slow.blank) == (expected.cells.rows(), expected.blank)


RAGGED = st.lists(st.lists(st.sampled_from(["", "a", " ", "é"]), max_size=4), max_size=8)


@settings(deadline=None, max_examples=300)
@given(RAGGED)
def test_every_line_is_read_refused_or_blank_and_each_refused_one_has_its_problem(lines: list[list[str]]) -> None:
    text = "x,y,z\n" + "".join(",".join(line) + "\n" for line in lines)
    rows, problems = read_text(text)
    assert len(lines) == rows.cells.height + rows.refused + rows.blank
    assert rows.refused == len({problem.source.row for problem in problems if not problem.is_note})
    sound = [number for number, line in enumerate(lines, 2) if len(line) == 3 and any(cell.strip() for cell in line)]
    assert rows.cells["row"].to_list() == sound


def test_the_fast_way_is_taken_only_where_no_row_can_be_bent() -> None:
    layout = Layout(",", 1, ["a", "b"])
    for text in (b"a,b\n\n1,2\n,\n", b'a,b\n"1",2\n', b'"a","b"\r\n"1,5",""\r\n', b'\xef\xbb\xbf"a",b\n1,2'):
        assert read_at_once(text, layout) is not None, text
    for text in (
        *(b"a,b\n1\n", b"a,b\n1,2,3\n", b"a,b\r1,2\r", b"a,b\n1,\xff\n", b"a,b\n1,\0\n"),
        *(b'a,b\n"1""",2\n', b'a,b\n1"x",2\n', b'a,b\n"1"x,2\n', b'a,b\n"1" ,2\n', b'a,b\n"1\n2",3\n'),
        *(b'a,b\n"1,2\n', b'a,b\n"1,"2",3\n"1,"2",3\n', b'a,b\n"1"\n', b'a,b\n"1","2","3"\n'),
    ):
        assert read_at_once(text, layout) is None, text


@settings(deadline=None, max_examples=300)
@example([',""a""'], "\n")
@example(['"a"a"a",'], "\n")
@example(['"a"a",",'], "\n")
@example(['a",,'], "")
@example(["a", ",,"], "")
@example([',"""'], "")
@given(st.lists(st.text('ab",\n\r ', max_size=12), max_size=6), st.sampled_from(["\n", ""]))
def test_the_fast_way_never_reads_what_the_slow_pass_reads_otherwise(lines: list[str], end: str) -> None:
    data = ("x,y\n" + "\n".join(lines) + end).encode()
    fast = read_at_once(data, Layout(",", 1, ["x", "y"]))
    if fast is not None:
        below = read_strictly(records(data, ","), Source("t.csv"), ["x", "y"], 1, suspicious=True)
        assert below.problems == []
        read, _ = finish(Source("t.csv"), ["x", "y"], fast, header_row=1)
        slow, _ = finish(Source("t.csv"), ["x", "y"], below.cells, header_row=1, blank=below.blank)
        assert (read.cells.rows(), read.blank) == (slow.cells.rows(), slow.blank)
