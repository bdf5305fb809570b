"""Whose a fact is, by loops: whom it is charged to besides, and which department or group stands for a person."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

Row = dict[str, Any]
FOREVER = date(9999, 12, 31)
COUNTED = ("event", "fail")


def since(row: Row) -> date:
    """First day on which a row of people holds: not before the person was hired."""
    return max(row.get("valid_from") or date.min, row.get("hired") or date.min)


def until(row: Row) -> date:
    """Last day on which a row of people holds: not after the person left."""
    return min(row.get("valid_to") or date.max, row.get("left") or date.max)


def kind_of(fact: Row) -> str:
    """Of whom the fact is: a person, a department, a group or a place."""
    return str(fact.get("subject_kind") or "person")


def holds(row: Row, day: date) -> bool:
    """Whether the row of people holds on the day."""
    return since(row) <= day <= until(row)


def days_of(version: Row) -> tuple[date, date]:
    """First and last day of a version of a checklist or scheme."""
    return date.fromisoformat(version["from"]), date.fromisoformat(version.get("to", "9999-12-31"))


def body_of(row: Row, kind: str) -> str:
    """The person's department, or the group in it; those of no group are one."""
    return str(row["department"]) if kind == "department" else f"{row['department']}/{row.get('group') or '-'}"


# Departments and groups that a scheme scores.


def bodies(people: Sequence[Row], schemes: Sequence[Row], default_scheme: str) -> list[Row]:
    """A row of people for each department or group that somebody's scheme scores, or also scores."""
    subjects = {scheme["id"]: scheme.get("subject", "person") for scheme in schemes}
    spans: dict[tuple[str, str, str, str], tuple[date, date]] = {}
    for row in people:
        for version in schemes:
            if version["id"] != (row["scheme"] or default_scheme):
                continue
            begin, end = max(since(row), days_of(version)[0]), min(until(row), days_of(version)[1])
            for scheme in [version["id"], *version.get("also_scores", [])]:
                if subjects[scheme] != "person" and begin <= end:
                    key = (subjects[scheme], body_of(row, subjects[scheme]), row["department"], scheme)
                    old = spans.get(key, (begin, end))
                    spans[key] = min(old[0], begin), max(old[1], end)
    lasts = {key[:2]: max(end for other, (_, end) in spans.items() if other[:2] == key[:2]) for key in spans}
    return [
        {"kind": kind, "person_id": name, "name": name, "department": department, "scheme": scheme,
         "valid_from": begin, "valid_to": end, "left": None if lasts[kind, name] == FOREVER else lasts[kind, name]}
        for (kind, name, department, scheme), (begin, end) in spans.items()
    ]  # fmt: skip


def of_bodies(
    facts: Sequence[Row], people: Sequence[Row], checklists: Sequence[Row], schemes: Sequence[Row], default_scheme: str
) -> Iterator[Row]:
    """The facts, of which those on somebody whose scheme scores the department or group are facts of that."""
    subjects = {scheme["id"]: scheme.get("subject", "person") for scheme in schemes}
    for fact in facts:
        row = row_on(people, fact["subject"], fact["date"]) if kind_of(fact) == "person" else None
        name = (row["scheme"] or default_scheme) if row else default_scheme
        if row is None or subjects[name] == "person":
            yield fact
        elif fact["item"] in items_of(name, checklists, schemes):
            yield {**fact, "subject_kind": subjects[name], "subject": body_of(row, subjects[name])}


def items_of(name: str, checklists: Sequence[Row], schemes: Sequence[Row]) -> set[str]:
    """Every item that the scheme counts in any version."""
    counted = {each for scheme in schemes if scheme["id"] == name for each in scheme["checklists"]}
    return {item["id"] for book in checklists if book["id"] in counted for item in book["items"]}


def row_on(people: Sequence[Row], name: str, day: date) -> Row | None:
    """The person's row that holds on the day."""
    return next((row for row in people if row["person_id"] == name and holds(row, day)), None)


# What is charged to others.


