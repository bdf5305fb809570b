"""What became of every row, and the problems in the order in which they are met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from inspect_cli.frames import Input, Records, Tally
from inspect_cli.pipeline.inputs import Files
from inspect_cli.problems import Problem, Source
from inspect_cli.site import KINDS


def in_order(files: Files, problems: Sequence[Problem]) -> list[Problem]:
    """The problems as a person meets them who mends one file after the other from its top."""
    names = [name for kind in KINDS for _, name in files.get(kind, ())]
    numbers = {name: nth for nth, name in enumerate(names)}
    sheets = list(dict.fromkeys((problem.source.file, problem.source.sheet) for problem in problems))
    ranks = {at: (numbers.get(at[0], 0), nth) for nth, at in enumerate(sheets)}

    def place(problem: Problem) -> tuple[int, int, int, int]:
        source = problem.source
        return *ranks[source.file, source.sheet], source.row or 0, source.column or 0

    return sorted(problems, key=place)


def counted_rows(records: Mapping[str, Records], problems: Sequence[Problem]) -> list[Input]:
    """What became of every row: derive turns away rows that validate accepted; one counts once, whatever its faults."""
    lost = _rows_of(problem for problem in problems if not problem.is_note)
    known, aside = (_rows_of(each for each in problems if each.level == level) for level in ("known", "set-aside"))
    counted = []
    for kind in KINDS:
        of_kind = records[kind]
        together: dict[tuple[Source, str, str], Tally] = {}
        about = zip(of_kind.sources, of_kind.formats, of_kind.encodings, strict=True)
        for file, tally in zip(about, of_kind.tallies, strict=True):
            together[file] = together.get(file, Tally()) + tally
        for (source, form, encoding), tally in together.items():
            refused, again, other = (rows.get((source.file, source.sheet), 0) for rows in (lost, known, aside))
            after = replace(
                tally,
                accepted=tally.accepted - refused - again - other,
                known=tally.known + again,
                refused=tally.refused + refused,
                set_aside=tally.set_aside + other,
            )
            counted.append(Input(kind, source, form, encoding, after))
    return counted


def _rows_of(problems: Iterable[Problem]) -> dict[tuple[str, str | None], int]:
    """How many rows of each file and sheet the problems are about: those they count, else each row once."""
    rows: dict[tuple[str, str | None], set[int | None]] = {}
    counted: dict[tuple[str, str | None], int] = {}
    for problem in problems:
        at = (problem.source.file, problem.source.sheet)
        said = problem.facts.get("rows")
        counted[at] = counted.get(at, 0) + int(said or 0)
        rows.setdefault(at, set()).update([problem.source.row] if said is None else [])
    return {at: counted[at] + len(each) for at, each in rows.items()}
