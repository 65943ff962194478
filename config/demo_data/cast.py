"""The agencies of the demo and who works there. Every person is invented; every number is fictional."""

from __future__ import annotations

from dataclasses import dataclass, field

PASSPHRASE = "lantern-in-the-window"  # noqa: S105 - printed at every start of the demo


@dataclass(frozen=True)
class Person:
    """Somebody who signs in: `key` names them in the scenarios, `left` days ago they went."""

    key: str
    name: str
    role: str
    team: str = ""
    email: str = ""
    language: str = ""
    left: float = 0


@dataclass(frozen=True)
class House:
    """An agency: what `create_agency` wants, what stands on its paper, its teams and its people."""

    slug: str
    name: str
    timezone: str
    language: str
    case_prefix: str
    phone: str
    postal_address: str
    discreet_name: str
    signer: dict[str, str]
    directory: str
    teams: dict[str, tuple[str, str]]
    people: tuple[Person, ...]
    settings: dict[str, object] = field(default_factory=dict)
    court_pack: str = ""

    def email_of(self, person: Person) -> str:
        return person.email or f"{person.key}@{self.slug}.example.org"


# One person, two agencies: she chooses at sign-in which one she works for.
BOTH = "pilar@example.org"

HARBOR = House(
    slug="harbor",
    name="Harbor House",
    timezone="America/Chicago",
    language="en",
    case_prefix="H",
    phone="312-555-0100",
    postal_address="PO Box 5500, Chicago, IL 60601",
    discreet_name="HH Community Services",
    signer={"name": "Dee Okafor", "title": "Director"},
    directory="chicago",
    court_pack="generic",
    teams={
        "day": ("Day team", "sol"),
        "evening": ("Evening team", "tomas"),
        "court": ("Court team", "ingrid"),
    },
    people=(
        Person("ana", "Ana Whitfield", "advocate", "day"),
        Person("ben", "Ben Osei", "advocate", "day"),
        Person("noor", "Noor Haddad", "advocate", "day"),
        Person("sol", "Sol Marchetti", "supervisor", "day"),
        Person("imani", "Imani Brooks", "advocate", "evening"),
        Person("kai", "Kai Lindqvist", "advocate", "evening"),
        Person("tomas", "Tomás Aguirre", "supervisor", "evening"),
        Person("pilar", "Pilar Fuentes", "advocate", "court", BOTH),
        Person("lee", "Lee Tran", "legal", "court"),
        Person("ingrid", "Ingrid Vasquez-Holm", "supervisor", "court"),
        Person("dee", "Dee Okafor", "director"),
        Person("shea", "Shea Donnelly", "shelter", "day"),
        Person("val", "Val Kowalski", "volunteer"),
        Person("dara", "Dara Singh", "data"),
        Person("finn", "Finn Hughes", "finance"),
        Person("ada", "Ada Lindgren", "admin"),
        Person("aud", "Audrey Nakamura", "auditor"),
        Person("remy", "Remy Castellan", "advocate", "evening", left=21),
    ),
)

NORTE = House(
    slug="norte",
    name="Casa Luz Norte",
    timezone="America/Phoenix",
    language="es",
    case_prefix="N",
    phone="602-555-0100",
    postal_address="PO Box 5501, Phoenix, AZ 85001",
    discreet_name="CLN Servicios",
    signer={"name": "Graciela Montaño", "title": "Directora"},
    directory="phoenix",
    teams={"norte": ("Equipo Norte", "teo")},
    people=(
        Person("lupe", "Lupe Arriaga", "advocate", "norte", language="es"),
        Person("pilar", "Pilar Fuentes", "advocate", "norte", BOTH),
        Person("nez", "Darrell Nez", "advocate", "norte"),
        Person("teo", "Teo Villaseñor", "supervisor", "norte", language="es"),
        Person("gracia", "Graciela Montaño", "director", language="es"),
        Person("iris", "Iris Yazzie", "legal", "norte"),
        Person("mayra", "Mayra Beltrán", "shelter", "norte", language="es"),
        Person("val", "Valentina Rubio", "volunteer", language="es"),
        Person("hugo", "Hugo Peralta", "data", language="es"),
        Person("flor", "Flor Quintana", "finance", language="es"),
        Person("ximena", "Ximena Duarte", "admin", language="es"),
        Person("abel", "Abel Cordero", "auditor", language="es"),
    ),
)

HOUSES = (HARBOR, NORTE)
