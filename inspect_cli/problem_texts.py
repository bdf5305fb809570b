"""The words for everything that can be wrong: one line a code, in English; locale/ holds the Chinese."""

from inspect_cli.plan_texts import PLAN_TEXTS
from inspect_cli.row_texts import ROW_TEXTS
from inspect_cli.rule_texts import RULE_TEXTS
from inspect_cli.text import Text

DID_YOU_MEAN = "did you mean {near}?"

WORDED = frozenset({"outcome", "what", "wanted", "reason", "answers"})
WORDS = frozenset(
    {
        # what rules name, and the types of their values
        "item", "section", "level", "cap", "sanction", "checklist", "formula",
        # for what an exemption is
        "person", "department", "place", "clock",
        # what was written for a person, and how questions are answered
        "staff number", "name",
        "confirm", "excuse", "approve", "reject", "choose", "unscored",
        "string", "integer", "number", "boolean", "object", "array",
        # why a counter cannot be of a mode
        "its window rolls", "nth", "again", "beyond",
        # why a text is not JSON
        "expecting value", "expecting property name enclosed in double quotes", "expecting ':' delimiter",
        "expecting ',' delimiter", "unterminated string starting at", "extra data", "invalid control character at",
        "invalid \\escape", "invalid \\uxxxx escape",
        # why a file could not be read or written
        "two parts of the same name", "it defines entities of its own", "the file is cut off",
        "a cell lies outside of the sheet", "permission denied", "no space left on device", "is a directory",
        "not a directory", "file exists", "file name too long", "read-only file system", "no such file or directory",
        "input/output error",
    }
)  # fmt: skip
"""Words that the facts WORDED may hold and that are said in the reader's language; other facts are said as given."""

