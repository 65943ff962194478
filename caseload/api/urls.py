from __future__ import annotations

from django.urls import path

from caseload.api import log, notes, roster, tasks
from caseload.api.base import register_ref

register_ref()

urlpatterns = [
    path("tasks/", tasks.Tasks.as_view(), name="tasks"),
    path("tasks/<ref:ref>/", tasks.OneTask.as_view(), name="task"),
    path("tasks/<ref:ref>/complete/", tasks.Complete.as_view(), name="task-complete"),
    path("tasks/<ref:ref>/reopen/", tasks.Reopen.as_view(), name="task-reopen"),
    path("tasks/<ref:ref>/cancel/", tasks.Cancel.as_view(), name="task-cancel"),
    path("notes/", notes.Notes.as_view(), name="notes"),
    path("notes/<ref:ref>/", notes.OneNote.as_view(), name="note"),
    path("notes/<ref:ref>/pin/", notes.Pin.as_view(), name="note-pin"),
    path("shifts/", roster.Shifts.as_view(), name="shifts"),
    path("shifts/<ref:ref>/", roster.OneShift.as_view(), name="shift"),
    path("absences/", roster.Absences.as_view(), name="absences"),
    path("absences/<ref:ref>/", roster.OneAbsence.as_view(), name="absence"),
    path("absences/<ref:ref>/cover/", roster.ConfirmCover.as_view(), name="absence-cover"),
    path("audit/", log.Entries.as_view(), name="audit"),
]
