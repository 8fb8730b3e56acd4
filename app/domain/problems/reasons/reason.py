"""A reason for a refusal: a name, and the sentence that says it."""


class Reason:
    """Why something is refused: ``name``, and as ``value`` its sentence.

    That says what is wrong and what to do; names in braces are filled from ``Problem.values``. It
    is translated where it is shown: the translators' extractor finds it by this class's name.
    """

    __slots__ = ("name", "value")

    def __init__(self, sentence: str) -> None:
        self.value = sentence

    def __set_name__(self, _table: type, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Code.{self.name}"

    def __reduce__(self) -> str:
        return repr(self)  # a copy is the reason itself
