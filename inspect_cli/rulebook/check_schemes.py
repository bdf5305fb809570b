"""What makes no sense in a scheme although it obeys its schema."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook.check_pay import pay_problems
from inspect_cli.rulebook.ranges import range_of
from inspect_cli.rulebook.references import defined_twice, unknown
from inspect_cli.rulebook.schemes import RULES, items_of_section

Json = Mapping[str, Any]
Named = tuple[str, Json]


def scheme_problems(name: str, scheme: Json, checklists: Sequence[Named]) -> Iterator[Problem]:
    """The Problems of one scheme beside the checklists of its rule book."""
    books = {book["id"] for _, book in checklists}
    for number, checklist in enumerate(scheme["checklists"]):
        if checklist not in books:
            yield unknown(name, f"$.checklists[{number}]", "checklist", checklist, books)
    yield from _grade_problems(name, scheme)
    counted = [book for _, book in checklists if book["id"] in scheme["checklists"]]
    yield from pay_problems(name, scheme, counted)
    floor, ceiling = scheme.get("floor"), scheme.get("ceiling")
    if floor is not None and ceiling is not None and Decimal(floor) > Decimal(ceiling):
        yield Problem("floor-above-ceiling", Source(name, path="$.floor"), {"floor": floor, "ceiling": ceiling})
    yield from _shared_items(name, scheme, checklists)
    yield from _twice_among_rules(name, scheme)
    yield from _section_problems(name, scheme, counted)
    for number, streak in enumerate(scheme.get("streaks", [])):
        yield from _streak_problems(name, f"$.streaks[{number}]", streak, scheme)
    for number, prize in enumerate(scheme.get("prizes", [])):
        sizes = [abs(Decimal(amount)) for amount in prize["amounts"]]
        if sizes != sorted(sizes, reverse=True) or not all(sizes):
            facts = {"amounts": ", ".join(prize["amounts"])}
            yield Problem("prizes-out-of-order", Source(name, path=f"$.prizes[{number}].amounts"), facts)
    items = {item["id"] for book in counted for item in book["items"]}
    for key in ("streaks", "prizes", "bands"):
        for number, award in enumerate(scheme.get(key, [])):
            for item in award.get("forfeited_by", []):
                if item not in items:
                    yield unknown(name, f"$.{key}[{number}].forfeited_by", "item", item, items)
    sanctions = {*scheme.get("sanctions", {}), *(each for _, book in checklists for each in book.get("sanctions", {}))}
    for path, part in _entailing(scheme):
        if part.get("sanction", "") not in {"", *sanctions}:
            yield unknown(name, f"{path}.sanction", "sanction", part["sanction"], sanctions)


def subject_problems(schemes: Sequence[Named]) -> Iterator[Problem]:
    """The Problems of whom schemes score: another subject in another version, schemes that cannot be also scored."""
    subjects: dict[str, str] = {}
    for name, scheme in schemes:
        subject = scheme.get("subject", "person")
        if subjects.setdefault(scheme["id"], subject) != subject:
            facts = {"scheme": scheme["id"], "subject": subject, "other": subjects[scheme["id"]]}
            path = "$.subject" if "subject" in scheme else "$"
            yield Problem("subject-changed", Source(name, path=path), facts)
    whole = {each for each, subject in subjects.items() if subject != "person"}
    for name, scheme in schemes:
        if "also_scores" in scheme and subjects[scheme["id"]] != "person":
            yield Problem("also-scores-of-department", Source(name, path="$.also_scores"), {"scheme": scheme["id"]})
        for number, other in enumerate(scheme.get("also_scores", [])):
            if other not in whole:
                yield unknown(name, f"$.also_scores[{number}]", "scheme of departments or groups", other, whole)


def _grade_problems(name: str, scheme: Json) -> Iterator[Problem]:
    ends = [Decimal(band["atleast"]) for band in scheme["bands"] if "atleast" in band]
    bottomless = [number for number, band in enumerate(scheme["bands"]) if "atleast" not in band]
    unsorted = ends != sorted(set(ends), reverse=True)
    if scheme["bands"] and (unsorted or bottomless != [len(scheme["bands"]) - 1]):
        yield Problem("grades-out-of-order", Source(name, path="$.bands"))
    yield from defined_twice(name, "$.bands", [band["grade"] for band in scheme["bands"]], "grade", "grade")


def _shared_items(name: str, scheme: Json, checklists: Sequence[Named]) -> Iterator[Problem]:
    codes: dict[str, str] = {}
    for _, book in checklists:
        for item in book["items"] if book["id"] in scheme["checklists"] else []:
            if codes.setdefault(item["id"], book["id"]) != book["id"]:
                facts = {"item": item["id"], "first": codes[item["id"]], "second": book["id"]}
                yield Problem("item-in-two-checklists", Source(name, path="$.checklists"), facts)


def _twice_among_rules(name: str, scheme: Json) -> Iterator[Problem]:
    """The rules of a scheme are known by their ids, bands by their grades: two of one name would be one."""
    taken = [band["grade"] for band in scheme["bands"]]
    for key in RULES:
        ids = [rule["id"] for rule in scheme.get(key, [])]
        for number, each in enumerate(ids):
            if each in taken:
                path = f"$.{key}[{number}].id"
                yield Problem("defined-twice", Source(name, path=path), {"what": "rule", "id": each})
            taken.append(each)


def _section_problems(name: str, scheme: Json, books: Sequence[Json]) -> Iterator[Problem]:
    sections = scheme.get("sections", [])
    weights = sum(Decimal(section["weight"]) for section in sections)
    if weights > Decimal(scheme["base"]) and sections:
        facts = {"weights": f"{weights}", "base": scheme["base"]}
        yield Problem("weights-above-base", Source(name, path="$.sections"), facts)
    owners: dict[str, str] = {}
    items = {item["id"] for book in books for item in book["items"]}
    for number, section in enumerate(sections):
        path = f"$.sections[{number}]"
        for checklist in section.get("checklists", []):
            if checklist not in scheme["checklists"]:
                yield unknown(name, f"{path}.checklists", "checklist", checklist, scheme["checklists"])
        for item in section.get("items", []):
            if item not in items:
                yield unknown(name, f"{path}.items", "item", item, items)
        mine = dict.fromkeys(item["id"] for _, item in items_of_section(section, books))
        for item in mine:
            if owners.setdefault(item, section["id"]) != section["id"]:
                facts = {"item": item, "first": owners[item], "second": section["id"]}
                yield Problem("item-in-two-sections", Source(name, path=path), facts)
        capped = {item["id"] for _, item in items_of_section(section, books) if "cap" in item}
        if section.get("by") == "deductions" and "full" not in section and capped < set(mine):
            yield Problem("section-without-full", Source(name, path=path), {"section": section["id"]})


def _streak_problems(name: str, path: str, streak: Json, scheme: Json) -> Iterator[Problem]:
    steps = [step["months"] for step in streak["steps"]]
    if steps != sorted(set(steps)):
        facts = {"steps": ", ".join(map(str, steps))}
        yield Problem("steps-out-of-order", Source(name, path=f"{path}.steps"), facts)
    for number, step in enumerate(streak["steps"]):
        if set(step) <= {"months", "terminal"}:
            yield Problem("entails-nothing", Source(name, path=f"{path}.steps[{number}]"), {"rule": streak["id"]})
    grades = {band["grade"] for band in scheme["bands"]}
    for grade in streak["when"].get("grade", []):
        if grade not in grades:
            yield unknown(name, f"{path}.when.grade", "grade", grade, grades)
    if "score" in streak["when"]:
        ends = range_of(streak["when"]["score"])
        low, high, closed = ends["low"], ends["high"], ends["low_in"] and ends["high_in"]
        if low is not None and high is not None and (low > high or (low == high and not closed)):
            facts = {"low": str(low), "high": str(high)}
            yield Problem("empty-band", Source(name, path=f"{path}.when.score"), facts)


def _entailing(scheme: Json) -> Iterator[tuple[str, Json]]:
    """Every part of the scheme that may name a sanction, with its path."""
    yield from ((f"$.bands[{number}]", band) for number, band in enumerate(scheme["bands"]))
    for nth, streak in enumerate(scheme.get("streaks", [])):
        yield from ((f"$.streaks[{nth}].steps[{number}]", step) for number, step in enumerate(streak["steps"]))
