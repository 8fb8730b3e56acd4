"""``python -m tests.soak [--documents 2000] [--scans 10]``: a day at the Counter, without a pause.

Each document is scanned unit by unit and posted, through the window, as a clerk does. Told at the
end: how much the process grew from the first tenth on, how many references to None were lost or
made, and how long a scan took (CPU).
"""

import argparse
import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.gui.documents.counter import CounterPage
from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.gui.kit.sounds import Sounds
from app.gui.shell.main_window import MainWindow
from tests.shop import Shop, make_template

_PAGE = os.sysconf("SC_PAGE_SIZE")
_AT_ONCE = 500
"""Units that are bought at once."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of it: ``growth`` as a share of the memory of the first tenth, ``p95`` in ms."""

    documents: int
    scans: int
    growth: float
    nones: int
    p95: float

    def __str__(self) -> str:
        return (
            f"{self.documents:,} documents, {self.scans:,} scans: memory {self.growth:+.1%},"
            f" references to None {self.nones:+,}, a scan takes {self.p95:.1f} ms (p95, CPU)"
        )


def soak(shop: Shop, documents: int, scans: int) -> Soaked:
    """Sell all day; the shop gets what is sold first."""
    numbers = [f"SOAK{number:07}" for number in range(documents * scans)]
    for begin in range(0, len(numbers), _AT_ONCE):
        shop.purchase(" ".join(numbers[begin : begin + _AT_ONCE]))
    window = MainWindow(Desk.of(shop.session, theme.LIGHT, Sounds(False)))
    window.start()
    window.show()
    counter = window.counter()
    assert isinstance(counter, CounterPage)
    took, warm = list[float](), max(1, documents // 10)
    memory = nones = 0
    for document in range(documents):
        if document == warm:
            memory, nones = _memory(), sys.getrefcount(None)
        for number in numbers[document * scans : (document + 1) * scans]:
            begun = process_time()
            window.route_scan(number)
            QApplication.processEvents()
            took.append((process_time() - begun) * 1000)
        counter.post()
        _settle()
    grown, more = _memory(), sys.getrefcount(None)
    window.given_up = True
    window.close()
    window.deleteLater()
    _settle()
    sold = shop.rows("SELECT count(*) FROM document WHERE kind = 'sale' AND state = 1")
    assert sold == [(documents,)]
    p95 = quantiles(took, n=20)[-1]
    return Soaked(documents, len(numbers), grown / memory - 1, more - nones, p95)


def _settle() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _memory() -> int:
    """Bytes of this process that lie in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


def main() -> None:
    """Soak a shop of its own, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--scans", type=int, default=10)
    asked = parser.parse_args()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    theme.load_fonts()
    with TemporaryDirectory() as folder:
        template = make_template(Path(folder) / "template.sdk")
        shop = Shop.opened(template, template.copy_to(Path(folder) / "shop.sdk"))
        print(soak(shop, asked.documents, asked.scans))
        shop.close()


if __name__ == "__main__":
    main()
