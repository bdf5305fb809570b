"""Who was at work, and who answered for a place: findings find their person and their business date."""

import polars as pl

from inspect_cli.amounts import from_units, lit, units
from inspect_cli.derive.naming import Whereabouts, name_people
from inspect_cli.derive.near import nearest
from inspect_cli.derive.numbers import numbered, second_of_day
from inspect_cli.derive.punchers import key_of
from inspect_cli.derive.refusing import refuse
from inspect_cli.folding import fold, simplified
from inspect_cli.frames import Records, looked_up
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook

ALWAYS, FOREVER = pl.date(1900, 1, 1), pl.date(9999, 12, 31)
SEEN = ("on_leave", pl.col("shift").alias("in_shift"), pl.col("date").alias("began"))
SEEN_NAMES = ("on_leave", "in_shift", "began")
Placed = tuple[pl.DataFrame, list[Problem]]


def at_work(rows: pl.DataFrame, windows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The rows with present, in_shift, on_shift and the business date: the night belongs to the day its shift began.

    `windows` is what planned.plan gives. present: within the punch window of a planned day without leave, null where
    the person is planned on no day at all (who uses no clock and has no roster is not asked about); on_shift: between
    the shift's start and end; in_shift: which shift.
    """
    if windows.is_empty() or rows.is_empty():
        unknown = pl.lit(None, dtype=pl.Boolean)
        return rows.with_columns(present=unknown, on_shift=unknown, in_shift=pl.lit(None, dtype=pl.String))
    known = looked_up(rows.select("person_id", "date", "time"), numbered(people), "person_id").with_row_index("nth_row")
    found = pl.concat([_by_time(known, windows), _by_day(known, windows)]).unique("nth_row", maintain_order=True)
    planned = pl.col("p").is_in(windows["p"].unique().implode())
    working = pl.col("began").is_not_null() & ~pl.col("on_leave").fill_null(False)
    moved = (pl.col("date") - pl.coalesce("began", "date")).dt.total_days().cast(pl.Int32)
    worked = looked_up(known, found, "nth_row").select(
        "in_shift",
        present=pl.when(planned).then(working),
        on_shift=pl.when(planned).then(working & pl.col("on_shift").fill_null(False)),
        time=pl.col("time") + moved * 1440,
        date=pl.coalesce("began", "date"),
    )
    return rows.with_columns(*worked)


def whereabouts(windows: pl.DataFrame, people: pl.DataFrame) -> Whereabouts:
    """A function that says of rows with person_id, date and time where the person was: see naming.AT_WORK."""

    def told(rows: pl.DataFrame) -> pl.DataFrame:
        unplanned = pl.col("present").is_null()
        word = pl.when(unplanned).then(pl.lit("no-roster")).when("on_shift").then(pl.lit("on-shift"))
        return at_work(rows, windows, people).with_columns(whereabouts=word.otherwise(pl.lit("off-shift")))

    return told


def _by_time(known: pl.DataFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """For rows with a time the planned day in whose punch window it lies."""
    second = second_of_day(pl.col("time"))
    timed = known.filter(pl.col("p").is_not_null(), pl.col("time").is_not_null())
    bounds = windows.select(
        *SEEN, closed=key_of(pl.col("p"), pl.col("closes")), start=key_of(pl.col("p"), pl.col("starts")),
        end=key_of(pl.col("p"), pl.col("ends")), key=key_of(pl.col("p"), pl.col("opens")),
    ).sort("key")  # fmt: skip
    keyed = timed.select("nth_row", key=key_of(pl.col("p"), second)).sort("key")
    met = keyed.join_asof(bounds, on="key", strategy="backward").filter(pl.col("key") < pl.col("closed"))
    return met.select("nth_row", *SEEN_NAMES, on_shift=pl.col("key").is_between(pl.col("start"), pl.col("end")))


def _by_day(known: pl.DataFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """For rows without a time the planned day of that date."""
    untimed = known.filter(pl.col("p").is_not_null(), pl.col("time").is_null()).select("nth_row", "p", "date")
    met = untimed.join(windows.select("p", "date", "on_leave", in_shift="shift"), on=["p", "date"]).sort(
        "nth_row", "on_leave"
    )
    return met.select("nth_row", "on_leave", "in_shift", began="date", on_shift=pl.lit(True)).select(
        "nth_row", *SEEN_NAMES, "on_shift"
    )


def give_to_people(
    rows: pl.DataFrame, records: Records, areas: Records, windows: pl.DataFrame, people: pl.DataFrame, book: RuleBook
) -> Placed:
    """Findings at places, one row for each person who answers, with `copies`, the number of rows of the
    finding, and `via`, the row of the areas by which it came to the person.

    Whoever answers for the place on that date and is on shift at that time; else, where the item says so, the last
    shift of that date. Several: each, split or first, as the item says. Nobody: the row stays the place's.
    """
    if rows.is_empty():
        return rows.with_columns(copies=pl.lit(1, dtype=pl.Int64), via=pl.lit(None, dtype=pl.String)), []
    held, problems = held_places(areas, people)
    spots = _spots(rows["place"], held["spot"])
    problems += _unknown_places(rows, spots, records, held)
    policies = book.latest_items("after_hours", "shared")
    candidates = (
        rows.with_row_index("nth")
        .select("nth", "date", "time", "item", spot=spots)
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
    on_shift = judged.filter(pl.col("on_shift").fill_null(True)).with_columns(moved=pl.lit(True))
    chosen = pl.concat([on_shift, _last_shift(candidates, on_shift, windows, people).select(on_shift.columns)])
    return _one_row_each(rows, _shared_out(chosen)), problems


def held_places(areas: Records, people: pl.DataFrame) -> Placed:
    """Who answers for which place from when to when: person_id, from, to, shift, place, spot, and area, its row."""
    last_day = people["valid_to"].max()
    dated = areas.frame.with_columns(
        pl.col("from").fill_null(ALWAYS),
        pl.col("to").fill_null(FOREVER),
        day=pl.coalesce("from", "to", pl.lit(last_day)),
    )
    named, problems = name_people(dated, areas, people, "day")
    places = pl.Series([areas.place(*at).place() for at in named.select("source", "row").iter_rows()], dtype=pl.String)
    return named.select("person_id", "from", "to", "shift", "place", spot=spot(named["place"]), area=places), problems


def spot(names: pl.Series) -> pl.Series:
    """Names of places as they are compared."""
    return names.fill_null("").to_frame("spot").select(fold(pl.col("spot")))["spot"]


def _spots(places: pl.Series, held: pl.Series) -> pl.Series:
    """Places of findings as they are compared with those that somebody answers for, traditional as simplified."""
    spots = spot(places)
    strange = spots.filter(~spots.is_in(held.implode())).unique().to_list()
    if not strange or held.is_empty():
        return spots
    plain = simplified([*strange, *held.unique().to_list()])
    meant = {plain[known]: known for known in held.unique().sort().to_list()}
    return spots.replace({each: meant[plain[each]] for each in strange if plain[each] in meant})


def known_places(places: pl.Series, held: pl.DataFrame) -> pl.Series:
    """Each place as the areas call it, where they have it."""
    names = dict(held.select("spot", "place").unique("spot", keep="first", maintain_order=True).iter_rows())
    called = _spots(places, held["spot"]).replace_strict(names, default=None, return_dtype=pl.String)
    return pl.select(pl.coalesce(called, places)).to_series().alias("place")


def _unknown_places(rows: pl.DataFrame, spots: pl.Series, records: Records, held: pl.DataFrame) -> list[Problem]:
    """A word for each place of a file that the areas do not have: its findings wait for an answer."""
    if held.is_empty():
        return []
    near = nearest(held["place"].unique().sort())
    unknown = (
        rows.select("source", "row", "place", spot=spots)
        .filter(~pl.col("spot").is_in(held["spot"].implode()))
        .sort("source", "row")
        .group_by("source", "spot", maintain_order=True)
        .agg(pl.col("row", "place").first(), rows=pl.len())
    )
    return [
        Problem(
            "unknown-place",
            records.place(source, row, "place"),
            {"value": place, "rows": str(count), "near": near(place)},
        )
        for source, row, place, count in unknown.select("source", "row", "place", "rows").iter_rows()
    ]


def unknown_shifts(areas: Records, shifts: Records) -> list[Problem]:
    """A Problem for each row that is for a shift that is not among the shifts, where there are any."""
    names = shifts.frame["shift"].unique().sort().to_list()
    strange = pl.col("shift").is_not_null() & ~pl.col("shift").is_in(names)
    near = nearest(pl.Series(names, dtype=pl.String))
    _, problems = refuse(
        areas.frame if names else areas.frame.clear(), strange, "unknown-shift", areas, "shift",
        lambda row: {"value": str(row["shift"]), "allowed": ", ".join(names), "near": near(str(row["shift"]))},
    )  # fmt: skip
    return problems


def _last_shift(
    candidates: pl.DataFrame, on_shift: pl.DataFrame, windows: pl.DataFrame, people: pl.DataFrame
) -> pl.DataFrame:
    """For findings that met nobody on shift, of items that say so: those whose shift of that date ended last."""
    alone = candidates.join(on_shift.select("nth"), on="nth", how="anti").filter(pl.col("after_hours") == "last-shift")
    if windows.is_empty():
        return on_shift.clear()
    worked = windows.filter(~pl.col("on_leave")).select("p", "date", "ends", in_shift="shift")
    met = alone.join(numbered(people), on="person_id").join(worked, on=["p", "date"])
    last = met.filter(pl.col("ends") == pl.col("ends").max().over("nth"))
    return last.with_columns(present=pl.lit(True), on_shift=pl.lit(True), moved=pl.lit(False)).drop("p", "ends")


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
