"""Sections about the person, the home, the phone and agreed signals."""

from django.utils.translation import gettext_lazy as _

from .base import Item, Section

SECTIONS = (
    Section(
        "basics",
        _("What matters to me"),
        "other",
        _("Start with what the client wants and what has worked before."),
        (
            Item("basics.goals", _("What I want most right now")),
            Item("basics.worked_before", _("What has helped me stay safe before")),
            Item("basics.who_knows", _("People who know what is going on")),
            Item("basics.language", _("The language I want this plan in, and an interpreter I trust")),
            Item("basics.access", _("Medication, mobility or other needs to plan around")),
            Item("basics.contact", _("How and when it is safe to reach me")),
        ),
    ),
    Section(
        "during_incident",
        _("If things turn dangerous"),
        "home",
        _("The client knows the respondent best. Giving in when that is safest is a good choice too."),
        (
            Item("incident.exits", _("Rooms with a way out that I can move to")),
            Item("incident.avoid", _("Rooms I stay out of: no exit, weapons, hard surfaces")),
            Item("incident.heard", _("Someone close by who would hear me")),
            Item("incident.word", _("A word that tells my people to get help")),
            Item("incident.call", _("When I call 911, and from where")),
            Item("incident.children", _("How the children get away from it")),
            Item("incident.calm", _("What lowers the danger, even if it means giving in for now")),
        ),
    ),
    Section(
        "living_together",
        _("While we live together"),
        "home",
        _("For a client who stays for now. Staying is a decision that deserves a plan too."),
        (
            Item("together.times", _("Times of day or week that are more dangerous")),
            Item("together.exit", _("I have tried out how to get out quickly")),
            Item("together.keys", _("Keys and a little money are where I can reach them")),
            Item("together.notes", _("This plan and my papers are where they will not be found")),
        ),
    ),
    Section(
        "home",
        _("At home"),
        "home",
        _("What makes the place where the client lives safer."),
        (
            Item("home.locks", _("Locks on doors and windows are changed or stronger")),
            Item("home.lights", _("Lights outside work")),
            Item("home.alarm", _("Alarm, smoke and carbon monoxide detectors work")),
            Item("home.camera", _("A camera, where it is lawful")),
            Item(
                "home.neighbours", _("Neighbors know whom to look out for"), audiences=("client", "neighbour")
            ),
            Item("home.landlord", _("Landlord or building knows who is not let in")),
            Item("home.visitors", _("Rule for visitors and parcels: who opens, who never does")),
            Item("home.caretakers", _("Sitters and caretakers know the plan")),
        ),
    ),
    Section(
        "phone",
        _("Phone"),
        "online",
        _("A charged phone at all times."),
        (
            Item("phone.charged", _("My phone is charged and with me at all times")),
            Item("phone.charger", _("I carry a charger or a power bank")),
            Item("phone.spare", _("I have a spare phone or one that can call 911")),
            Item(
                "phone.abuser_access",
                _("Someone else can get into my phone"),
                _("Yes asks for the phone to be looked at."),
            ),
            Item("phone.paid_by", _("I know who pays the bill and who sees the calls")),
            Item("phone.memorised", _("I know the important numbers by heart")),
            Item("phone.credit", _("There is enough credit or a plan that lasts")),
        ),
    ),
    Section(
        "danger_signals",
        _("Danger signals"),
        "other",
        _("Signs agreed with neighbors, co-workers, family or children that mean: I am in danger now."),
        (
            Item("signals.agreed", _("I have agreed on a signal with someone near me")),
            Item("signals.tried", _("We have tried it out")),
            Item("signals.response", _("They know what to do: call 911, and not come in")),
        ),
    ),
    Section(
        "pets",
        _("Animals"),
        "home",
        _("Leaving is easier when the animals are safe."),
        (
            Item("pets.care", _("Someone can take my animals in a hurry")),
            Item("pets.proof", _("I have proof that they are mine")),
            Item("pets.order", _("They are named in the order")),
            Item("pets.shelter", _("I know which shelters take them")),
        ),
    ),
    Section(
        "firearms",
        _("Weapons"),
        "home",
        _("Ask gently, and only while it is safe to answer."),
        (
            Item("firearms.access", _("There are weapons that can be reached")),
            Item("firearms.removal", _("I want to ask for them to be removed")),
            Item("firearms.surrendered", _("They were handed in, and I have seen proof")),
        ),
    ),
)
