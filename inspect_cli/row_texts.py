"""The words for what can be wrong with a row: its cells, the people and items it names, what it says of them."""

from inspect_cli.text import Text

ROW_TEXTS: dict[str, Text] = {
    # headings
    "unknown-column": Text("note", "the column {heading} is not one we know; it was not read"),
    "people-unread": Text(
        "refused",
        "the column {heading} names people ({value} …), and no column says whom the rows are about",
        "call it 责任人 (person_id) or 检查人 (inspector), or leave it out: without a person whoever answers for "
        "a place is charged",
    ),
    "same-column-twice": Text(
        "refused", "the column {heading} means {key}, and so does column {other}", "remove or rename one of them"
    ),
    "missing-column": Text(
        "refused", "there is no column {wanted}; found: {found}", "add the column, or rename the one that holds it"
    ),
    "own-report": Text(
        "refused",
        "this is {name} of a month's report, which was made from what is handed in",
        "hand in the records themselves; what a report tells would count twice",
    ),
    "no-known-heading": Text(
        "refused",
        "none of the headings is one we know: {found}",
        "look whether it is the right file, and whether its headings stand in its first row; needed are {needed}",
    ),
    "unknown-layout": Text(
        "refused",
        "no heading says {needed}; found: {found}",
        "have an export of an app or a clock understood: inspect-cli profile FILE -o rules/profiles/NAME.json; in a "
        "table of your own rename the column",
    ),
    "repeated-heading": Text("refused", "the headings stand here again", "remove the line; two files were joined here"),
    "other-headings": Text(
        "refused",
        "other headings begin here ({found}): {rows} rows from here on cannot be read",
        "put them into a file of their own; two files were joined here",
    ),
    "line-of-totals": Text("refused", "this is a line of totals ({value}), not a record", "remove the line"),
    # cells
    "missing-value": Text("refused", "{key} is empty", "fill it in"),
    "missing-one-of": Text("refused", "none of {keys} is filled in", "fill in one of them"),
    "unknown-word": Text("refused", "{key}: {value} is not one of {allowed}", "write one of them"),
    "bad-date": Text("refused", "{key}: {value} is not a date", "write it like {example}"),
    "number-for-a-date": Text(
        "refused",
        "{key}: the number {value} may be {days}",
        "write it like {example}, or format the cell as text before typing",
    ),
    "bad-moment": Text("refused", "{key}: {value} is not a date with a time", "write it like {example}"),
    "time-with-zone": Text(
        "refused",
        "{key}: {value} says its zone or is world time",
        "have it exported in local time, like {example}; without its zone alone it would be of other hours, perhaps of "
        "another day",
    ),
    "bad-day-or-moment": Text(
        "refused", "{key}: {value} is not a date, with or without a time", "write it like {example}"
    ),
    "bad-clock": Text("refused", "{key}: {value} is not a time of day", "write hours and minutes like {example}"),
    "bad-shift-clock": Text(
        "refused", "{key}: {value} is not a time of a shift", "write hours and minutes up to 47:59, like {example}"
    ),
    "bad-amount": Text(
        "refused",
        "{key}: {value} is not a plain number",
        "write digits with a point, at most nine before and four after it; no comma, space or unit",
    ),
    "too-long": Text("refused", "{key}: {length} characters, at most {limit} are allowed", "shorten it"),
    "bad-text": Text(
        "refused", "{key}: {value} holds {what}, which does not belong there", "type it again, like {example}"
    ),
    # people
    "duplicate-person": Text(
        "refused", "{value} stands in row {first} already, from the same day", "give the later row its valid_from"
    ),
    "left-before-hired": Text("refused", "left on {left}, before being hired on {hired}", "mend one of the two dates"),
    "unknown-superior": Text(
        "refused", "no one else has the number {value}", "mend the number of the superior, or leave it empty"
    ),
    "unknown-scheme": Text("refused", "there is no scheme {value}", "the rule book has {allowed}"),
    "nobody-employed": Text(
        "refused",
        "no row of staff says who works here, so {count} rows about people cannot be judged",
        "name the file with --staff, or mend staff first",
    ),
    "unknown-person": Text("refused", "no one has the {what} {value}", "mend the {what}, or add the person to staff"),
    "garbled-person": Text(
        "refused",
        "{value} may be {meant}, read in a wrong encoding before it came here",
        "export the file again as UTF-8, or hand it in as it was exported",
    ),
    "two-people": Text(
        "refused", "{value} is the name of {people}", "write the number, or the name with the department: {example}"
    ),
    "not-employed-then": Text("refused", "nobody called {value} was employed on {date}", "mend the date or the name"),
    "unknown-place": Text(
        "note",
        "no area is called {value}; its findings are questions (rows: {rows})",
        "write the place as areas has it",
    ),
    "no-such-department": Text(
        "refused", "no department or group is called {value}", "write it as staff has it, or name the person"
    ),
    "two-departments": Text("refused", "{value} may mean {departments}", "write one of them in full"),
    "department-not-scored": Text(
        "refused",
        "no scheme scores {department} on {date}",
        "name the person, or a scheme whose subject is department or group",
    ),
    "department-of-two-schemes": Text(
        "refused",
        "{department} is scored by the schemes {first} and {second} on the same days",
        "let all its people have one scheme that scores departments",
    ),
    "department-as-person": Text(
        "refused", "{department} is a department or group and a staff number", "give one of them another name"
    ),
    "two-items": Text("refused", "{value} may mean {items}", "write the code or the whole title of one"),
    "unknown-number": Text(
        "refused",
        "no one has the number {value} (rows with it: {rows})",
        "mend the number, or add it to staff as device_id",
    ),
    "number-of-another": Text(
        "refused",
        "the number {value} is {staff} in staff, and beside it stands the name of somebody else, {name} (rows: {rows})",
        "if the clock has numbers of its own, enter them in staff as device_id; else mend the number or the name",
    ),
    "other-name": Text(
        "note",
        "names that staff does not have for their numbers ({count} rows), such as {name} for {value}, who is {staff}",
    ),
    "nothing-in-month": Text(
        "note",
        "none of {count} records lies in {month}: they are of {first} to {last}",
        "say --month {wanted} if that month is meant",
    ),
    "not-yet": Text(
        "note",
        "{rows} rows are of {first} to {last}, after {day}: they do not count",
        "mend the dates; what happened later counts when its day has come",
    ),
    "in-other-months": Text(
        "note", "{rows} of {count} rows are not of {month} but of {first} to {last}", in_check=True
    ),
    "numbers-of-nobody": Text(
        "set-aside",
        "numbers that nobody has and that did not punch in the month are set aside ({rows} rows): {numbers}",
        in_check=True,
    ),
    "before-the-month": Text("set-aside", "{rows} rows from before {day} are set aside", in_check=True),
    "clock-not-set": Text(
        "set-aside",
        "{clock} was not set: {rows} punches are dated {first} to {last} and set aside; what the people who made them "
        "lack this month is asked and never counted at once",
        "set the clock; hand in a sign-in list, or write the hours into exemptions",
    ),
    "known-already": Text("known", "{rows} rows say again what a row before them said", in_check=True),
    "copied-table": Text("known", "the table is a copy of {first}: its rows count once ({rows})"),
    "told-before": Text("known", "from here on {rows} rows stand in {first} too, the same in every column"),
    "told-twice": Text(
        "note",
        "from here on {rows} rows stand in {first} too, in the same words; they count twice",
        "take them out of one of the two, or say when and by whom each was seen",
    ),
    "none-of-the-month": Text(
        "refused",
        "the punches are from {first} to {last}: none is of {month}",
        "hand in what the clock logged in that month",
    ),
    "number-of-two": Text(
        "refused",
        "{value} is the number of {other} on {date}, too",
        "give the row from which the number is another person's a valid_from, or mend the number",
    ),
    "nothing-planned": Text(
        "note", "{rows} punches, and nobody is planned on any day of the month", "name shifts and a roster"
    ),
    "not-employed": Text(
        "refused", "{value} was not employed on {date} (employed {begun} to {ended})", "mend the date or the number"
    ),
    "clock-silent": Text(
        "note",
        "{clock} was silent from {from} to {to}: {punched} of {expected} punches that were due there were made; nobody"
        " is absent, late or early for it until {question} is answered",
        "excuse {question} if the clock was out of order, confirm it if it was right; a sign-in list fills it, too",
    ),
    "clock-heard": Text(
        "note",
        "{question} is answered, and the punches of {clock} have come since: the answer changes nothing",
        in_check=True,
    ),
    "clock-shifted": Text(
        "note",
        "at {clock} people seem to come {minutes} minutes earlier or later than else on {date}, and nowhere else",
        "look at its time; if it was wrong, write the day into exemptions",
    ),
    # findings
    "marks-incomplete": Text("refused", "{item} has only one of got and max", "fill in both, or neither"),
    "marks-out-of-range": Text(
        "refused", "{got} of {max} marks for {item}", "write marks from 0 to max, with at most two decimals"
    ),
    "no-result": Text("refused", "{item} has neither a result nor points", "write pass, fail or na"),
    "loss-without-person": Text(
        "refused",
        "the loss {item} names {department} and nobody in it",
        "name one of its people: the scheme says who bears it with them",
    ),
    "sample-incomplete": Text("refused", "{item} has only one of checked and in_all", "fill in both, or neither"),
    "sample-out-of-range": Text(
        "refused",
        "{checked} of {in_all} were checked for {item}",
        "write how many were checked, out of at least as many",
    ),
    "self-inspection": Text("refused", "{value} inspected himself or herself", "somebody else has to inspect"),
    "duplicate-record": Text(
        "refused", "the record {value} stands in row {first} already", "give every record its own number"
    ),
    "unknown-item": Text(
        "refused",
        "no checklist for this kind of record has an item {value}",
        "take the title or the code from the checklist: inspect-cli items lists them",
    ),
    "no-rules-on-date": Text(
        "refused", "no version of a checklist holds {item} on {date}", "mend the date, or add the version in force then"
    ),
    "decided-twice": Text(
        "refused", "{value} is decided in {first} already, and differently", "keep one of the two decisions"
    ),
    "answered-already": Text(
        "refused-by-state",
        "{value} is answered in {first} already: {outcome}",
        "mend that row; or give the new answer with --change, if it stands in the site's own file of decisions",
    ),
    "unknown-question": Text(
        "refused", "{value} is no question or record of this month", "inspect-cli status lists them"
    ),
    "unknown-outcome": Text("usage", "{value} is no word for an answer", "write one of: {answers}"),
    "wrong-outcome": Text("refused", "{value} does not answer {about}", "write one of: {answers}"),
    "level-not-offered": Text(
        "refused", "{about} asks for one of {allowed}, not {value}", "write one of them in the column level"
    ),
    "choice-out-of-range": Text(
        "refused",
        "{about} asks for points from {low} to {high}, not {value}",
        "write a number from {low} to {high} in the column value; its sign may be left out",
    ),
    "not-positive": Text("refused", "the quantity is {value}", "write 1 or more, or leave it empty"),
    "does-not-apply": Text("note", "{item} does not apply to this person: the row costs nothing", "look whom it names"),
    "too-many-pieces": Text("refused", "{value} pieces missing, {item} has {most}", "count again"),
    "unknown-level": Text("refused", "{item} has no level {value}", "write one of {allowed}"),
    "value-or-share": Text(
        "refused",
        "{item} needs either a value, or a numerator and a denominator",
        "fill in value alone, or the other two",
    ),
    "share-of-nothing": Text(
        "refused", "{numerator} of {denominator} is no share", "write a denominator above zero, or the value itself"
    ),
    "service-unknown": Text(
        "note",
        "the target of {item} depends on months of service, and staff does not say since when {person} is here",
        "fill in hired",
    ),
    "measure-missing": Text("refused", "{item} is priced by what was measured, and nothing was", "fill in magnitude"),
    "points-missing": Text("refused", "{item} needs points chosen from {low} to {high}", "fill in points"),
    "wrong-sign": Text("refused", "{value} points for {item}, which gives {low} to {high}", "remove the minus"),
    "points-out-of-range": Text(
        "refused",
        "{value} points for {item}, which allows {low} to {high} in steps of {step}",
        "choose within the range",
    ),
    "points-differ": Text(
        "refused",
        "{value} points for {item}, whose price is {price}",
        "leave points empty: the checklist knows the price",
    ),
}
