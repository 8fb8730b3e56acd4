"""The names of the rules of the shop, as tests carry them: ``@pytest.mark.rule("L3")``.

``pytest --rules`` lists those that no test carries.
"""

import re
from importlib.resources import files

_NAME = re.compile(r"^- ([A-Z]\d+) ", re.MULTILINE)

RULES: tuple[str, ...] = tuple(
    _NAME.findall(files("app.domain").joinpath("RULES.md").read_text(encoding="utf-8"))
)
"""In the order of the rule book, ``app/domain/RULES.md``."""
