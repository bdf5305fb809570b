"""Hypothesis strategies for the rules of money of a scheme, valid under the schema and in themselves."""

from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
Draw = st.DrawFn
SHARES = ("0", "0.3", "0.5", "1")
EDGES = ("3", "5", "10.5", "30")


@st.composite
def pay(draw: Draw, codes: list[str], subject: str) -> Row:
    """Losses, sanctions or formulas over these items, or several of them; a department has only formulas."""
    parts = [draw(st.booleans()), draw(st.booleans())] if subject == "person" else [False, False]
    made: Row = {}
    if parts[0]:
        made["losses"] = draw(losses(codes))
    if parts[1]:
        made["sanctions"] = draw(conversions())
    if not made or draw(st.booleans()):
        kinds = ("rate", "rates", "fee", "wage_days") if subject == "person" else ("rate", "rates", "fee")
        drawn = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2))
        made["formulas"] = [draw(formula(f"pay-{nth}", kind, codes, subject)) for nth, kind in enumerate(drawn)]
    return made


@st.composite
def losses(draw: Draw, codes: list[str]) -> Row:
    """Who bears what is lost, by one or two lists of items, and the most of it in a month."""
    pool = draw(st.permutations(codes))
    among = draw(st.lists(st.sampled_from(("person", "group", "department")), min_size=1, max_size=2))
    made: Row = {
        "shares": [{"items": pool[2 * nth : 2 * nth + 2], "among": each} for nth, each in enumerate(among)
                   if pool[2 * nth :]]
    }  # fmt: skip
    if draw(st.integers(0, 2)):
        made["cap"] = {"rate": draw(st.sampled_from(SHARES)), **draw(st.sampled_from(({}, *OF)))}
    if draw(st.booleans()):
        made["wage_cap"] = draw(st.sampled_from(("0.0005", "0.001", "1")))
    if draw(st.booleans()):
        made["leaver"] = draw(st.sampled_from(("waive", "settle")))
    return made


OF = ({"of": "bonus_base"}, {"of": "wage"})


@st.composite
def conversions(draw: Draw) -> Row:
    """What sanctions cost once they are approved."""
    shares = {name: draw(st.sampled_from(SHARES)) for name in draw(st.sampled_from((["warning"], SANCTIONS)))}
    more = ({}, {"together": "add"}, {"together": "highest"}, *OF)
    return {"shares": shares, **draw(st.sampled_from(more))}


SANCTIONS = ["warning", "resignation"]


@st.composite
def formula(draw: Draw, name: str, kind: str, codes: list[str], subject: str) -> Row:
    """A formula of one shape over some of the items, with what multiplies, holds, gates and guarantees it."""
    some = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
    made: Row = {"id": name, "items": draw(some), "side": draw(st.sampled_from(("deduction", "bonus")))}
    if kind == "rates":
        edge = draw(st.sampled_from(EDGES))
        made["rates"] = draw(st.sampled_from((
            [{"below": edge, "rate": "0.01"}, {"atleast": edge, "rate": "0.0333"}],
            [{"upto": edge, "rate": "2"}, {"over": edge, "upto": "40", "rate": "1.5"}],
        )))  # fmt: skip
        made |= {"by": draw(st.sampled_from(codes))} if draw(st.booleans()) else {}
    elif kind == "fee":
        made["fee"] = {"free": draw(st.sampled_from(("0", "5"))), "first": "2", "every": "3.5", "each": "1.25"}
        made["fee"] |= draw(st.sampled_from(({}, {"steps": "begun"}, {"steps": "full"})))
    else:
        made[kind] = draw(st.sampled_from(("0.05", "3") if kind == "rate" else ("21.75", "30")))
    if not draw(st.integers(0, 2)):
        made["factors"] = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True))
    if not draw(st.integers(0, 2)):
        made |= draw(st.sampled_from(({"least": "1"}, {"most": "30"}, {"least": "0.5", "most": "4.01"})))
    if not draw(st.integers(0, 2)):
        end = draw(st.sampled_from(("over", "atleast", "upto", "below")))
        made["gate"] = {"item": draw(st.sampled_from(codes)), end: draw(st.sampled_from(EDGES))}
    if subject == "person" and not draw(st.integers(0, 2)):
        made["guarantee"] = draw(st.sampled_from((
            [{"below": "19", "yuan": "50"}, {"atleast": "19", "yuan": "333.33"}],
            [{"over": "1", "upto": "19", "yuan": "7"}],
        )))  # fmt: skip
    return made
