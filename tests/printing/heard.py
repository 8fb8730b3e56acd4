"""What a printer makes of what it is sent, read by the makers' manuals: dots, cuts, copies."""

import re
from dataclasses import dataclass

Dots = set[tuple[int, int]]


def _dots(rows: list[bytes]) -> Dots:
    return {
        (x, y)
        for y, row in enumerate(rows)
        for x in range(len(row) * 8)
        if row[x // 8] & (128 >> x % 8)
    }


_DRAWER = b"\x1bp\x00"
"""A pulse for the drawer, and how long it is, in two bytes."""


def drawer_opens(sent: bytes) -> bool:
    """The drawer is opened, before anything is printed."""
    return sent.startswith(b"\x1b@" + _DRAWER)


def black_of_escpos(sent: bytes) -> list[Dots]:
    """The black dots of each receipt, between cuts (or at the end)."""
    assert sent.startswith(b"\x1b@")
    at, rows, receipts = 2, list[bytes](), list[Dots]()
    while at < len(sent):
        if sent.startswith(b"\x1dv0\x00", at):
            wide = int.from_bytes(sent[at + 4 : at + 6], "little")
            high = int.from_bytes(sent[at + 6 : at + 8], "little")
            at += 8
            rows += [sent[at + wide * n : at + wide * (n + 1)] for n in range(high)]
            at += wide * high
        elif sent.startswith(b"\x1dVB\x00", at):
            receipts.append(_dots(rows))
            rows, at = [], at + 4
        elif sent.startswith(b"\x1b@", at):
            at += 2
        elif sent.startswith(_DRAWER, at):
            at += len(_DRAWER) + 2
        else:
            assert sent[at : at + 1] == b"\n", sent[at : at + 8]
            at += 1
    return [*receipts, _dots(rows)] if rows else receipts


@dataclass(frozen=True)
class Label:
    """A label as it comes out."""

    width: int
    height: int
    copies: int
    black: Dots


_LABEL = re.compile(
    rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([^^]*)\^FS\^PQ(\d+)\^XZ\n"
)


def black_of_zpl(sent: bytes) -> list[Label]:
    """The labels that a printer makes, with their black dots."""
    labels, at = [], 0
    for found in _LABEL.finditer(sent):
        assert found.start() == at
        at = found.end()
        width, height, size, again, row, _data, copies = (
            int(g) if g.isdigit() else g for g in found.groups()
        )
        assert size == again == row * height
        rows = _rows(found[6].decode(), int(found[5]) * 2)
        assert len(rows) == height
        labels.append(Label(width, height, copies, _dots([bytes.fromhex(r) for r in rows])))
    assert at == len(sent)
    return labels


def _rows(data: str, digits: int) -> list[str]:
    rows, row, times = list[str](), "", 0
    for letter in data:
        if letter == ":":
            assert not row
            rows.append(rows[-1])
        elif letter == ",":
            rows.append(row.ljust(digits, "0"))
            row = ""
        elif "G" <= letter <= "Y":
            times += ord(letter) - ord("G") + 1
        elif "g" <= letter <= "z":
            times += 20 * (ord(letter) - ord("g") + 1)
        else:
            row += letter * (times or 1)
            times = 0
            if len(row) == digits:
                rows.append(row)
                row = ""
    assert not row
    return rows
