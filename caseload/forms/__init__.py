"""How every form of the product looks and speaks, and the caseload's own forms beside it."""

from .base import (
    WHICH_OF_TWO,
    DateInput,
    Form,
    LanternRenderer,
    LocalDateTimeField,
    LocalDateTimeInput,
    ModelForm,
    TimeInput,
    local_moment,
)
from .rows import RowField, RowsField

__all__ = [
    "WHICH_OF_TWO",
    "DateInput",
    "Form",
    "LanternRenderer",
    "LocalDateTimeField",
    "LocalDateTimeInput",
    "ModelForm",
    "RowField",
    "RowsField",
    "TimeInput",
    "local_moment",
]
