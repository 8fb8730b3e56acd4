"""What labels are printed on, as data: sheets, rolls and sizes of the shop's own."""
