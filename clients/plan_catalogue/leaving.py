"""Sections about leaving, the time after, the bag, the order and the court."""

from django.utils.translation import gettext_lazy as _

from .base import Item, Section

SECTIONS = (
    Section(
        "leaving",
        _("Getting ready to leave"),
        "home",
        _("If and when the client wants to leave. The days around it need the most care."),
        (
            Item("leaving.when", _("A good day and time to go"), printable=False),
            Item("leaving.transport", _("How I get away")),
            Item("leaving.money", _("Money of my own")),
            Item("leaving.spare_keys", _("Someone keeps spare keys for me")),
            Item("leaving.first_night", _("Where I sleep the first night"), printable=False),
            Item("leaving.tracks", _("I leave no tracks: phone, car, search history")),
            Item("leaving.word", _("Someone knows my word for: come and get me now")),
        ),
    ),
    Section(
        "after_leaving",
        _("After leaving"),
        "home",
        _("Support over time makes a difference. So do new habits."),
        (
            Item("after.address", _("Who knows where I live now, and who had better not"), printable=False),
            Item("after.routine", _("New routes, shops and times")),
            Item("after.mail", _("My mail goes to a safe address"), printable=False),
            Item("after.alone", _("What I do when I feel alone or want to go back")),
            Item("after.followup", _("I want my advocate to check in later, too")),
        ),
    ),
    Section(
        "bag",
        _("Bag"),
        "home",
        _("What to have ready, here or with someone the client trusts."),
        (
            Item("bag.place", _("My bag is somewhere I can reach or with someone I trust"), printable=False),
            Item("bag.papers", _("Papers: ID, birth certificates, benefit cards")),
            Item("bag.medicine", _("Medicine and prescriptions")),
            Item("bag.keys", _("Keys: home, car, work")),
            Item("bag.money", _("Cash and a card of my own")),
            Item("bag.phone", _("Phone and charger")),
            Item("bag.clothes", _("Clothes for a few days")),
            Item("bag.children", _("What the children need, and one thing they love")),
            Item("bag.order", _("A copy of the order")),
        ),
    ),
    Section(
        "order",
        _("Protective order"),
        "other",
        _("Copies where they are needed, and what to do when the order is broken."),
        (
            Item("order.with_me", _("I keep a copy of the order with me at all times")),
            Item("order.photo", _("There is a photo of it on my phone")),
            Item("order.elsewhere", _("A copy is with someone I trust")),
            Item("order.terms", _("I know in plain words what it forbids")),
            Item("order.violation", _("I know what to do when it is broken, and what to write down")),
            Item("order.police", _("Police near my home and work know about it")),
            Item("order.travel", _("I carry it when I travel: it holds in other states")),
            Item("order.renewal", _("I know the day it ends and when to renew it")),
            Item(
                "order.service_day", _("Where I am and whom I tell on the day it is served"), printable=False
            ),
        ),
    ),
    Section(
        "court",
        _("Court days"),
        "court",
        _("From the door of the house to the door of the house."),
        (
            Item("court.arrive", _("How I get there and where I park")),
            Item("court.wait", _("Where I wait, away from the respondent")),
            Item("court.with_me", _("Someone comes with me")),
            Item("court.security", _("Court security knows")),
            Item("court.leave", _("How I leave: first, later, or with an escort")),
            Item("court.children", _("Who has the children meanwhile")),
        ),
    ),
    Section(
        "checkins",
        _("Check-ins"),
        "other",
        _("When we talk next, and what happens if that does not work out."),
        (
            Item("checkins.how_often", _("How often I want to hear from my advocate")),
            Item("checkins.missed", _("What happens if I miss a check-in")),
            Item("checkins.welfare", _("I agree to a police welfare check if nobody reaches me")),
            Item("checkins.missing", _("What I want done if I go missing")),
        ),
    ),
)
