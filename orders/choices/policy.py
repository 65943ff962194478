"""The words of an agency's rules: of drafts, and of what a version says."""

from collections.abc import Sequence
from datetime import time

from django.db.models import TextChoices
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from orders.escalation.rules import ELAPSED, HOURS, RESOLVED, TaskRule

from .tasks import TASK_TITLES
from .windows import PHASE_LABELS, Trigger

NORMAL = 2


class DraftState(TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed, waits for an answer")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Turned down")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MoveState(TextChoices):
    """What became of one window that was asked to take on newer rules."""

    WAITING = "waiting", _("Waiting")
    MOVED = "moved", _("Moved")
    SAME = "same", _("Had these rules already")
    ENDED = "ended", _("Ended meanwhile")
    KEPT = "kept", _("Keeps its rules")


KEPT_WORDS = {
    "not_in_rules": _("The newer rules say nothing about this event."),
    "acute_runs": _(
        "Its acute phase runs, and the newer rules have none that could go on from it. Ask again later."
    ),
    "would_end": _("It would stop at once. If that is right, close it early, with the client's view."),
    "not_yours": _("Whoever asked may not change windows of this case any more."),
}

UNIT_WORDS = {
    "hours": pgettext_lazy("what a phase is counted in", "hours"),
    "days": pgettext_lazy("what a phase is counted in", "days"),
    "resolved": _("until it is resolved"),
}
WHO_WORDS = {"advocate": _("Advocate"), "supervisor": _("Supervisor"), "director": _("Director")}
CHAIN_ROLES = {
    "advocate": _("Advocate"),
    "backup": _("Backup: whoever else works on the case, covers it, or is on call"),
    "supervisor": _("Supervisor"),
    "director": _("Director"),
}
COUNTS_WORDS = {"elapsed": _("Night and day"), "staffed": _("Only staffed hours")}
ANCHOR_WORDS = {
    "known": _("when we learn of it"),
    "phase_start": _("when the phase begins"),
    "phase_end": _("when the phase ends"),
    "served": _("when it happened"),
}
PRIORITY_WORDS = {1: _("Urgent"), 2: _("Normal"), 3: _("When there is time")}
CONDITION_WORDS = {"": _("Always"), "firearms": _("Only if the order forbids firearms")}
LIST_WORDS = {
    "pending_service": _("Before service"),
    "late_entry": _("When the acute phase was over before we knew"),
    "unknown_time": _("When the time of service is not known"),
}
DAY_WORDS = {
    "mon": _("Monday"), "tue": _("Tuesday"), "wed": _("Wednesday"), "thu": _("Thursday"), "fri": _("Friday"),
    "sat": _("Saturday"), "sun": _("Sunday"),
}  # fmt: skip
LEVELS = {4: _("4: acute"), 3: _("3: high"), 2: _("2: elevated"), 1: _("1: watch")}
FIELD_WORDS = {
    "name": _("Name"),
    "label": _("Name"),
    "enabled": _("Used"),
    "until": _("Lasts"),
    "unit": _("Counted in"),
    "level": _("Level"),
    "acknowledge_hours": _("Alert answered within"),
    "check_in_hours": _("Check-in every"),
    "tasks": _("Tasks"),
    "order": _("Phases in order"),
    "lead_hours": _("Begins before the event by"),
    "first_service_uplift_hours": _("First phase longer after a first service by"),
    "chain": _("Who is asked, in turn"),
}
MARK_WORDS = {
    "same": _("not changed"), "changed": _("changed"), "new": _("new"), "gone": _("gone"),
}  # fmt: skip
CHANGE_WORDS = {
    "less_care": _("Lower level"),
    "ends_sooner": _("Ends sooner"),
    "phase_ends_sooner": _("This phase ends sooner"),
    "other_work": _("Other tasks or answer time"),
    "stays": _("Could not be moved"),
    "ends_later": _("Lasts longer"),
    "more_care": _("Higher level"),
    "nothing": _("No difference now"),
}


def phase_name(key: str, label: str = "") -> str:
    """How a phase is called: by the agency's own name, or as every agency calls it."""
    return label or str(PHASE_LABELS.get(key, key.replace("_", " ").capitalize()))


def task_name(task: TaskRule) -> str:
    """The words of a task: the agency's own, or the catalogue's."""
    return task.title or task_words(task.key)


def task_words(key: str) -> str:
    """The catalogue's words for a key; an agency's own key is shown as it was named."""
    return str(TASK_TITLES.get(key, key.replace("_", " ").capitalize()))


def event_name(event: str) -> str:
    """What opens a window, in words."""
    return str(Trigger(event).label) if event in Trigger.values else event.replace("_", " ").capitalize()


def hours_words(hours: float) -> str:
    """'8 hours', '1.5 hours'."""
    said = number_format(hours, decimal_pos=None if hours != int(hours) else 0)
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": said}


def span_words(unit: str, until: int) -> str:
    """How long a phase lasts: counted from the event, or from the phase before it."""
    if unit == RESOLVED:
        return gettext("until it is resolved")
    if unit == HOURS:
        return hours_words(until)
    return gettext("to the end of day %(day)d") % {"day": until}


def task_terms(task: TaskRule) -> str:
    """Who does a task and by when."""
    moment = str(ANCHOR_WORDS[task.anchor])
    counted = gettext("%(hours)s, night and day") if task.counts == ELAPSED else gettext("%(hours)s, staffed")
    span = counted % {"hours": hours_words(task.hours)}
    within = gettext("within %(time)s from %(moment)s") % {"time": span, "moment": moment}
    parts = [str(WHO_WORDS.get(task.who, task.who)), within if task.hours else moment]
    if task.priority != NORMAL:
        parts.append(str(PRIORITY_WORDS[task.priority]))
    if task.only_if:
        parts.append(str(CONDITION_WORDS[task.only_if]))
    return " · ".join(parts)


def spans_words(spans: Sequence[tuple[time, time]]) -> str:
    """'9:00 AM – 5:00 PM', or that nobody is there."""
    if not spans:
        return gettext("not staffed")
    # Translators: Django time format: 9:00 AM
    clock = pgettext("time of day", "g:i A")
    return ", ".join(
        f"{time_format(start, clock)} – {gettext('midnight') if end == time.max else time_format(end, clock)}"
        for start, end in spans
    )
