"""What a test says in a few lines of CSV, as the Records, People and rule book that derive takes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from inspect_cli import resources
from inspect_cli.derive.attendance import derive_attendance
from inspect_cli.derive.decisions import derive_decisions
from inspect_cli.derive.people import derive_people
from inspect_cli.derive.planned import plan
from inspect_cli.frames import FACTS, Records, Rows, stack
from inspect_cli.months import business_month
from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.site import AS_USUAL, KINDS, Clocks
from inspect_cli.validate import validate

BOTH = {"zh": "例", "en": "example"}
OCTOBER = business_month("2026-10")
NOVEMBER_5 = date(2026, 11, 5)
STAFF = """
    person_id,name,department,hired
    E1,Wang,desk,2026-01-01
    E2,Zhang,desk,2026-01-01
"""
EXEMPTION_HEADINGS = "from,to,for,subject,what,reason,approved_by"
SHIFTS = """
    shift,start,end
    day,08:00,17:00
    night,20:00,32:00
"""


def records(kind: str, text: str = "", sources: Sequence[str] = ()) -> Records:
    """Records of a CSV text whose headings stand in its first line, one source a text; they must all be sound."""
    found, problems = validate(
        kind, [rows(f"{kind}.csv", each) for each in (text, *sources) if each.strip()], schema(kind)
    )
    assert problems == []
    return found


def schema(kind: str) -> Any:
    """The shipped schema of a kind."""
    return resources.schema(kind)


def rows(file: str, text: str) -> Rows:
    """Rows of a CSV text; the first line below the headings is row 2."""
    headings, *lines = [line.strip().split(",") for line in text.strip().splitlines()]
    columns = {f"c{n}": [line[n - 1] or None for line in lines] for n in range(1, len(headings) + 1)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return Rows(Source(file), headings, frame.with_columns(row=pl.int_range(2, len(lines) + 2, dtype=pl.UInt32)))


def people_of(staff: str = STAFF, schemes: Sequence[str] = ("scheme",)) -> pl.DataFrame:
    """PEOPLE of sound staff."""
    people, problems = derive_people(records("staff", staff), list(schemes), "scheme")
    assert problems == []
    return people


def checklist(*items: dict[str, Any], kind: str = "inspection", **more: Any) -> dict[str, Any]:
    """A checklist in force all the year."""
    filled = [
        {
            "section": "s",
            "title": BOTH,
            "standard": BOTH,
            "object": "person",
            "frequency": "each",
            "basis": "test",
            **item,
        }
        for item in items
    ]
    return {
        "id": "list", "version": "1.0", "from": "2026-01-01", "kind": kind, "title": BOTH,
        "sections": [{"id": "s", "title": BOTH}], "items": filled, **more,
    }  # fmt: skip


def scheme(**more: Any) -> dict[str, Any]:
    """A scheme of 100 points; absences and missing punches count at once."""
    return {
        "id": "scheme", "version": "1.0", "from": "2026-01-01", "title": BOTH, "base": "100", "checklists": ["list"],
        "answers": {"absent": "confirmed", "missing-punch": "confirmed"}, "bands": [{"grade": "A", "title": BOTH}],
        **more,
    }  # fmt: skip


def book_of(*checklists: dict[str, Any], **settings: Any) -> RuleBook:
    """A rule book with one scheme."""
    return compile_rules(list(checklists) or [checklist()], [scheme(**settings)])


def attend(
    roster: str,
    punches: str = "",
    leave: str = "",
    *,
    team: str = "",
    calendar: str = "",
    swaps: str = "",
    holidays: str | None = None,
    staff: str = STAFF,
    shifts: str = SHIFTS,
    as_of: date = NOVEMBER_5,
    book: RuleBook | None = None,
    exemptions: str = "",
    areas: str = "",
    decisions: str = "",
    settings: Clocks = AS_USUAL,
) -> tuple[pl.DataFrame, list[Problem]]:
    """FACTS and Problems of October."""
    given = {
        "roster": records("roster", f"person_id,date,to,days,shift\n{roster}" if roster else "", [team]),
        "calendar": records("calendar", f"date,day,weekday\n{calendar}" if calendar else ""),
        "swaps": records("swaps", f"person_id,date,with,with_date,approved\n{swaps}" if swaps else ""),
        "shifts": records("shifts", shifts),
        "leave": records("leave", f"person_id,from,to,type,approved\n{leave}" if leave else ""),
        "attendance": records("attendance", f"person_id,device_id,device,direction,time\n{punches}" if punches else ""),
        "exemptions": records("exemptions", f"{EXEMPTION_HEADINGS}\n{exemptions}" if exemptions else ""),
        "decisions": records("decisions", f"about,outcome\n{decisions}" if decisions else ""),
        "areas": records("areas", f"place,person_id,from,to,shift\n{areas}" if areas else ""),
    }  # fmt: skip
    return clocked(given, people_of(staff), book or book_of(), as_of, holidays, settings)


def nothing() -> dict[str, Records]:
    """Every kind that says what was planned and punched, empty."""
    return {kind: records(kind) for kind in KINDS if kind != "staff"}


def clocked(
    given: dict[str, Records],
    people: pl.DataFrame,
    book: RuleBook,
    as_of: date,
    holidays: str | None = None,
    settings: Clocks = AS_USUAL,
) -> tuple[pl.DataFrame, list[Problem]]:
    """FACTS and Problems of what was planned and punched."""
    given = {**nothing(), **given}
    planned, swapped, plan_problems = plan(given, people, OCTOBER, holidays)
    decisions, _ = derive_decisions(given["decisions"], OCTOBER)
    facts, _, problems = derive_attendance(given, planned, people, book, OCTOBER, as_of, decisions, settings)
    return stack([facts, swapped], FACTS), [*plan_problems, *problems]


def told(facts: pl.DataFrame) -> list[str]:
    """Every fact in a few words: who, which day, what, how many minutes or days (which is one unless it is said)."""
    said = []
    for fact in facts.sort("subject", "date", "item").iter_rows(named=True):
        words = [fact["subject"], f"{fact['date']:%m-%d}", fact["item"]]
        words += [f"{fact['magnitude'].normalize():f} min"] if fact["magnitude"] is not None else []
        words += [f"× {fact['quantity'].normalize():f}"] if fact["quantity"] != 1 else []
        words += ["exempt"] if fact["outcome"] == "pass" and fact["item"] != "on-time" else []
        words += [fact["standing"]] if fact["standing"] != "approved" else []
        said.append(" ".join(words))
    return said


def refused(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Code and place of each Problem."""
    return [(problem.code, problem.source.place()) for problem in problems]
