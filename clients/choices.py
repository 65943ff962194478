"""The closed lists of this app, in words a tired person can read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SafeFlag(TextChoices):
    """Whether a channel is safe. Nobody has said so means it is not (CF-21)."""

    YES = "yes", _("Safe")
    NO = "no", _("Not safe")
    UNKNOWN = "unknown", _("Not known: treat as not safe")


class YesNoUnknown(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class ContactKind(TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Postal address")


class ContactChannel(TextChoices):
    """What one does with a contact method; each is allowed or not by itself."""

    CALL = "call", _("Call")
    VOICEMAIL = "voicemail", _("Voicemail")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Post")


class HouseholdRelation(TextChoices):
    CHILD = "child", _("Child")
    STEPCHILD = "stepchild", _("Stepchild")
    FOSTER_CHILD = "foster_child", _("Child in their care")
    GRANDCHILD = "grandchild", _("Grandchild")
    PARENT = "parent", _("Parent")
    GRANDPARENT = "grandparent", _("Grandparent")
    SIBLING = "sibling", _("Sibling")
    PARTNER = "partner", _("Partner")
    RELATIVE = "relative", _("Another relative")
    FRIEND = "friend", _("Friend or housemate")
    OTHER = "other", _("Someone else")


class RespondentRelation(TextChoices):
    """How the respondent is connected to the client; no gender is assumed anywhere (A10)."""

    SPOUSE = "spouse", _("Spouse")
    FORMER_SPOUSE = "former_spouse", _("Former spouse")
    PARTNER = "partner", _("Partner, living together or before")
    DATING = "dating", _("Dating partner")
    FORMER_DATING = "former_dating", _("Former dating partner")
    CO_PARENT = "co_parent", _("Other parent of a child")
    PARENT = "parent", _("Parent or step-parent")
    CHILD = "child", _("Adult child")
    SIBLING = "sibling", _("Sibling")
    RELATIVE = "relative", _("Another family member")
    CAREGIVER = "caregiver", _("Caregiver")
    HOUSEMATE = "housemate", _("Housemate")
    COWORKER = "coworker", _("Co-worker")
    NEIGHBOUR = "neighbour", _("Neighbor")
    ACQUAINTANCE = "acquaintance", _("Acquaintance")
    STRANGER = "stranger", _("Stranger")
    OTHER = "other", _("Another connection")
    UNKNOWN = "unknown", _("Not known")


class ReleaseItem(TextChoices):
    """What a release may name. A closed list: there is no "entire file"."""

    IDENTITY_INITIALS = "identity_initials", _("Initials")
    IDENTITY_FIRST_NAME = "identity_first_name", _("First name")
    IDENTITY_NAME = "identity_name", _("Full name")
    ALIAS = "alias", _("Alias")
    DATE_OF_BIRTH = "date_of_birth", _("Date of birth")
    HOUSEHOLD_SIZE = "household_size", _("Number of people in the household")
    CHILDREN_AGES = "children_ages", _("Ages of the children, not their names")
    CHILDREN_NAMES = "children_names", _("Names of the children")
    LANGUAGE = "language", _("Language and interpreter")
    ACCESS_NEEDS = "access_needs", _("Access needs")
    PETS = "pets", _("Pets")
    DIETARY_ALLERGIES = "dietary_allergies", _("Food and other allergies")
    SAFE_CONTACT = "safe_contact", _("How and when it is safe to make contact")
    TRANSPORT_NEED = "transport_need", _("Need for transport")
    FLEEING_STATUS = "fleeing_status", _("Is leaving a dangerous situation: yes or no")
    URGENCY = "urgency", _("How urgent the need is")
    DATES_OF_SERVICE = "dates_of_service", _("Dates on which services were given")
    SERVICES_RECEIVED = "services_received", _("Kinds of services given")
    SOUGHT_DV_SERVICES = "sought_dv_services", _("Has sought domestic violence services")
    PROTECTIVE_ORDER_EXISTS = "protective_order_exists", _("A protective order exists, and until when")
    ORDER_COPY = "order_copy", _("A copy of the protective order")
    HOUSING_NEED = "housing_need", _("Housing need")
    FINANCIAL_NEED = "financial_need", _("Need for money, in one sentence")
    AMOUNT_REQUESTED = "amount_requested", _("Amount asked for and what for")
    INCOME_RANGE = "income_range", _("Income, as a range")
    RESPONDENT_NAME = "respondent_name", _("Name of the respondent")
    RESPONDENT_DESCRIPTION = "respondent_description", _("Description of the respondent")
    PICKUP_TERMS = "pickup_terms", _("Who may and may not collect the children")
    WORK_CHANGES = "work_changes", _("Changes asked for at work")
    RISK_RESULT = "risk_result", _("Result of a danger assessment")
    CASE_STATEMENT = "case_statement", _("A statement the client asked to have included")
    MAILING_ADDRESS = "mailing_address", _("Safe mailing address")


class ReleaseMethod(TextChoices):
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("Phone")
    EMAIL_ENCRYPTED = "email_encrypted", _("Encrypted e-mail")
    FAX = "fax", _("Fax")
    PORTAL = "portal", _("The recipient's secure site")


class SignerCapacity(TextChoices):
    CLIENT = "client", _("The person it is about, an adult")
    MINOR = "minor", _("The young person")
    PARENT = "parent", _("A parent who is not abusive")
    GUARDIAN = "guardian", _("A legal guardian who is not abusive")


class SignatureKind(TextChoices):
    INK = "ink", _("Signed on paper")
    SCREEN = "screen", _("Signed on screen")
    MARK = "mark", _("Made a mark, with a witness")


class ReleaseStatus(TextChoices):
    DRAFT = "draft", _("Draft: not signed yet")
    NOT_YET = "not_yet", _("Signed, not started yet")
    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    VOID = "void", _("Void")


class RevokedHow(TextChoices):
    ORAL = "oral", _("Said it: in person or by phone")
    WRITTEN = "written", _("In writing")


class PlanState(TextChoices):
    """Answer to one item of a plan; an item without an answer is just not talked about yet (SP-3)."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_NOW = "not_now", _("Not now")


