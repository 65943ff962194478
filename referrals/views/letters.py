"""Writing a letter, its exact preview, and its way out of the house."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload import access as cases
from caseload.foundation import audit, clock
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from referrals import access, queries
from referrals.actions import letters, referrals
from referrals.choices import Mode, Need, ReferralState
from referrals.forms.letters import ApproveForm, FinaliseForm, LetterForm, VoidForm, WayForm
from referrals.models import Letter
from referrals.papers.kinds import LetterKind

TAB = "referrals:case_referrals"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KIND_OF_NEED = {Need.SHELTER: LetterKind.SHELTER, Need.HOUSING: LetterKind.HOUSING}


class NewLetter(CaseFormPage):
    """A letter with what the case already knows filled in; from a resource it makes the referral too."""

    permission = Perm.DRAFT_LETTER
    form_class = LetterForm
    template = "referrals/letter_form.html"
    resource: Any = None
    referral: Any = None

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        query = self.request.GET
        if query.get("referral"):
            self.referral = access.get_referral(self.staff, query["referral"])
            if self.referral.case != self.case:
                raise Http404
            self.resource = self.referral.resource
        elif query.get("resource"):
            self.resource = access.get_resource(self.staff, query["resource"])
        asked = query.get("kind", "")
        self.kind = LetterKind(asked) if asked in LetterKind.values else self._usual_kind()

    def _usual_kind(self) -> LetterKind:
        needs = [self.referral.need] if self.referral else self.resource.needs if self.resource else []
        found = (KIND_OF_NEED[need] for need in (Need.SHELTER, Need.HOUSING) if need in needs)
        return next(found, LetterKind.FINANCIAL if needs else LetterKind.SHELTER)

    def initial(self) -> dict[str, Any]:
        today = clock.today(self.agency.tz)
        return {
            **queries.letter_defaults(self.case, self.kind, self.agency.language),
            "recipient": self._recipient(),
            "language": self.agency.language,
            "valid_until": today + letters.usual_validity(self.kind),
            "signer": self.staff.name,
            "signer_title": str(self.staff.get_role_display()),
            "discreet": bool(self.agency.settings.get("discreet_letterhead")),
        }

    def _recipient(self) -> str:
        if self.resource:
            return self.resource.organization.name if self.resource.organization else self.resource.name
        return self.referral.provider if self.referral else ""

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.kind}

    def form_context(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "kinds": [(kind, f"?{urlencode({**self._chosen(), 'kind': kind.value})}") for kind in LetterKind],
            "resource": self.resource,
            "current_tab": TAB,
            "back_url": reverse(TAB, args=[self.case.ref]),
        }

    def _chosen(self) -> dict[str, str]:
        return {name: self.request.GET[name] for name in ("resource", "referral") if name in self.request.GET}

    def act(self, form: LetterForm) -> Any:
        if self.resource and not self.referral and cases.can(self.staff, Perm.EDIT_REFERRALS, self.case):
            self.referral = referrals.make(
                self.case, by=self.staff, resource=self.resource, mode=Mode.LETTER,
                state=ReferralState.OFFERED,
                need=next((n for n, kind in KIND_OF_NEED.items() if kind == self.kind), Need.FINANCIAL),
            )  # fmt: skip
        return letters.draft(
            self.case,
            by=self.staff,
            kind=self.kind,
            facts=form.facts(),
            referral=self.referral,
            **form.values(),
        )


class LetterMixin:
    """A page of one letter: `ref` in the address is the letter's."""

    permission: Perm
    staff: Any
    letter: Letter

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.letter = access.get_letter(self.staff, kwargs["ref"], self.permission)
        self.case = self.letter.case

    def form_context(self) -> dict[str, Any]:
        return {"letter": self.letter, "current_tab": TAB, "back_url": self.letter.get_absolute_url()}


def letter_context(letter: Letter, staff: Any) -> dict[str, Any]:
    """What the page of a letter shows beside its form."""
    releases = queries.releases_for(letter) if letter.state in ("draft", "approved", "final") else []
    query = urlencode([("item", item) for item in letter.items])
    return {
        "letter": letter,
        "about": queries.letter_page(letter),
        "paper": letters.paper_of(letter),
        "page_numbers": range(1, len(letters.pages_of(letter)) + 1),
        "releases": releases,
        "new_release_query": query,
        "may_finalise": cases.can(staff, Perm.FINALISE_LETTER, letter.case),
        "may_draft": cases.can(staff, Perm.DRAFT_LETTER, letter.case),
        "current_tab": TAB,
    }


