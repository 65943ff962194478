"""Sending what waits: begun in one short transaction, sent holding nothing, its outcome stored in another.

A crash sends twice at most, and what was begun twice without a known outcome is a failure somebody hears of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from anymail.exceptions import AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from caseload import access, queries
from caseload.actions.digests import email_words
from caseload.actions.notifications import DIGEST, JOB, can_text, choices_of, held_until
from caseload.foundation import audit, clock, context, jobs, texting
from caseload.foundation.atomic import action, savepoint
from caseload.foundation.errors import RuleBroken
from caseload.models import NoticeChoice, Notification, Staff
from caseload.permissions import Perm, Role

LEASE = timedelta(minutes=5)
BACK_OFF = [timedelta(minutes=m) for m in (1, 2, 5, 15)]
MOST_STARTS = 2
CODE_KIND = "mobile_code"
Channel, State = Notification.Channel, Notification.State


@dataclass(frozen=True)
class Outcome:
    """What came of sending; `code` is a word or a number, never what was sent or to whom."""

    sent: bool
    code: str = ""
    final: bool = False


@dataclass(frozen=True)
class Outgoing:
    """One message with all that its sending needs, so that no transaction is open while it travels."""

    pk: int
    channel: str
    to: str
    text: str
    subject: str = ""

    def send(self) -> Outcome:
        """Hand it over; every failure of the outside world is an outcome."""
        try:
            if self.channel == Channel.SMS:
                return self._as_text()
            EmailMessage(self.subject, self.text, to=[self.to]).send()
        except texting.NotSent as error:
            return Outcome(False, error.code, error.final)
        except Exception as error:  # noqa: BLE001 - whatever it was, the row says so and is tried again
            return Outcome(False, _code_of(error), final=_refused(error))
        return Outcome(True)

    def _as_text(self) -> Outcome:
        provider = texting.sender()
        if provider is None:
            return Outcome(False, "no provider", final=True)
        return Outcome(True, provider.send(self.to, self.text))


def _code_of(error: Exception) -> str:
    number = getattr(error, "status_code", None) or getattr(error, "smtp_code", None)
    name = type(error).__name__
    return f"{name} {number}" if isinstance(number, int) else name


def _refused(error: Exception) -> bool:
    """Whether a mail server said for good that there is no such address."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, AnymailRecipientsRefused)


# ---- Claim, begin, finish ----------------------------------------------------------------------------------


def claim(*, now: datetime, limit: int = 50) -> list[int]:
    """Take waiting messages under a lease of five minutes, the urgent ones first."""
    with savepoint():
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LEASE)
        rows = Notification.objects.filter(free, state=State.WAITING, next_try_at__lte=now)
        ids = list(
            rows.order_by("-is_urgent", "next_try_at")
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)[:limit]
        )
        Notification.objects.filter(pk__in=ids).update(claimed_at=now)
    return ids


@action
def begin(pk: int, *, claimed_at: datetime, now: datetime) -> Outgoing | None:
    """The message, if it may still be sent and nobody else took it meanwhile.

    Asked again now, whatever was so when it was queued: whether the person works here and may know of the
    case, and whether their quiet hours hold it back.
    """
    rows = Notification.objects.select_related("recipient__user", "recipient__agency", "case__team")
    row = (
        rows.select_for_update(of=("self",)).filter(pk=pk, state=State.WAITING, claimed_at=claimed_at).first()
    )
    if row is None:
        return None
    choice = choices_of([row.recipient_id]).get(row.recipient_id)
    if not _still_allowed(row, choice):
        _store(row, state=State.DROPPED, result="")
        return None
    later = None if row.kind == CODE_KIND else held_until(row.recipient, choice, level=row.level, at=now)
    if later is not None:
        _store(row, state=State.WAITING, next_try_at=later)
        return None
    outgoing = _outgoing(row, choice, now)
    if outgoing is None or row.starts >= MOST_STARTS:
        _failed(row, Outcome(False, "no number" if outgoing is None else "interrupted", final=True), now)
        return None
    Notification.objects.filter(pk=row.pk).update(starts=F("starts") + 1, claimed_at=now)
    return outgoing


@action
def finish(pk: int, outcome: Outcome, *, now: datetime) -> str:
    """Store what came of it; returns the new state."""
    rows = Notification.objects.select_related("recipient__user", "case__team")
    row = rows.select_for_update(of=("self",)).get(pk=pk)
    if row.state != State.WAITING:
        return row.state
    if not outcome.sent:
        return _failed(row, outcome, now)
    _store(row, state=State.SENT, sent_at=now, result=outcome.code[:80], attempts=row.attempts + 1)
    return State.SENT


def _still_allowed(row: Notification, choice: NoticeChoice | None) -> bool:
    """Whether the person works here and may know of the case; a digest is still wanted, and not empty."""
    staff = row.recipient
    if row.kind == DIGEST and not (choice and choice.digest_at and email_words(staff)):
        return False
    return staff.is_active and (row.case is None or access.can(staff, Perm.SEE_CASE, row.case))


