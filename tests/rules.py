"""The names of the rules of the shop, as tests carry them: ``@pytest.mark.rule("L3")``.

``pytest --rules`` lists those that no test carries.
"""

_LAST = {"F": 7, "L": 5, "D": 9, "V": 4, "P": 8, "G": 3, "C": 6, "Q": 5}

RULES: tuple[str, ...] = tuple(
    f"{letter}{number}" for letter, last in _LAST.items() for number in range(1, last + 1)
)
