"""Short sentences that people write many times a week, in the two languages of the demo."""

from __future__ import annotations

ANSWERS = {
    "en": (
        "Spoke with the advocate. Calls tonight and tomorrow morning, safe place confirmed.",
        "Cover for the night is arranged; I call the client's advocate at eight.",
        "Advocate has reached the client. Plan walked through, bag and phone are ready.",
        "Second person named. We look at it again in the morning meeting.",
        "Checked with the advocate: children are with the aunt, school has a copy.",
    ),
    "es": (
        "Hablé con la consejera. Llama esta noche y mañana temprano; lugar seguro confirmado.",
        "Hay cobertura para la noche; hablo con la consejera a las ocho.",
        "La consejera ya habló con la clienta. Repasaron el plan.",
        "Segunda persona nombrada. Lo vemos otra vez mañana en la reunión.",
    ),
}
OUTCOMES = {
    "en": (
        "Done together by phone.",
        "Talked it through; nothing changes for now.",
        "Reached on the safe number in the agreed hours.",
        "Confirmed.",
        "Done at today's meeting.",
        "She prefers to do this herself and will tell us.",
    ),
    "es": (
        "Hecho por teléfono, juntas.",
        "Lo hablamos; por ahora sigue igual.",
        "Contestó en el número seguro, en las horas acordadas.",
        "Confirmado.",
        "Hecho en la reunión de hoy.",
    ),
}


def answer(language: str, number: int) -> str:
    """What a supervisor writes when acknowledging."""
    return _pick(ANSWERS, language, number)


def outcome(language: str, number: int) -> str:
    """What came of a task."""
    return _pick(OUTCOMES, language, number)


def _pick(sentences: dict[str, tuple[str, ...]], language: str, number: int) -> str:
    found = sentences[language]
    return found[number % len(found)]
