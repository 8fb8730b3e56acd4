"""The modules of a Code 128 (ISO/IEC 15417), drawn by python-barcode."""

from app.domain.problems import Code, refuse


def modules(text: str) -> str:
    """The modules of a text of ASCII, 1 for a bar and 0 for a gap, without quiet zones.

    Raises Refused where it has a character that no Code 128 has.
    """
    from barcode import Code128
    from barcode.errors import BarcodeError

    class Whole(Code128):  # type: ignore[misc]
        """The library takes a first pair 99 for a change of the code set, and drops it."""

        def _try_to_optimize(self, encoded: list[int]) -> list[int]:
            pair = text[:2].isdigit() and len(text) > 1
            return encoded if pair else super()._try_to_optimize(encoded)

    try:
        made: str = Whole(text).build()[0]
    except (BarcodeError, LookupError, RuntimeError) as error:
        raise refuse(Code.SYMBOL_UNREADABLE, text=text) from error
    return made
