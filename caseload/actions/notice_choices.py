"""How a person wants to be told: ways, quiet hours, and a mobile number that they confirm themselves."""

from __future__ import annotations

import secrets
from datetime import time, timedelta

from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from caseload.actions.delivery import CODE_KIND
from caseload.actions.notifications import JOB, Channel, can_text
from caseload.foundation import audit, clock, jobs, texting
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import NoticeChoice, Notification, Staff
from caseload.roster import in_quiet_hours

CODE_FOR = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES, IN_TIME = 5, timedelta(hours=24)


def _locked(staff: Staff) -> NoticeChoice:
    NoticeChoice.objects.get_or_create(staff=staff)
    return NoticeChoice.objects.select_for_update().get(staff=staff)


@action
def choose(
    staff: Staff,
    *,
    urgent_by: str,
    other_by: str,
    quiet_from: time | None,
    quiet_until: time | None,
    digest_at: time | None,
    language: str,
) -> NoticeChoice:
    """Set one's own ways, quiet hours, the hour of the daily digest, and the language of messages."""
    choice = _locked(staff)
    if urgent_by != NoticeChoice.Urgent.EMAIL and not can_text(choice):
        raise RuleBroken(_("Confirm your mobile number first."), field="urgent_by")
    if (quiet_from is None) != (quiet_until is None):
        missing = "quiet_from" if quiet_from is None else "quiet_until"
        raise RuleBroken(_("Give both ends of the quiet hours, or neither."), field=missing)
    if quiet_from is not None and quiet_from == quiet_until:
        raise RuleBroken(_("Quiet hours end at another time than they begin."), field="quiet_until")
    if in_quiet_hours(digest_at, quiet_from, quiet_until):
        raise RuleBroken(_("This hour lies in your quiet hours."), field="digest_at")
    choice.urgent_by, choice.other_by = urgent_by, other_by
    choice.quiet_from, choice.quiet_until = quiet_from, quiet_until
    if digest_at != choice.digest_at:
        choice.digest_at, choice.digest_since = digest_at, clock.now()
    choice.save()
    if staff.user.language != language:
        staff.user.language = language
        staff.user.save(update_fields=["language"])
    audit.record(
        "caseload.notices_chosen", staff, urgent_by=urgent_by, quiet=quiet_from is not None,
        digest=digest_at is not None,
    )  # fmt: skip
    return choice


@action
def ask_for_code(staff: Staff, *, number: str) -> NoticeChoice:
    """Send a code to a new number. The number before it stays in use until the new one is confirmed."""
    if not texting.is_there():
        raise RuleBroken(_("Text messages are not set up on this installation."))
    found = texting.number_from(number)
    if found is None:
        words = _("Write the number with its area code; outside North America, with + and the country code.")
        raise RuleBroken(words, field="number")
    choice = _locked(staff)
    now = clock.now()
    lately = Notification.objects.filter(recipient=staff, kind=CODE_KIND, created_at__gt=now - IN_TIME)
    if lately.count() >= MOST_CODES:
        raise RuleBroken(_("No more codes today. Try again tomorrow."), field="number")
    choice.new_mobile, choice.code = found, f"{secrets.randbelow(10**6):06d}"
    choice.code_ends_at, choice.code_tries = now + CODE_FOR, 0
    choice.save()
    Notification(recipient=staff, kind=CODE_KIND, channel=Channel.SMS, next_try_at=now).save()
    audit.record("caseload.mobile_code_sent", staff)
    jobs.wake(JOB)
    return choice


@action
def confirm(staff: Staff, *, code: str) -> bool:
    """Use the new number from now on, for urgent items too, if the code is right; wrong ones are counted."""
    choice = _locked(staff)
    if not choice.new_mobile or not _is_right(choice, code):
        NoticeChoice.objects.filter(pk=choice.pk).update(code_tries=F("code_tries") + 1)
        return False
    choice.mobile, choice.new_mobile, choice.code = choice.new_mobile, "", ""
    choice.mobile_confirmed_at, choice.code_ends_at = clock.now(), None
    if choice.urgent_by == NoticeChoice.Urgent.EMAIL:
        choice.urgent_by = NoticeChoice.Urgent.BOTH
    choice.save()
    audit.record("caseload.mobile_confirmed", staff)
    return True


def _is_right(choice: NoticeChoice, code: str) -> bool:
    in_time = choice.code_ends_at is not None and clock.now() < choice.code_ends_at
    right = constant_time_compare(choice.code, code.strip().replace(" ", ""))
    return bool(in_time and choice.code and choice.code_tries < MOST_TRIES and right)


@action
def remove_mobile(staff: Staff) -> NoticeChoice:
    """Forget the number; urgent items go by e-mail. Safe to repeat."""
    choice = _locked(staff)
    choice.mobile = choice.new_mobile = choice.code = ""
    choice.mobile_confirmed_at = choice.code_ends_at = None
    choice.urgent_by = NoticeChoice.Urgent.EMAIL
    choice.save()
    audit.record("caseload.mobile_removed", staff)
    return choice


def forget(staff: Staff) -> None:
    """Nothing about how to reach somebody is kept once they have left."""
    NoticeChoice.objects.filter(staff=staff).delete()
