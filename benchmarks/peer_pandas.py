"""The month as an analyst would compute it with pandas: summary.csv and lines.csv of a generated site."""

import sys
from pathlib import Path

import pandas as pd

FIRST, LAST = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")
BASE, FLOOR = 100.0, 0.0
PRICES = {f"B-{n:02}": -1.0 for n in range(1, 8)}
CAPPED, CAP = "B-06", -3.0
FREE_ONCE = "B-02"
COUNTED = "B-07"
STEPS = [(3, -3.0, "third time this month: warning"), (5, -5.0, "fifth time this month")]
GRADES = [(92, "A"), (80, "B"), (60, "C")]
KINDS = {"event": 0, "cap": 1, "ladder": 2, "floor": 3}
LINE = ["person_id", "date", "time", "kind", "item", "points", "reason"]


def main(site: Path, out: Path) -> None:
    """Reads the site, writes both tables."""
    staff = pd.read_csv(site / "people/staff.csv", dtype=str)
    person = pd.CategoricalDtype(staff["person_id"].sort_values(), ordered=True)
    found = findings(site, person)
    events = pd.concat([attendance_events(site, person), found])
    lines = pd.concat([events[LINE], cap_lines(found), ladder_lines(found)], ignore_index=True)
    lines = with_floor(lines)
    out.mkdir(parents=True, exist_ok=True)
    lines.to_csv(out / "lines.csv", index=False)
    summary(staff, lines).to_csv(out / "summary.csv", index=False)


def planned(site: Path, person: pd.CategoricalDtype) -> pd.DataFrame:
    """One row a person and planned day, with start, end, middle and the window in which punches count."""
    types = {"person_id": person, "days": str, "shift": str}
    roster = pd.read_csv(site / "people/roster.csv", dtype=types, parse_dates=["date", "to"])
    shifts = pd.read_csv(site / "people/shifts.csv", dtype=str).set_index("shift")
    days = pd.DataFrame({"day": pd.date_range(FIRST, LAST)})
    weekday = days["day"].dt.day_of_week + 1
    plan = pd.concat(
        roster[roster["days"] == kinds].merge(days[weekday.isin([int(kind) for kind in kinds])], how="cross")
        for kinds in roster["days"].unique()
    )
    plan = plan[(plan["day"] >= plan["date"]) & (plan["day"] <= plan["to"])]
    plan["shift"] = plan["shift"].astype("category")
    for edge in ("start", "end"):
        after_midnight = {shift: pd.Timedelta(f"{clock}:00") for shift, clock in shifts[edge].items()}
        plan[edge] = plan["day"] + plan["shift"].map(after_midnight).astype("timedelta64[us]")
    plan["middle"] = plan["start"] + (plan["end"] - plan["start"]) / 2
    return with_windows(plan[["person_id", "day", "start", "end", "middle"]])


def with_windows(plan: pd.DataFrame) -> pd.DataFrame:
    """The plan with its windows, neighbours of a person clipped half way between one's end and the other's start."""
    plan = plan.sort_values(["person_id", "start"], ignore_index=True)
    by_person = plan.groupby("person_id", sort=False, observed=True)
    last_end, next_start = by_person["end"].shift(), by_person["start"].shift(-1)
    opens = plan["start"] - pd.Timedelta(minutes=120)
    closes = plan["end"] + pd.Timedelta(minutes=240)
    half_before = last_end + (plan["start"] - last_end) / 2
    half_after = plan["end"] + (next_start - plan["end"]) / 2
    plan["opens"] = opens.where(~(half_before > opens), half_before)
    plan["closes"] = closes.where(~(half_after < closes), half_after)
    return plan


def with_punches(plan: pd.DataFrame, site: Path, person: pd.CategoricalDtype) -> pd.DataFrame:
    """The plan with the earliest punch of each first half and the latest of each second half."""
    log = pd.read_csv(site / "records/attendance.csv", dtype={"person_id": person}, parse_dates=["time"])
    hits = pd.merge_asof(
        log.sort_values("time"),
        plan.assign(slot=plan.index).sort_values("opens"),
        left_on="time",
        right_on="opens",
        by="person_id",
    )
    hits = hits[hits["time"] < hits["closes"]]
    first_half = hits["time"] <= hits["middle"]
    plan["came"] = hits[first_half].groupby("slot")["time"].min()
    plan["went"] = hits[~first_half].groupby("slot")["time"].max()
    return plan