class LetterPage(LetterMixin, CaseView):
    """What it reveals and withholds, exactly how it looks, and the next step."""

    permission = Perm.SEE_LETTERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.letter, "referrals.letter_viewed")
        context = letter_context(self.letter, self.staff)
        return self.page("referrals/letter.html", **context, **step_forms(self.letter, context["releases"]))


def step_forms(letter: Letter, releases: list[Any]) -> dict[str, Any]:
    if letter.is_editable:
        return {"finalise": FinaliseForm(letter=letter, releases=releases)}
    if letter.state == "final":
        initial = {"delivery": letter.delivery, "release": letter.release.ref if letter.release else ""}
        return {"deliver": WayForm(releases=releases, initial=initial)}
    return {}


class EditLetter(LetterMixin, CaseFormPage):
    permission = Perm.DRAFT_LETTER
    form_class = LetterForm
    template = "referrals/letter_form.html"

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        access.require_editable(self.staff, self.letter)

    def initial(self) -> dict[str, Any]:
        names = (*letters.SET_BY_FORM, "version")
        return {**{name: getattr(self.letter, name) for name in names}, **self.letter.facts}

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.letter.kind}

    def form_context(self) -> dict[str, Any]:
        return {**super().form_context(), "kind": LetterKind(self.letter.kind)}

    def act(self, form: LetterForm) -> Any:
        version = form.cleaned_data.get("version") or 0
        return letters.edit(self.letter, by=self.staff, version=version, facts=form.facts(), **form.values())

    def show(self, form: Any, status: int = 200, **data: Any) -> HttpResponse:
        if data.get("stale") is not None:
            form.data = form.data.copy()
            form.data["version"] = str(data["stale"].version)
        return super().show(form, status, **data)


class LetterStep(LetterMixin, CaseFormPage):
    """A button on the letter's page; what went wrong is said there, with the letter still in sight."""

    permission = Perm.FINALISE_LETTER
    http_method_names = ["post"]
    template = "referrals/letter.html"
    step = ""

    def form_kwargs(self) -> dict[str, Any]:
        return {"releases": queries.releases_for(self.letter)}

    def form_context(self) -> dict[str, Any]:
        return letter_context(self.letter, self.staff)

    def show(self, form: Any, status: int = 200, **data: Any) -> HttpResponse:
        forms = {**step_forms(self.letter, queries.releases_for(self.letter)), self.step: form}
        return super().show(form, status, **{**forms, **data})


class ApproveLetter(LetterStep):
    form_class = ApproveForm
    step = "approve"
    success_message = _("Approved. It is not final yet.")

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def act(self, form: ApproveForm) -> Any:
        return letters.approve(self.letter, by=self.staff, **form.cleaned_data)


class FinaliseLetter(LetterStep):
    form_class = FinaliseForm
    step = "finalise"
    success_message = _("The letter is final.")

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "letter": self.letter}

    def act(self, form: FinaliseForm) -> Any:
        return letters.finalise(self.letter, by=self.staff, **form.values())


class DeliverLetter(LetterStep):
    form_class = WayForm
    step = "deliver"
    success_message = _("Recorded: the letter has left the house.")

    def act(self, form: WayForm) -> Any:
        return letters.deliver(self.letter, by=self.staff, **form.values())


class VoidLetter(LetterMixin, CaseFormPage):
    permission = Perm.FINALISE_LETTER
    form_class = VoidForm
    template = "referrals/letter_void.html"
    success_message = _("The letter is void. It stays in the history.")

    def act(self, form: VoidForm) -> Any:
        return letters.void(self.letter, by=self.staff, **form.cleaned_data)


class LetterPicture(LetterMixin, CaseView):
    """One page of the letter, exactly as it will be printed."""

    permission = Perm.SEE_LETTERS

    def get(self, request: HttpRequest, ref: str, number: int) -> HttpResponse:
        pages = letters.pages_of(self.letter)
        if not 1 <= number <= len(pages):
            raise Http404
        response = HttpResponse(pages[number - 1], content_type="image/svg+xml")
        response["Cache-Control"] = "no-store"
        return response


class LetterFile(LetterMixin, CaseView):
    """The letter as a file, under a name that says nothing."""

    permission = Perm.SEE_LETTERS
    form = "pdf"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        if self.form == "pdf":
            if not self.letter.is_final:
                raise Http404
            content, kind = letters.take_pdf(self.letter, by=self.staff), "application/pdf"
        else:
            cases.require(self.staff, Perm.DRAFT_LETTER, self.case)
            content, kind = letters.docx_of(self.letter), DOCX
            audit.viewed(self.letter, "referrals.letter_downloaded", form="docx")
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{self.letter.file_stem}.{self.form}"'
        response["Cache-Control"] = "no-store"
        return response
