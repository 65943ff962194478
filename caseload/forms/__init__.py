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

__all__ = [
    "WHICH_OF_TWO",
    "DateInput",
    "Form",
    "LanternRenderer",
    "LocalDateTimeField",
    "LocalDateTimeInput",
    "ModelForm",
    "TimeInput",
    "local_moment",
]
