"""Lines of headings in the middle of a table that a profile describes: exports that were pasted together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from inspect_cli.problems import Problem, Source
from inspect_cli.read.fitting import Fit
from inspect_cli.read.grids import Below

LEAST_HEADINGS: Final = 2


def without_headings(below: Below, table: pl.DataFrame, found: Fit, source: Source) -> tuple[Below, pl.DataFrame]:
    """The rows but those in which the headings stand again, and but all from where other headings begin.

    These are refused, with a Problem for each line of headings. A line of headings has, in the columns that are read,
    the name of a heading in place of a person, or at least two such names and more of them than of anything else; below
    a first line of two stands the second. It is of other headings unless each stands in its own column.
    """
    lines = table.filter(_are_headings(found))
    if lines.is_empty():
        return below, table
    same = lines.select(same=pl.any_horizontal(_is_line(line, found.columns) for line in found.lines))["same"]
    other = lines.filter(~same).head(1)
    again = lines.filter(same)
    lost, problems = again, []
    if other.height:
        first = other["row"].item()
        filled = pl.any_horizontal(pl.exclude("nth", "row").is_not_null())
        lost = pl.concat([again.filter(pl.col("row") < first), table.filter(pl.col("row") >= first, filled)])
        said = ", ".join(cell for cell in other.drop("nth", "row").row(0) if cell)
        facts = {"found": said, "rows": str(lost.filter(pl.col("row") >= first).height)}
        problems = [Problem("other-headings", replace(source, row=first), facts)]
        again = again.filter(pl.col("row") < first)
    told = [Problem("repeated-heading", replace(source, row=row)) for row in again["row"]]
    rest = table.join(lost, on="row", how="anti", maintain_order="left").drop("nth").with_row_index("nth")
    return replace(below, problems=[*below.problems, *told, *problems], refused=below.refused + lost.height), rest


def _are_headings(found: Fit) -> pl.Expr:
    names = list({name for line in found.lines for name in line if name})
    cells = pl.col([f"c{column}" for column in found.columns])
    people = [pl.col(f"c{column}").is_in(names) for several in found.people.values() for column in several]
    named = pl.sum_horizontal(cells.is_in(names))
    most = (named >= LEAST_HEADINGS) & (named * 2 > pl.sum_horizontal(cells.is_not_null()))
    below = (
        _is_line(found.lines[0], found.columns).shift(1, fill_value=False) if len(found.lines) > 1 else pl.lit(False)
    )
    return pl.any_horizontal(*people, most, below).fill_null(False)


def _is_line(line: Sequence[str], columns: Sequence[int]) -> pl.Expr:
    """Whether the cells that are read are those of a line of headings."""
    return pl.all_horizontal(pl.col(f"c{column}").fill_null("") == line[column - 1] for column in columns)
