"""Hypothesis strategies for whole small rule books, valid under the schemas, and for months played under them."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from .drawn_pay import pay
from .subjects import body_of

Row = dict[str, Any]
Draw = st.DrawFn

PAST = ("2026-09", "2026-08", "2026-07", "2026-06")
"""Earlier months of which there may be standings; October and November are played."""
FOREVER = date(9999, 12, 31)
CUT_OFFS = {
    31: ((date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 30))),
    24: ((date(2026, 9, 25), date(2026, 10, 24)), (date(2026, 10, 25), date(2026, 11, 24))),
}
"""Two calendar months, and two business months cut off on the 24th; the later holds every change of rules or staff."""

CHANGES = st.dates(date(2026, 11, 3), date(2026, 11, 22))
PIECES = ["uniform", "badge", "tie", "gloves", "radio"]
PRICES = ("0.2", "0.25", "0.5", "1", "1", "1", "1.25", "1.50", "2", "2.0", "3.35", "5", "10")
YUAN = ("4", "20", "40", "100", "3.35")
EDGES = ("0", "5", "10", "15", "30")
MAGNITUDES = ("0", "0.5", "3", "5", "5.01", "7", "10", "10.5", "15", "16", "30", "31", "45", "90")
QUANTITIES = ("1", "1", "1", "1", "2", "3", "4", "5", "0.5", "0.25", "1.5", "2.25")
CLOCKS = (None, None, 0, 540, 540, 1020, 1500)
OBJECTS = {
    "inspection": ("person", "person", "place", "document", "test"), "attendance": ("attendance",),
    "incident": ("incident",), "metric": ("metric",),
}  # fmt: skip
FREQUENCIES = ("each", "daily", "daily", "weekly", "monthly", "quarterly", "yearly", "random")
UNITS = (
    "minute", "minute", "minute", "second", "hour", "day", "ring", "piece", "time", "percent", "degree", "mg/L", "pH",
    "part", "yuan",
)  # fmt: skip
CLOCKED = ("absent", "missing-punch")
"""What a clock asks about, of the items of attendance."""
ANSWERED = (*("nothing",) * 6, "approvals", "as-closed")
MEANS = [
    {"base_points": base and Decimal(base), "bonus_base": bonus and Decimal(bonus), "wage": wage and Decimal(wage)}
    for base, bonus, wage in (
        (None, None, None), ("5", "1200", "5000"), ("2.5", None, "3000"), ("0", "800", None),
        ("7", "333.33", "4321.09"),
    )
]  # fmt: skip
CHARGED_TO = ("superior", "superior", "members", "on-shift", "department", "group")
SUBJECTS = (*("person",) * 5, "department", "department", "group", None)
HAN = 0x4E00
"""The first of the Chinese characters: a Chinese text of the rules holds no other letter."""


@dataclass(frozen=True)
class RuleBook:
    """Checklists and schemes as JSON dicts, and the scheme of people who name none."""

    checklists: list[Row]
    schemes: list[Row]
    default_scheme: str


@dataclass(frozen=True)
class Played:
    """October and November as plain dicts with every column of FACTS and PEOPLE, by the cut-off day of the months.

    `first` and `last` are those of November, `earlier` those of October, all inside. `history` are standings of still
    earlier `months`, `planned` the shifts of people (person_id, date, starts, ends). `answered` says which questions
    are: nothing, approvals, or as-closed.
    """

    facts: list[Row]
    people: list[Row]
    cut_off: int
    history: list[Row]
    months: list[str]
    planned: list[Row] = field(default_factory=list)
    answered: str = "nothing"

    @property
    def first(self) -> date:
        """The first day of November."""
        return CUT_OFFS[self.cut_off][1][0]

    @property
    def last(self) -> date:
        """The last day of November."""
        return CUT_OFFS[self.cut_off][1][1]

    @property
    def earlier(self) -> tuple[date, date]:
        """The first and last day of October."""
        return CUT_OFFS[self.cut_off][0]


def both(text: str) -> Row:
    """A text in both languages; the Chinese one has a character for each letter."""
    return {"zh": "".join(chr(HAN + ord(letter)) for letter in text), "en": text}


def signed(text: str, sign: int) -> str:
    """The amount on that side."""
    return text if sign > 0 else f"-{text}"


def plain(value: Decimal) -> str:
    """An amount as text with as many decimals as it needs."""
    return f"{value.normalize():f}"


# Rule books.


@st.composite
def rule_books(draw: Draw, changing: bool = False) -> RuleBook:
    """One or two checklists, and one or two schemes, some in two versions that follow each other in the month.

    `changing`: every one of them is.

    Caps, steps, base, floor and ceiling are multiples of `round`, which all schemes of a book share: only prices are
    rounded.
    """
    quantum = draw(st.sampled_from(("0.01", "0.01", "0.1", "0.5", "1")))
    names = ["one", "two"][: draw(st.integers(1, 2))]
    checklists = [version for name in names for version in draw(versions(name, quantum, changing))]
    codes = {book["id"]: [one["id"] for one in book["items"]] for book in checklists}
    schemes = draw(scheme_versions(names, codes, "main", quantum, changing))
    if draw(st.booleans()):
        schemes += draw(scheme_versions(names, codes, "other", quantum, changing))
        apart(schemes)
        if len(set(map(subject_of, schemes))) > 1 and draw(st.booleans()):
            draw(also_scored(schemes))
    return RuleBook(checklists, schemes, "main")


def subject_of(scheme: Row) -> str:
    """Whom the scheme scores."""
    return str(scheme.get("subject", "person"))


def apart(schemes: list[Row]) -> None:
    """No department and no group has two schemes: of two schemes that would score the same the other scores people."""
    if len({subject_of(one) for one in schemes} - {"person"}) == 1:
        for one in schemes:
            if one["id"] == "other" and subject_of(schemes[0]) != "person":
                one["subject"] = "person"


@st.composite
def also_scored(draw: Draw, schemes: list[Row]) -> None:
    """Lets a scheme of people score their departments or groups by another scheme besides."""
    whole = {one["id"] for one in schemes if subject_of(one) != "person"}
    for one in schemes:
        if one["id"] not in whole and draw(st.integers(0, 3)):
            one["also_scores"] = sorted(whole)


def coarse(quantum: str) -> st.SearchStrategy[str]:
    """Positive amounts that are multiples of the quantum."""
    unit = Decimal(1) if quantum == "1" else Decimal("0.5")
    return st.integers(1, 20).map(lambda times: plain(times * unit))


@st.composite
def scheme_versions(
    draw: Draw, names: list[str], codes: dict[str, list[str]], name: str, quantum: str, changing: bool
) -> list[Row]:
    """A scheme, or two versions of it for the same subjects."""
    made = draw(scheme(names, codes, name, quantum))
    if not changing and draw(st.integers(0, 5)):
        return [made]
    change, subject = draw(CHANGES), made.get("subject", "person")
    later = draw(scheme(names, codes, name, quantum)) | {"from": change.isoformat(), "version": "2.0"}
    if subject != subject_of(later):
        later.pop("pay", None)
    return [{**made, "to": (change - timedelta(days=1)).isoformat()}, {**later, "subject": subject}]


@st.composite
def scheme(draw: Draw, names: list[str], codes: dict[str, list[str]], name: str, quantum: str) -> Row:
    """A scheme over some of the checklists."""
    counted = names if draw(st.booleans()) else [draw(st.sampled_from(names))]
    base = draw(st.sampled_from((0, 10, 100)))
    made: Row = {
        "id": name,
        "version": "1.0",
        "from": "2026-01-01",
        "title": both(name),
        "base": str(base),
        "checklists": counted,
        "round": quantum,
        "money": draw(st.booleans()),
        "least_inspections": draw(st.integers(0, 2)),
        "bands": draw(grades(base)),
        "ranks": {"in": draw(st.sampled_from(("department", "all"))), "least_field": draw(st.integers(2, 3))},
    }
    subject = draw(st.sampled_from(SUBJECTS))
    if subject:
        made["subject"] = subject
    if draw(st.booleans()):
        made["transfer"] = draw(st.sampled_from(("last-day", "by-days", "by-days")))
    if draw(st.integers(0, 3)) == 0:
        made |= {"about": both("about"), "why": {"base": "why"}, "object_by": draw(st.integers(1, 28))}
        made["sanctions"] = {"warning": both("a word")}
    if draw(st.booleans()):
        made["floor"] = str(base - draw(st.sampled_from((0, 3, 10, 100))))
    if draw(st.booleans()):
        made["ceiling"] = str(base + draw(st.sampled_from((0, 2, 10))))
    if names and draw(st.booleans()):
        made["sections"] = draw(sections(counted, codes, base))
    counted_items = [item for each in counted for item in codes[each]]
    if made["money"] and counted_items and draw(st.booleans()):
        made["pay"] = draw(pay(counted_items, subject or "person"))
    if not draw(st.integers(0, 2)):
        made["unanswered"] = draw(unanswered())
    made |= draw(month_rules([band["grade"] for band in made["bands"]], base, quantum))
    items = sorted({item for each in counted for item in codes[each]})
    for award in (*made.get("streaks", []), *made.get("prizes", []), *made["bands"]):
        if items and draw(st.booleans()):
            award["forfeited_by"] = draw(st.lists(st.sampled_from(items), min_size=1, max_size=2, unique=True))
    return made


@st.composite
def unanswered(draw: Draw) -> Row | str:
    """How questions fall that nobody answered: in one word, or by kind."""
    words = st.sampled_from(("excuse", "confirm"))
    kinds = st.sampled_from(("absent", "missing-punch", "not-at-work", "record"))
    return draw(words | st.dictionaries(kinds, words, max_size=3))


@st.composite
def sections(draw: Draw, counted: list[str], codes: dict[str, list[str]], base: int) -> list[Row]:
    """One to three sections over different items of the scheme's checklists, which weigh no more than the base."""
    pool = draw(st.permutations([code for name in counted for code in codes[name]]))
    share = draw(st.sampled_from(("1", "3", "3.33")))
    made: list[Row] = []
    for nth in range(draw(st.integers(1, 3)) if base >= 10 else 0):
        taken, pool = pool[:2], pool[2:]
        if not taken:
            break
        one: Row = {"id": f"part-{nth}", "title": both("part"), "weight": share, "items": taken}
        if nth == 0 and not draw(st.integers(0, 5)):
            name, pool = draw(st.sampled_from(counted)), []
            one = {**one, "checklists": [name], "items": [code for code in taken if code not in codes[name]]}
            one = {key: value for key, value in one.items() if value != []}
        one["all_na"] = draw(st.sampled_from(("drop-and-rescale", "drop-and-rescale", "full", "zero", "no-score")))
        if draw(st.booleans()):
            one |= {"by": "deductions", "full": draw(st.sampled_from(("7", "10", "50")))}
        elif draw(st.booleans()):
            weights = ("pooled", {"inner": "1", "outer": "1"}, {"inner": "0.5", "outer": "2.25"})
            one |= {"by": "marks", "raters": draw(st.sampled_from(weights))}
        made.append(one)
    return made


