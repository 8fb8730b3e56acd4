"""What is printed on, as data: papers, label sheets and rolls, sizes of the shop's own."""
