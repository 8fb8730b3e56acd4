"""What is measured on the page of rulers; a value is its name on the screen."""

from enum import Enum, unique

from app.domain.marks import N_


@unique
class MeasuredFigure(Enum):
    """The fields of ``rulers.Measured``, in millimetres."""

    LEFT = N_("Left edge to the line down, at its top")
    TOP = N_("Upper edge to the line across")
    LEFT_BELOW = N_("Left edge to the line down, at its end")
    ACROSS = N_("Length of the line across")
    ALONG = N_("Length of the line down")