@st.composite
def month_rules(draw: Draw, letters: list[str], base: int, quantum: str) -> Row:
    """What a scheme says of a whole month: streaks, prizes, recovery, liability, what grades entail."""
    made: Row = {"bands_entail": draw(st.sampled_from(("own", "cumulative")))}
    conditions: list[Row] = [
        {"rank": draw(st.integers(1, 2))},
        {"grade": draw(st.lists(st.sampled_from(letters), min_size=1, max_size=2, unique=True))},
        {"score": {draw(st.sampled_from(("upto", "below", "over", "atleast"))): str(base)}},
        {"score": {"atleast": "5", "upto": "100"}},
    ]
    if draw(st.booleans()):
        made["streaks"] = [
            {
                "id": f"streak-{nth}", "title": both("streak"), "when": draw(st.sampled_from(conditions)),
                "after": draw(st.sampled_from(("same", "nothing", "restart"))),
                "broken_by": draw(st.lists(st.sampled_from(("gap", "leave", "no-data")), unique=True)),
                "steps": [
                    {"months": months, **draw(month_consequence(quantum))}
                    for months in sorted(draw(st.sets(st.integers(1, 4), min_size=1, max_size=3)))
                ],
            }
            for nth in range(draw(st.integers(1, 2)))
        ]  # fmt: skip
    if draw(st.booleans()):
        made["prizes"] = [
            {
                "id": "prize", "title": both("prize"), "in": draw(st.sampled_from(("department", "all"))),
                "least_field": draw(st.integers(1, 3)),
                "tie": draw(st.sampled_from(("share-best", "share-low", "split"))),
                "unit": draw(st.sampled_from(("points", "yuan"))),
                "amounts": draw(st.sampled_from((["150", "100", "50"], ["10"], ["-5", "-2"], ["7", "4"]))),
            }
        ]  # fmt: skip
    if draw(st.booleans()):
        made["recovery"] = [{"id": "clean", "title": both("clean"), "points": draw(st.sampled_from(("1", "2")))}]
    if not draw(st.integers(0, 2)):
        percent = draw(st.sampled_from(("10", "50", "33.3", "100")))
        made["liability"] = [{"id": "joint", "title": both("joint"), "percent": percent}]
        if draw(st.booleans()):
            made["liability"][0]["cap"] = signed(draw(coarse(quantum)), -1)
    return made


