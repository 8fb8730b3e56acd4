"""The pinyin of Chinese names: every reading of every character, without tones."""

from app.domain.finding import is_chinese

Readings = tuple[tuple[str, ...], ...]


def readings(name: str) -> Readings:
    """The readings of each character of a name; none for what is not Chinese.

    The library is read at the first Chinese name, not at the start: it takes a tenth of a second.
    """
    if not any(map(is_chinese, name)):
        return ()
    from pypinyin import Style, pinyin

    return tuple(
        _plain(pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore"))
        if is_chinese(char)
        else ()
        for char in name
    )


def _plain(found: list[list[str]]) -> tuple[str, ...]:
    """Each reading once, in letters as they are typed: ü is v."""
    all_of_it = (reading.replace("ü", "v").replace("ê", "e") for part in found for reading in part)
    return tuple(dict.fromkeys(one for one in all_of_it if one.isascii() and one.isalpha()))
