"""The declared schemas of a compiled rule book: one frame for each thing a rule can say."""

import polars as pl

from inspect_cli.amounts import AMOUNT
from inspect_cli.frames import COUNT, DAY, FLAG, TEXT, Column, Schema

KEY: Schema = (
    Column("checklist", TEXT, "checklist"),
    Column("version", TEXT, "its version"),
)

RANGE: Schema = (
    Column("low", AMOUNT, "lower end, null when open"),
    Column("low_in", FLAG, "the lower end is inside"),
    Column("high", AMOUNT, "upper end, null when open"),
    Column("high_in", FLAG, "the upper end is inside"),
)

CONSEQUENCE: Schema = (
    Column("points", AMOUNT, "signed points, null when none"),
    Column(
        "nearest", AMOUNT, "end of the range a person chooses from that is nearer to zero, null when nothing is chosen"
    ),
    Column("farthest", AMOUNT, "the other end"),
    Column("choice_step", AMOUNT, "steps between choices, null when any value will do"),
    Column("yuan", AMOUNT, "signed yuan"),
    Column("sanction", TEXT, "named sanction"),
    Column("terminal", FLAG, "the sanction ends employment"),
)

TENURE: Schema = (
    Column("tenure_from", COUNT, "full months of service from which it holds, null: from the first day"),
    Column("tenure_below", COUNT, "full months of service from which it holds no more, null: without end"),
)

WINDOW: Schema = (
    Column("window", TEXT, "event, day, month, year or lifetime; days or months where it rolls"),
    Column("length", COUNT, "how many days or months it reaches back, null unless it rolls"),
)

CHECKLISTS: Schema = (
    *KEY,
    Column("valid_from", DAY, "first day in force"),
    Column("valid_to", DAY, "last day in force"),
    Column("kind", TEXT, "inspection, attendance, incident or metric"),
    Column("department", TEXT, "department for which it is meant"),
    Column("title_zh", TEXT, "Chinese name"),
    Column("title_en", TEXT, "English name"),
)

ITEMS: Schema = (
    *KEY,
    Column("item", TEXT, "code"),
    Column("section", TEXT, "section"),
    Column("section_zh", TEXT, "Chinese name of the section"),
    Column("section_en", TEXT, "English name of the section"),
    Column("title_zh", TEXT, "Chinese name"),
    Column("title_en", TEXT, "English name"),
    Column("standard_zh", TEXT, "what is expected, in Chinese"),
    Column("standard_en", TEXT, "what is expected, in English"),
    Column("object", TEXT, "person, place, document, test, attendance, incident or metric"),
    Column("frequency", TEXT, "how often it is looked at"),
    Column("basis", TEXT, "document and rule number, or house"),
    Column("shape", TEXT, "each, chosen, levels, bands, limit, every or none"),
    Column("unit", TEXT, "unit of what is measured"),
    Column("side", TEXT, "deduction or bonus; null when the item has no points"),
    Column("pieces", COUNT, "how many pieces there should be, null when the item is not by the piece"),
    Column("ordinal", COUNT, "position in the checklist"),
    Column("after_hours", TEXT, "last-shift: a finding after hours goes to the last shift of the date"),
    Column("shared", TEXT, "each, split or first, where several answer for a place"),
    Column("once_per", TEXT, "day, round or never: how often the same item at the same place counts"),
    Column("scaled", FLAG, "what a sample shows is scaled to all"),
)

TARIFF: Schema = (
    Column("per", AMOUNT, "so much of the measure is one step, null unless the shape is every"),
    Column("steps", TEXT, "full, begun or exact"),
    *(
        Column(f"{end}_{unit}", AMOUNT, f"{meaning}, in {unit}")
        for end, meaning in (("start", "once beyond the threshold"), ("least", "at the least"), ("most", "at the most"))
        for unit in ("points", "yuan")
    ),
)

PRICES: Schema = (
    *KEY,
    Column("item", TEXT, "item"),
    Column("shape", TEXT, "shape of its price"),
    Column("level", TEXT, "level, for the shape levels"),
    *RANGE,
    *TENURE,
    *CONSEQUENCE,
    *TARIFF,
)
"""One row for a fixed or chosen price or a tariff, one for each level, one for each band; a limit's range is inside."""