@st.composite
def month_consequence(draw: Draw, quantum: str) -> Row:
    """Points, yuan or a sanction, or several of them."""
    made: Row = {}
    kind = draw(st.integers(0, 5))
    if kind in (0, 1, 2):
        made["points"] = signed(draw(coarse(quantum)), draw(st.sampled_from((-1, 1))))
    if kind in (2, 3):
        made["yuan"] = signed(draw(st.sampled_from(YUAN)), draw(st.sampled_from((-1, 1))))
    if kind in (1, 4):
        made["sanction"] = "warning"
    if kind == 5:
        made |= {"sanction": "resignation", "terminal": True}
    return made


@st.composite
def grades(draw: Draw, base: int) -> list[Row]:
    """Grades from the best to the worst; the last takes the rest."""
    below = draw(st.lists(st.sampled_from(("0", "0.01", "1", "2.5", "5", "8", "20")), max_size=3, unique=True))
    edges = sorted((base - Decimal(text) for text in below), reverse=True)
    bands: list[Row] = [
        {"grade": letter, "atleast": plain(edge), "title": both(letter)}
        for letter, edge in zip("ABC", edges, strict=False)
    ]
    bands = [*bands, {"grade": "D", "title": both("D")}]
    for band in bands:
        if not draw(st.integers(0, 2)):
            said = draw(month_consequence("1"))
            band |= {key: said[key] for key in ("yuan", "sanction", "terminal") if key in said}
    return bands


@st.composite
def versions(draw: Draw, name: str, quantum: str, changing: bool) -> list[Row]:
    """A checklist, or two versions of it."""
    made = draw(checklist(name, quantum))
    if not changing and draw(st.integers(0, 2)):
        return [made]
    change = draw(CHANGES)
    later = draw(changed(deepcopy(made), quantum))
    made["to"] = (change - timedelta(days=1)).isoformat()
    later |= {"from": change.isoformat(), "version": "2.0"}
    return [made, later]


