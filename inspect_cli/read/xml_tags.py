"""The parts of a workbook's zip as tags with attributes: small ones whole, large ones piece by piece."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

Attributes = Mapping[str, str]
Begin = Callable[[str, dict[str, str]], None]
Said = Callable[[str], None]
ENTITIES: Final = "it defines entities of its own"


DEEPEST: Final = 100
TOO_DEEP: Final = "its tags are nested without end"


def local(name: str) -> str:
    """The name of a tag without its prefix."""
    return name.rpartition(":")[2]


def new_parser() -> expat.XMLParserType:
    """A parser that refuses what no workbook has: a document type, in which entities could be defined."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def go_through(pieces: Iterable[bytes | str], start: Begin, end: Said, text: Said) -> None:
    """Tells of every tag that begins and ends, and of the text between, as the pieces come."""
    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> NoReturn:
    raise ValueError(ENTITIES)


def check_depth(depth: int) -> None:
    """ValueError where tags are nested deeper than in any workbook: a parser remembers each that is open."""
    if depth > DEEPEST:
        raise ValueError(TOO_DEEP)


def tags_in(xml: bytes, name: str, inside: str | None = None) -> list[Attributes]:
    """The attributes of every tag of that name, only of those `inside` a tag where it is named."""
    found: list[Attributes] = []
    around: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == name and (inside is None or inside in around):
            found.append(attributes)
        around.append(local(tag))
        check_depth(len(around))

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: around.pop()
    parser.Parse(xml, True)
    return found
