"""Setting a sheet with Typst: facts in as JSON, never as markup; a tagged PDF (PDF/UA-1) out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caseload.foundation.errors import RuleBroken

_one_at_a_time = Lock()


@lru_cache(maxsize=16)
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(str(template), root=str(template.parent), sys_inputs={"data": "{}"})


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF of the template; raises `RuleBroken` rather than print a sign no font has."""
    inputs = {"data": json.dumps({"lang": get_language() or "en", **data})}
    try:
        with _one_at_a_time:
            pdf: Any = _compiler(template).compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
    except typst.TypstError as error:
        words = _("There is a sign in the words that cannot be printed. Take it out and try again.")
        raise RuleBroken(words) from error
    return bytes(pdf)
