"""Celery jobs that act for one agency, and the nudge that hides the minute until the next sweep."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery import Task, current_app
from django.apps import apps
from django.db import transaction

from . import context

log = logging.getLogger(__name__)
_asleep: ContextVar[bool] = ContextVar("lantern_asleep", default=False)


class AgencyJob(Task):
    """A job called with `agency_id`; its body runs inside `acting_as(source="job")`."""

    abstract = True
    acks_late = True
    ignore_result = True
    typing = False  # `agency_id` is taken by `__call__`, not by the body: Celery would refuse to send it.

    def __call__(self, *args: Any, agency_id: int, **kwargs: Any) -> Any:
        agency = apps.get_model("caseload.Agency").objects.get(pk=agency_id)
        with context.acting_as(agency, source="job"):
            return super().__call__(*args, **kwargs)


def for_each_agency(job: Any, **kwargs: Any) -> int:
    """Start `job` once for every active agency; returns how many were started."""
    ids = list(apps.get_model("caseload.Agency").objects.filter(is_active=True).values_list("pk", flat=True))
    for agency_id in ids:
        job.delay(agency_id=agency_id, **kwargs)
    return len(ids)


def wake(name: str) -> None:
    """Ask for job `name` for the acting agency once this transaction commits.

    A nudge only: the work is in rows, so a broker that is down costs at most one sweep.
    """
    if _asleep.get():
        return
    agency_id = context.current().agency_id

    def nudge() -> None:
        try:
            current_app.send_task(name, kwargs={"agency_id": agency_id}, retry=False)
        except Exception as error:  # noqa: BLE001 - any broker failure: the sweep will do the work
            log.warning("nudge %s not sent: %s", name, type(error).__name__)

    transaction.on_commit(nudge)


@contextmanager
def asleep() -> Iterator[None]:
    """Wake nothing inside: for a command that writes a past in which all is delivered already."""
    token = _asleep.set(True)
    try:
        yield
    finally:
        _asleep.reset(token)
