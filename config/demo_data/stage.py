"""Plays invented cases in the order of time; in between, Lantern does what it does by itself.

So the result is what months of use would have left: windows advanced, alerts raised, passed on and answered.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import F
from django.utils import translation

from caseload.actions import notifications
from caseload.foundation import clock, jobs
from caseload.foundation.context import acting_as
from caseload.models import Agency, Case, Notification, Staff
from orders.actions import alerts
from orders.actions.sweep import next_due, sweep
from orders.choices import WAITING_STATES
from orders.escalation.rules import ALWAYS_ELAPSED_LEVEL
from orders.models import Alert

from . import acts, housekeeping, words
from .cast import House
from .story import Scenario, Step

OFFICE_OPENS, OFFICE_HOURS = 9, 8
READ_AFTER = timedelta(hours=26)


@dataclass
class Scene:
    """A case while it is played: who acts now, and what was made so far by the name the scenario gives it."""

    stage: Stage
    scenario: Scenario
    by: Staff
    case: Case
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def advocate(self) -> Staff:
        return self.stage.people[self.scenario.by]


class Stage:
    """One agency and the agenda of its past."""

    def __init__(self, house: House, agency: Agency, people: dict[str, Staff], now: datetime):
        self.house, self.agency, self.people, self.now = house, agency, people, now
        self.scenes: dict[int, Scene] = {}
        self._agenda: list[tuple[datetime, int, Callable[[], object]]] = []
        self._numbers = itertools.count()
        self._heard: set[int] = set()
        self._due: datetime | None = None

    # ---- Time --------------------------------------------------------------------------------------------

    def moment(self, step: Step) -> datetime:
        """When a step happened; nothing lies in the future."""
        if step.hours is not None:
            return self.now - timedelta(hours=step.hours)
        return min(self.office_time(step.days or 0), self.now - timedelta(minutes=1))

    def office_time(self, days: float) -> datetime:
        """An instant in office hours, whole days ago: the fraction is the part of the working day gone by."""
        whole, part = divmod(days, 1)
        minutes = round(part * OFFICE_HOURS * 12) * 5
        return self.local(-int(whole), time(OFFICE_OPENS)) + timedelta(minutes=minutes)

    def local(self, days_ahead: int, at: time) -> datetime:
        """A local time of the agency, so many days from today."""
        today = self.now.astimezone(self.agency.tz).date()
        return datetime.combine(today + timedelta(days=days_ahead), at, self.agency.tz)

    def weekday(self, days_ahead: int, at: time) -> datetime:
        """The same, moved to Monday where it would fall on a weekend."""
        moment = self.local(days_ahead, at)
        return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)

    def plan(self, moment: datetime, act: Callable[[], object]) -> None:
        """Put something on the agenda."""
        heapq.heappush(self._agenda, (moment, next(self._numbers), act))

    @contextmanager
    def acting(self, key: str | None) -> Iterator[Any]:
        """Act as one of the agency's people, or as nobody: then it is Lantern itself."""
        staff = self.people[key] if key else None
        with acting_as(self.agency, staff=staff, source="command" if staff else "job", reason="demo"):
            yield staff

    # ---- Playing -----------------------------------------------------------------------------------------

    def enter(self, scenario: Scenario) -> None:
        """Put a scenario's intake on the agenda; its other steps follow from there."""

        def open_it() -> None:
            with self.acting(scenario.by) as by:
                scene = Scene(self, scenario, by, acts.take_in(self, scenario, by))
            self.scenes[scene.case.pk] = scene
            for step in scenario.steps:
                self.plan(max(self.moment(step), clock.now()), partial(self._act, scene, step))

        self.plan(min(self.office_time(scenario.opened), self.now - timedelta(minutes=5)), open_it)

    def _act(self, scene: Scene, step: Step) -> None:
        facts = dict(step.facts)
        with self.acting(facts.pop("by", scene.scenario.by)) as by:
            scene.by = by
            scene.case.refresh_from_db()
            acts.ACTS[step.act](scene, **facts)
        if step.act in acts.CHANGES_WINDOWS:
            self._listen()

    def play(self) -> None:
        """What people did and what fell due meanwhile, in the order of time, up to now."""
        first = min((moment for moment, _, _ in self._agenda), default=self.now)
        for days in range((self.now - first).days, 0, -1):
            self.plan(self.local(-days, time(8, 5)), housekeeping.open_due)
            self.plan(self.local(-days, time(16, 10)), partial(housekeeping.keep_in_touch, self))
            self.plan(self.local(-days, time(16, 40)), partial(housekeeping.tidy, self))
        self.plan(self.now, housekeeping.open_due)
        with self.acting(None), jobs.asleep(), translation.override(self.agency.language):
            while (turn := self._next_turn()) is not None:
                moment, act = turn
                with clock.at(moment):
                    act()

    def _next_turn(self) -> tuple[datetime, Callable[[], object]] | None:
        """Whichever is earlier: the next thing on the agenda, or the sweep of what falls due."""
        due = self._due
        if due and due <= self.now and (not self._agenda or due <= self._agenda[0][0]):
            return due, partial(self._sweep, due)
        if self._agenda and self._agenda[0][0] <= self.now:
            moment, _, act = heapq.heappop(self._agenda)
            return moment, act
        return None

    def _sweep(self, due: datetime) -> None:
        sweep(now=due)
        self._listen()
        if due == self._due:
            raise RuntimeError(f"the sweep leaves something due at {due}")

    def _listen(self) -> None:
        """After windows or alerts changed: who has to answer, and when the next sweep has something to do."""
        self._due = next_due()
        self._hear_alerts()

    def _hear_alerts(self) -> None:
        """Each new alert is answered by the supervisor after a while, unless the scenario is silent."""
        waiting = Alert.objects.filter(state__in=WAITING_STATES).exclude(pk__in=self._heard)
        for alert in waiting.select_related("case__team__supervisor"):
            self._heard.add(alert.pk)
            scene = self.scenes.get(alert.case_id)
            if (
                scene is None
                or alert.raised_at is None
                or alert.raised_at > self.now - timedelta(hours=scene.scenario.silent)
            ):
                continue
            self.plan(self._answered_at(alert, alert.raised_at, scene), partial(self._answer, alert))

    def _answered_at(self, alert: Alert, raised_at: datetime, scene: Scene) -> datetime:
        """Soon at the highest level, day or night; else the next morning if the office is closed."""
        answer = raised_at + timedelta(hours=scene.scenario.answered_after)
        local = answer.astimezone(self.agency.tz)
        if alert.level >= ALWAYS_ELAPSED_LEVEL or OFFICE_OPENS <= local.hour < OFFICE_OPENS + OFFICE_HOURS:
            return answer
        days = 0 if local.hour < OFFICE_OPENS else 1
        morning = datetime.combine(local.date() + timedelta(days=days), time(OFFICE_OPENS), self.agency.tz)
        return morning + timedelta(minutes=10 + alert.pk % 40)

    def _answer(self, alert: Alert) -> None:
        if not Alert.objects.filter(pk=alert.pk, state__in=WAITING_STATES).exists():
            return  # Its window was replaced meanwhile, and another alert waits instead.
        team = alert.case.team
        who = team.supervisor if team and team.supervisor else self.people["dee"]
        with acting_as(self.agency, staff=who, source="command", reason="demo"):
            alerts.acknowledge(alert, by=who, note=words.answer(self.agency.language, alert.pk))
        self._listen()

    def settle_messages(self) -> None:
        """E-mails of the past are sent; what is older than a day is read."""
        with self.acting(None):
            mail = Notification.objects.filter(channel=Notification.Channel.EMAIL)
            mail.filter(state=Notification.State.WAITING).update(
                state=Notification.State.SENT, sent_at=F("next_try_at"), attempts=1
            )
            for staff in self.people.values():
                old = Notification.objects.filter(
                    recipient=staff, channel=Notification.Channel.IN_APP, created_at__lt=self.now - READ_AFTER
                )
                with clock.at(self.now - READ_AFTER):
                    notifications.mark_read(staff, refs=list(old.values_list("ref", flat=True)))
