"""Label sheets by the names on their boxes, A4 and US Letter.

Sizes are those on which makers' drawings and label programs' libraries agree within 0.2 mm, where
two or more were found; "approximate" is said where the sources disagree.
"""

from app.printing.media.media import LabelMedia

A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)

_Row = tuple[str, int, int, float, float, float, float, float, float]
"""Name, columns, rows, label width and height, left and top of the first, gaps across and down."""

_ON_A4: tuple[_Row, ...] = (
    ("Avery L7651, J8651", 5, 13, 38.1, 21.2, 4.75, 10.70, 2.50, 0),
    ("Avery L7159", 3, 8, 63.5, 33.9, 7.21, 12.90, 2.54, 0),
    ("Avery L7160, J8160", 3, 7, 63.5, 38.1, 7.21, 15.15, 2.54, 0),
    ("Avery L7161", 3, 6, 63.5, 46.6, 7.21, 8.70, 2.54, 0),
    ("Avery L7162", 2, 8, 99.1, 33.9, 4.65, 12.90, 2.50, 0),
    ("Avery L7163", 2, 7, 99.1, 38.1, 4.65, 15.15, 2.50, 0),
    ("Avery L7165", 2, 4, 99.1, 67.7, 4.65, 13.10, 2.50, 0),
    ("Avery L7654, L4770, L6140", 4, 10, 45.7, 25.4, 9.79, 21.50, 2.54, 0),
    ("Avery L4731, L8658, Herma 10001", 7, 27, 25.4, 10.0, 8.60, 13.50, 2.50, 0),
    ("Avery L4732, Herma 4336", 5, 16, 35.6, 16.9, 11.00, 13.30, 2.50, 0),
    ("Avery 4737, L6114, Herma 4098", 3, 9, 63.5, 29.6, 7.21, 15.30, 2.54, 0),
    ("Avery L6009, L4736, Herma 4097", 4, 12, 45.7, 21.2, 9.79, 21.30, 2.54, 0),  # approximate
    ("4201", 4, 16, 45.7, 16.9, 9.70, 13.30, 2.60, 0),
    ("Zweckform 4780", 4, 10, 48.5, 25.4, 8.00, 21.50, 0, 0),
    ("Tanex TW-2044, Herma 4102", 4, 11, 48.5, 25.4, 8.00, 8.80, 0, 0),  # approximate
    ("Zweckform 3651, Herma 4610", 4, 10, 52.5, 29.7, 0, 0, 0, 0),
    ("Zweckform 3666, Herma 4606", 5, 13, 38.0, 21.2, 10.00, 10.70, 0, 0),
    ("Zweckform 3667, Herma 4607", 4, 16, 48.5, 16.9, 8.00, 13.30, 0, 0),
    ("Zweckform 3474", 3, 8, 70.0, 37.0, 0, 0.50, 0, 0),
    ("Zweckform 3475, 4360", 3, 8, 70.0, 36.0, 0, 4.50, 0, 0),
    ("Avery L7656, 8724", 4, 21, 46.0, 11.1, 5.80, 15.95, 4.80, 1.60),
)
_ON_LETTER: tuple[_Row, ...] = (
    ("Avery 5160, 8160", 3, 10, 66.68, 25.4, 4.76, 12.70, 3.18, 0),
    ("Avery 5161", 2, 10, 101.6, 25.4, 3.97, 12.70, 4.76, 0),
    ("Avery 5162", 2, 7, 101.6, 33.87, 3.97, 21.17, 4.76, 0),
    ("Avery 5163", 2, 5, 101.6, 50.8, 3.97, 12.70, 4.76, 0),
    ("Avery 5164", 2, 3, 101.6, 84.67, 3.97, 12.70, 4.76, 0),
    ("Avery 5167, 5267, 8167", 4, 20, 44.45, 12.7, 7.14, 12.70, 7.94, 0),
)


def _sheet(page: tuple[float, float], row: _Row) -> LabelMedia:
    name, columns, rows, width, height, left, top, gap_x, gap_y = row
    return LabelMedia(name, *page, columns, rows, width, height, left, top, gap_x, gap_y)


LABEL_SHEETS = (
    *(_sheet(A4, row) for row in _ON_A4),
    *(_sheet(LETTER, row) for row in _ON_LETTER),
)
"""Every sheet that is known by name; one name stands for several of the same size."""
