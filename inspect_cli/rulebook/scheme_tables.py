"""The declared schemas of a compiled scheme: one frame for each thing a scheme can say of a whole month."""

from inspect_cli.amounts import AMOUNT
from inspect_cli.frames import COUNT, DAY, FLAG, TEXT, Column, Schema
from inspect_cli.rulebook.tables import RANGE

SCHEME_KEY: Schema = (
    Column("scheme", TEXT, "scheme"),
    Column("scheme_version", TEXT, "its version"),
    Column("rule", TEXT, "id of the rule in the scheme; for a band its grade"),
)

ENTAILED: Schema = (
    Column("points", AMOUNT, "signed points, null when none"),
    Column("yuan", AMOUNT, "signed yuan"),
    Column("sanction", TEXT, "named sanction"),
    Column("terminal", FLAG, "the sanction ends employment"),
)

SCHEME_RULES: Schema = (
    *SCHEME_KEY,
    Column("title_zh", TEXT, "Chinese name"),
    Column("title_en", TEXT, "English name"),
)
"""What the rules of a scheme are called: a line of theirs has no item."""

BANDS: Schema = (
    *SCHEME_KEY,
    Column("place", COUNT, "0 for the best band, then downwards"),
    Column("cumulative", FLAG, "what the bands passed on the way entail counts too"),
    *ENTAILED,
)
"""What a grade entails, one row a band that entails anything."""

STREAKS: Schema = (
    *SCHEME_KEY,
    Column("measure", TEXT, "score, rank or grade"),
    *RANGE,
    Column("grades", TEXT, "the grades that count, one a line"),
    Column("after", TEXT, "same, nothing or restart: what follows the last step"),
    Column("gap_breaks", FLAG, "a month in which the person was not on the roster ends the streak"),
    Column("leave_breaks", FLAG, "a month on leave, without what is measured, ends it"),
    Column("no_data_breaks", FLAG, "any other month without what is measured ends it"),
)

STREAK_STEPS: Schema = (
    *SCHEME_KEY,
    Column("at_step", COUNT, "months in a row"),
    *ENTAILED,
)

PRIZES: Schema = (
    *SCHEME_KEY,
    Column("among", TEXT, "department or all"),
    Column("least_field", COUNT, "fewer people give no prize"),
    Column("tie", TEXT, "share-best, share-low or split"),
    Column("unit", TEXT, "points or yuan"),
    Column("quantum", AMOUNT, "the least that is divided"),
)

PRIZE_PLACES: Schema = (
    *SCHEME_KEY,
    Column("place", COUNT, "1 for the first"),
    Column("amount", AMOUNT, "what this place is worth"),
)

FORFEITS: Schema = (
    *SCHEME_KEY,
    Column("item", TEXT, "an event of this item takes away what the prize, streak or grade gave in that month"),
)

RECOVERIES: Schema = (
    *SCHEME_KEY,
    Column("most", AMOUNT, "points given back in a month without deduction, at most"),
)

LIABILITIES: Schema = (
    *SCHEME_KEY,
    Column("share", AMOUNT, "percent of what a subordinate lost"),
    Column("most", AMOUNT, "the most a superior loses by it in a month, positive; null: no end"),
)

SECTIONS: Schema = (
    *SCHEME_KEY,
    Column("weight", AMOUNT, "points of the scheme that the section is worth"),
    Column("measure", TEXT, "marks or deductions"),
    Column("full", AMOUNT, "points that its items can lose, for deductions; null: the worth of its items together"),
    Column("all_na", TEXT, "drop-and-rescale, full, zero or no-score"),
    Column("pooled", FLAG, "all raters are one"),
    Column("inspected", FLAG, "it holds items of an inspection: without a look at it there are no marks"),
)

SECTION_ITEMS: Schema = (
    *SCHEME_KEY,
    Column("item", TEXT, "an item of the section"),
    Column("worth", AMOUNT, "what the item can lose, by its cap; null without one"),
    Column("begins", DAY, "first day of the version of its checklist that says so"),
)

SECTION_RATERS: Schema = (
    *SCHEME_KEY,
    Column("rater_group", TEXT, "group of raters; empty where all are pooled"),
    Column("rater_weight", AMOUNT, "its weight beside the others"),
    Column("nth", COUNT, "position in the scheme"),
)

SCHEME_FRAMES: dict[str, Schema] = {
    "scheme_rules": SCHEME_RULES,
    "sections": SECTIONS,
    "section_items": SECTION_ITEMS,
    "section_raters": SECTION_RATERS,
    "bands": BANDS,
    "streaks": STREAKS,
    "streak_steps": STREAK_STEPS,
    "prizes": PRIZES,
    "prize_places": PRIZE_PLACES,
    "forfeits": FORFEITS,
    "recoveries": RECOVERIES,
    "liabilities": LIABILITIES,
}