@st.composite
def checklist(draw: Draw, name: str, quantum: str) -> Row:
    """A checklist of three to eight items, with what limits and counts them."""
    kind = draw(st.sampled_from(("inspection", "inspection", "attendance", "incident", "metric")))
    sections = [f"{name}-s{n}" for n in range(draw(st.integers(1, 2)))]
    signs = draw(st.lists(st.sampled_from((-1, -1, -1, 1)), min_size=3, max_size=8))
    codes = [f"{name}-{n}" for n in range(len(signs))]
    codes = [*CLOCKED, *codes[2:]] if (name, kind) == ("one", "attendance") else codes
    items = [draw(item(codes[n], sign, draw(st.sampled_from(sections)), quantum)) for n, sign in enumerate(signs)]
    draw(add_becomes(items))
    draw(add_charges(items))
    made: Row = {
        "id": name,
        "version": "1.0",
        "from": "2026-01-01",
        "kind": kind,
        "title": both(name),
        "sanctions": {"warning": both("warning"), "resignation": both("resignation")},
        "sections": [draw(section(one, quantum)) for one in sections],
        "items": [{**one, "object": draw(st.sampled_from(OBJECTS[kind]))} for one in items],
    }
    if draw(st.booleans()):
        made["department"] = draw(st.sampled_from(("desk", "gate")))
    if not draw(st.integers(0, 3)):
        made["cap"] = draw(cap(f"{name}-paper", draw(st.sampled_from((-1, -1, 1))), quantum))
    # only the most that is lost can be voided: a rule book that voids what is given is refused (void-of-bonus)
    capped = [part["cap"] for part in [made, *made["sections"], *made["items"]] if "cap" in part]
    caps = [one["id"] for one in capped if one["points"].startswith("-")]
    if caps and draw(st.booleans()):
        draw(st.sampled_from(made["items"]))["voids"] = [draw(st.sampled_from(caps))]
    by_sign = [[one["id"] for one, sign in zip(items, signs, strict=True) if sign == side] for side in (-1, 1)]
    if draw(st.booleans()):
        made["quotas"] = draw(quotas(name, by_sign, items))
    if draw(st.integers(0, 3)):
        made["counters"] = draw(counters(name, by_sign, quantum))
    return made


@st.composite
def section(draw: Draw, name: str, quantum: str) -> Row:
    """A section, capped or not."""
    made: Row = {"id": name, "title": both(name)}
    if not draw(st.integers(0, 2)):
        made["cap"] = draw(cap(f"{name}-cap", draw(st.sampled_from((-1, -1, 1))), quantum))
    return made


@st.composite
def cap(draw: Draw, name: str, sign: int, quantum: str) -> Row:
    """A cap on one side."""
    per = draw(st.sampled_from(("sheet", "sheet", "day", "month", "month")))
    return {"id": name, "per": per, "points": signed(draw(coarse(quantum)), sign)}


@st.composite
def item(draw: Draw, name: str, sign: int, part: str, quantum: str) -> Row:
    """An item of any shape, all of whose prices stand on one side."""
    made: Row = {
        "id": name,
        "section": part,
        "title": both(name),
        "standard": both(name),
        "object": "person",
        "frequency": draw(st.sampled_from(FREQUENCIES)),
        "basis": "drawn by lot",
        "unit": draw(st.sampled_from(UNITS)),
    }
    if not draw(st.integers(0, 5)):
        made |= {"method": both("look"), "synonyms": [f"{name} too"]}
    shape = draw(st.sampled_from(("each", "each", "pieces", "chosen", "levels", "bands", "limit", "every")))
    if shape == "each":
        made["each"] = draw(consequence(sign)) | draw(st.sampled_from(({}, {}, {"per": "time"})))
        if "points" in made["each"] and draw(st.booleans()):
            made["sample"] = draw(st.sampled_from(("scaled", "scaled", "as-found")))
    elif shape == "pieces":
        made["each"] = {"per": "piece", "points": signed(draw(st.sampled_from(PRICES)), sign)}
        made["pieces"] = PIECES[: draw(st.integers(1, 5))]
        if draw(st.booleans()):
            made["pieces"][-1] = {"id": "apron", "when": draw(conditions())}
    elif shape == "chosen":
        made["chosen"] = draw(chosen(sign))
    elif shape == "levels":
        made["levels"] = {"light": draw(consequence(sign)), "serious": {"chosen": draw(chosen(sign))}}
        made["level_titles"] = {"light": both("light"), "serious": both("serious")}
    elif shape == "limit":
        limits = ({"atleast": "5", "upto": "10"}, {"below": "10"}, {"over": "3"})
        made["limit"] = {**draw(st.sampled_from(limits)), **draw(consequence(sign)), **draw(tenure())}
    elif shape == "every":
        made["every"] = draw(every(sign))
    else:
        made["bands"] = draw(bands(sign))
    if shape != "levels" and not draw(st.integers(0, 3)):
        made |= {"multiplied": {"test-call": draw(st.integers(2, 3))}, "level_titles": {"test-call": both("by call")}}
    if not draw(st.integers(0, 5)):
        made["when"] = draw(conditions())
    if not draw(st.integers(0, 2)):
        made["cap"] = draw(cap(f"{name}-cap", sign, quantum))
    return made


