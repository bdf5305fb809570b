"""Names within a rule book: one that is defined twice, and one that nothing bears."""

from collections.abc import Iterable, Iterator, Sequence

from inspect_cli.problems import Problem, Source


def defined_twice(name: str, path: str, ids: Sequence[str], what: str, key: str = "id") -> Iterator[Problem]:
    """A Problem for every id that stands in the list already."""
    for number, each in enumerate(ids):
        if each in ids[:number]:
            yield Problem("defined-twice", Source(name, path=f"{path}[{number}].{key}"), {"what": what, "id": each})


def unknown(name: str, path: str, what: str, value: str, known: Iterable[str]) -> Problem:
    """The Problem of a name that is not among the known ones, with the nearest of them."""
    from difflib import get_close_matches

    near = "".join(get_close_matches(value, list(known), n=1))
    return Problem("unknown-reference", Source(name, path=path), {"what": what, "value": value, "near": near})
