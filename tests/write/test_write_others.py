"""The exchange formats of others: whole, harmless, the same every time."""

import csv
import io

import pytest

from inspect_cli.frames import Table
from inspect_cli.write import ONE_TABLE, WRITERS, Edition
from inspect_cli.write.others import to_html, to_markdown, to_tsv


def test_tsv_holds_the_cells_of_csv(lines: Table) -> None:
    read = list(csv.reader(io.StringIO(to_tsv(lines), newline=""), delimiter="\t"))
    assert read[0] == [heading.key for heading in lines.headings]
    assert read[1][0] == "'-5/2026-11/1"
    assert read[1][4] == "-5.00"
    assert read[1][-1] == "'=1+1\nsecond line"
    assert "\r" not in to_tsv(lines)


def test_html_is_a_page_of_its_own_and_escapes_words(make_table: object, lines: Table) -> None:
    page = to_html([lines], lang="zh", title="<考核>", subtitle=["a & b"])
    assert '<meta charset="utf-8">' in page
    assert "<h1>&lt;考核&gt;</h1>" in page
    assert "<p>a &amp; b</p>" in page
    assert "<td>'=1+1\nsecond line</td>" in page
    assert "<td>是</td>" in page


def test_markdown_escapes_what_it_would_read(lines: Table) -> None:
    text = to_markdown(lines, lang="en")
    assert "'=1+1<br>second line" in text
    assert len([line for line in text.splitlines() if line.startswith("|")]) == 2 + lines.frame.height


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_every_format_gives_the_same_bytes_twice(ending: str, lines: Table) -> None:
    written = WRITERS[ending]([lines], Edition(lang="zh", title="考核"))
    assert written
    assert WRITERS[ending]([lines], Edition(lang="zh", title="考核")) == written


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_several_tables_are_written_or_refused_but_none_is_dropped(ending: str, lines: Table, items: Table) -> None:
    if ending in ONE_TABLE:
        with pytest.raises(ValueError, match="one table, not 2"):
            WRITERS[ending]([lines, items], Edition())
    else:
        assert len(WRITERS[ending]([lines, items], Edition())) > len(WRITERS[ending]([lines], Edition()))


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_a_table_without_rows_can_be_written(ending: str, make_table: object, lines: Table) -> None:
    empty = Table("none", "None", "无", lines.headings, lines.frame.clear())
    assert isinstance(WRITERS[ending]([empty], Edition()), bytes)
