"""Sections about work, school, children, getting around and being online."""

from django.utils.translation import gettext_lazy as _

from .base import Item, Section

WORK = ("client", "coworker")
SCHOOL = ("client", "school")

SECTIONS = (
    Section(
        "work",
        _("At work"),
        "workplace",
        _("Whom to tell, and what can change. Only what the client wants told is told."),
        (
            Item("work.supervisor", _("My supervisor has a copy of the order"), audiences=WORK),
            Item("work.reception", _("Reception has a copy of the order"), audiences=WORK),
            Item("work.security", _("Security has a copy of the order"), audiences=WORK),
            Item("work.description", _("They know whom to look out for"), audiences=WORK),
            Item("work.calls", _("Calls and visitors are screened"), audiences=WORK),
            Item(
                "work.site",
                _("My work site has changed"),
                _("Planned, asked for, agreed or done?"),
                audiences=WORK,
            ),
            Item(
                "work.parking",
                _("My parking has changed: lit, near the door, or with an escort"),
                audiences=WORK,
            ),
            Item(
                "work.schedule",
                _("My work schedule has changed"),
                _("Check the safe hours to call, too."),
                audiences=WORK,
            ),
            Item("work.desk", _("My desk is out of sight of the entrance"), audiences=WORK),
            Item("work.escort", _("Someone walks with me in and out"), audiences=WORK),
            Item("work.route", _("I change the way I come and go")),
            Item(
                "work.address", _("My work phone and e-mail are new or off the public list"), audiences=WORK
            ),
            Item("work.word", _("Co-workers know my word for danger"), audiences=WORK),
            Item("work.emergency_contact", _("Work has an emergency contact for me"), audiences=WORK),
            Item("work.leave", _("I know my right to time off")),
        ),
    ),
    Section(
        "school_childcare",
        _("School and day care"),
        "school_childcare",
        _("Schools and day care can only help with what they know."),
        (
            Item("school.order_copy", _("The school office has a copy of the order"), audiences=SCHOOL),
            Item("school.day_care_copy", _("Day care has a copy of the order"), audiences=SCHOOL),
            Item(
                "school.collect",
                _("They know who may collect the children, and who may not"),
                audiences=SCHOOL,
            ),
            Item("school.password", _("There is a password for collecting them"), audiences=SCHOOL),
            Item("school.card", _("The emergency card is up to date"), audiences=SCHOOL),
            Item("school.teacher", _("The teacher knows"), audiences=SCHOOL),
            Item("school.siblings", _("The plan covers brothers and sisters"), audiences=SCHOOL),
            Item("school.route", _("The way to school is safe")),
            Item(
                "school.online",
                _("Online classes and class photos do not show where they are"),
                audiences=SCHOOL,
            ),
        ),
    ),
    Section(
        "children",
        _("With the children"),
        "home",
        _("In words that fit their age. A child need not keep a secret that is too heavy."),
        (
            Item("children.safe_place", _("They know a safe place to go to"), audiences=("client", "child")),
            Item(
                "children.call",
                _("They know how to call 911 and say where they are"),
                audiences=("client", "child"),
            ),
            Item(
                "children.not_between",
                _("They know it is not their job to step in"),
                audiences=("client", "child"),
            ),
            Item("children.word", _("They know our word"), audiences=("client", "child")),
            Item("children.exchange", _("Handing over happens somewhere safe, at a set time")),
            Item("children.supervised", _("Visits are with someone present")),
            Item("children.other_parent", _("How calls with the other parent work")),
        ),
    ),
    Section(
        "travel_public",
        _("Out and about"),
        "travel",
        _("Shops, worship, the bus, the car."),
        (
            Item("travel.routes", _("I change routes and times")),
            Item("travel.places", _("I use other shops, banks and places of worship")),
            Item("travel.company", _("I go with someone where I can")),
            Item("travel.car", _("Fuel, spare key, doors locked")),
            Item("travel.tracker", _("The car was checked for a tracker")),
            Item("travel.followed", _("If I am followed I go where people are")),
        ),
    ),
    Section(
        "tech",
        _("Devices and accounts"),
        "online",
        _("Changes can be noticed. Think about evidence first, and use a safer device."),
        (
            Item("tech.safer_device", _("I use a device nobody else can get at")),
            Item("tech.passwords", _("New passwords, recovery e-mail and phone number")),
            Item("tech.location", _("Location sharing is off")),
            Item("tech.cloud", _("Shared albums and cloud accounts are separate")),
            Item("tech.photos", _("Photos show no place")),
            Item("tech.stalkerware", _("Something may be watching my phone")),
            Item("tech.smart_home", _("Smart locks, cameras and car apps are mine alone")),
            Item("tech.trackers", _("I looked for trackers in bags and the car")),
            Item("tech.evidence", _("I keep messages and logs before I change anything")),
        ),
    ),
)
