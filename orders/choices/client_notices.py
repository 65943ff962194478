"""Notification services a client may register with, and what they tell the client."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .orders import Source


class NoticeService(TextChoices):
    VINE = "vine", _("VINE (custody and release)")
    VPO = "vpo", _("VINE Protective Order (service of the order)")
    OTHER = "other", _("Another service")


class RegistrationState(TextChoices):
    REGISTERED = "registered", _("Registered")
    DECLINED = "declined", _("Offered; the client does not want it")
    ENDED = "ended", _("Ended")


class NoticeChannel(TextChoices):
    """How the service tells the client."""

    CALL = "call", _("Call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    APP = "app", _("App")
    UNKNOWN = "unknown", _("Not known")


class ToldKind(TextChoices):
    """What a client was told."""

    SERVED = "served", _("The order was served")
    RELEASED = "released", _("The respondent was released")
    HEARING = "hearing", _("A hearing was moved")
    OTHER = "other", _("Something else")


class Via(TextChoices):
    """How the client knows."""

    VINE = "vine", _("A notice of VINE")
    VPO = "vpo", _("A notice of VINE Protective Order")
    SERVICE = "service", _("A notice of another service")
    POLICE = "police", _("Police or sheriff told the client")
    RESPONDENT = "respondent", _("The respondent said so")
    SAW = "saw", _("The client saw or heard it")
    OTHER = "other", _("Another way")


SOURCE_OF = {
    Via.VINE: Source.NOTICE,
    Via.VPO: Source.NOTICE,
    Via.SERVICE: Source.NOTICE,
    Via.POLICE: Source.POLICE,
}

EVENT_LABELS = {
    "orders.registration_recorded": _("Registration for notices recorded"),
    "orders.registration_changed": _("Registration for notices changed"),
    "orders.registration_viewed": _("Registration for notices opened"),
    "orders.client_notice_recorded": _("What the client was told recorded"),
    "orders.client_notices_viewed": _("Notices to the client opened"),
}
