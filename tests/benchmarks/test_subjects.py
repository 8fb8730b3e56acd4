"""What is measured can be measured: each subject's file is read, and none is left out."""

from pathlib import Path

from tests.benchmarks.__main__ import SUBJECTS


def test_each_file_that_measures_is_a_subject() -> None:
    files = Path(__file__).parent.glob("*.py")
    measuring = {file.stem for file in files if "\ndef measure(" in file.read_text()}
    assert measuring == SUBJECTS.keys()
