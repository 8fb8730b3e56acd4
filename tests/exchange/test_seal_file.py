"""The chain as a file: its own first line says how it is checked, and the check goes through."""

import json
import re

import pytest

from app.domain.problems import Refused
from app.exchange.export import seal_file
from tests.services.test_seals import everything_posted


@pytest.mark.rule("S3")
def test_the_recipe_in_the_file_checks_the_file(shop, tmp_path, monkeypatch):
    """The program on the page is run as a stranger would run it."""
    everything_posted(shop)
    count = seal_file.write(shop.database, tmp_path / "seals.jsonl", lambda _share: None)
    lines = (tmp_path / "seals.jsonl").read_text(encoding="utf-8").splitlines()
    assert count == len(lines) - 1 == 7
    (program,) = re.findall(r"```python\n(.*?)```", json.loads(lines[0])["recipe"], re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(program, {})
    (tmp_path / "seals.jsonl").write_text(
        "\n".join(lines).replace("Wholesale Ltd", "Wholesale Inc"), encoding="utf-8"
    )
    with pytest.raises(AssertionError):
        exec(program, {})


@pytest.mark.rule("S3")
def test_what_cannot_be_written_leaves_nothing(shop, tmp_path):
    everything_posted(shop)
    with pytest.raises(Refused):
        seal_file.write(shop.database, tmp_path / "gone" / "seals.jsonl", lambda _share: None)
    assert list(tmp_path.glob("*.jsonl")) == []
