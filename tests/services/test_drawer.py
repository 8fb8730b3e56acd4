"""The cash drawer is opened by a job of its own, on the printer it hangs on."""

import pytest

from app.domain.printing import Asking, Printer, PrinterType, Purpose
from app.services.paper import drawer, jobs, printers
from app.services.paper.printers import Printout
from db.queries import print_jobs
from tests.shop import Shop

TILL = Printer("Till", PrinterType.ESC_POS_NETWORK, "127.0.0.1", drawer=True)
SPARE = Printer("Spare", PrinterType.ESC_POS_NETWORK, "127.0.0.2", drawer=True)
PLAIN = Printer("Plain", PrinterType.ESC_POS_NETWORK, "127.0.0.3")
OFFICE = Printer("Office", PrinterType.FOLDER, "/tmp", drawer=True)


@pytest.mark.parametrize(
    ("known", "receipts", "opens"),
    [
        ([TILL], "Till", "Till"),
        ([SPARE, TILL], "Till", "Till"),
        ([SPARE, PLAIN], "Plain", "Spare"),
        ([TILL], "", "Till"),
        ([PLAIN, OFFICE], "Plain", None),
        ([], "", None),
    ],
)
def test_it_is_the_printer_of_receipts_else_the_first_with_a_drawer(
    shop: Shop, known, receipts, opens
):
    for printer in known:
        printers.save(shop.session, printer)
    printers.choose(shop.session, Purpose.RECEIPT, Printout(receipts, asking=Asking.NEVER))
    job = drawer.open_drawer(shop.session)
    assert (job is None) == (opens is None)
    if job is not None:
        found = print_jobs.job(shop.database, job)
        assert (found.printer, found.purpose) == (opens, "DRAWER")


def test_it_is_no_paper_of_the_document(shop: Shop):
    """The receipt after it is the first one, and no copy (Q6)."""
    printers.save(shop.session, TILL)
    shop.purchase("A1")
    sale = shop.sell("A1")
    drawer.open_drawer(shop.session, sale)
    assert not jobs.is_copy(shop.database, Purpose.RECEIPT, sale)
