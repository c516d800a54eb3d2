"""Manifest: what a joined body is made of, which is stored in the place of its bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from pricebook.serving.deflate import Segment


class Ref(NamedTuple):
    """One part of a body: the digest of its text, and the text's length and CRC-32."""

    etag: str
    length: int
    crc: int


type Piece = Ref | str
"""A part, or the few characters between parts."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Pieces of a body in their order.

    Attributes:
        body: name of the body, as its parts have it.
        keep: whether a process shall remember the parts.
        pieces: parts, and what stands between them.
    """

    body: str
    keep: bool
    pieces: tuple[Piece, ...]

    @property
    def etags(self) -> set[str]:
        """The digests of its parts."""
        return {piece.etag for piece in self.pieces if isinstance(piece, Ref)}

    def segments(self, deflated: Mapping[str, bytes]) -> Iterator[Segment]:
        """Yield its segments; `deflated` has the compressed bytes of each part by its digest."""
        for piece in self.pieces:
            if isinstance(piece, Ref):
                yield Segment(deflated[piece.etag], piece.length, piece.crc)
            else:
                yield Segment.stored(piece.encode())

    def row(self) -> list[object]:
        """Return it as JSON has it."""
        return [self.body, self.keep, self.pieces]

    @classmethod
    def read(cls, row: Sequence[object]) -> Self:
        """Return what `row` was made of.

        Raises:
            ValueError, TypeError: it was made of something else.
        """
        body, keep, pieces = row
        if not (isinstance(body, str) and isinstance(keep, bool) and isinstance(pieces, list)):
            raise TypeError("no manifest")
        read = (piece if isinstance(piece, str) else Ref(*piece) for piece in pieces)
        return cls(body, keep, tuple(read))
