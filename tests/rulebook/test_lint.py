"""What is odd is told once and where it stands; what is meant is not told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli import resources
from inspect_cli.rulebook.bands import ends, hole_between, overlap, rising
from inspect_cli.rulebook.lint import rule_notes

SCHEME = {"id": "plain", "version": "1.0", "base": "100", "checklists": ["tiny"], "from": "2026-01-01",
          "bands": [{"grade": "A", "atleast": "90"}, {"grade": "B"}]}  # fmt: skip


def codes(item: dict[str, Any] | None = None, **more: Any) -> list[str]:
    """The codes of the notes on a checklist of one item."""
    named = {"id": "A", "section": "s", **(item or {"each": {"points": "-1"}})}
    book = {
        "id": "tiny",
        "version": "1.0",
        "from": "2026-01-01",
        "kind": "inspection",
        "sections": [{"id": "s"}],
        "items": [named],
        **more,
    }
    return [note.code for note in rule_notes([("tiny.json", book)], [("plain.json", SCHEME)], [])]


def test_the_shipped_rules_have_nothing_odd() -> None:
    folder = resources.shipped("checklists")
    files = [[(path.name, json.loads(path.read_text("utf-8"))) for path in sorted(at.glob("*.json"))]
             for at in (folder, folder / "schemes")]  # fmt: skip
    assert rule_notes(files[0], files[1], [content for part in files for _, content in part]) == []


@pytest.mark.parametrize(
    ("bands", "told"),
    [
        ([{"over": "0", "upto": "5"}, {"over": "5"}], []),
        ([{"over": "0", "upto": "5"}, {"atleast": "6"}], ["gap-between-bands"]),
        ([{"over": "0", "below": "5"}, {"over": "5"}], ["gap-between-bands"]),
        ([{"over": "8"}, {"over": "0", "upto": "5"}], ["gap-between-bands"]),
        ([{"below": "26"}, {"over": "28"}], []),
        ([{"below": "20"}, {"atleast": "20", "below": "26"}, {"over": "28", "upto": "30"}, {"over": "30"}], []),
        ([{"below": "20"}, {"over": "28", "upto": "30"}, {"over": "31"}], ["gap-between-bands"]),
    ],
)
def test_a_hole_between_bands_is_told_unless_it_is_what_is_right(bands: list[dict[str, str]], told: list[str]) -> None:
    assert codes({"unit": "minute", "bands": [{**band, "points": "-1"} for band in bands]}) == told


@pytest.mark.parametrize(("end", "told"), [("25", []), ("20", ["gap-between-bands"])])
def test_holes_are_looked_for_within_one_tenure(end: str, told: list[str]) -> None:
    young = [{"over": "0", "below": end, "points": "-2"}, {"atleast": "25", "below": "50", "points": "-1"}]
    bands = [{**band, "tenure": {"below": 6}} for band in young]
    bands.append({"over": "0", "below": "95", "points": "-1", "tenure": {"atleast": 6}})
    assert codes({"unit": "percent", "bands": bands}) == told


@pytest.mark.parametrize(("since", "meet"), [(6, False), (5, True)])
def test_bands_of_disjoint_tenures_do_not_overlap(since: int, meet: bool) -> None:
    one = {"below": "25", "tenure": {"atleast": 3, "below": 6}}
    assert overlap(one, {"below": "55", "tenure": {"atleast": since}}) is meet
    assert overlap(one, {"below": "55"})


def test_where_it_becomes_another_item_nothing_is_missing() -> None:
    band = {"over": "0", "upto": "5", "points": "-1"}
    assert codes({"unit": "minute", "bands": [band], "becomes": [{"over": "5", "item": "A"}]}) == []
    assert codes({"unit": "minute", "bands": [band], "becomes": [{"atleast": "5", "item": "A"}]}) == [
        "band-behind-becomes"
    ]


@pytest.mark.parametrize(
    ("points", "most", "told"),
    [
        ("-1", "-1", []),
        ("-2", "-1", ["cap-below-one"]),
        ("-1", "1", ["cap-without-prices"]),
        ("1", "3", []),
    ],
)
def test_a_cap_holds_at_least_one_occurrence_of_its_side(points: str, most: str, told: list[str]) -> None:
    assert codes({"each": {"points": points}, "cap": {"id": "c", "points": most}}) == told


@pytest.mark.parametrize(
    ("mode", "points", "told"),
    [
        ("replace", ["-5", "-4"], ["step-costs-less"]),
        ("replace", ["-5", "-5"], []),
        ("highest", ["-5", "-4"], ["step-costs-less"]),
        ("add", ["-5", "-4"], []),
        ("add", ["-2"], []),
        ("highest", ["-2"], []),
        ("replace", ["-3"], []),
        ("replace", ["-2", "-5"], ["step-below-singles"]),
        ("replace-then-continue", ["-2.5"], ["step-below-singles"]),
    ],
)
def test_a_step_that_is_the_total_costs_no_less_than_what_came_before(
    mode: str, points: list[str], told: list[str]
) -> None:
    steps = [{"at": 3 + nth, "points": each} for nth, each in enumerate(points)]
    assert codes(counters=[{"id": "c", "items": ["A"], "mode": mode, "steps": steps}]) == told


lows = st.one_of(st.none(), st.tuples(st.sampled_from(["over", "atleast"]), st.integers(0, 6).map(str)))
highs = st.one_of(st.none(), st.tuples(st.sampled_from(["upto", "below"]), st.integers(0, 6).map(str)))
some_bands = st.tuples(lows, highs).map(lambda found: dict(end for end in found if end))


def values(band: dict[str, str]) -> set[int]:
    """The halves from -1 to 7 that lie in a band."""
    tests = {"over": lambda n, e: n > e, "atleast": lambda n, e: n >= e, "upto": lambda n, e: n <= e,
             "below": lambda n, e: n < e}  # fmt: skip
    return {half for half in range(-2, 15) if all(tests[key](half, 2 * int(end)) for key, end in band.items())}


@given(some_bands, some_bands)
def test_bands_overlap_where_they_share_a_value_and_have_a_hole_where_a_value_lies_between(
    one: dict[str, str], other: dict[str, str]
) -> None:
    lower, upper = sorted([one, other], key=rising)
    if not (values(one) and values(other)):
        return
    assert overlap(one, other) == bool(values(one) & values(other))
    if not overlap(one, other):
        between = set(range(max(values(lower)) + 1, min(values(upper))))
        assert bool(hole_between(lower, upper)) == bool(between)
        assert ends(lower)[1] is not None


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"bands": [{"grade": "A", "yuan": "-5", "forfeited_by": ["A"]}]}, ["nothing-to-forfeit"]),
        ({"bands": [{"grade": "A", "yuan": "5", "forfeited_by": ["A"]}]}, []),
        ({"streaks": [{"id": "s", "forfeited_by": ["A"], "steps": [{"months": 1, "sanction": "w"}]}]},
         ["nothing-to-forfeit"]),
        ({"prizes": [{"id": "p", "forfeited_by": ["A"], "unit": "points", "amounts": ["5"]}]}, []),
        ({"answers": {"absent": "ignore"}, "unanswered": {"absent": "confirm"}}, ["never-asked"]),
        ({"answers": {"absent": "ask"}, "unanswered": {"absent": "confirm"}}, []),
        ({"answers": {"absent": "ignore"}, "unanswered": "confirm"}, []),
    ],
)  # fmt: skip
def test_what_a_scheme_says_in_vain_is_told(settings: dict[str, Any], told: list[str]) -> None:
    book = {"id": "tiny", "version": "1.0", "from": "2026-01-01", "kind": "inspection", "sections": [], "items": []}
    scheme = {**SCHEME, "bands": [{"grade": "A"}], **settings}
    assert [note.code for note in rule_notes([("tiny.json", book)], [("plain.json", scheme)], [])] == told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"quotas": [{"id": "q", "items": ["A"], "per": "month", "free": "0"}]}, ["quota-without-effect"]),
        ({"quotas": [{"id": "q", "items": ["A"], "per": "month", "free": "0", "then": "B"}]}, []),
        ({"quotas": [{"id": "q", "items": ["A"], "per": "month", "free": "0.5"}]}, []),
    ],
)
def test_a_quota_frees_something_or_leads_to_something(more: dict[str, Any], told: list[str]) -> None:
    assert codes(**more) == told


@pytest.mark.parametrize(("kind", "told"), [("inspection", []), ("metric", ["setting-of-places"])])
def test_only_inspections_find_at_places(kind: str, told: list[str]) -> None:
    assert codes({"once_per": "day", "each": {"points": "-1"}}, kind=kind) == told
