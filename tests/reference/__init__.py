"""What is printed, as references; ``python -m tests.reference`` makes them anew."""
