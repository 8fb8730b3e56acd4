"""The printers of a counter, and what each purpose is printed on."""

import pytest

from app.domain.printing import Asking, Printer, PrinterType, Purpose
from app.domain.problems import Code
from app.services import settings
from app.services.paper import printers
from app.services.paper.printers import Printout
from tests.shop import refusal

pytestmark = pytest.mark.rule("Q5")

ZEBRA = Printer("Zebra", PrinterType.ZPL_NETWORK, "192.168.1.50")
TILL = Printer("Till", PrinterType.ESC_POS_NETWORK, "192.168.1.51", drawer=True)


def known(shop):
    return printers.printers(shop.database, shop.session.counter.id)


def how(shop, purpose):
    return printers.printouts(shop.database, shop.session.counter.id)[purpose]


def test_printers_are_kept_in_their_order(shop):
    for printer in (ZEBRA, TILL._replace(name="  Till ", address=" 192.168.1.51")):
        printers.save(shop.session, printer)
    assert known(shop) == [ZEBRA, TILL]
    assert printers.printer(shop.database, shop.session.counter.id, "TILL") == TILL


def test_two_printers_have_two_names(shop):
    printers.save(shop.session, ZEBRA)
    problems = refusal(printers.save, shop.session, TILL._replace(name="ZEBRA"))
    assert [p.code for p in problems] == [Code.PRINTER_NAME_TAKEN]
    assert known(shop) == [ZEBRA]


def test_a_renamed_printer_prints_what_it_printed(shop):
    printers.save(shop.session, ZEBRA)
    chosen = Printout("Zebra", "", 2, Asking.AT_ONCE)
    printers.choose(shop.session, Purpose.SERIAL_LABEL, chosen)
    printers.save(shop.session, ZEBRA._replace(name="Label desk", dpi=300), instead_of="Zebra")
    assert how(shop, Purpose.SERIAL_LABEL) == chosen._replace(printer="Label desk")
    printers.remove(shop.session, "Label desk")
    assert how(shop, Purpose.SERIAL_LABEL) == chosen._replace(printer="")
    assert known(shop) == []


def test_a_printer_that_was_removed_meanwhile_is_told(shop):
    problems = refusal(printers.save, shop.session, ZEBRA, "Gone")
    assert [p.code for p in problems] == [Code.PRINTER_GONE]


@pytest.mark.parametrize("copies", [0, 100, -1])
def test_copies_are_1_to_99(shop, copies):
    problems = refusal(
        printers.choose, shop.session, Purpose.RECEIPT, Printout("Till", copies=copies)
    )
    assert [p.code for p in problems] == [Code.PRINT_BAD_COPIES]


def test_what_another_version_kept_is_as_nothing_chosen(shop):
    settings.save_counter(
        shop.session,
        printers=[{"name": "Old"}, ZEBRA.values()],
        printouts={"RECEIPT": {"printer": "Till"}, "POSTER": {}},
    )
    assert known(shop) == [ZEBRA]
    assert how(shop, Purpose.RECEIPT) == Printout()