def _outgoing(row: Notification, choice: NoticeChoice | None, now: datetime) -> Outgoing | None:
    """Neutral words: that something waits, or how much; never what or about whom. None without a way."""
    user = row.recipient.user
    with translation.override(user.language or context.current().agency.language):
        if row.channel == Channel.SMS:
            number, text = _text(row, choice, now)
            return Outgoing(row.pk, row.channel, number, text) if number else None
        subject, body = _email(row)
        return Outgoing(row.pk, row.channel, user.email, f"{body}\n\n{settings.SITE_URL}\n", subject)


def _email(row: Notification) -> tuple[str, str]:
    if row.kind == DIGEST and (words := email_words(row.recipient)):
        return words
    subject = _("Lantern: 1 urgent item") if row.is_urgent else _("Lantern: 1 new item")
    return subject, _("Something waits for you in Lantern. Sign in to see it.")


def _text(row: Notification, choice: NoticeChoice | None, now: datetime) -> tuple[str, str]:
    if choice is None:
        return "", ""
    if row.kind == CODE_KIND:
        valid = choice.code and choice.code_ends_at and now < choice.code_ends_at
        words = _("Lantern: your code is %(code)s.") % {"code": choice.code}
        return (choice.new_mobile, words) if valid else ("", "")
    words = _("Lantern: 1 urgent item. Sign in.") if row.is_urgent else _("Lantern: 1 new item. Sign in.")
    return (choice.mobile, words) if can_text(choice) else ("", "")


def _store(row: Notification, **values: Any) -> None:
    """The outcome is known: nothing is under way any more."""
    values |= {"claimed_at": None, "starts": 0}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


# ---- Failure: a state, and a call to the next person -------------------------------------------------------


def _failed(row: Notification, outcome: Outcome, now: datetime) -> str:
    """Back off; what is urgent takes the person's other ways at once; the last failure is told further up."""
    if row.is_urgent and row.attempts == 0:
        _use_other_way(row, now)
    values = {"attempts": row.attempts + 1, "result": outcome.code[:80]}
    if row.attempts < len(BACK_OFF) and not outcome.final:
        _store(row, state=State.WAITING, next_try_at=now + BACK_OFF[row.attempts], **values)
        return State.WAITING
    _store(row, state=State.FAILED, **values)
    _tell_next_up(row, now)
    return State.FAILED


def _use_other_way(row: Notification, now: datetime) -> None:
    other = Channel.EMAIL if row.channel == Channel.SMS else Channel.SMS
    if other == Channel.SMS and not can_text(choices_of([row.recipient_id]).get(row.recipient_id)):
        return
    if row.message_ref and Notification.objects.filter(message_ref=row.message_ref, channel=other).exists():
        return  # It travels already.
    Notification(
        recipient=row.recipient, instead_of=row.instead_of, case=row.case, channel=other, kind=row.kind,
        is_urgent=True, level=row.level, message_ref=row.message_ref, url_name=row.url_name,
        url_ref=row.url_ref, next_try_at=now,
    ).save()  # fmt: skip
    jobs.wake(JOB)


def _tell_next_up(row: Notification, now: datetime) -> None:
    """In the application, once for each message: to somebody who can act, and may know of the case."""
    told = Notification.objects.filter(kind="delivery_failed", message_ref=row.message_ref)
    if row.message_ref and told.exists():
        return
    if row.kind == CODE_KIND:
        people, case, place = [row.recipient], None, ("caseload:notice_settings", "")
    else:
        people, case, place = next_up(row.recipient, row)
    for staff in people:
        Notification(
            recipient=staff, case=case, channel=Channel.IN_APP, kind="delivery_failed", level=row.level,
            is_urgent=row.is_urgent, state=State.SENT, sent_at=now, message_ref=row.message_ref,
            url_name=place[0], url_ref=place[1],
        ).save()  # fmt: skip


def next_up(person: Staff, row: Notification) -> tuple[list[Staff], Any, tuple[str, str]]:
    """Who hears that `person` could not be reached, with the case only where they may know of it.

    The supervisor, then the directors, those who are not away first; for a director's own message the
    administrators hear of it too, without the case.
    """
    directors = [s for s in queries.directors(person.agency_id) if s.pk != person.pk]
    own = queries.supervisors_of(row.case) if row.case else _supervisor_of(person)
    away = queries.absences_at(clock.now())
    for people in ([s for s in own if s.pk != person.pk], directors):
        fit = [s for s in people if row.case is None or access.can(s, Perm.SEE_CASE, row.case)]
        here = [s for s in fit if s.pk not in away] or (fit if people is directors else [])
        if here:
            return here, row.case, (row.url_name, row.url_ref)
    admins = queries.staff_directory().filter(role=Role.ADMIN)
    return [*(directors or [person]), *admins], None, ("caseload:deliveries", "")


def _supervisor_of(person: Staff) -> list[Staff]:
    team = person.team
    return [team.supervisor] if team and team.supervisor and team.supervisor.is_active else []


@action
def retry(row: Notification, *, by: Staff) -> Notification:
    """Try a failed message again, from the start. Pressing twice changes nothing."""
    access.require(by, Perm.SEE_DELIVERIES)
    row = Notification.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state == State.WAITING:
        return row
    if row.state != State.FAILED:
        raise RuleBroken(_("Only a message that failed can be sent again."))
    _store(row, state=State.WAITING, attempts=0, next_try_at=clock.now(), result="")
    audit.record("caseload.delivery_retried", row, channel=row.channel)
    jobs.wake(JOB)
    return row
