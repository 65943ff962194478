"""Background work: the broker carries nudges, the rows hold what must happen.

Without BROKER_URL the messages are files under var/queue. Every sweep starts a job for each agency
with something due, so a message that is lost or late costs at most the minute to the next sweep.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

SWEEPS = {
    "caseload.jobs.sweep": 60.0,
    "orders.jobs.sweep": 60.0,
}


def broker(url: str, directory: Path) -> dict[str, Any]:
    """Celery's settings for the broker at `url`, or for files below `directory` without one."""
    if url:
        seconds = {"visibility_timeout": 600} if url.startswith(("redis", "rediss")) else {}
        return {"broker_url": url, "broker_transport_options": seconds}
    messages, control = directory / "messages", directory / "control"
    for place in (messages, control):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    folders = {"data_folder_in": messages, "data_folder_out": messages, "control_folder": control}
    options: dict[str, Any] = {name: str(place) for name, place in folders.items()} | {
        "polling_interval": 0.5
    }
    return {"broker_url": "filesystem://localhost", "broker_transport_options": options}


def schedule() -> dict[str, dict[str, Any]]:
    """The sweeps of beat; one that no worker took within its interval is dropped, the next follows."""
    return {
        name: {"task": name, "schedule": every, "options": {"expires": every - 5}}
        for name, every in SWEEPS.items()
    }


app = Celery("lantern")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


@app.on_configure.connect  # type: ignore[untyped-decorator]
def configure(sender: Celery, **_: Any) -> None:
    """Set what needs Django's settings, when they are first asked for."""
    from django.conf import settings

    sender.conf.update(
        broker(settings.BROKER_URL, settings.VAR / "queue"),
        beat_schedule=schedule(),
        beat_schedule_filename=str(settings.VAR / "beat-schedule"),
        broker_connection_retry_on_startup=True,
        task_default_queue="lantern",
        task_serializer="json",
        accept_content=["json"],
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_time_limit=300,
        task_soft_time_limit=240,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
    )
