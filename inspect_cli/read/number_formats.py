"""Numbers whose cells show something else than the number: 7 as 007 or E0007, 100000 as 1.00E+05."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from inspect_cli.read.xml_tags import tags_in

Shown = Callable[[float], str | None]
"""The text that stands for a number of one style; None where it reads as any number does."""

CODES: Final[Mapping[str, str]] = {
    "11": "0.00E+00", "48": "##0.0E+0", **dict.fromkeys(map(str, (*range(14, 23), *range(45, 48))), "d"),
}  # fmt: skip
"""The formats that have a number and no text in a workbook, as far as they matter here."""

ZEROS: Final = re.compile(r'((?:"[\w -]*"|\\[\w -]|[-])*)(0+)(?:;.*)?', re.ASCII)
QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
EXPONENT: Final = re.compile(r"[0#](?:\.([0#]*))?E[+-]", re.IGNORECASE)
MOMENT: Final = re.compile(r"[ymdhs]", re.IGNORECASE)


def shown_by_style(styles: bytes) -> dict[str, Shown]:
    """How numbers read in each style of an XLSX workbook (its number, as cells name it) that shows them otherwise."""
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in tags_in(styles, "numFmt")}
    used = [style.get("numFmtId", "") for style in tags_in(styles, "xf", inside="cellXfs")]
    return {str(number): shown for number, shown in shown_by_number(codes, used).items()}


def shown_by_number(codes: Mapping[str, str], used: Iterable[str]) -> dict[int, Shown]:
    """The same by the numbers of styles from 0 on: `used` names the format of each, `codes` has the workbook's own."""
    known = {**CODES, **codes}
    by_code = {code: shown for code in set(known.values()) if (shown := _shown(code))}
    named = enumerate(known.get(each, "") for each in used)
    return {number: by_code[code] for number, code in named if code in by_code}


def _shown(code: str) -> Shown | None:
    zeros = ZEROS.fullmatch(code)
    if zeros:
        prefix, width = re.sub(r'["\\]', "", zeros[1]), len(zeros[2])
        number = prefix.strip(" -")
        return (lambda value: _with_zeros(value, prefix, width)) if number or (width > 1 and not prefix) else None
    exponent = EXPONENT.search(QUOTED.sub("", code))
    if exponent:
        places = len(exponent[1] or "")
        return lambda value: f"{value:.{places}E}"
    return _before_all_days if MOMENT.search(QUOTED.sub("", code)) else None


def _with_zeros(value: float, prefix: str, width: int) -> str | None:
    return f"{prefix}{int(value):0{width}d}" if value >= 0 and value == int(value) else None


def _before_all_days(value: float) -> str | None:
    """A number below zero is no day and no time: a spreadsheet shows #### for it."""
    return f"{value:.9g}" if value < 0 else None
