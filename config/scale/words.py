"""Invented names and sentences. Nobody is meant; every number is one that belongs to nobody."""

FIRST_NAMES = (
    "Amara", "Beatriz", "Carmen", "Dolores", "Elena", "Fatima", "Gloria", "Hannah", "Imani", "Jasmine",
    "Keisha",
    "Lucia", "Maria", "Nadia", "Olga", "Priya", "Quiana", "Rosa", "Sofia", "Teresa", "Uma", "Valeria",
    "Wanda", "Ximena", "Yolanda", "Zainab", "Andre", "Bruno", "Chen", "Daniel", "Emeka", "Farid",
)  # fmt: skip
LAST_NAMES = (
    "Abara", "Bellweather", "Castellano", "Dufresne", "Eastbrook", "Fairweather", "Galloway", "Hartwell",
    "Iverness", "Juniper", "Kestrel", "Lindgren", "Marchetti", "Northwood", "Okonjo", "Pemberton",
    "Quintanilla",
    "Rosewood", "Silvera", "Thornbury", "Underhill", "Villanueva", "Westerly", "Yarrow", "Zamorano",
)  # fmt: skip
ALIASES = ("Sparrow", "Willow", "Harbor", "Maple", "Juniper", "Robin", "Clover", "River")
STREETS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hawthorn", "Linden", "Oak", "Poplar")
LANGUAGES = ("English", "English", "English", "Spanish", "Spanish", "Arabic", "Vietnamese", "Haitian Creole")
COURTS = ("County Family Court", "District Court, Domestic Relations", "Municipal Court, Part 4")
JUDGES = ("Hon. A. Whitfield", "Hon. M. Serrano", "Hon. L. Adeyemi", "Hon. K. Brandt")
NOTES = (
    "Spoke at the safe hour. Client is well and has eaten and slept. Next call on Thursday as agreed.",
    "Went through the plan together. The bag stands with a neighbour; the second phone is charged.",
    "Client asked about the hearing: what to bring, where to wait, who may come along. Explained each.",
    "No answer at the safe hour. No message left, as agreed. Will try again tomorrow morning.",
    "Met at the library. Filled in the housing form together; two papers are still missing.",
    "The school has a copy of the order and knows who may collect the children.",
    "Client says calls from unknown numbers have stopped since the change of number.",
    "Talked about counselling; client would like to think about it and hear of groups in Spanish.",
)
ANSWERS = (
    "Spoke with the advocate; client is reached and has a safe place tonight.",
    "Cover for the weekend is named. Second call in the evening.",
    "Plan looked at with the advocate; no change needed today.",
)
TASKS = (
    ("caseload.call", "Call at the safe hour"),
    ("caseload.papers", "Collect the missing papers"),
    ("caseload.court", "Prepare the day in court"),
    ("caseload.housing", "Send the housing form"),
    ("caseload.review", "Look at the plan again"),
)
PROVIDERS = (
    (
        "Elm Street Shelter",
        "shelter",
        "Emergency beds for people leaving a dangerous home; children welcome.",
    ),
    (
        "Crossing House",
        "shelter",
        "Shelter and a safe kitchen, open at all hours; a dog or cat may come.",
    ),
    (
        "Second Door Housing",
        "housing",
        "Help with a first rent, a deposit and a doubtful landlord.",
    ),
    ("Keyholder Rental Aid", "housing", "Rapid rehousing, lease review, utility deposits."),
    ("Neighbor Fund", "financial", "Small grants for locks, bus fares, papers and school things."),
    ("Bridge Emergency Money", "financial", "One payment for rent, food or medicine within three days."),
    ("Lantern Light Legal Aid", "legal", "Protective orders, custody, immigration, without charge."),
    ("Family Court Help Desk", "legal", "Forms, hearings and interpreters at the courthouse."),
    ("Riverside Clinic", "health", "Walk-in care, injuries documented, no insurance needed."),
    ("Quiet Room Counseling", "counselling", "Counseling and groups for adults, teenagers and children."),
    ("Corner Pantry", "food", "Groceries and warm meals on weekdays; delivery on request."),
    ("Laundry and Showers Hall", "other", "Clean clothes, showers, storage for a bag."),
)
