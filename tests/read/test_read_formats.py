"""The table of formats: each has a name of its own, and a kind of record that there is."""

from inspect_cli.read import READERS
from inspect_cli.read.formats import FORMATS
from inspect_cli.site import KINDS


def test_every_format_has_a_name_of_its_own() -> None:
    names = [known.name for known in FORMATS]
    assert len({*names, *READERS}) == len(names) + len(READERS)


def test_every_format_holds_a_kind_of_record() -> None:
    assert {known.kind for known in FORMATS} <= set(KINDS)