@st.composite
def consequence(draw: Draw, sign: int) -> Row:
    """Points, sometimes with yuan or a sanction; sometimes a sanction alone."""
    price, more = draw(st.sampled_from(PRICES)), draw(st.integers(0, 9))
    made = {"points": signed(price, sign)}
    if more == 7:
        made["yuan"] = signed(draw(st.sampled_from(YUAN)), sign)
    if more == 8:
        made["sanction"] = "warning"
    return {"sanction": "resignation", "terminal": True} if more == 9 and sign < 0 else made


@st.composite
def chosen(draw: Draw, sign: int) -> Row:
    """A range on one side, in steps of a half."""
    near, more = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    ends = [signed(plain(Decimal(end) / 2), sign) for end in (near, near + more)]
    return {"points": ends if sign > 0 else ends[::-1], "step": "0.5"}


@st.composite
def conditions(draw: Draw) -> Row:
    """For whom something applies."""
    some = ({"sex": "f"}, {"sex": "m", "role": "guard"}, {"role": ["guard", "clerk"]}, {"post": "lobby"})
    return draw(st.sampled_from(some))


@st.composite
def every(draw: Draw, sign: int) -> Row:
    """So much for every step beyond a threshold."""
    made: Row = {draw(st.sampled_from(("over", "over", "below"))): draw(st.sampled_from(EDGES))}
    made |= {
        "per": draw(st.sampled_from(("1", "3", "0.5", "7"))),
        "points": signed(draw(st.sampled_from(PRICES)), sign),
    }
    if draw(st.booleans()):
        made["steps"] = draw(st.sampled_from(("full", "begun", "exact")))
    if draw(st.booleans()):
        made["yuan"] = signed(draw(st.sampled_from(YUAN)), sign)
    for key, amounts in (("start", ("1", "2.5")), ("least", ("0.5", "1.5")), ("most", ("3", "10.25"))):
        units = draw(st.sampled_from(((), (), ("points",), ("points", "yuan"))))
        if units:
            made[key] = {unit: signed(draw(st.sampled_from(amounts)), sign) for unit in units if unit in made}
    return made


@st.composite
def bands(draw: Draw, sign: int) -> list[Row]:
    """Bands that follow each other over some of EDGES, up to 15; sometimes there is a gap."""
    edges = EDGES[draw(st.integers(0, 1)) : draw(st.integers(3, 4))]
    low, high = draw(st.sampled_from((("over", "upto"), ("atleast", "below"))))
    made = [{low: start, high: end, **draw(consequence(sign))} for start, end in pairwise(edges)]
    made = [made[0], *made[2:]] if draw(st.booleans()) else made
    return [{**band, **draw(tenure())} for band in made]


def tenure() -> st.SearchStrategy[Row]:
    """Often everybody's; else of some months of service, near those that people have in autumn."""
    some = ({"atleast": 19}, {"below": 19}, {"atleast": 1, "below": 20}, {"below": 1})
    return st.sampled_from(({}, {}, {}, *({"tenure": each} for each in some)))


@st.composite
def add_becomes(draw: Draw, items: list[Row]) -> None:
    """Lets some items count as a later one (so that no circle arises), beyond where their own bands end."""
    for place, one in enumerate(items[:-1]):
        aims = [other["id"] for other in items[place + 1 :] if "each" in other or "bands" in other]
        if not aims or draw(st.booleans()):
            continue
        low = "atleast" if "below" in one.get("bands", [{}])[-1] else "over"
        band: Row = {low: draw(st.sampled_from(("15", "30"))), "item": draw(st.sampled_from(aims))}
        by_level = draw(st.integers(0, 3))
        if draw(st.booleans()):
            band["below" if low == "atleast" else "upto"] = "45"
        if by_level == 0:
            band["level"] = "serious"
        if by_level == 1:
            band = {"level": draw(st.sampled_from(("serious", "test-call"))), "item": band["item"]}
        also = draw(st.integers(0, 2))
        if also == 1:
            band["also"] = {"yuan": "-40"}
        if also == 2:
            band["also"] = {"points": "-0.5", "yuan": "-20"}
        one["becomes"] = [band]


@st.composite
def add_charges(draw: Draw, items: list[Row]) -> None:
    """Charges what is found of a few items to others, as items at whose price nobody has to choose anything."""
    aims = [one["id"] for one in items if not {"chosen", "levels"} & set(one)]
    for one in items if aims and not draw(st.integers(0, 5)) else []:
        if draw(st.booleans()):
            whom = draw(st.lists(st.sampled_from(CHARGED_TO), min_size=1, max_size=2, unique=True))
            one["charges"] = [{"to": each, "as": draw(st.sampled_from(aims))} for each in whom]