MULTIPLIED: Schema = (
    *KEY,
    Column("item", TEXT, "item"),
    Column("level", TEXT, "level at which its price is multiplied"),
    Column("factor", COUNT, "by how much"),
)

CONDITIONS: Schema = (
    *KEY,
    Column("item", TEXT, "item"),
    Column("piece", TEXT, "piece, null where it is the whole item"),
    *(Column(name, pl.List(pl.String), f"{name} it applies to, null: any") for name in ("sex", "role", "post")),
)
"""For whom an item or each of its pieces applies; items that apply to everyone are not here."""

VOIDS: Schema = (
    *KEY,
    Column("item", TEXT, "item"),
    Column("cap", TEXT, "cap that a fact of the item uses up at once"),
)

BECOMES: Schema = (
    *KEY,
    Column("item", TEXT, "item as observed"),
    *RANGE,
    Column("when_level", TEXT, "level at which it does, null: at any"),
    Column("becomes", TEXT, "item as which it counts"),
    Column("also_points", AMOUNT, "points the old item still costs"),
    Column("also_yuan", AMOUNT, "yuan the old item still costs"),
)

CHARGES: Schema = (
    *KEY,
    Column("item", TEXT, "item as observed"),
    Column("to", TEXT, "superior, members, on-shift, department or group"),
    Column("charged_as", TEXT, "item as which it counts for them"),
)
"""To whom else a fact of an item is charged."""

CAPS: Schema = (
    *KEY,
    Column("cap", TEXT, "id of the cap"),
    Column("scope", TEXT, "item, section or checklist"),
    Column("item", TEXT, "an item it covers, null for the cap of a section without items"),
    Column("per", TEXT, "sheet, day or month"),
    Column("points", AMOUNT, "the most that is deducted (negative) or given (positive)"),
)

QUOTAS: Schema = (
    *KEY,
    Column("quota", TEXT, "id of the quota"),
    Column("item", TEXT, "an item that uses it up"),
    *WINDOW,
    Column("free", AMOUNT, "units free in it"),
    Column("then", TEXT, "item as which the overflow counts; null: its own price"),
)

COUNTERS: Schema = (
    *KEY,
    Column("counter", TEXT, "id of the counter"),
    Column("item", TEXT, "an item it counts"),
    Column("mode", TEXT, "add, replace, replace-then-continue or highest"),
    Column("counter_side", TEXT, "deduction or bonus, after its steps, else its items"),
    *WINDOW,
)

STEPS: Schema = (
    *KEY,
    Column("counter", TEXT, "counter"),
    Column("at_step", COUNT, "count at which it is reached"),
    Column("last", COUNT, "last count at which it is met again, the same as at_step if never; null: without end"),
    Column("nth", FLAG, "what the n-th itself costs, not what a count adds"),
    *CONSEQUENCE,
)

ASKS: Schema = (
    *KEY,
    Column("seen", TEXT, "item as which a fact is observed"),
    Column("item", TEXT, "item as which it counts"),
    Column("rule", TEXT, "item or counter that asks"),
    Column("at_step", COUNT, "step of the counter, 0 for a price"),
    Column("kind", TEXT, "choice or approval"),
    Column("place", pl.Int64, "place among all that may be asked of a fact seen as the item, from 0"),
)
"""What may be asked of the lines of a fact; compiled from the other tables."""

SCHEME_ITEMS: Schema = (
    Column("scheme", TEXT, "scheme"),
    *KEY,
    Column("item", TEXT, "item that counts under it"),
    Column("valid_from", DAY, "first day on which both versions hold"),
    Column("valid_to", DAY, "last day"),
)

NAMES: Schema = (
    Column("name", TEXT, "a title or synonym, folded"),
    Column("checklist", TEXT, "checklist"),
    Column("item", TEXT, "the item people mean by it"),
)

FRAMES: dict[str, Schema] = {
    "checklists": CHECKLISTS,
    "items": ITEMS,
    "prices": PRICES,
    "multiplied": MULTIPLIED,
    "conditions": CONDITIONS,
    "voids": VOIDS,
    "becomes": BECOMES,
    "charges": CHARGES,
    "caps": CAPS,
    "quotas": QUOTAS,
    "counters": COUNTERS,
    "steps": STEPS,
    "scheme_items": SCHEME_ITEMS,
}
