"""Words for what keeps a letter from being written (LT-3, LT-4)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FINDING_WORDS = {
    "narrative": _(
        "A letter does not tell what happened and gives no diagnosis or opinion. Please take out “%(words)s”."
    ),
    "private": _("This is never told in a letter. Please take out “%(words)s”."),
    "social_security": _("A social security number never stands in a letter. Please take it out."),
    "account": _("An account or case number never stands in a letter. Please take out “%(words)s”."),
    "phone": _("This number may not stand here: it is not one the client named as safe to call for a reply."),
    "name": _("This names a person of the case. Please take out “%(words)s”."),
    "place": _("This would lead to a protected place. Please take out “%(words)s”."),
    "not_ages": _("Give ages only, such as 3, 7."),
    "not_initials": _("Initials only, such as M. R., or choose another way to name the client."),
    "full_name": _("This is the full name. Shorten it, or choose “Full name”."),
    "undeclared": _("This letter has no place for that."),
}
