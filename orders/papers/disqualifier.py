"""Four questions about firearms under federal law, 18 USC 922(g)(8): a help to ask on.

An order counts there when it was made after a hearing of which the respondent had actual notice and a chance
to take part; restrains from harassing, stalking or threatening an intimate partner or child; and either finds
a credible threat or expressly forbids physical force. The answer is never a legal conclusion.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Result(TextChoices):
    MAY = "may", _("The order may meet the federal rule")
    DOES_NOT = "does_not", _("The order does not appear to meet the federal rule")
    UNKNOWN = "unknown", _("Not known: ask an attorney")


QUESTIONS = {
    "heard": _(
        "Was there a hearing of which the respondent had actual notice, with a chance to take part in it?"
    ),
    "restrains": _(
        "Does it restrain the respondent from harassing, stalking or threatening an intimate partner, "
        "or a child of the partner or of the respondent?"
    ),
    "credible_threat": _(
        "Does it find that the respondent is a credible threat to the physical safety "
        "of the partner or child?"
    ),
    "bans_force": _("Does it expressly forbid the use, attempt or threat of physical force against them?"),
}


@dataclass(frozen=True)
class Answers:
    heard: Answer
    restrains: Answer
    credible_threat: Answer
    bans_force: Answer


def result_of(answers: Answers) -> Result:
    """What the answers come to: an open question stays open unless another answer settles it."""
    threat = _either(answers.credible_threat, answers.bans_force)
    parts = (answers.heard, answers.restrains, threat)
    if Answer.NO in parts:
        return Result.DOES_NOT
    return Result.MAY if all(part == Answer.YES for part in parts) else Result.UNKNOWN


def _either(one: Answer, other: Answer) -> Answer:
    if Answer.YES in (one, other):
        return Answer.YES
    return Answer.NO if one == other == Answer.NO else Answer.UNKNOWN
