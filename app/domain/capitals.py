"""Amounts in Chinese capitals (M12): 壹仟肆佰零玖元伍角, which nobody can alter by a stroke.

By the People's Bank's rules for filling in vouchers (正确填写票据和结算凭证的基本规定), whose
examples carry a 零 also where the text allows to leave it out.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_WHOLE = "整"


def capitals(fen: int) -> str:
    """An amount of yuan, given in fen, in capitals; 负 before one below zero."""
    if fen < 0:
        return f"负{capitals(-fen)}"
    yuan, small = divmod(fen, 100)
    jiao, rest = divmod(small, 10)
    said = f"{_number(yuan)}元" if yuan or not small else ""
    if not small:
        return said + _WHOLE
    if said and (jiao == 0 or yuan % 10 == 0):
        said += "零"
    said += f"{_DIGITS[jiao]}角" if jiao else ""
    return said + (f"{_DIGITS[rest]}分" if rest else "")


def _number(number: int) -> str:
    """A whole number: above 亿 and 万 it is said as a number itself, however large."""
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, unit)
        if high:
            gap = "零" if 0 < low < unit // 10 else ""
            return f"{_number(high)}{name}{gap}{_number(low) if low else ''}"
    return _up_to_thousands(number)


def _up_to_thousands(number: int) -> str:
    """Four digits at most: zeros within are said once, those at the end not at all."""
    said, gap = "", False
    for digit, place in zip(f"{number:04}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return said or "零"
