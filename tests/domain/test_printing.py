"""Printers as they are typed and kept, and the life of a print job."""

import pytest

from app.domain.printing import (
    ADDRESSES,
    JOB_MOVES,
    JOB_STATES,
    LANGUAGES,
    JobState,
    Printer,
    PrinterType,
    host_and_port,
    problems_of,
    read_printer,
)
from app.domain.problems import Code
from db.schema import version_19

pytestmark = pytest.mark.rule("Q6")

ZEBRA = Printer("Zebra", PrinterType.ZPL_NETWORK, "192.168.1.50")


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("192.168.1.50", ("192.168.1.50", 9100)),
        ("192.168.1.50:9101", ("192.168.1.50", 9101)),
        (" zebra-2.shop.local ", ("zebra-2.shop.local", 9100)),
        ("[fe80::1]", ("fe80::1", 9100)),
        ("[fe80::1]:515", ("fe80::1", 515)),
        ("", None),
        (":9100", None),
        ("zebra:", None),
        ("zebra:0", None),
        ("zebra:65536", None),
        ("zebra:९१", None),
        ("http://zebra", None),
        ("ze bra", None),
        ("fe80::1", None),
    ],
)
def test_a_network_address_is_read_whole_or_not(address, read):
    assert host_and_port(address) == read


@pytest.mark.parametrize("type", PrinterType)
def test_every_way_has_its_words_and_a_language(type):
    assert type in LANGUAGES
    assert type in ADDRESSES
    printer = ZEBRA._replace(type=type, drawer=True, cutter=False, dpi=300, columns=32)
    assert read_printer(printer.values()) == printer


def test_all_that_stands_against_a_printer_is_said_at_once():
    printer = Printer(" zebra ", PrinterType.ZPL_NETWORK, "a b", dpi=72, columns=40)
    assert [problem.code for problem in problems_of(printer, [ZEBRA])] == [
        Code.PRINTER_NAME_TAKEN,
        Code.PRINTER_BAD_ADDRESS,
        Code.PRINTER_BAD_DPI,
        Code.PRINTER_BAD_COLUMNS,
    ]
    nothing = Printer(" ", PrinterType.FOLDER, " ")
    codes = [problem.code for problem in problems_of(nothing)]
    assert codes == [Code.NAME_MISSING, Code.PRINTER_NO_ADDRESS]


@pytest.mark.parametrize(
    "changes",
    [{"type": "LASER_BEAM"}, {"dpi": "many"}, {"dpi": None}, {"name": 7}, {"address": None}],
)
def test_a_printer_of_another_version_is_left_out(changes):
    assert read_printer({**ZEBRA.values(), **changes}) is None
    kept = ZEBRA.values()
    del kept[next(iter(changes))]
    assert read_printer(kept) is None


def test_the_store_lets_a_job_go_where_the_rules_do():
    pairs = ", ".join(f"({a.value}, {b.value})" for a, b in sorted(JOB_MOVES, key=_as_written))
    assert f"(VALUES {pairs})" in version_19.SCRIPT
    assert set(JOB_STATES) == set(JobState)


def _as_written(move):
    order = [(0, 1), (1, 2), (1, 3), (3, 0), (0, 4), (3, 4)]
    return order.index((move[0].value, move[1].value))
