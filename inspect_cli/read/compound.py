"""The container in which old Office keeps its documents: a small file system of streams inside one file."""

import struct
from collections.abc import Iterator, Sequence
from struct import unpack_from
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0"
BYTE_ORDER: Final = b"\xfe\xff"
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
ENTRY, STREAM, ROOT = 128, 2, 5
MINI: Final = 64


class DamagedError(Exception):
    """The container is cut off, or its parts do not fit together."""


def is_whole_head(data: bytes) -> bool:
    """Whether what begins with the SIGNATURE has the head of a container behind it."""
    return data[28:30] == BYTE_ORDER


class Compound:
    """The streams of a container by name; DamagedError where a part of it is not there."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, self._cutoff = unpack_from("<H", data, 30)[0], unpack_from("<I", data, 56)[0]
            self._size = 1 << min(shift, 12)
            self._fat = self._numbers(self._fat_sectors())
            directory, mini_fat = unpack_from("<I", data, 48)[0], unpack_from("<I", data, 60)[0]
            self._entries = self._read_directory(self._joined(directory))
            self._mini_fat = self._numbers(self._chain(mini_fat, self._fat))
        except struct.error as error:
            raise DamagedError(str(error)) from error

    @property
    def names(self) -> set[str]:
        """The names of the streams."""
        return set(self._entries) - {""}

    def stream(self, name: str) -> bytes:
        """The content of a stream."""
        start, size = self._entries[name]
        if size >= self._cutoff:
            content = self._joined(start)
        else:
            small = self._joined(self._entries[""][0])
            content = b"".join(small[at * MINI : (at + 1) * MINI] for at in self._chain(start, self._mini_fat))
        if len(content) < size:
            raise DamagedError("the file is cut off")
        return content[:size]

    def _fat_sectors(self) -> Iterator[int]:
        """The sectors that hold the table of which sector follows which."""
        count, following = unpack_from("<I", self._data, 44)[0], unpack_from("<I", self._data, 68)[0]
        listed = list(unpack_from("<109I", self._data, 76))
        while following < END and len(listed) < count <= len(self._data) // self._size:
            *more, following = unpack_from(f"<{self._size // 4}I", self._sector(following))
            listed += more
        yield from (sector for sector in listed[:count] if sector < END)

    def _numbers(self, sectors: Iterator[int]) -> Sequence[int]:
        content = b"".join(map(self._sector, sectors))
        return unpack_from(f"<{len(content) // 4}I", content)

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        if begin + self._size > len(self._data):
            raise DamagedError("the file is cut off")
        return self._data[begin : begin + self._size]

    def _chain(self, start: int, following: Sequence[int]) -> Iterator[int]:
        seen = 0
        while start < END:
            yield start
            seen += 1
            if start >= len(following) or seen > len(following):
                raise DamagedError("the file is cut off")
            start = following[start]

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._fat)))

    def _read_directory(self, content: bytes) -> dict[str, tuple[int, int]]:
        """Start and size of each stream; the one without a name holds the small streams."""
        entries = {}
        for at in range(0, len(content) - ENTRY + 1, ENTRY):
            length, kind = unpack_from("<HB", content, at + 64)
            name = content[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind in (STREAM, ROOT):
                entries["" if kind == ROOT else name] = unpack_from("<II", content, at + 116)
        return entries
