"""Who bears a loss: the person, or the group or department by base points, to the fen and without a remainder."""

import polars as pl

from inspect_cli.amounts import as_amount, in_shares
from inspect_cli.frames import ADJUSTMENTS, STAGES, shape
from inspect_cli.rulebook import Scheme

UNIT = {"department": ["department"], "group": ["department", "group"]}
"""What two people share who are of one department or of one group."""


def share_losses(counted: pl.DataFrame, people: pl.DataFrame, holders: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """ADJUSTMENTS of step `loss`: each loss divided among those employed in the unit that day who have base points.

    `counted` is SETTLED without what is free; its magnitude is the loss. Who names the loss decides the unit, `holders`
    who has a line: the parts of people under other schemes are nobody's. Largest remainder, ties by number. Sources:
    #94, #95, #97.
    """
    losses = scheme.pay.losses if scheme.pay else None
    if losses is None:
        return shape(counted.clear(), ADJUSTMENTS)
    lost = counted.filter(
        pl.col("item").is_in(list(losses.among)), pl.col("magnitude") > 0, pl.col("scheme") == scheme.id
    ).with_columns(among=pl.col("item").replace_strict(losses.among, default=None, return_dtype=pl.String))
    parts = in_shares(_with_members(lost, people), "magnitude", "part", "fact_id", "member")
    mine = parts.join(holders.select("order", member="person_id"), on="member").filter(pl.col("share") > 0)
    return shape(_lines(mine), ADJUSTMENTS)


def _with_members(lost: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Each loss once for everyone who bears a part: `member`, `part`, and the member's department of that day."""
    dated = people.select("person_id", "department", "group", "base_points", "valid_from", "valid_to")
    on_the_day = pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to"))
    own = lost.join(
        dated.select("person_id", "group", "valid_from", "valid_to"), left_on="subject", right_on="person_id"
    )
    own = own.filter(on_the_day).drop("valid_from", "valid_to")
    alone = own.filter(pl.col("among") == "person").with_columns(
        member=pl.col("subject"), part=as_amount(pl.lit(1)), theirs=pl.col("department")
    )
    shared = [
        own.filter(pl.col("among") == among)
        .join(dated.filter(pl.col("base_points") > 0).with_columns(theirs="department"), on=unit)
        .filter(on_the_day)
        .with_columns(member="person_id", part="base_points")
        .select(alone.columns)
        for among, unit in UNIT.items()
    ]
    return pl.concat([alone, *shared])


def _lines(parts: pl.DataFrame) -> pl.DataFrame:
    return parts.with_columns(
        line_id=pl.concat_str("fact_id", pl.lit("/losses/"), "member"),
        subject="member",
        department="theirs",
        seq=pl.when(pl.col("member") == pl.col("subject")).then("seq"),
        stage=pl.lit(STAGES["loss"]),
        step=pl.lit("loss"),
        rule=pl.lit("losses"),
        side=pl.lit("deduction"),
        points=pl.lit(None),
        yuan=0 - pl.col("share"),
        terminal=pl.lit(False),
        because=pl.concat_str(pl.lit("loss-"), "among"),
        quantity="part",
        count="whole",
        was_item=pl.lit(None),
    )
