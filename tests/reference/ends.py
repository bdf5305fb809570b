"""What the plain scorer says of a whole month: liability, recovery, grades, streaks, prizes, by loops."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]
NOTHING = Decimal(0)
BREAKS = ("gap", "leave", "no-data")


@dataclass(frozen=True)
class Ended:
    """A line of the whole month, in the words of the ledger."""

    step: str
    rule: str
    points: Decimal = NOTHING
    yuan: Decimal | None = None
    sanction: str | None = None
    terminal: bool = False
    at_step: int | None = None
    side: str | None = None


def consequence(scheme: Row, step: str, rule: str, source: Row, at_step: int | None = None) -> Iterator[Ended]:
    """The line of what a rule leads to, unless nothing of it counts."""
    points = rounded(Decimal(source.get("points", "0")), scheme.get("round", "0.01"))
    yuan = Decimal(source["yuan"]) if scheme.get("money", False) and "yuan" in source else None
    line = Ended(step, rule, points, yuan, source.get("sanction"), source.get("terminal", False), at_step)
    if line.points or line.yuan or line.sanction or line.terminal:
        yield replace(line, side="bonus" if (line.points or line.yuan or 0) > 0 else "deduction")


def rounded(value: Decimal, quantum: str) -> Decimal:
    """The value rounded half away from zero to the quantum."""
    step = Decimal(quantum)
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step + NOTHING


def forfeited(scheme: Row, won: list[Ended], happened: set[str]) -> Iterator[Ended]:
    """What is taken back of grades, streaks and prizes, by what happened in the month."""
    bands = [{**band, "id": band["grade"]} for band in scheme["bands"]]
    for rule in [*bands, *scheme.get("streaks", []), *scheme.get("prizes", [])]:
        for line in won:
            points, yuan = max(line.points, NOTHING), max(line.yuan or NOTHING, NOTHING)
            is_award = line.rule == rule["id"] and line.step in ("band", "streak", "rank") and (points or yuan)
            if is_award and happened & set(rule.get("forfeited_by", [])):
                yield Ended("forfeit", line.rule, -points, -yuan if yuan else None, side="bonus")


def liable(scheme: Row, lost: list[Decimal]) -> Iterator[Ended]:
    """What a superior bears of what each of his or her people lost (positive numbers)."""
    for rule in scheme.get("liability", []):
        shares = [rounded(-each * Decimal(rule["percent"]) / 100, scheme.get("round", "0.01")) for each in lost]
        yield from (Ended("liability", rule["id"], share, side="deduction") for share in shares if share)
        if "cap" in rule and sum(shares) < Decimal(rule["cap"]):
            back = Decimal(rule["cap"]) - sum(shares)
            yield Ended("liability-cap", rule["id"], back, side="deduction")


def recovered(scheme: Row, before: list[Row]) -> Iterator[Ended]:
    """What a clean month gives back of the earlier months' losses."""
    owed = -sum((row["deductions"] + row["recovered"] for row in before), NOTHING)
    for rule in scheme.get("recovery", []):
        given = min(owed, Decimal(rule["points"]))
        if given > 0:
            yield Ended("recovery", rule["id"], given, side="bonus")


def graded(scheme: Row, grade: str) -> Iterator[Ended]:
    """What the grade entails, and in a cumulative scheme those passed on the way to it."""
    names = [band["grade"] for band in scheme["bands"]]
    own = names.index(grade)
    for place, band in enumerate(scheme["bands"]):
        gives = Decimal(band.get("yuan", "0")) > 0 and "sanction" not in band
        passed = place > own if gives else place < own
        if place == own or (passed and scheme.get("bands_entail") == "cumulative"):
            yield from consequence(scheme, "band", band["grade"], band)


def streaking(scheme: Row, now: Row, months: Sequence[str], past: dict[str, Row]) -> Iterator[Ended]:
    """The steps that this month reaches; `months` are the names at hand, `past` the person's rows by month."""
    for rule in scheme.get("streaks", []):
        if holds(rule["when"], now):
            length = 1
            for row in months_back(now["month"], months, past):
                state = "gap" if row is None else state_of(rule["when"], row)
                if state == "counts":
                    length += 1
                elif state == "fails" or state in rule.get("broken_by", BREAKS):
                    break
            last = max(step["months"] for step in rule["steps"])
            after = rule.get("after", "same")
            reached = {"same": min(length, last), "restart": (length - 1) % last + 1, "nothing": length}[after]
            for step in rule["steps"]:
                if step["months"] == reached:
                    yield from consequence(scheme, "streak", rule["id"], step, reached)


def months_back(name: str, months: Sequence[str], past: dict[str, Row]) -> Iterator[Row | None]:
    """The person's rows month by month into the past, as long as the months are at hand."""
    year, month = int(name[:4]), int(name[5:])
    while True:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        before = f"{year:04d}-{month:02d}"
        if before not in months:
            return
        yield past.get(before)


def state_of(when: Row, row: Row) -> str:
    """Whether an earlier month counts, fails, or has nothing of what is measured."""
    answer = holds(when, row)
    if answer is None:
        return "leave" if row["leave"] > 0 else "no-data"
    return "counts" if answer else "fails"


def holds(when: Row, row: Row) -> bool | None:
    """Whether the condition holds in that month; None where it has nothing of what is measured."""
    if "grade" in when:
        return None if row["grade"] is None else row["grade"] in when["grade"]
    if "rank" in when:
        return None if row["rank"] is None else bool(row["rank"] <= when["rank"])
    if row["graded"] is None or row["status"] not in ("scored", "provisional"):
        return None
    ends, score = {key: Decimal(end) for key, end in when["score"].items()}, row["graded"]
    return not (
        ("over" in ends and score <= ends["over"])
        or ("atleast" in ends and score < ends["atleast"])
        or ("upto" in ends and score > ends["upto"])
        or ("below" in ends and score >= ends["below"])
    )


def prized(rule: Row, quantum: str, field: dict[str, Decimal]) -> dict[str, tuple[int, Decimal]]:
    """Rank and prize of everyone in a field of names and scores who gets one."""
    amounts = [Decimal(amount) for amount in rule["amounts"]]
    found = {}
    for name in sorted(field) if len(field) >= rule.get("least_field", 3) else []:
        place = 1 + sum(score > field[name] for score in field.values())
        equals = sorted(other for other in field if field[other] == field[name])
        held = [amounts[nth - 1] if nth <= len(amounts) else NOTHING for nth in range(place, place + len(equals))]
        tie = rule.get("tie", "share-low")
        worth = held[0] if tie == "share-best" else held[-1]
        if tie == "split":
            parts = abs(sum(held)) / Decimal(quantum)
            whole, rest = divmod(int(parts), len(equals))
            worth = (whole + (equals.index(name) < rest)) * Decimal(quantum).copy_sign(sum(held))
        if worth:
            found[name] = (place, worth)
    return found