@st.composite
def quotas(draw: Draw, name: str, by_sign: list[list[str]], items: list[Row]) -> list[Row]:
    """One or two quotas over different items."""
    pool = [one for side in by_sign for one in side]
    pool = draw(st.permutations(pool))
    made: list[Row] = []
    for number in range(draw(st.integers(1, 2))):
        size = draw(st.integers(1, 2))
        taken, pool = pool[:size], pool[size:]
        if not taken:
            break
        quota: Row = {
            "id": f"{name}-q{number}",
            "items": taken,
            "per": draw(st.sampled_from(("month", "month", "day", "year"))),
            "free": draw(st.sampled_from(("0", "1", "2", "4", "0.5", "1.75"))),
        }
        aims = [one["id"] for one in items if one["id"] not in taken and ("each" in one or "bands" in one)]
        if draw(st.booleans()) and aims:
            quota["then"] = draw(st.sampled_from(aims))
        made.append(quota)
    return without_circles(made, items)


def reached(name: str, moves: dict[str, set[str]]) -> set[str]:
    """The item and all as which it may come to count."""
    return {name, *(each for aim in moves.get(name, ()) for each in reached(aim, moves))}


def without_circles(quotas: list[Row], items: list[Row]) -> list[Row]:
    """The quotas, of which those whose overflow would come back to an item on its way only are free."""
    moves = {one["id"]: {band["item"] for band in one.get("becomes", [])} for one in items}
    for quota in quotas:
        if "then" in quota and reached(quota["then"], moves) & reaching(quota["items"], moves):
            del quota["then"]
        for name in quota["items"] if "then" in quota else []:
            moves[name] = {*moves[name], quota["then"]}
    return quotas


def reaching(names: list[str], moves: dict[str, set[str]]) -> set[str]:
    """The items that may come to count as one of these."""
    return {name for name in moves if reached(name, moves) & set(names)}


@st.composite
def counters(draw: Draw, name: str, by_sign: list[list[str]], quantum: str) -> list[Row]:
    """One to three counters, each over items of one side; the points of an item are replaced by one of them at most."""
    made: list[Row] = []
    replaced: set[str] = set()
    for number in range(draw(st.integers(1, 3))):
        side = draw(st.sampled_from([side for side in by_sign if side]))
        items = draw(st.permutations(side))[: draw(st.integers(1, 3))]
        counter = {"id": f"{name}-c{number}", "items": items, **draw(ladder(1 if side is by_sign[1] else -1, quantum))}
        if replaced & set(items):
            counter["mode"] = "add"
        if counter["mode"] != "add":
            replaced.update(items)
        made.append(counter)
    return made


@st.composite
def ladder(draw: Draw, sign: int, quantum: str) -> Row:
    """A window, a mode and one to three steps; only `add` rolls, comes again, and leaves points to be chosen."""
    per = draw(st.sampled_from(("month", "month", "event", "day", "year", "lifetime", "days", "months")))
    rolls = per in ("days", "months")
    mode = "add" if rolls else draw(st.sampled_from(("add", "replace", "replace-then-continue", "highest")))
    more = draw(coming_again(rolls, sign, quantum)) if mode == "add" else {}
    until = more.get("nth", {}).get("until", 0)
    ats = draw(st.lists(st.integers(until + 1, 7), min_size=1, max_size=3, unique=True))
    kinds = 4 if mode == "add" and sign < 0 else 3 if sign < 0 else 1
    steps = []
    for at in sorted(ats):
        kind = draw(st.integers(0, kinds))
        step: Row = {"at": at}
        if kind in (0, 1, 2):
            step["points"] = signed(draw(coarse(quantum)), sign)
        if kind == 2:
            step["sanction"] = "warning"
        if kind == 3:
            step |= {"sanction": "resignation", "terminal": True, "yuan": "-40"}
        if kind == 4:
            step |= {"sanction": "warning", "chosen": {"points": ["-3", "-1"], "step": "1"}}
        steps.append(step)
    window = {per: draw(st.sampled_from((1, 2, 7, 30) if per == "days" else (1, 2, 3)))} if rolls else per
    return {"per": window, "mode": mode, **more, "steps": steps}


@st.composite
def coming_again(draw: Draw, rolls: bool, sign: int, quantum: str) -> Row:
    """What lets steps come again, and prices of the n-th."""
    made: Row = {}
    again = draw(st.sampled_from((None, None, "each", "after-falling-below" if rolls else "no")))
    if again:
        made["again"] = again
    if draw(st.booleans()):
        made["beyond"] = draw(st.sampled_from(("repeat-last", "nothing")))
    if draw(st.booleans()):
        unit = draw(st.sampled_from(("points", "yuan"))) if sign < 0 else "points"
        first = signed(draw(coarse(quantum)) if unit == "points" else draw(st.sampled_from(YUAN)), sign)
        made["nth"] = {unit: first, "times": draw(st.integers(1, 3)), "until": draw(st.integers(1, 3))}
    return made


@st.composite
def changed(draw: Draw, made: Row, quantum: str) -> Row:
    """The same items, quotas, caps and counters with other figures."""
    for one in made["items"]:
        each = one.get("each", {})
        if "points" in each and draw(st.booleans()):
            each["points"] = signed(draw(st.sampled_from(PRICES)), -1 if each["points"].startswith("-") else 1)
    for limited in [made, *made["items"], *made["sections"]]:
        if "cap" in limited and draw(st.booleans()):
            sign = -1 if limited["cap"]["points"].startswith("-") else 1
            limited["cap"]["points"] = signed(draw(coarse(quantum)), sign)
    for quota in made.get("quotas", []):
        quota["free"] = draw(st.sampled_from((quota["free"], "0", "1", "3")))
    for counter in made.get("counters", []):
        later = draw(st.integers(0, 1))
        for step in counter["steps"]:
            step["at"] += later
        if isinstance(counter["per"], dict):
            (unit,) = counter["per"]
            counter["per"] = {unit: counter["per"][unit] + draw(st.integers(0, 2))}
    return made


