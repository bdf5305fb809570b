"""The words for what can be wrong with settings, rule books and options."""

from inspect_cli.text import Text

RULE_TEXTS: dict[str, Text] = {
    # structure, by the schema
    "unknown-key": Text("usage", "there is no setting {key} here", "known here: {allowed}"),
    "missing-key": Text("usage", "{key} is missing", "add it; schemas/ says what it holds"),
    "wrong-type": Text(
        "usage", "{value} is not of the type {wanted}", "amounts are text in quotes, counts are numbers"
    ),
    "wrong-word": Text("usage", "{value} is not one of {allowed}", "write one of them"),
    "wrong-form": Text(
        "usage", "{value} does not have the form that is asked for ({keyword})", "an example: {example}"
    ),
    "too-little": Text(
        "usage", "{value} holds too little (at least: {least})", "complete it; schemas/ says what it holds"
    ),
    "band-ends": Text(
        "usage",
        "{value} has no end, or two lower or two upper ends",
        "give one of over and atleast, one of upto and below, or one of each",
    ),
    # sense, across items and versions
    "defined-twice": Text("usage", "the {what} {id} is defined twice", "rename or remove one of them"),
    "unknown-reference": Text("usage", "there is no {what} {value}", "mend the name, or define it"),
    "two-prices": Text("usage", "{item} has more than one price: {shapes}", "keep one of them"),
    "sample-without-price": Text(
        "usage",
        "{item} scales what a sample shows and has no fixed price in points",
        "give it each with points, without pieces",
    ),
    "pieces-without-price": Text(
        "usage", "{item} lists pieces but has no price for a piece", 'say each with "per": "piece"'
    ),
    "bands-without-unit": Text("usage", "{item} has bands and no unit", "say in which unit it is measured"),
    "empty-band": Text("usage", "nothing lies between {low} and {high}", "turn the ends round, or include them"),
    "overlapping-bands": Text(
        "usage", "bands {first} and {second} hold the same value", "let one end where the other begins"
    ),
    "bad-range": Text(
        "usage", "{low} to {high} is no range to choose from", "the lower number first, both of one sign"
    ),
    "bad-choice-step": Text("usage", "{low} to {high} cannot be walked in steps of {step}", "choose a step that fits"),
    "cap-of-nothing": Text(
        "usage", "the cap {cap} allows nothing", "a cap is below zero for deductions, above for bonuses"
    ),
    "void-of-bonus": Text(
        "usage",
        "{item} voids the cap {cap} of {most}, which limits what is given",
        "void a cap of deductions; a bonus that an event takes away is a price of the event, or forfeited_by",
    ),
    "quota-into-itself": Text("usage", "the quota {quota} overflows into an item that uses it up", "name another item"),
    "becomes-itself": Text("usage", "{item} comes to count as itself again", "end the circle of becomes"),
    "item-in-two-quotas": Text("usage", "{item} uses up {quota} and {other}", "an item uses up one quota"),
    "item-in-two-totals": Text(
        "usage",
        "{counter} and {other} both put a total in place of the points of {item}",
        "write their steps into one counter, or let one of them add",
    ),
    "steps-out-of-order": Text("usage", "the steps are at {steps}", "put them in order, each count once"),
    "step-of-nothing": Text("usage", "{item} has steps of {per}", "say above zero how much one step is"),
    "tariff-of-nothing": Text("usage", "{item} says how it is measured and not what it costs", "add points or yuan"),
    "multiplied-level": Text(
        "usage", "{item} has a price for each level, and multiplies one", "say the price of that level itself"
    ),
    "again-does-not-fit": Text(
        "usage",
        "{counter} counts per {per}: its steps cannot come again {again}",
        "a window that begins anew takes no or each, one that rolls after-falling-below or each",
    ),
    "mode-does-not-fit": Text(
        "usage",
        "{counter} cannot be of the mode {mode}: {reason}",
        "use add, or a window that begins anew, without nth, again and beyond",
    ),
    "nth-does-not-fit": Text(
        "usage", "{counter} prices the first {until}, and has a step at {at}", "let the steps begin after the last n"
    ),
    "nth-too-dear": Text("usage", "time {until} would cost {amount}", "multiply by less, or stop earlier"),
    "window-changed": Text(
        "usage", "{id} counts over another time in the version {other}", "give it an id of its own in the new version"
    ),
    "grades-out-of-order": Text(
        "usage",
        "the grades do not fall from best to worst",
        "put the best first; the last one, and only it, has no atleast",
    ),
    "floor-above-ceiling": Text("usage", "the floor {floor} is above the ceiling {ceiling}", "mend one of them"),
    "no-share": Text("usage", "{value} is no share of a whole", "write a share such as 0.5, from 0 to 1"),
    "one-formula": Text("usage", "the formula {formula} has {shapes}", "it needs exactly one of {allowed}"),
    "by-without-rates": Text("usage", "the formula {formula} has by and no rates", "by picks one of rates"),
    "below-zero": Text("usage", "{value} is not above zero", "the side of a formula says whether it takes or gives"),
    "least-above-most": Text("usage", "the least, {least}, is above the most, {most}", "mend one of them"),
    "pay-of-department": Text(
        "usage",
        "{scheme} scores by {subject}, which has no wage, no bonus and no months of service",
        "say it in the scheme of the people, and let the record name one of them",
    ),
    "item-in-two-checklists": Text(
        "usage", "{item} stands in {first} and in {second}", "one scheme needs one meaning for each item"
    ),
    "versions-overlap": Text("usage", "{id} is in force on days on which {other} is, too", "end the old version first"),
    "version-twice": Text(
        "usage",
        "{id} {version} stands in {other} already",
        "remove one of them, or give changed rules a new version",
    ),
    "version-backwards": Text("usage", "the version ends on {to}, before it begins on {from}", "mend one of the two"),
    "same-id-twice": Text("usage", "{id} is a cap, quota or counter of {other} already", "rename one of them"),
    "weights-above-base": Text(
        "usage", "the sections weigh {weights} together, and the base is {base}", "raise the base, or weigh them less"
    ),
    "item-in-two-sections": Text(
        "usage", "{item} stands in the sections {first} and {second}", "an item belongs to one section"
    ),
    "charged-without-price": Text(
        "usage",
        "{item} asks for a choice, and nobody makes one for what is charged to others",
        "charge it as an item with a price of its own",
    ),
    "subject-changed": Text(
        "usage",
        "{scheme} scores by {subject} here and by {other} in another version",
        "give the scheme that scores others another id",
    ),
    "also-scores-of-department": Text(
        "usage", "{scheme} scores no persons, so it cannot name schemes that score others besides", "leave it out"
    ),
    "section-without-full": Text(
        "usage",
        "{section} goes by deductions, and nothing says how much it can lose",
        "say full, or give every item a cap",
    ),
    "entails-nothing": Text("usage", "a step of {rule} leads to nothing", "give it points, yuan or a sanction"),
    "prizes-out-of-order": Text("usage", "the prizes are {amounts}", "put the greatest first, none of them zero"),
    "no-holiday-package": Text(
        "usage", "the public holidays of {value} are not installed", "pip install inspect-cli[holidays]"
    ),
    "year-without-holidays": Text(
        "usage",
        "the public holidays of {year} are not known yet",
        "install a newer chinesecalendar, or remove the setting and list the days in the site's calendar",
    ),
    "no-rules": Text("usage", "there are no checklists in {folder}", "run init, or copy checklists there"),
    "no-scheme": Text(
        "usage",
        "there is no scheme {scheme} in force on {date}",
        "the rule book has {allowed}; look from which day each holds",
    ),
    "scheme-not-shipped": Text("usage", "no scheme {scheme} comes with the program", "choose from {allowed}"),
    # odd, and told by check only
    "gap-between-bands": Text(
        "note", "{item}: what lies between {low} and {high} is in no band", "let one end where the other begins"
    ),
    "band-behind-becomes": Text(
        "note", "{item}: this band holds values that count as {other}", "end it where becomes begins, or remove it"
    ),
    "cap-below-one": Text(
        "note", "the cap {cap} of {most} is less than one occurrence costs ({price})", "raise it, or lower the price"
    ),
    "cap-without-prices": Text(
        "note", "the cap {cap} of {most} never acts: nothing on its side has a price", "turn its sign, or remove it"
    ),
    "counter-without-effect": Text(
        "note", "the counter {counter} leads to nothing", "give its steps a consequence, or remove it"
    ),
    "step-costs-less": Text(
        "note",
        "the step at {at} ({points}) is less than the step at {earlier} ({before}), and takes its place",
        "a step is here the total up to it: let it rise, or use the mode add",
    ),
    "step-below-singles": Text(
        "note",
        "the step at {at} is {points} in all, {at} single ones are at least {singles}: the step takes some of it back",
        "raise the step, or use the mode add",
    ),
    "level-without-title": Text(
        "note", "{item}: the level {level} has no name for people", "name it in both languages under level_titles"
    ),
    "checklist-unused": Text("note", "no scheme counts {checklist} (items: {count})", "list it in a scheme"),
    "charged-to-nobody": Text(
        "note",
        "{item} is charged to the {to}, and no scheme scores one by this checklist",
        "score it by a scheme whose subject is the {to}, or charge it to somebody else",
    ),
    "days-without-version": Text(
        "note", "no version of {id} holds from {first} to {last}", "end the old version the day before the new begins"
    ),
    "differs-from-shipped": Text(
        "note",
        "{id} {version} says other than the {id} {version} that comes with the program",
        "give changed rules a version of their own",
    ),
    "differs-from-report": Text(
        "note",
        "{id} {version} says other than the {id} {version} that {month} was scored with",
        "give changed rules a version of their own",
    ),
    "grade-out-of-reach": Text(
        "note", "no score can earn the grade {grade}", "mend atleast, the base, the floor or the ceiling"
    ),
    "base-outside-limits": Text(
        "note", "the base {base} is beyond the limit {limit}: everyone is held at it", "mend one of them"
    ),
    "price-rounded-away": Text(
        "note", "{item}: {points} is nothing when rounded to {round}", "choose a finer round, or another price"
    ),
    "weights-below-base": Text(
        "note",
        "the sections weigh {weights} together, and the base is {base}: {rest} can never be lost",
        "lower the base to {weights}, or weigh the sections more",
    ),
    "paid-twice": Text(
        "note", "{item} has yuan of its own, and the formula {formula} reckons it too", "keep one of them"
    ),
    "nothing-to-forfeit": Text(
        "note",
        "{award} gives neither points nor yuan: there is nothing to take back",
        "give something, or leave forfeited_by out",
    ),
    "never-asked": Text(
        "note",
        "{kind} is {answer} from the beginning: nobody is asked, and nothing stays unanswered",
        "leave it out of unanswered, or say ask in answers",
    ),
    "quota-without-effect": Text(
        "note",
        "the quota {quota} lets nothing be free, and nothing else follows",
        "say how many are free, or what comes then",
    ),
    "setting-of-places": Text(
        "note",
        "{item}: {setting} is about findings at places, and records of kind {kind} name none",
        "leave it out, or move the item to a checklist of inspections",
    ),
    # site and options
    "no-site": Text(
        "usage",
        "no site was named, and none was found",
        "say --site DIR, set INSPECT_SITE, or stand in a folder of a site",
    ),
    "decisions-not-read": Text(
        "usage",
        "the settings name no decisions: {file} would not be read",
        'add decisions = "{file}" to [data]',
    ),
    "site-and-files": Text("usage", "a site and files were named", "name the site, or the files, not both"),
    "not-a-site": Text(
        "usage", "there is no site.toml in {folder}", "run inspect-cli init {folder}, or name another folder"
    ),
    "no-files": Text("usage", "no file of the site matches {pattern}", "mend [data] in site.toml, or add the file"),
    "outside-the-site": Text("usage", "{pattern} leads out of the site", "name files below the site's folder"),
    "open-month-without-site": Text(
        "usage", "only a site knows which month is open", "name the month, or the site with --site"
    ),
    "bad-month": Text("usage", "{value} is not a month", "write --month 2026-10, this, last or open"),
    "bad-as-of": Text("usage", "{value} is not a day", "write --as-of 2026-10-31"),
    "unknown-explained": Text(
        "usage", "no one of this month has the number or name {value}", "write the number, or the whole name"
    ),
    "nobody-planned": Text(
        "usage",
        "nobody is planned on {date}",
        "fill in the roster (people/roster.csv) and the shifts, or say the week of everybody in site.toml",
    ),
    "nobody-of-department": Text(
        "usage", "nobody of {value} is planned on {date}", "departments of that day: {allowed}"
    ),
    "no-such-items": Text("usage", "no item in force has {value} in its words", "inspect-cli items lists them all"),
    "name-of-two": Text(
        "usage", "{value} is the name of {people}", "write the number, or the name with the department: {example}"
    ),
    "folder-not-empty": Text("refused-by-state", "{folder} is a site already", "choose another folder"),
    "unknown-format": Text("usage", "there is no format {value}", "one of {allowed}"),
    "several-tables": Text("usage", "{value} holds one table and there are several", "choose xlsx, html or json"),
    "cannot-write": Text(
        "io", "could not be written: {reason}", "make its folder, close it where it is open, check the disk"
    ),
}
