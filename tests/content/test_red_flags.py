"""The red flags one by one: what each says to see and to do, how grave it is, and where it leads."""

import re

from tests.support.cases import with_each
from tests.support.content import FACTS, FLAGS, PAGES, SOURCES, read_toml

QUESTIONS = read_toml("urgent.toml")["questions"]
MOST_CHARACTERS = 160
"""The longest description of a sign, so that the urgent page can be read in a hurry."""

SAYS = [
    ("RF01", "emergency", "get-help-now", ("chest", "arm", "jaw"), ("Do not treat it as a spasm",)),
    ("RF02", "emergency", "get-help-now", ("All of a sudden", "face drops", "speech is slurred"), ("stroke",)),
    ("RF03", "emergency", "get-help-now", ("first one", "over 5 minutes", "in water"), ("nothing in the mouth",)),
    ("RF10", "today", "calf", ("swollen", "red or darker"), ("Do not massage it or put heat on it",)),
    ("RF20", "emergency", "lower-back", ("between the legs", "new leaking", "both legs"), ("Do not drive yourself",)),
    ("RF21", "today", "lower-back", ("fever", "cancer", "injected drugs", "fall", "weaker"), ("today",)),
    ("RF30", "emergency", "shin", ("tight and hard", "a long lie"), ("when the muscle is stretched",)),
    ("RF31", "emergency", "get-help-now", ("cold and pale", "beside"), ("do not warm it, raise it or rub it",)),
    ("RF40", "emergency", "sport-and-heat", ("tea or cola",), ("blood test",)),
    ("RF43", "emergency", "sport-and-heat", ("very hot",), ("ice bath", "clothes", "Give nothing to drink")),
    ("RF44", "today", "sport-and-heat", ("after exercise or heat", "all over"), ("Do not force yourself to drink",)),
    ("RF70", "book", "night-cramps", ("swelling of both legs",), ("diary",)),
    ("RF72", "book", "look-alikes", ("slowly over weeks",), ("soon",)),
    ("RF80", "emergency", "medicines", ("anti-nausea or antipsychotic", "haloperidol"), ("Say which",)),
    ("RF81", "today", "medicines", ("antidepressants",), ("before you take the next dose",)),
    ("RF90", "emergency", "pregnancy", ("after a birth", "sudden swelling"), ("Call your maternity unit now",)),
    ("RF91", "emergency", "breath-holding-spells", ("blue or grey", "floppy"), ("named as breath-holding",)),
    ("RF92", "today", "side-and-belly", ("will not settle", "fever or vomiting"), ("today",)),
    ("RF93", "emergency", "get-help-now", ("poison", "gas", "snake"), ("Do not make the person vomit",)),
    ("RF94", "today", "calf", ("pop", "push off"), ("Do not stretch it",)),
    ("RF95", "emergency", "side-and-belly", ("unlike your usual", "hard", "tearing", "cold sweat"), ("not eat",)),
    ("RF96", "emergency", "neck", ("stiff neck", "rash that does not fade", "worst-ever headache"), ("not stretch",)),
    ("RF97", "emergency", "neck", ("one side of the neck", "eyelid"), ("do not stretch, turn or massage",)),
    ("RF98", "today", "children", ("flings the arms out", "again and again"), ("children's doctors", "Film it")),
    ("RF99", "today", "children", ("limps", "hot swollen joint", "two days"), ("today",)),
    ("RF100", "today", "pregnancy", ("Pregnant", "after a birth", "one leg"), ("maternity unit", "Do not massage it")),
    ("RF101", "emergency", "pregnancy", ("37 weeks", "bleeding"), ("Call your maternity unit now",)),
    ("RF102", "emergency", "pregnancy", ("after a birth", "heavy bleeding"), ("you have had a baby",)),
    ("RF103", "emergency", "children", ("fever", "jerks"), ("on one side", "nothing in the mouth")),
    ("RF104", "emergency", "medicines", ("alcohol", "sedative", "baclofen"), ("do not stop all at once",)),
    ("RF105", "emergency", "get-help-now", ("too much", "harm yourself"), ("even if you feel well",)),
    ("RF106", "emergency", "medicines", ("high fever", "rigid", "confusion"), ("which medicines",)),
    ("RF107", "emergency", "pregnancy", ("late period", "one-sided", "bleeding with pain"), ("may be pregnant",)),
    ("RF108", "emergency", "children", ("under 3 months", "38 °C", "mottled"), ("Do not wait for a rash",)),
    ("RF109", "today", "look-alikes", ("hang the leg down", "does not heal"), ("Do not raise it or put heat on it",)),
    ("RF110", "emergency", "medicines", ("cocaine", "MDMA"), ("Say what was taken",)),
    ("RF111", "emergency", "get-help-now", ("tongue or throat",), ("adrenaline pen",)),
    ("RF112", "emergency", "get-help-now", ("asthma", "reliever"), ("Sit upright",)),
    ("RF113", "emergency", "get-help-now", ("spinal cord", "pounding headache"), ("Sit upright", "loosen")),
    ("RF114", "today", "drinking-and-electrolytes", ("vomiting or diarrhoea",), ("rehydration salts",)),
    ("RF115", "emergency", "get-help-now", ("dialysis", "weakness"), ("potassium",)),
    ("RF116", "emergency", "get-help-now", ("choking",), ("At once", "five blows", "Under 1 year")),
    ("RF117", "today", "get-help-now", ("spreads", "joint"), ("infection", "Do not massage it or put heat on it")),
    ("RF118", "emergency", "get-help-now", ("hard fall", "strong pain", "numbness"), ("do not move or stretch",)),
    ("RF119", "today", "look-alikes", ("Over the age of 50", "chewing"), ("today",)),
    ("RF120", "emergency", "get-help-now", ("testicle",), ("emergency department now",)),
    ("RF121", "emergency", "look-alikes", ("up both legs",), ("emergency department now",)),
    ("RF122", "emergency", "get-help-now", ("confused",), ("awake and can swallow", "no insulin")),
    ("RF123", "emergency", "get-help-now", ("steroid tablets",), ("adrenal crisis", "injection at once")),
    ("RF124", "emergency", "get-help-now", ("Sickle cell", "usual plan"), ("Do not put cold on it",)),
]  # fmt: skip