class Setting(TextChoices):
    """Where part of a plan applies; each can be printed alone (A3)."""

    HOME = "home", _("Home")
    WORKPLACE = "workplace", _("Workplace")
    SCHOOL = "school_childcare", _("School and day care")
    COURT = "court", _("Court")
    ONLINE = "online", _("Online and phone")
    TRAVEL = "travel", _("Getting around")
    OTHER = "other", _("Everywhere")


class Audience(TextChoices):
    """For whom a sheet is printed, and who has agreed to a danger signal."""

    CLIENT = "client", _("The client")
    COWORKER = "coworker", _("Co-workers")
    SCHOOL = "school", _("School or day care")
    NEIGHBOUR = "neighbour", _("Neighbors")
    FAMILY = "family", _("Family or friends")
    CHILD = "child", _("A child")


class CopyHolder(TextChoices):
    """Who may hold a copy of the order (A6 to A9)."""

    CLIENT = "client", _("The client")
    SUPERVISOR = "supervisor", _("Supervisor at work")
    RECEPTION = "reception", _("Reception at work")
    SECURITY = "security", _("Security at work")
    HR = "hr", _("Human resources")
    SCHOOL_OFFICE = "school_office", _("School office")
    TEACHER = "teacher", _("Teacher")
    SCHOOL_OFFICER = "school_officer", _("School safety officer")
    BUS = "bus", _("School bus")
    DAY_CARE = "day_care", _("Day care")
    LANDLORD = "landlord", _("Landlord or building")
    TRUSTED = "trusted", _("A trusted person")
    OTHER = "other", _("Someone else")


class CopyDecision(TextChoices):
    GIVEN = "given", _("Given")
    PLANNED = "planned", _("Wanted, not given yet")
    DECLINED = "declined", _("The client would rather not")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


class HandedBy(TextChoices):
    CLIENT = "client", _("The client hands it over")
    AGENCY = "agency", _("We hand it over, under a release")


class Storage(TextChoices):
    """Where a printed plan will be kept; asked before anything is printed (SP-5)."""

    DO_NOT_PRINT = "do_not_print", _("Do not print")
    SAFE_PLACE = "safe_place", _("In a safe place")
    TRUSTED_PERSON = "trusted_person", _("With a trusted person")
    PHOTO_ONLY = "photo_only", _("As a photo only: the paper is destroyed")


class ReviewTrigger(TextChoices):
    """What happened that asks for another look at the plan (SP-2)."""

    SERVICE_RECORDED = "service_recorded", _("The order was served")
    VIOLATION = "violation", _("The order was violated")
    SEPARATION = "separation", _("Separation")
    MOVE = "move", _("Moved")
    JOB_CHANGE = "job_change", _("Job changed")
    HEARING_OUTCOME = "hearing_outcome", _("A hearing ended")
    ORDER_CHANGE = "order_change", _("The order changed")
    SCHOOL_CHANGE = "school_change", _("School or day care changed")
    CUSTODY_RELEASE = "custody_release", _("The respondent was released from custody")
    WEAPON = "weapon", _("New information about weapons")
    CLIENT_REQUEST = "client_request", _("The client asked")


EVENT_LABELS = {
    "clients.intake_completed": _("Intake completed"),
    "clients.client_changed": _("Client details changed"),
    "clients.client_viewed": _("Client page opened"),
    "clients.location_viewed": _("Protected address opened"),
    "clients.location_changed": _("Protected address changed"),
    "clients.contact_added": _("Way to make contact added"),
    "clients.contact_changed": _("Way to make contact changed"),
    "clients.contact_removed": _("Way to make contact removed"),
    "clients.household_added": _("Household member added"),
    "clients.household_changed": _("Household member changed"),
    "clients.household_removed": _("Household member removed"),
    "clients.respondent_added": _("Respondent added"),
    "clients.respondent_changed": _("Respondent changed"),
    "clients.emergency_contact_added": _("Emergency contact added"),
    "clients.emergency_contact_changed": _("Emergency contact changed"),
    "clients.emergency_contact_removed": _("Emergency contact removed"),
    "clients.release_drafted": _("Release prepared"),
    "clients.release_signed": _("Release signed"),
    "clients.release_viewed": _("Release opened"),
    "clients.release_revoked": _("Release revoked"),
    "clients.release_revoked_in_writing": _("Revocation received in writing"),
    "clients.release_voided": _("Release voided"),
    "clients.release_printed": _("Release printed"),
    "clients.information_disclosed": _("Information disclosed under a release"),
    "clients.plan_started": _("Safety plan started"),
    "clients.plan_viewed": _("Safety plan opened"),
    "clients.plan_edited": _("Safety plan edited"),
    "clients.plan_published": _("Safety plan version made"),
    "clients.plan_declined": _("The client would rather not make a plan now"),
    "clients.plan_review_called": _("Safety plan review asked for"),
    "clients.plan_printed": _("Safety plan printed"),
    "clients.plan_sharing_changed": _("Who may read the safety plan changed"),
    "clients.signal_changed": _("Danger signal changed"),
    "clients.signal_removed": _("Danger signal removed"),
    "clients.order_copy_changed": _("Copy of the order: holder recorded"),
    "clients.order_copies_stale": _("Copies of the order need replacing"),
    "clients.order_card_printed": _("Order card printed"),
    "clients.names_searched": _("Names searched"),
}
