"""What is found on one is charged to others: to the superior, the members, those on shift, the department or group."""

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from inspect_cli.derive.places import at_work
from inspect_cli.frames import FACTS, group_of, shape, stack
from inspect_cli.rulebook import RuleBook

CHARGED = ["fact_id", "charged_as", "charged_kind", "charged"]
OF_ONE = ["fact_id", "charged_as", "subject", "date", "at"]


def charge(facts: pl.DataFrame, people: pl.DataFrame, planned: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """FACTS, and for each one to whom an event or failure is charged a fact of the item that `charges` names.

    It has the day, the quantity and the measure of its parent, whose answers are its answers too. What is charged is
    not charged further, and nobody is charged with what was found on themselves. `planned` is what planned.plan gives.
    """
    if book.charges.is_empty():
        return facts
    asked = _asked(facts, book)
    members, own = _members(asked, people), _own(asked, people)
    reached = [
        who(members.filter(pl.col("to") == to), own.filter(pl.col("to") == to), people, planned).select(CHARGED)
        for to, who in TO.items()
    ]
    charged = pl.concat(reached).unique().sort(CHARGED)
    children = (
        facts.join(charged, on="fact_id")
        .filter((pl.col("subject_kind") != pl.col("charged_kind")) | (pl.col("subject") != pl.col("charged")))
        .sort(CHARGED)
        .with_columns(
            parent_id="fact_id",
            fact_id=pl.concat_str("fact_id", pl.lit("@"), "charged", pl.lit("/"), "charged_as"),
            via=pl.coalesce("via", "subject"),
            subject_kind="charged_kind", subject="charged", item="charged_as",
            chosen=pl.lit(None), level=pl.lit(None), got=pl.lit(None), max=pl.lit(None),
        )
    )  # fmt: skip
    return stack([facts, shape(children, FACTS)], FACTS)


def _asked(facts: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The events and failures of items that are charged to others on that day: OF_ONE, subject_kind, to."""
    dated = book.checklists.select("checklist", "version", "valid_from", "valid_to")
    counted = facts.filter(pl.col("outcome").is_in(["event", "fail"]), pl.col("subject_kind") != "place")
    held = counted.join(book.charges.join(dated, on=["checklist", "version"]), on="item")
    here = held.filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
    return here.select(*OF_ONE, "subject_kind", "to").unique()


def _own(asked: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Those of persons, each with the person's superior, department and group that day."""
    rows = people.select("superior", "department", "valid_from", "valid_to", team=group_of(), subject="person_id")
    of_persons = asked.filter(pl.col("subject_kind") == "person").join(rows, on="subject")
    return of_persons.filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))


def _members(asked: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Everybody else in the person's department, in the department or in the group that day, with their superior."""
    persons = _own(asked, people).select(*asked.columns, body="department", body_kind=pl.lit("department"))
    bodies = asked.filter(pl.col("subject_kind") != "person").with_columns(body="subject", body_kind="subject_kind")
    known = people.select("superior", "valid_from", "valid_to", "department", member="person_id", team=group_of())
    in_bodies = pl.concat([
        known.with_columns(body="department", body_kind=pl.lit("department")),
        known.with_columns(body="team", body_kind=pl.lit("group")),
    ])  # fmt: skip
    joined = pl.concat([persons, bodies]).join(in_bodies, on=["body", "body_kind"])
    there = joined.filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
    return there.filter(pl.col("member") != pl.col("subject"))


def _to(rows: pl.DataFrame, kind: str, whom: str) -> pl.DataFrame:
    return rows.with_columns(charged_kind=pl.lit(kind), charged=whom).filter(pl.col("charged").is_not_null())


def _to_members(members: pl.DataFrame, own: pl.DataFrame, people: pl.DataFrame, planned: pl.DataFrame) -> pl.DataFrame:
    return _to(members, "person", "member")


def _to_those_on_shift(
    members: pl.DataFrame, own: pl.DataFrame, people: pl.DataFrame, planned: pl.DataFrame
) -> pl.DataFrame:
    """The members between start and end of a planned shift then; who is on no roster is taken to be at work."""
    there = at_work(members.with_columns(person_id="member", time="at"), planned, people)
    return _to(there.filter(pl.col("on_shift").fill_null(True)), "person", "member")


def _to_superiors(
    members: pl.DataFrame, own: pl.DataFrame, people: pl.DataFrame, planned: pl.DataFrame
) -> pl.DataFrame:
    """A person's superior; of a department or group those to whom its members report and who report to none of them."""
    of_bodies = members.filter(pl.col("subject_kind") != "person", pl.col("superior").is_not_null())
    heads = of_bodies.select("fact_id", member="superior").unique()
    below = of_bodies.select("fact_id", "member", "superior").join(
        heads.rename({"member": "superior"}), on=["fact_id", "superior"], how="semi"
    )
    top = of_bodies.join(
        below.select("fact_id", superior="member"), on=["fact_id", "superior"], how="anti", maintain_order="left"
    )
    return pl.concat([_to(own, "person", "superior").select(CHARGED), _to(top, "person", "superior").select(CHARGED)])


def _to_department(
    members: pl.DataFrame, own: pl.DataFrame, people: pl.DataFrame, planned: pl.DataFrame
) -> pl.DataFrame:
    return _to(own, "department", "department")


def _to_group(members: pl.DataFrame, own: pl.DataFrame, people: pl.DataFrame, planned: pl.DataFrame) -> pl.DataFrame:
    return _to(own, "group", "team")


TO: Final[Mapping[str, Callable[[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame], pl.DataFrame]]] = {
    "superior": _to_superiors,
    "members": _to_members,
    "on-shift": _to_those_on_shift,
    "department": _to_department,
    "group": _to_group,
}
"""Whom `charges` may name, and who that is."""
