"""Who was at work, and who answered for a place: findings find their person and their business date."""

import polars as pl

from inspect_cli.amounts import from_units, lit, units
from inspect_cli.derive.naming import name_people
from inspect_cli.derive.planned import DAY_SECONDS, numbered
from inspect_cli.derive.punches import key_of
from inspect_cli.folding import folded
from inspect_cli.frames import Records
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook

ALWAYS, FOREVER = pl.date(1900, 1, 1), pl.date(9999, 12, 31)
Placed = tuple[pl.DataFrame, list[Problem]]


def at_work(rows: pl.DataFrame, windows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The rows with present, in_shift, shift_ends and the business date: the night belongs to the day its shift began.

    `windows` is what planned.plan gives. present is null where the person is planned on no day at all: people who use
    no clock and have no roster are not asked about.
    """
    if windows.is_empty() or rows.is_empty():
        return rows.with_columns(
            present=pl.lit(None, dtype=pl.Boolean),
            shift_ends=pl.lit(None, dtype=pl.Int64),
            in_shift=pl.lit(None, dtype=pl.String),
        )
    midnight = pl.col("date").cast(pl.Int32).cast(pl.Int64) * DAY_SECONDS
    known = rows.with_row_index("nth_row").join(numbered(people), on="person_id", how="left", maintain_order="left")
    timed = known.filter(pl.col("p").is_not_null(), pl.col("time").is_not_null()).select(
        "nth_row", key=key_of(pl.col("p"), midnight + pl.col("time") * 60)
    )
    bounds = windows.select(
        "on_leave", "ends", "shift", began="date", closed=key_of(pl.col("p"), pl.col("closes")),
        key=key_of(pl.col("p"), pl.col("opens")),
    ).sort("key")  # fmt: skip
    met = timed.sort("key").join_asof(bounds, on="key", strategy="backward").filter(pl.col("key") < pl.col("closed"))
    by_time = met.select("nth_row", "began", "on_leave", "ends", "shift")
    untimed = known.filter(pl.col("p").is_not_null(), pl.col("time").is_null()).select("nth_row", "p", "date")
    by_day = untimed.join(windows.select("p", "date", "on_leave", "ends", "shift"), on=["p", "date"]).select(
        "nth_row", "on_leave", "ends", "shift", began="date"
    )
    found = pl.concat([by_time, by_day.select(by_time.columns)]).unique("nth_row", keep="first", maintain_order=True)
    planned = pl.col("p").is_in(windows["p"].unique().implode())
    moved = (pl.col("date") - pl.coalesce("began", "date")).dt.total_days().cast(pl.Int32)
    return (
        known.join(found.rename({"shift": "in_shift"}), on="nth_row", how="left", maintain_order="left")
        .with_columns(
            present=pl.when(planned).then(pl.col("began").is_not_null() & ~pl.col("on_leave").fill_null(False)),
            time=pl.col("time") + moved * 1440,
            date=pl.coalesce("began", "date"),
            shift_ends="ends",
        )
        .drop("nth_row", "p", "began", "on_leave", "ends")
    )


def give_to_people(
    rows: pl.DataFrame, areas: Records, windows: pl.DataFrame, people: pl.DataFrame, book: RuleBook
) -> Placed:
    """Findings at places, one row for each person who answers, with `copies`, the number of rows of the
    finding, and `via`, the row of the areas by which it came to the person.

    Whoever answers for the place on that date and is on shift at that time; else, where the item says so, the last
    shift of that date. Several: each, split or first, as the item says. Nobody: the row stays the place's.
    """
    if rows.is_empty():
        return rows.with_columns(copies=pl.lit(1, dtype=pl.Int64), via=pl.lit(None, dtype=pl.String)), []
    held, problems = _areas(areas, people)
    policies = book.items.select("item", "after_hours", "shared").unique("item", keep="last", maintain_order=True)
    candidates = (
        rows.with_row_index("nth")
        .select("nth", "date", "time", "item", spot=_spot(rows))
        .join(held, on="spot")
        .filter(pl.col("date").is_between(pl.col("from"), pl.col("to")))
        .join(people.select("person_id", "valid_from", "valid_to"), on="person_id")
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .drop("valid_from", "valid_to")
        .join(policies, on="item", how="left")
    )
    judged = at_work(candidates, windows, people)
    in_shift = pl.col("shift").is_null() | pl.col("in_shift").is_null() | (pl.col("shift") == pl.col("in_shift"))
    judged = judged.filter(in_shift)
    on_shift = judged.filter(pl.col("present").fill_null(True)).with_columns(moved=pl.lit(True))
    chosen = pl.concat([on_shift, _last_shift(candidates, on_shift, windows, people).select(on_shift.columns)])
    return _one_row_each(rows, _shared_out(chosen)), problems


def _areas(areas: Records, people: pl.DataFrame) -> Placed:
    dated = areas.frame.with_columns(
        pl.col("from").fill_null(ALWAYS), pl.col("to").fill_null(FOREVER), day=pl.coalesce("from", "to")
    )
    last_day = people["valid_to"].max()
    named, problems = name_people(dated.with_columns(day=pl.coalesce("from", pl.lit(last_day))), areas, people, "day")
    places = pl.Series([areas.place(*at).place() for at in named.select("source", "row").iter_rows()], dtype=pl.String)
    return named.select("person_id", "from", "to", "shift", spot=_spot(named), area=places), problems


def _spot(frame: pl.DataFrame) -> pl.Series:
    """Places as they are compared."""
    return pl.Series([folded(place) for place in frame["place"].fill_null("")], dtype=pl.String)


def _last_shift(
    candidates: pl.DataFrame, on_shift: pl.DataFrame, windows: pl.DataFrame, people: pl.DataFrame
) -> pl.DataFrame:
    """For findings that met nobody on shift, of items that say so: those whose shift of that date ended last."""
    alone = candidates.join(on_shift.select("nth"), on="nth", how="anti").filter(pl.col("after_hours") == "last-shift")
    if windows.is_empty():
        return on_shift.clear()
    worked = windows.filter(~pl.col("on_leave")).select("p", "date", shift_ends="ends", in_shift="shift")
    met = alone.join(numbered(people), on="person_id").join(worked, on=["p", "date"])
    last = met.filter(pl.col("shift_ends") == pl.col("shift_ends").max().over("nth"))
    return last.with_columns(present=pl.lit(True), moved=pl.lit(False)).drop("p")


def _shared_out(chosen: pl.DataFrame) -> pl.DataFrame:
    """Several people at one finding: each, split among them, or the first by number."""
    ordered = chosen.sort("nth", "person_id").unique(["nth", "person_id"], keep="first", maintain_order=True)
    place_in = pl.int_range(pl.len()).over("nth")
    kept = ordered.filter((pl.col("shared").fill_null("each") != "first") | (place_in == 0))
    several = pl.len().over("nth").cast(pl.Int64)
    return kept.with_columns(copies=several, parts=pl.when(pl.col("shared") == "split").then(several).otherwise(1))


def _one_row_each(rows: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    given = chosen.select(
        "nth",
        "area",
        "copies",
        "parts",
        person="person_id",
        began=pl.when("moved").then("date"),
        hour=pl.when("moved").then("time"),
    )
    whole = pl.col("quantity").fill_null(lit(1))
    share = pl.when(pl.col("parts") > 1).then(from_units(units(whole) // pl.col("parts"))).otherwise("quantity")
    noted = pl.concat_str("place", "note", separator=" ", ignore_nulls=True)
    return (
        rows.with_row_index("nth")
        .join(given, on="nth", how="left", maintain_order="left")
        .with_columns(
            person_id=pl.col("person"),
            date=pl.coalesce("began", "date"),
            time=pl.coalesce("hour", "time"),
            quantity=share,
            note=pl.when(pl.col("area").is_not_null()).then(noted).otherwise("note"),
            copies=pl.col("copies").fill_null(1),
            via="area",
        )
        .select(*rows.columns, "copies", "via")
    )
