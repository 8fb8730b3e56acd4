"""Keyboards of countries: what arrives where a scanner types on another one than the computer has.

A scanner sends keys, not characters. Each keyboard is said by what its keys type where the one of
the United States has ``_US``, first alone, then with Shift.
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.marks import N_

US = N_("US")

_US = (
    "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
    '!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
)
_KEYBOARDS = {
    N_("British"): (
        "1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./",
        '!"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>?',
    ),
    N_("French"): (
        "&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!",
        "1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
    ),
    N_("Belgian"): (
        "&é\"'(§è!çà)-azertyuiop^$µqsdfghjklmùwxcvbn,;:=",
        "1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+",
    ),
    N_("German"): (
        "1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-",
        "!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
    ),
    N_("Swiss"): (
        "1234567890'^qwertzuiopü¨$asdfghjklöäyxcvbnm,.-",
        '+"*ç%&/()=?`QWERTZUIOPè!£ASDFGHJKLéàYXCVBNM;:_',
    ),
    N_("Canadian"): (
        "1234567890-=qwertyuiop^¸<asdfghjkl;`zxcvbnm,.é",
        "!\"/$%?&*()_+QWERTYUIOP^¨>ASDFGHJKL:`ZXCVBNM'.É",
    ),
    N_("Japanese"): (
        "1234567890-^qwertyuiop@[]asdfghjkl;:zxcvbnm,./",
        "!\"#$%&'()\0=~QWERTYUIOP`{}ASDFGHJKL+*ZXCVBNM<>?",
    ),
    N_("Spanish"): (
        "1234567890'¡qwertyuiop`+çasdfghjklñ´zxcvbnm,.-",
        '!"·$%&/()=?¿QWERTYUIOP^*ÇASDFGHJKLÑ¨ZXCVBNM;:_',
    ),
    N_("Portuguese"): (
        "1234567890'«qwertyuiop+´~asdfghjklçºzxcvbnm,.-",
        '!"#$%&/()=?»QWERTYUIOP*`^ASDFGHJKLÇªZXCVBNM;:_',
    ),
    N_("Brazilian"): (
        "1234567890-=qwertyuiop´[]asdfghjklç~zxcvbnm,.;",
        "!@#$%¨&*()_+QWERTYUIOP`{}ASDFGHJKLÇ^ZXCVBNM<>:",
    ),
    N_("Italian"): (
        "1234567890'ìqwertyuiopè+ùasdfghjklòàzxcvbnm,.-",
        '!"£$%&/()=?^QWERTYUIOPé*§ASDFGHJKLç°ZXCVBNM;:_',
    ),
    N_("Swedish or Finnish"): (
        "1234567890+´qwertyuiopå¨'asdfghjklöäzxcvbnm,.-",
        '!"#¤%&/()=?`QWERTYUIOPÅ^*ASDFGHJKLÖÄZXCVBNM;:_',
    ),
    N_("Danish"): (
        "1234567890+´qwertyuiopå¨'asdfghjklæøzxcvbnm,.-",
        '!"#¤%&/()=?`QWERTYUIOPÅ^*ASDFGHJKLÆØZXCVBNM;:_',
    ),
    N_("Norwegian"): (
        "1234567890+\\qwertyuiopå¨'asdfghjkløæzxcvbnm,.-",
        '!"#¤%&/()=?`QWERTYUIOPÅ^*ASDFGHJKLØÆZXCVBNM;:_',
    ),
    N_("Turkish"): (
        "1234567890*-qwertyuıopğü,asdfghjklşizxcvbnmöç.",
        "!'^+%&/()=?_QWERTYUIOPĞÜ;ASDFGHJKLŞİZXCVBNMÖÇ:",
    ),
}


class Mismatch(NamedTuple):
    """The keyboard the computer has, the one the scanner types on, and what arrives of a code."""

    computer: str
    scanner: str
    arrives: str


def mismatches(code: str) -> Iterator[Mismatch]:
    """What arrives of a code by each keyboard here and the US one in the scanner, or turned round.

    Characters that the scanner's keyboard types with other keys than Shift stay as they are.
    """
    us = "".join(_US)
    for name, rows in _KEYBOARDS.items():
        other = "".join(rows)
        yield Mismatch(name, US, code.translate(str.maketrans(us, other)))
        yield Mismatch(US, name, code.translate(str.maketrans(other, us)))