def charged(
    facts: Sequence[Row], people: Sequence[Row], checklists: Sequence[Row], planned: Sequence[Row]
) -> list[Row]:
    """The facts, and for each one whom an event or failure is charged to a fact of the other item."""
    made: dict[str, Row] = {}
    for fact in facts:
        if fact["outcome"] not in COUNTED or kind_of(fact) == "place":
            continue
        for charge in charges_of(fact, checklists):
            for kind, name in WHOM[charge["to"]](fact, people, planned):
                if (kind, name) != (kind_of(fact), fact["subject"]):
                    child = {**fact, "fact_id": f"{fact['fact_id']}@{name}/{charge['as']}", "item": charge["as"]}
                    child |= {"parent_id": fact["fact_id"], "subject_kind": kind, "subject": name}
                    made[child["fact_id"]] = child | dict.fromkeys(("chosen", "level", "got", "max"))
    return [*facts, *made.values()]


def charges_of(fact: Row, checklists: Sequence[Row]) -> list[Row]:
    """The charges of the fact's item in the version of the day."""
    books = [book for book in checklists if days_of(book)[0] <= fact["date"] <= days_of(book)[1]]
    items = [item for book in books for item in book["items"] if item["id"] == fact["item"]]
    return [charge for item in items for charge in item.get("charges", [])]


Whom = Iterator[tuple[str, str]]


def superiors(fact: Row, people: Sequence[Row], planned: Sequence[Row]) -> Whom:
    """Whom the person reports to; of a body those to whom its members report, and who report to none of these."""
    if kind_of(fact) == "person":
        row = row_on(people, fact["subject"], fact["date"])
        heads = {row.get("superior")} if row else set()
    else:
        heads = {row.get("superior") for row in members_of(fact, people)} - {None}
        reports_to = {head: (row_on(people, head, fact["date"]) or {}).get("superior") for head in heads}
        heads = {head for head in heads if reports_to[head] not in heads}
    yield from (("person", head) for head in heads if head)


def members(fact: Row, people: Sequence[Row], planned: Sequence[Row]) -> Whom:
    """Everybody else in the person's department; everybody in the department or group."""
    yield from (("person", row["person_id"]) for row in members_of(fact, people))


def members_of(fact: Row, people: Sequence[Row]) -> list[Row]:
    """The rows of those people on that day."""
    kind, name = kind_of(fact), fact["subject"]
    if kind == "person":
        row = row_on(people, name, fact["date"])
        if row is None:
            return []
        kind, name = "department", row["department"]
    here = [row for row in people if holds(row, fact["date"]) and row["person_id"] != fact["subject"]]
    return [row for row in here if body_of(row, kind) == name]


def on_shift(fact: Row, people: Sequence[Row], planned: Sequence[Row]) -> Whom:
    """Those of the members who are on shift then; who is on no roster is taken to be."""
    for row in members_of(fact, people):
        shifts = [each for each in planned if each["person_id"] == row["person_id"]]
        if not shifts or any(covers(shift, fact) for shift in shifts):
            yield "person", row["person_id"]


def covers(shift: Row, fact: Row) -> bool:
    """Whether the fact falls into the shift; without a time, whether the shift begins on its day."""
    if fact["at"] is None:
        return bool(shift["date"] == fact["date"])
    then = moment(fact["date"], fact["at"])
    return moment(shift["date"], shift["starts"]) <= then <= moment(shift["date"], shift["ends"])


def moment(day: date, minutes: int) -> datetime:
    """So many minutes after the midnight at which the day begins."""
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)


def own_body(kind: str) -> Any:
    """The person's department or group, for `WHOM`."""

    def whom(fact: Row, people: Sequence[Row], planned: Sequence[Row]) -> Whom:
        row = row_on(people, fact["subject"], fact["date"]) if kind_of(fact) == "person" else None
        yield from [(kind, body_of(row, kind))] if row else []

    return whom


WHOM: dict[str, Any] = {
    "superior": superiors, "members": members, "on-shift": on_shift,
    "department": own_body("department"), "group": own_body("group"),
}  # fmt: skip
