"""This week's roster, who is away, and a mobile number that only exists in films."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from caseload.actions import absences, roster
from caseload.foundation import clock, jobs
from caseload.models import NoticeChoice, Notification, Staff
from caseload.permissions import Role

if TYPE_CHECKING:
    from .stage import Stage

NIGHT = (time(17), time(9))
NIGHTS = 7


def plan(stage: Stage) -> None:
    """Every team has somebody on call each night; one advocate is away and another stands in."""
    with jobs.asleep():
        for key, (_name, supervisor) in stage.house.teams.items():
            people = [
                stage.people[person.key]
                for person in stage.house.people
                if person.team == key and person.role == Role.ADVOCATE and not person.left
            ]
            _nights(stage, supervisor, people)
        _away(stage)
        _mobile(stage)


def _nights(stage: Stage, supervisor: str, people: list[Staff]) -> None:
    """The advocates in turn, the supervisor last: from tonight for a week, the last two nights open."""
    with stage.acting(supervisor) as by:
        rota = [*people, by]
        for day in range(-1, NIGHTS - 2):
            starts_at, ends_at = stage.local(day, NIGHT[0]), stage.local(day + 1, NIGHT[1])
            if ends_at > clock.now():
                who = rota[(day + 1) % len(rota)]
                roster.add_shift(staff=who, team=by.team, starts_at=starts_at, ends_at=ends_at, by=by)


def _away(stage: Stage) -> None:
    """The last advocate of the first team, until the day after tomorrow; the one before stands in."""
    key, (_name, supervisor) = next(iter(stage.house.teams.items()))
    people = [p for p in stage.house.people if p.team == key and p.role == Role.ADVOCATE and not p.left]
    with stage.acting(supervisor) as by:
        absences.add_absence(
            staff=stage.people[people[-1].key], stand_in=stage.people[people[-2].key], by=by,
            starts_at=stage.local(-1, time(9)), ends_at=stage.local(2, time(9)),
        )  # fmt: skip


def _mobile(stage: Stage) -> None:
    """The first supervisor gets urgent items by text message too; one message did not arrive."""
    supervisor = next(iter(stage.house.teams.values()))[1]
    number = f"+1{stage.house.phone.replace('-', '')[:-4]}0142"
    with stage.acting(supervisor) as by:
        choice = NoticeChoice(staff=by, urgent_by=NoticeChoice.Urgent.BOTH)
        choice.mobile, choice.mobile_confirmed_at = number, clock.now() - timedelta(days=40)
        choice.quiet_from, choice.quiet_until = time(22), time(7)
        choice.digest_at, choice.digest_since = time(8), clock.now()
        choice.save()
        Notification(
            recipient=by, channel=Notification.Channel.SMS, kind="task_given", is_urgent=True,
            state=Notification.State.FAILED, attempts=1, result="400 21211",
        ).save()  # fmt: skip
