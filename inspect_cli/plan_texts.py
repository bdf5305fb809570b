"""The words for what can be wrong with what is planned: shifts, rosters, swaps, leave, exemptions."""

from inspect_cli.text import Text

PLAN_TEXTS: dict[str, Text] = {
    # rosters, shifts, leave
    "duplicate-shift": Text(
        "refused",
        "the shift {value} is defined above already",
        "rename or remove one of them; number the segments of one shift",
    ),
    "segments-overlap": Text(
        "refused",
        "a segment of the shift {value} begins before the one before it ends",
        "mend the times; after midnight write 25:00",
    ),
    "break-outside-shift": Text(
        "refused", "the break of the shift {value} is not inside it, or one end is missing", "mend its two times"
    ),
    "day-outside-month": Text(
        "refused", "{heading} is no day of {month}", "write the day with its year, or name the month it belongs to"
    ),
    "unknown-department": Text(
        "refused", "there is no department {value}", "mend the name, or write all for everybody"
    ),
    "duplicate-day": Text("refused", "{value} stands in the calendar already", "keep one of them"),
    "swap-with-oneself": Text("refused", "{value} swaps with nobody", "say with whom, or to which day"),
    "swapped-twice": Text(
        "refused", "the day of {value} on {date} is swapped already", "keep one swap for each person and day"
    ),
    "shift-too-long": Text("refused", "the shift {value} lasts {hours} hours", "a shift lasts at most 24 hours"),
    "unknown-shift": Text("refused", "there is no shift {value}", "shifts has {allowed}; or write rest"),
    "two-shifts": Text(
        "refused",
        "{value} has a shift on {date} already, from row {first}",
        "keep one of them; several hours are one shift",
    ),
    "ends-before-it-begins": Text("refused", "ends on {to}, before it begins on {from}", "mend one of the two"),
    # exemptions
    "subject-missing": Text("refused", "it is for a {what} and names none", "fill in subject, or write all in for"),
    "subject-of-all": Text(
        "refused",
        "it is for all and names {value}",
        "empty subject, or say in for whether {value} is a person, a place …",
    ),
    "unknown-subject": Text("refused", "there is no {what} {value}", "known: {allowed}"),
}
"""Every code of a row that plans, with its words."""
