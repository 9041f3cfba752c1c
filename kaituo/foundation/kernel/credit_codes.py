"""The unified social credit code of mainland China (统一社会信用代码, GB 32100-2015): eighteen characters, of which the last checks the others."""

import re
import unicodedata

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""I, O, S, V and Z are left out because they are misread."""
SHAPE = re.compile(rf"[{SIGNS}]{{2}}\d{{6}}[{SIGNS}]{{10}}")
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""Of the eight characters that name the organisation (GB 11714), whose own check sign is the seventeenth character."""


def tidied(text: str) -> str:
    """As it is kept and compared: of one width, in capitals, without spaces and hyphens."""
    return re.sub(r"[\s\-_.·]", "", unicodedata.normalize("NFKC", text)).upper()


def is_credit_code(text: str) -> bool:
    code = tidied(text)
    return bool(SHAPE.fullmatch(code)) and check_sign(code[:17]) == code[17]


def looks_like_credit_code(text: str) -> bool:
    """Eighteen letters and digits, as no other tax number has them: worth a word when the check sign is wrong."""
    return bool(re.fullmatch(r"[0-9A-Z]{18}", tidied(text)))


def check_sign(code: str) -> str:
    """What the eighteenth character must be after these seventeen: 31 less the remainder of the sum weighted by powers of three."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return SIGNS[-total % 31]


def organisation_sign(eight: str) -> str:
    """The check sign of the organisation code, which stands inside as the seventeenth character; "X" is ten."""
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    left = 11 - sum(signs.index(sign) * weight for sign, weight in zip(eight, ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(left, str(left))
