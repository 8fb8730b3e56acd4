"""A made paper sent to a printer, however that is reached."""

from app.domain.printing import Printer, PrinterType
from app.printing.printers import device, folder, network, system_queue


def send(printer: Printer, made: bytes, title: str) -> None:
    """Send what was made in the printer's language (``Printer.language``) to it.

    ``title`` names it where others see it: a print queue, a file. Returns when the printer, or who
    prints for it, has taken all of it. Raises Refused with what to do where it did not.
    """
    match printer.type:
        case PrinterType.QUEUE:
            system_queue.send(printer, made, title)
        case PrinterType.FOLDER:
            folder.send(printer, made, title)
        case PrinterType.ESC_POS_NETWORK | PrinterType.ZPL_NETWORK:
            network.send(printer, made)
        case PrinterType.ESC_POS_DEVICE:
            device.send(printer, made)
