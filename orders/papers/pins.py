"""Whether a note gives away the PIN of a notification service. The PIN is the client's alone (PO-18)."""

from __future__ import annotations

import re

_NAMED = (
    r"(?:p\.?\s?i\.?\s?n|pins?|n\.?i\.?p|pass\s?codes?|pass\s?words?|codes?"
    r"|c[oó]digos?|claves?|contraseñas?)"
)
_ONE = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
# Three to eight digits, together or apart: no telephone number, and no date.
_DIGITS = r"(?<![\w.\-])(?!\d{4}-\d\d-\d\d)\d(?:[\s.\-]*\d){2,7}(?![\s.\-]*\d)"
_SPELLED = rf"\b{_ONE}(?:[\s,\-]+{_ONE}){{2,}}"
_NUMBER = rf"(?:{_DIGITS}|{_SPELLED})"
_GAP = r"[^\d\n]{0,30}?"
_TELLING = re.compile(
    rf"\b{_NAMED}\b{_GAP}{_NUMBER}|{_NUMBER}\b{_GAP}\b{_NAMED}\b|^\s*\d{{4,8}}\s*$", re.IGNORECASE
)


def holds_pin(words: str) -> bool:
    """Whether `words` look like a PIN: a number beside its name, or four to eight digits and nothing else."""
    return bool(_TELLING.search(words))