TEXTS: dict[str, Text] = {
    # read: files that cannot be opened, or are not what they seem
    "no-such-file": Text("io", "there is no such file", "check the spelling and the folder"),
    "not-a-file": Text("io", "this is a folder, a pipe or a device, not a file", "name the file itself"),
    "unreadable": Text("io", "the file cannot be read: {reason}", "check who may read it, and the disk"),
    "changed-while-read": Text("io", "the file changed while it was read", "try again when it is complete"),
    "empty-file": Text("refused", "the file is empty", "export it again; a month without entries still has headings"),
    "no-rows": Text("note", "there are no rows", in_check=True),
    "no-rows-in-several": Text("note", "there are no rows, nor in {count} other tables", in_check=True),
    "file-too-big": Text(
        "refused", "the file has {size} MB, the limit is {limit} MB", "hand it in in parts, such as one for each month"
    ),
    "json-too-big": Text(
        "refused",
        "the list has {size} MB, the limit is {limit} MB",
        "write its objects one a line, without brackets and commas (JSON Lines), or hand it in in parts",
    ),
    "not-a-table": Text("refused", "this is {found}, not a table", "open it and save it as .xlsx or as CSV UTF-8"),
    "not-text": Text("refused", "the file is neither text nor a workbook", "export it again, as .xlsx or as CSV UTF-8"),
    "password": Text("refused", "the file is protected with a password", "save a copy without the password"),
    "encoding": Text(
        "refused",
        "the file is not {encoding} text (byte {offset})",
        "save it as UTF-8, or say --encoding {likely} if that is what it is",
    ),
    "assumed-encoding": Text(
        "note", "the file is not UTF-8; by its headings it is {encoding}, and was read as that", in_check=True
    ),
    "unknown-encoding": Text("usage", "there is no encoding {encoding}", "utf-8, gb18030 and utf-16 are usual"),
    # read: rows and cells of texts
    "missing-cells": Text(
        "refused",
        "the row has {found} cells, the headings have {expected}: no cell for {missing}",
        "fill in the missing cells, or look for a line break inside a cell",
    ),
    "extra-cells": Text(
        "refused",
        "the row has {found} cells, the headings have {expected}: {extra} is too much",
        "put a cell that contains the separator into double quotes",
    ),
    "unclosed-quote": Text(
        "refused",
        "a double quote opens in this row and is not closed at the end of a cell within {lines} lines",
        "close it; a quote that belongs to the text is written twice, inside a quoted cell",
    ),
    "text-after-quote": Text(
        "refused",
        "text follows a closing double quote",
        "put the whole cell into quotes; a quote that belongs to the text is written twice",
    ),
    "cell-too-long": Text(
        "refused", "a cell has more than {limit} characters", "shorten it; no spreadsheet holds more"
    ),
    "nul-byte": Text(
        "refused", "the cell {value} holds a NUL byte", "the file is damaged or was cut off: export it again"
    ),
    "damaged-text": Text(
        "refused",
        "the cell {value} holds bytes that are no characters",
        "type it again; where many are so, two files in different encodings were joined: export each as UTF-8",
    ),
    # read: what clocks write
    "clock-damage": Text("set-aside", "{rows} lines that the clock damaged are set aside: {lines}"),
    "no-times": Text(
        "refused", "{value} is not a list of times", "write times like 08:02, and 06:10 + for the next day"
    ),
    "cut-off": Text(
        "refused", "the file ends in the middle of a row", "copy or export it again: what comes after is missing"
    ),
    # read: headings
    "no-heading-row": Text(
        "usage", "row {row} holds no headings", "give --header-row the row where the headings stand"
    ),
    "duplicate-heading": Text(
        "refused", "columns {first} and {second} are both called {heading}", "rename or remove one of them"
    ),
    "too-many-columns": Text(
        "refused", "the table has {columns} columns, the limit is {limit}", "leave out those that are not needed"
    ),
    "blank-heading": Text("refused", "column {column} has cells and no heading", "give it a heading, or empty it"),
    # read: workbooks
    "damaged-workbook": Text(
        "refused", "the workbook is damaged: {reason}", "open it, save it again, hand in the copy"
    ),
    "unpacks-too-big": Text(
        "refused",
        "unpacked the workbook has {size} MB; the limit is {limit} MB, and 200 times its packed size",
        "save only the sheets that are needed",
    ),
    "sheet-too-big": Text(
        "refused",
        "a sheet reaches to row {rows} and column {columns}",
        "delete the stray cells far below or beside the table; if it really is that large, hand it in as CSV",
    ),
    "no-data-sheet": Text("refused", "no sheet holds any data", "hand in the workbook with the table"),
    "no-such-sheet": Text("usage", "there is no sheet {sheet}", "the sheets are {sheets}"),
    "error-cell": Text("refused", "the cell shows the error {value}", "mend the formula, or type the value"),
    "error-cells": Text("refused", "cells of the workbook show errors", "mend the formulas, or type the values"),
    "never-calculated": Text(
        "refused", "the cell has a formula that was never calculated", "open the file in a spreadsheet and save it"
    ),
    "digits-lost": Text(
        "refused",
        "the number {value} has more than 15 digits, and a spreadsheet has lost the last ones",
        "format the column as text and enter the number again",
    ),
    "hidden-sheet": Text(
        "note", "the sheet is hidden, and was read as well", "take it out of the workbook if it should not count"
    ),
    "hidden-rows": Text(
        "note",
        "{count} rows from here on are hidden or filtered out, and were read as well",
        "take them out of the sheet if they should not count",
    ),
    "merged-cells": Text("refused", "{range} is one cell across several rows", "unmerge it and fill in each row"),
    "row-limit": Text(
        "refused",
        "the sheet has exactly {rows} rows, which is all its format holds: it was probably cut",
        "export it as CSV, or in parts",
    ),
    # read: exports of apps and HR systems
    "unreadable-punch": Text(
        "refused",
        "{value} is not a time that can be read",
        "write times like 08:29, several with a space between them, of the next day like 次日 08:01",
    ),
    "number-of-days": Text(
        "refused",
        "{key}: {value} is a number; counted in days, as spreadsheets do, it would be {day}",
        "format the column as a date and save again, or describe the table by a profile with day_numbers",
    ),
    "date-order-unclear": Text(
        "refused",
        "{key}: {value} may be {days}, and no other date of the table settles it",
        "ask whose clock it is, and keep the answer: "
        "inspect-cli profile FILE --date-order {order} -o rules/profiles/NAME.json",
    ),
    "only-totals": Text("refused", "{title}: totals without the time of any punch", "export instead: {instead}"),
    "no-period": Text(
        "refused",
        "the columns are days ({heading} …), and nothing says of which month",
        "keep the title line with its dates, or put the first day into the name of the file, like 20261001",
    ),
    "days-not-in-order": Text(
        "refused",
        "the columns {first} to {last} are not days one after the other of the period the table names",
        "export the table again, without columns taken out or added",
    ),
    "no-guess": Text(
        "refused",
        "nothing looks like a table of punches: a row of headings, a column of people, times below",
        "take out what stands above the headings, or describe the table by hand: docs/files.md shows how",
    ),
    "needs-no-profile": Text("note", "the file is read as it comes ({format}) and needs no profile"),
    "note-on-exports": Text("note", "{title}: {note}", in_check=True),
    "sheets-passed-over": Text("note", "{sheets} not read: {sheet} holds the same punches", in_check=True),
    # read: rows in JSON
    "json-syntax": Text("refused", "this is not JSON: {reason}", "mend it here; the fault may stand just before"),
    "json-not-rows": Text("refused", "the file is not a list of objects", "hand in [{{…}}, {{…}}] or an object a line"),
    "json-not-an-object": Text("refused", "a row must be an object", 'write it as {{"heading": "value"}}'),
    "json-nested": Text(
        "refused", "{key} holds a list or an object", "a row holds texts, numbers, true, false and null"
    ),
    "json-key-twice": Text("refused", "the key {key} stands twice in a row", "remove one of them"),
    "json-no-number": Text("refused", "{value} is not a number we can keep", "write plain digits, or text in quotes"),
    "json-half-character": Text("refused", "{value} holds half a character", "type the text again"),
    # read: rule books and settings
    "bad-json": Text("usage", "this is not JSON: {reason}", "mend it here; the fault may stand just before"),
    "chinese-mark": Text(
        "usage",
        "{value} is a Chinese mark, which is none of JSON's",
        "write {meant} instead, and look for others: Chinese marks belong only inside the quotes",
    ),
    "bad-toml": Text("usage", "this is not TOML: {reason}", "mend it here; texts stand in double quotes"),
    "settings-not-utf8": Text("usage", "the file is not UTF-8 text (byte {offset})", "save it as UTF-8"),
    "key-twice": Text("usage", "the key {key} stands twice", "remove one of them"),
    "not-a-finite-number": Text("usage", "{value} is not a number we can keep", "write plain digits"),
    "half-character": Text("usage", "{value} holds half a character", "type the text again"),
    "nested-too-deep": Text("usage", "the file is nested deeper than {limit} levels", "make it flatter"),
    "not-an-object": Text("usage", "the file does not hold one object with named entries", "begin it with a brace"),
    # read: reports of earlier months
    "damaged-report": Text(
        "refused", "the report is not as it was written", "make the report of {month} again; nobody edits it by hand"
    ),
    "report-of-other-days": Text(
        "refused", "the report is of {found}, not of {month}", "look at the cut-off day, and make it again"
    ),
    "report-not-whole": Text(
        "note",
        "the report of {month} has no facts, or was made before the month was over: it is not looked back on",
        "make it again when the month is over, with its CSV files",
    ),
    **ROW_TEXTS,
    **PLAN_TEXTS,
    **RULE_TEXTS,
}
