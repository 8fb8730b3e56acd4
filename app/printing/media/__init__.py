"""What is printed on, as data: papers, and sizes of the shop's own."""