@with_each(("flag_id", "level", "page", "seen", "done"), SAYS, ids=[row[0] for row in SAYS])
def test_a_flag_has_its_level_its_page_and_its_words(
    flag_id: str, level: str, page: str, seen: tuple[str, ...], done: tuple[str, ...]
) -> None:
    flag = FLAGS[flag_id]
    assert (flag["level"], flag["page"]) == (level, page)
    assert [words for words in seen if words not in flag["see"]] == []
    assert [words for words in done if words not in flag["do"]] == []


@with_each(
    ("flag_id", "words"),
    [
        ("RF10", "short of breath"), ("RF21", "by the hour"), ("RF41", "tea or cola"), ("RF44", "confusion"),
        ("RF50", "throat"), ("RF72", "all of a sudden"), ("RF81", "high fever"), ("RF91", "1 to 2 minutes"),
        ("RF92", "belly is hard"), ("RF98", "blue, floppy"), ("RF99", "does not fade under a glass"),
        ("RF100", "cough up blood"), ("RF109", "cold, pale, blue"), ("RF114", "no urine"), ("RF117", "confusion"),
        ("RF119", "sight"), ("RF117", "far more than it looks"), ("RF117", "black or blistered"),
        ("RF121", "swallowing gets hard"),
    ],
)  # fmt: skip
def test_what_makes_it_an_emergency_is_said(flag_id: str, words: str) -> None:
    assert words in FLAGS[flag_id]["worse"]


def test_a_sign_is_short_enough_for_a_hurry_and_has_a_document_to_read() -> None:
    for flag_id, flag in FLAGS.items():
        assert len(flag["see"]) <= MOST_CHARACTERS, flag_id
        assert FACTS[flag_id]["sources"], flag_id
        assert all(SOURCES[source]["where"].startswith("https://") for source in flag["sources"]), flag_id


def test_the_page_get_help_now_says_every_flag_in_the_flag_s_own_words() -> None:
    said = " ".join(PAGES["get-help-now"].prose.split())
    without = [flag_id for flag_id, flag in FLAGS.items() if flag["level"] != "none" and flag["see"] not in said]
    assert without == []


def test_a_flag_that_is_a_day_s_matter_says_today_and_never_only_book() -> None:
    for flag_id, flag in FLAGS.items():
        if flag["level"] == "today":
            assert "today" in flag["do"], flag_id
        if flag["level"] == "book":
            assert flag["do"].startswith("Book an appointment"), flag_id


@with_each(
    ("words", "flags"),
    [
        ("belly", {"RF95"}), ("neck", {"RF96", "RF97"}), ("Child blue", {"RF91", "RF98", "RF103", "RF108"}),
        ("gave birth", {"RF90", "RF102"}), ("stopping alcohol", {"RF93", "RF104", "RF105"}), ("cancer", {"RF21"}),
        ("Locked jaw", {"RF60"}), ("over 50", {"RF119"}), ("child limps", {"RF99"}), ("eased by hanging", {"RF109"}),
        ("weak legs", {"RF20", "RF40", "RF115", "RF121"}), ("newly confused", {"RF43", "RF122", "RF123"}),
    ],
)  # fmt: skip
def test_a_question_stands_for_its_flags(words: str, flags: set[str]) -> None:
    asked = {flag for question in QUESTIONS if words in question["ask"] for flag in question["flags"]}
    assert flags - asked == set()


EVERYDAY = {
    "constipation": r"trouble passing|stool trouble|constip",
    "a weak stream of urine": r"urine trouble|trouble (passing|holding)",
    "cold feet in bed": r"limb cold|foot cold|becomes numb, weak or very painful",
    "swollen ankles in pregnancy": r"(?<!sudden )swelling of (the )?(face|hands|feet)|a swollen face",
    "pain in pregnancy that is no more than a leg cramp": r"bleeding, pain or fever",
    "an extra heartbeat": r"^(?!Kidney).*(uneven heartbeat|palpitations)",
    "a usual period pain": r"could be pregnant: belly pain",
    "a scratch or a gnat bite": r"(?<!snake )(?<!venomous )\bbite, overdose|bruise, a wound",
    "a stiff neck after a light jolt": r"hurt by a jolt",
}
"""What healthy people have, and the words by which it would pass for a sign of an emergency."""


@with_each("usual", EVERYDAY)
def test_nothing_usual_passes_for_an_emergency(usual: str) -> None:
    signs = [flag["see"] for flag in FLAGS.values() if isinstance(flag, dict) and flag.get("level") == "emergency"]
    asks = [question["ask"] for question in QUESTIONS if question["level"] == "emergency"]
    assert [text for text in (*signs, *asks) if re.search(EVERYDAY[usual], text)] == []
