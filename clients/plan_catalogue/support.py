"""Sections about money and papers, health, and the people who help."""

from django.utils.translation import gettext_lazy as _

from .base import Item, Section

SECTIONS = (
    Section(
        "money_docs",
        _("Money and papers"),
        "other",
        _("Papers can be replaced; knowing which ones are missing helps."),
        (
            Item("money.papers", _("I have my papers or copies of them")),
            Item("money.children_papers", _("I have the children's papers")),
            Item("money.account", _("I have an account that only I can use")),
            Item("money.statements", _("Statements go to a safe address"), printable=False),
            Item("money.credit", _("My credit is frozen or watched")),
            Item("money.benefits", _("I know which benefits I can ask for")),
            Item("money.lease", _("I know what my lease allows")),
        ),
    ),
    Section(
        "health_emotional",
        _("Health and strength"),
        "other",
        _("Care for the body and the mind, without judgment."),
        (
            Item(
                "health.injury", _("Injuries are looked at, above all anything about the neck or breathing")
            ),
            Item("health.medicine", _("I have the medicine I need")),
            Item("health.sleep", _("What helps me rest")),
            Item("health.people", _("People who lift me up")),
            Item("health.crisis", _("Whom I call when it is too much")),
            Item("health.substances", _("If I drink or use, how I keep it safer")),
        ),
    ),
    Section(
        "supports",
        _("People who help"),
        "other",
        _("Emergency contacts, and who may be told what."),
        (
            Item("supports.emergency_contact", _("I have an emergency contact person")),
            Item("supports.told", _("They know what they may say, and to whom")),
            Item("supports.faith", _("A faith or cultural community that helps")),
            Item("supports.interpreter", _("An interpreter I trust")),
            Item("supports.legal", _("Someone who can answer legal questions")),
        ),
    ),
)
