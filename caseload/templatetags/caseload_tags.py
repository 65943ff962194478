"""What templates may ask: who may see this, how to say a time, which icon, which menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from caseload import access
from caseload.foundation import clock
from caseload.navigation import CASE_TABS, MAIN_NAVIGATION, Link
from caseload.permissions import Perm

register = template.Library()

THEMES = ("light", "dark")

LEVEL_WORDS = {
    0: _("No open window"),
    1: _("Watch"),
    2: _("Elevated"),
    3: _("High"),
    4: _("Acute"),
}
PHASE_WORDS = {
    "PENDING_SERVICE": _("Waiting for service"),
    "ACUTE": _("Acute"),
    "HIGH": _("High"),
    "ELEVATED": _("Elevated"),
    "WATCH": _("Watch"),
    "EXTENDED": _("Extended watch"),
}


# ---- Who may -----------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def can(context: Context, perm: str, case: Any = None) -> bool:
    """Whether the person of this page holds `perm`: hides buttons, never protects."""
    staff = context.get("staff")
    return staff is not None and access.can(staff, Perm(perm), case)


# ---- Times -------------------------------------------------------------------------------------------------


@register.filter
def when(value: datetime | date | None, zone: str = "") -> str:
    """An absolute local date (and time) with its weekday and, for instants, the zone's letters."""
    if not value:
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value, ZoneInfo(zone) if zone else None)
        # Translators: Django date format: Sat Nov 28, 2026, 6:40 p.m. CST
        return date_format(local, pgettext("date and time", "D M j, Y, g:i A T"))
    # Translators: Django date format: Sat Nov 28, 2026
    return date_format(value, pgettext("date", "D M j, Y"))


@register.filter
def time_of_day(value: datetime | None) -> str:
    """Only the local time and zone, for lists whose heading names the day."""
    # Translators: Django date format: 6:40 p.m. CST
    return date_format(timezone.localtime(value), pgettext("time", "g:i A T")) if value else ""


def say_duration(span: timedelta) -> str:
    """The two largest units of a span, in words: '2 days 4 hours', '5 h 20 min'."""
    minutes = int(abs(span).total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        said = ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
        return f"{said} {gettext('%(count)d h') % {'count': hours}}" if hours and days < 7 else said
    if hours:
        said = gettext("%(count)d h") % {"count": hours}
        return f"{said} {gettext('%(count)d min') % {'count': minutes}}" if minutes else said
    return gettext("%(count)d min") % {"count": minutes}


@register.filter
def hours_left(value: datetime | None) -> str:
    """How long until `value`, or how long ago it passed, counted by the server's clock."""
    if not value:
        return ""
    span = value - clock.now()
    if span >= timedelta(0):
        return gettext("%(duration)s left") % {"duration": say_duration(span)}
    return gettext("overdue by %(duration)s") % {"duration": say_duration(span)}


@register.filter
def ago(value: datetime | None) -> str:
    """How long ago `value` was."""
    return gettext("%(duration)s ago") % {"duration": say_duration(clock.now() - value)} if value else ""


@register.filter
def due_class(value: datetime | None) -> str:
    """The class of a due time: overdue, soon (within a day), or nothing."""
    if not value:
        return ""
    span = value - clock.now()
    return "overdue" if span < timedelta(0) else "soon" if span < timedelta(days=1) else ""


# ---- Pictures and badges -----------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture from the sprite: silent beside words, named by `label` when it stands alone."""
    href = f"{static('caseload/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href
    )


@register.simple_tag
def level_icon(level: int | None) -> SafeString:
    """The shape of a level, to stand beside its word."""
    return icon(f"level-{level or 0}")


@register.filter
def level_words(level: int | None) -> str:
    """The word of a level, 0 to 4."""
    return str(LEVEL_WORDS[level or 0])


@register.filter
def phase_words(phase: str | None) -> str:
    """The words of a phase key; an agency's own phases are shown as they were named."""
    if not phase:
        return ""
    return str(PHASE_WORDS.get(phase.upper(), phase.replace("_", " ").capitalize()))


@register.simple_tag
def level_badge(level: int | None, phase: str = "") -> SafeString:
    """A level said by word, shape and colour, with its place on the scale for those who hear the page."""
    level = level or 0
    words = phase_words(phase) or level_words(level)
    scale = gettext("level %(level)d of 4") % {"level": level}
    return format_html(
        '<span class="level level-{}">{}{}<span class="visually-hidden"> ({})</span></span>',
        level, icon(f"level-{level}"), words, scale,
    )  # fmt: skip


# ---- Places ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A link as this person sees it on this page."""

    label: str
    url: str
    icon: str
    primary: bool
    current: bool


def _places(context: Context, links: tuple[Link, ...], case: Any = None) -> Iterator[Place]:
    staff, request = context.get("staff"), context.get("request")
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    for link in links:
        if link.permission and not (staff and access.can(staff, link.permission, case)):
            continue
        try:
            url = reverse(link.url_name, args=[case.ref] if case else [])
        except NoReverseMatch:
            continue  # An installation may leave a part out; its menu entry goes with it.
        current = here == link.url_name or here in link.also
        yield Place(str(link.label), url, link.icon, link.primary, current)


@register.simple_tag(takes_context=True)
def nav_items(context: Context) -> list[Place]:
    """The main menu without what this person's role lacks."""
    return list(_places(context, MAIN_NAVIGATION))


@register.simple_tag(takes_context=True)
def case_tabs(context: Context) -> list[Place]:
    """The parts of the case that this person may open; `current_tab` in the context overrules the address."""
    case = context["case"]
    places = list(_places(context, CASE_TABS, case))
    tab = context.get("current_tab")
    if not tab:
        return places
    url = reverse(tab, args=[case.ref])
    return [Place(p.label, p.url, p.icon, p.primary, p.url == url) for p in places]


@register.simple_tag(takes_context=True)
def query_replace(context: Context, **changes: Any) -> str:
    """This page's query string with some values changed; None or '' takes a value out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


# ---- The page itself ---------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """'light' or 'dark' when this person chose; empty to follow the system."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag
def language() -> str:
    """The language of the page, for <html lang>."""
    return get_language() or "en"


@register.simple_tag
def direction() -> str:
    """The writing direction of the page, for <html dir>."""
    return "rtl" if get_language_bidi() else "ltr"


@register.filter
def error_target(field: Any) -> str:
    """The id an error link jumps to: the first control when the field is a group."""
    if field.use_fieldset:
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


@register.filter
def kind_of(field: Any) -> str:
    """How the field partial lays a form field out: 'choices', 'checkbox', 'group' or 'plain'."""
    return {
        "radioselect": "choices",
        "checkboxselectmultiple": "choices",
        "checkbox": "checkbox",
    }.get(field.widget_type, "group" if field.use_fieldset else "plain")