# Months.


@st.composite
def months(draw: Draw, rules: RuleBook, missing_choices: bool = True) -> Played:
    """Two to six people and up to forty facts in two months under the rule book, most of them in the later one.

    With `missing_choices` some facts of items and levels with a range come without the points that someone chose.
    """
    cut_off = draw(st.sampled_from((31, 24)))
    (since, _), (first, last) = CUT_OFFS[cut_off]
    names = [f"P{n}" for n in range(1, 1 + draw(st.integers(2, 6)))]
    people = [row for name in names for row in draw(person(name, [one["id"] for one in rules.schemes], last))]
    named = [
        {"subject_kind": subject_of(one), "subject": body_of(row, subject_of(one))}
        for one in rules.schemes
        for row in people
        if subject_of(one) != "person"
    ]
    later = st.integers((first - since).days, (last - since).days)
    days = draw(st.lists(later | later | st.integers(0, (last - since).days), min_size=1, max_size=6))
    quiet = draw(st.sampled_from((*(False,) * 7, True)))
    size = draw(st.sampled_from((16, 3, 8, 24, 32, 40)))
    one = fact(rules, names, [since + timedelta(days=day) for day in days], missing_choices)
    facts = draw(st.lists(one, min_size=size * 3 // 4, max_size=size))
    for number, made in enumerate(facts, start=1):
        made["fact_id"] = f"F{number * 7 % 41}"  # 41 is prime: each id once, and not in the order of the facts
        made["row"] = number
        if named and made["subject_kind"] == "person" and draw(st.integers(0, 2)) == 0:
            made.update(draw(st.sampled_from(named)))
        if quiet:
            made |= {"outcome": "na" if made["outcome"] == "na" else "pass", "origin": "inspection"}
    behind = draw(st.sampled_from(((), PAST[:1], PAST[:2], PAST, (PAST[0], PAST[2]))))
    known = sorted({*names, *(each["subject"] for each in named)})
    history = [draw(past_standing(name, month)) for month in behind for name in known if draw(st.integers(0, 6))]
    for row in people:
        others = [name for name in names if name != row["person_id"]]
        row["superior"] = draw(st.sampled_from((None, *others)))
    planned = draw(shifts(names, since, last)) if any("charges" in one for one in items_of(rules)) else []
    return Played(facts, people, cut_off, history, list(behind), planned, draw(st.sampled_from(ANSWERED)))


def items_of(rules: RuleBook) -> list[Row]:
    """Every item of the checklists, in every version."""
    return [one for book in rules.checklists for one in book["items"]]


@st.composite
def shifts(draw: Draw, names: list[str], since: date, last: date) -> list[Row]:
    """For some people a shift on many days, one by day and another by night; the others are on no roster."""
    days = [since + timedelta(days=n) for n in range((last - since).days + 1)]
    made = []
    for name in names:
        starts, ends = draw(st.sampled_from(((480, 1020), (540, 1500), (1200, 1920))))
        worked = draw(st.sampled_from(((), days, days[::2], days[::3])))
        made += [{"person_id": name, "date": day, "starts": starts, "ends": ends} for day in worked]
    return made


@st.composite
def past_standing(draw: Draw, name: str, month: str) -> Row:
    """What an earlier month left of a person."""
    status = draw(st.sampled_from((*("scored",) * 5, "provisional", "incomplete", "no-data")))
    score = None if status == "no-data" else Decimal(draw(st.sampled_from((0, 5, 8, 90, 95, 100, 104))))
    return {
        "month": month, "subject": name, "status": status, "graded": score, "score": score,
        "grade": draw(st.sampled_from("AAABCD")) if status in ("scored", "provisional") else None,
        "rank": draw(st.sampled_from((None, 1, 1, 1, 2, 3))) if status == "scored" else None,
        "deductions": -Decimal(draw(st.sampled_from((0, 0, 1, 3)))),
        "recovered": Decimal(draw(st.sampled_from((0, 0, 1)))), "leave": Decimal(draw(st.sampled_from((0, 0, 3)))),
    }  # fmt: skip


@st.composite
def person(draw: Draw, name: str, schemes: list[str], last: date) -> list[Row]:
    """Someone who stays, moves, joins, leaves within the month or on its last day, or left long before."""
    fate = draw(st.sampled_from(("stays", "stays", "moves", "moves", "joins", "leaves", "leaves at the end", "gone")))
    change, start = draw(CHANGES), date(2025, 3, 1)
    row: Row = {
        "person_id": name,
        "valid_from": start,
        "valid_to": FOREVER,
        "name": f"人{name}",
        "department": draw(st.sampled_from(("desk", "desk", "gate"))),
        "role": draw(st.sampled_from((None, "guard", "clerk"))),
        "post": draw(st.sampled_from((None, "lobby", "roof"))),
        "scheme": draw(st.sampled_from((None, None, *schemes))),
        "device_id": None,
        "kind": "person",
        "punches": True,
        "sex": draw(st.sampled_from((None, "m", "f"))),
        "superior": None,
        **draw(st.sampled_from(MEANS)),
        "group": draw(st.sampled_from((None, None, "a", "b"))),
        "hired": draw(st.sampled_from((start, start, None))),
        "left": None,
    }
    if fate == "moves":
        department, scheme_id = draw(st.sampled_from(("desk", "gate"))), draw(st.sampled_from((None, *schemes)))
        after = {**row, "valid_from": change, "department": department, "scheme": scheme_id}
        return [{**row, "valid_to": change - timedelta(days=1)}, after]
    if fate == "joins":
        return [{**row, "valid_from": change, "hired": change}]
    ends = {"leaves": change, "leaves at the end": last, "gone": date(2026, 9, 30)}
    if fate in ends:
        return [{**row, "valid_to": ends[fate], "left": ends[fate]}]
    return [row]


def fact(rules: RuleBook, names: list[str], days: list[date], missing_choices: bool) -> st.SearchStrategy[Row]:
    """A fact, more often of the first person and of items that something counts, frees or limits."""
    places = [(book, one) for book in rules.checklists if book["version"] == "1.0" for one in book["items"]]
    busy = [place for place in places for _ in range(1 + 3 * is_watched(*place))]
    common = st.fixed_dictionaries(
        {
            "subject": st.sampled_from([names[0], names[0], *names]),
            "date": st.sampled_from(days),
            "at": st.sampled_from(CLOCKS),
            "outcome": st.sampled_from(("event", "event", "event", "fail", "fail", "pass", "na")),
            "quantity": st.sampled_from(QUANTITIES).map(Decimal),
            "magnitude": st.sampled_from((None, *MAGNITUDES)).map(decimal_or_none),
            "sheet": st.sampled_from((None, "S1", "S2")),
            "marks": st.sampled_from((None, ("0", "3"), ("2.5", "10"), ("7", "7"), ("1", "3"))),
            "rater_group": st.sampled_from(("inner", "outer", None)),
            "sample": st.sampled_from((None, (5, 20), (7, 10), (3, 3), (40, 475))),
            "standing": st.sampled_from((*("approved",) * 12, "provisional", "open")),
            "subject_kind": st.sampled_from((*("person",) * 19, "place")),
        }
    )
    detail = {
        one["id"]: branches(one, missing_choices) for _, one in places
    }  # what is chosen or how severe, item for item
    picked = st.sampled_from(busy).flatmap(lambda place: st.tuples(st.just(place), detail[place[1]["id"]]))
    return st.builds(assembled, common, picked)


def decimal_or_none(text: str | None) -> Decimal | None:
    """The decimal, where there is one."""
    return None if text is None else Decimal(text)


def is_watched(book: Row, one: Row) -> bool:
    """Whether a cap, quota or counter looks at the item."""
    lists = [*book.get("quotas", []), *book.get("counters", [])]
    return "cap" in one or any(one["id"] in watching["items"] for watching in lists)


def branches(one: Row, missing_choices: bool) -> st.SearchStrategy[tuple[str | None, str | None]]:
    """The levels and chosen points that a fact of the item may carry."""
    if "chosen" in one:
        picked = choices(one["chosen"], missing_choices)
        return st.sampled_from([(level, choice) for level in (None, "test-call") for choice in picked])
    if "levels" not in one:
        return st.sampled_from([(None, None), (None, None), ("test-call", None), ("serious", None)])
    serious = choices(one["levels"]["serious"]["chosen"], missing_choices)
    unsaid = [(None, None)] if missing_choices else []
    return st.sampled_from([*[("light", None)] * len(serious), *(("serious", choice) for choice in serious), *unsaid])


def choices(range_: Row, missing_choices: bool) -> list[str | None]:
    """Points out of the range, with or without their sign, or none."""
    ends = range_["points"]
    return [*ends, *(end.lstrip("-") for end in ends), *((None,) if missing_choices else ())]


def assembled(common: Row, picked: tuple[tuple[Row, Row], tuple[str | None, str | None]]) -> Row:
    """The fact with every column of FACTS; only what is priced has a level or chosen points."""
    (book, one), (level, choice) = picked
    counted = common["outcome"] in ("event", "fail")
    got, most = common["marks"] or (None, None)
    checked, in_all = common["sample"] or (None, None)
    return {
        "fact_id": "",
        "origin": book["kind"],
        "item": one["id"],
        "rater": None,
        "place": None,
        "note": "–" if one["id"] in CLOCKED else None,
        "source": 0,
        "row": 0,
        **{key: value for key, value in common.items() if key not in ("marks", "sample")},
        "checked": checked,
        "in_all": in_all,
        "got": decimal_or_none(got) if common["outcome"] != "na" else None,
        "max": decimal_or_none(most) if common["outcome"] != "na" else None,
        "subject": common["subject"] if common["subject_kind"] == "person" else "lobby",
        "level": level if counted else None,
        "chosen": decimal_or_none(choice) if counted else None,
    }