def attendance_events(site: Path, person: pd.CategoricalDtype) -> pd.DataFrame:
    """Lateness, early leaving, absence and missing punches, priced; texts are made only for the rows that need one."""
    plan = with_punches(planned(site, person), site, person)
    plan["late"] = ((plan["came"] - plan["start"]).dt.total_seconds() / 60).round(4)
    plan["early"] = ((plan["end"] - plan["went"]).dt.total_seconds() / 60).round(4)
    late, early, no_in, no_out = plan["late"], plan["early"], plan["came"].isna(), plan["went"].isna()
    cases = [
        (no_in & no_out, "absent", -10.0, "start", "no punch on a planned day"),
        (no_in ^ no_out, "missing-punch", -2.0, "start", "one of two punches is missing"),
        ((late > 0) & (late <= 5), "late", -1.0, "came", "late {late:g} min, over 0 up to 5 minutes"),
        ((late > 5) & (late <= 10), "late", -5.0, "came", "late {late:g} min, over 5 up to 10 minutes"),
        (late > 10, "absent", -10.0, "came", "late {late:g} min, over 10 minutes counts as absent"),
        ((early > 0) & (early <= 5), "early", -1.0, "went", "left {early:g} min early, over 0 up to 5 minutes"),
        (early > 5, "early", -5.0, "went", "left {early:g} min early, over 5 minutes"),
    ]
    events = []
    for which, item, points, when, text in cases:
        case = plan[which]
        reason = [text.format(late=a, early=b) for a, b in zip(case["late"], case["early"], strict=True)]
        events.append(case.assign(item=item, points=points, time=case[when], reason=reason))
    return pd.concat(events).rename(columns={"day": "date"}).assign(kind="event")


def findings(site: Path, person: pd.CategoricalDtype) -> pd.DataFrame:
    """The findings that failed, priced, in order of time."""
    found = pd.read_csv(site / "records/inspections.csv", dtype={"person_id": person, "date": str, "time": str})
    found = found[found["result"] == "fail"].copy()
    found["time"] = pd.to_datetime(found["date"] + " " + found["time"], format="%Y-%m-%d %H:%M")
    found["date"] = found["time"].dt.normalize()
    quantity = found["quantity"].fillna(1)
    found["quantity"] = quantity
    found["points"] = found["points"].fillna(found["item"].map(PRICES) * quantity)
    found["reason"] = "found " + quantity.astype(int).astype(str) + " time(s) or piece(s)"
    found["kind"] = "event"
    found = found.sort_values(["person_id", "time"], ignore_index=True)
    times = found.groupby(["person_id", "item"], observed=True).cumcount()
    return found[(found["item"] != FREE_ONCE) | (times > 0)].reset_index(drop=True)


def cap_lines(found: pd.DataFrame) -> pd.DataFrame:
    """What the cap of the records gives back, at the finding that went over it."""
    capped = found[found["item"] == CAPPED].copy()
    total = capped.groupby("person_id", observed=True)["points"].cumsum()
    before = total - capped["points"]
    capped["points"] = (total.clip(lower=CAP) - before.clip(lower=CAP)) - capped["points"]
    capped["kind"], capped["reason"] = "cap", "not more than 3 points a month"
    return capped.loc[capped["points"] != 0, LINE]


def ladder_lines(found: pd.DataFrame) -> pd.DataFrame:
    """What the third and the fifth time on the phone cost besides."""
    counted = found[found["item"] == COUNTED].copy()
    count = counted.groupby("person_id", observed=True)["quantity"].cumsum()
    reached = [
        counted.assign(points=points, kind="ladder", reason=reason)[
            (count >= step) & (count - counted["quantity"] < step)
        ]
        for step, points, reason in STEPS
    ]
    return pd.concat(reached)[LINE]


def with_floor(lines: pd.DataFrame) -> pd.DataFrame:
    """All lines in order, with the floor's at the month's end and the running balance."""
    total = BASE + lines.groupby("person_id", observed=True)["points"].sum()
    below = total[total < FLOOR]
    floor = pd.DataFrame(
        {"person_id": below.index.astype(lines["person_id"].dtype), "points": FLOOR - below.to_numpy()}
    ).assign(
        date=LAST, time=LAST + pd.Timedelta(days=1), kind="floor", item="", reason="the score does not fall below 0"
    )
    lines = pd.concat([lines, floor[LINE]], ignore_index=True)
    lines = lines.assign(order=lines["kind"].map(KINDS)).sort_values(
        ["person_id", "date", "time", "order", "item"], ignore_index=True
    )
    lines["balance"] = BASE + lines.groupby("person_id", observed=True)["points"].cumsum()
    return lines.drop(columns="order")


def summary(staff: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """One row a person: base, deductions, bonuses, score, grade and rank in the department."""
    totals = staff.set_index("person_id").sort_index()
    points = lines.groupby("person_id", observed=True)["points"].sum()
    totals["base"] = BASE
    totals["deductions"] = points.reindex(totals.index, fill_value=0.0)
    totals["bonuses"] = 0.0
    totals["score"] = totals["base"] + totals["deductions"]
    totals["grade"] = "D"
    for least, grade in reversed(GRADES):
        totals.loc[totals["score"] >= least, "grade"] = grade
    totals["rank"] = totals.groupby("department")["score"].rank(method="min", ascending=False).astype(int)
    return totals.reset_index()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
