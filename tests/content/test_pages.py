"""Every guide page on its own: citations, reading level, safety lines.

Front matter, links, the card and lengths are checked by the audit: `tests/content/test_guide.py` runs it.
"""

import re
from itertools import pairwise

from spasmtui.shared.places import PLACES
from tests.support.cases import with_each
from tests.support.content import CITATION, CONTENT, FACTS, LINK, PAGES, RawPage, read_toml

ROUTINES = {path.stem for path in (CONTENT / "routines").glob("*.toml")}
EVERY = with_each("page", PAGES.values(), ids=PAGES)
PAGE_IDS = {  # those that the program and other programs may ask for by name; a new page need not be added
    "spasm-or-cramp", "kinds-of-muscle", "skeletal-spasm", "smooth-muscle-spasm", "breath-holding-spells",
    "stiff-person-syndrome", "causes-and-triggers", "medicines", "look-alikes",
    "first-minutes", "cramp-relief", "relaxing-and-breathing", "heat-or-cold", "massage-and-taping", "get-help-now",
    "water-wheel-and-ladder",
    "calf", "foot-and-toes", "hamstring", "front-of-thigh", "shin", "hip-and-buttock", "hand-and-forearm", "neck",
    "upper-back", "lower-back", "side-and-belly", "face-jaw-and-ribs",
    "night-cramps", "warm-up-and-stretching", "drinking-and-electrolytes", "electrolyte-drink",
    "magnesium-and-supplements", "habits-shoes-and-bed",
    "pregnancy", "older-adults", "sport-and-heat", "children",
    "seeing-a-physiotherapist", "keeping-a-diary", "about-this-guide", "glossary", "your-data", "several-devices",
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words, without marks between them and in them but the apostrophe of a contraction."""
    return re.sub(r"[^\w\s\']|\'(?![tsd]\b|ve\b|ll\b|re\b)", "", text).split()


def syllables_of(word: str) -> int:
    """One vowel sound a group of vowels; a silent e at the end is none."""
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word.lower()))))


def reading_grade(prose: str) -> float:
    """The Flesch-Kincaid grade; each line is a sentence of its own, as a list item is, but for one of two words."""
    ended = "\n".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in prose.splitlines() if line)
    words = words_of(ended)
    sentences = [each for each in re.findall(r"\b[^.!?]+[.!?]*", ended) if len(words_of(each)) > 2]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables_of, words)) / len(words) - 15.59


def test_the_reading_grade_tells_plain_from_learned_prose() -> None:
    plain = reading_grade("Sit up. Pull the toes to the shin. Hold it there.")
    learned = reading_grade(
        "Idiopathic nocturnal contractions predominantly affect gastrocnemius musculature, necessitating elongation."
    )
    assert plain < 2
    assert learned > 20


def test_every_page_of_the_contract_is_there() -> None:
    assert PAGE_IDS - set(PAGES) == set()


def test_every_place_and_every_routine_has_a_page() -> None:
    without = set(PLACES) - {place for page in PAGES.values() for place in page.meta["places"]}
    assert without == set(), "name the place in `places` of a page"
    without = ROUTINES - {routine for page in PAGES.values() for routine in page.meta["routines"]}
    assert without == set(), "name the routine in `routines` of a page"


@EVERY
def test_every_paragraph_and_list_item_carries_a_citation(page: RawPage) -> None:
    """A list may be cited by the paragraph after it; a signpost to another page and a lead-in claim nothing."""
    blocks = [block for block in re.split(r"\n\s*\n", page.body.strip()) if not block.startswith("#")]
    for block, following in pairwise([*blocks, ""]):
        items = re.split(r"\n(?=- |\d+\. )", block)
        is_list = re.match(r"- |\d+\. ", block) is not None
        if all(CITATION.search(item) for item in items) or (is_list and CITATION.search(following)):
            continue
        is_signpost = not is_list and (LINK.search(block) is not None or block.endswith(":"))
        assert is_signpost or page.path.stem == "about-this-guide", block


@EVERY
def test_a_page_reads_at_grade_eight_or_below(page: RawPage) -> None:
    assert reading_grade(page.prose) <= 8


@EVERY
def test_no_page_gives_a_dose(page: RawPage) -> None:
    doses = re.findall(r"\d[\d.,]*\s*(?:mg|mcg|g|IU|tablets?|capsules?|pills?)\b", page.prose)
    if page.path.stem in {"electrolyte-drink", "drinking-and-electrolytes"}:
        doses = [dose for dose in doses if re.search(r"mcg|IU|tablet|capsule|pill", dose)]
    assert doses == []


@EVERY
def test_where_a_red_flag_stands_it_is_bold_and_the_key_is_named(page: RawPage) -> None:
    urgent = page.sections.get("Take care")
    if urgent is None:
        return
    assert "**" in urgent
    assert "Press `!`" in urgent
    assert re.search(r"\[[^\]]*RF\d\d", urgent) or page.path.stem == "electrolyte-drink"


PREGNANCY_RULE = "From 16 weeks of pregnancy do not lie flat on your back for long: lie on your side or prop up."
BLOOD_THINNER_RULE = "If you take a blood thinner, ask your doctor before you massage, and use light strokes only."

MUST_SAY = [
    ("electrolyte-drink", "never under 12 months"),
    ("electrolyte-drink", "not an oral rehydration solution"),
    ("electrolyte-drink", "kidney disease"),
    ("electrolyte-drink", "rich in potassium"),
    ("electrolyte-drink", "In pregnancy"),
    ("electrolyte-drink", "sick child"),
    ("electrolyte-drink", "contain potassium chloride"),
    ("electrolyte-drink", "If you take lithium, ask first"),
    ("electrolyte-drink", "A baby under one must have no salted home-made drink at all"),
    ("heat-or-cold", "Never fall asleep"),
    ("heat-or-cold", "Never on bare skin"),
    ("heat-or-cold", "20 minutes is the end"),
    ("calf", "do not massage it"),
    ("calf", "A pop in the calf"),
    ("first-minutes", "Do not stretch after a pop"),
    ("cramp-relief", "Stop for a pop"),
    ("hamstring", "Do not stretch it"),
    ("shin", "Do not stretch it any further"),
    ("shin", "Still cramped after 10 minutes"),
    ("first-minutes", "In an emergency, ! shows the number to call"),
    ("cramp-relief", PREGNANCY_RULE),
    ("relaxing-and-breathing", PREGNANCY_RULE),
    ("hamstring", PREGNANCY_RULE),
    ("hip-and-buttock", PREGNANCY_RULE),
    ("lower-back", PREGNANCY_RULE),
    ("heat-or-cold", "use no heat and no massage, because it may be a clot"),
    ("calf", "the risk stays raised for about two months"),
    ("foot-and-toes", "when you hang the foot out of bed, may come from blocked arteries. Get medical advice today"),
    ("hip-and-buttock", "Sudden severe pain in a testicle cannot wait: go to an emergency department now"),
    ("hip-and-buttock", "Book an appointment if the pain keeps returning, or if there is bleeding"),
    ("lower-back", "because a large blood vessel may be leaking"),
    (
        "side-and-belly",
        "a hard or very tender belly, or pain with faintness, vomited blood or black stool: call your emergency",
    ),
    ("side-and-belly", "Early in a pregnancy or with a late period, strong or one-sided belly pain"),
    (
        "neck",
        "a rash that does not fade under a glass, or a sudden worst-ever headache: call your emergency number now",
    ),
    ("neck", "Do not stretch, turn or massage the neck"),
    ("neck", "After a hard fall, a crash or a dive, strong pain in the neck"),
    ("face-jaw-and-ribs", "With chest pain, a drooping face, or a jaw that will not open after a wound, press !"),
    ("face-jaw-and-ribs", "One side of the face drops"),
    ("face-jaw-and-ribs", "it may be tetanus (lockjaw)"),
    ("face-jaw-and-ribs", "after an anti-nausea or antipsychotic medicine, call your emergency number now"),
    ("face-jaw-and-ribs", "have any new chest pain examined"),
    ("face-jaw-and-ribs", "If sight dims or goes, go to an emergency department now"),
    ("water-wheel-and-ladder", "turn on your back, float and breathe"),
    ("water-wheel-and-ladder", "Wave and call"),
    ("water-wheel-and-ladder", "pull the toes up towards the shin. Get out by the shortest way. Do not swim on alone"),
    ("water-wheel-and-ladder", "put the hazard lights on and stop where it is safe"),
    ("water-wheel-and-ladder", "hold on with both hands, straighten the leg and press the heel down"),
    ("water-wheel-and-ladder", "Drive on or climb down only when the cramp has gone"),
    ("calf", "Still cramped after 10 minutes"),
    ("foot-and-toes", "Still cramped after 10 minutes"),
    ("foot-and-toes", "A pop, then pain or a bruise: do not stretch"),
    ("hamstring", "Still cramped after 10 minutes"),
    ("front-of-thigh", "Still cramped after 10 minutes"),
    ("massage-and-taping", "Never massage a leg that is swollen, hot or red on one side"),
    ("massage-and-taping", BLOOD_THINNER_RULE),
    ("children", "never under 12 months"),
    ("children", "No hot packs"),
    ("children", "rehydration salts from the pharmacy"),
    ("children", "Not awake within 1 to 2 minutes is always an emergency"),
    ("breath-holding-spells", "Not awake within 1 to 2 minutes is always an emergency"),
    ("breath-holding-spells", "lay the child on the side. Do not pick them up"),
    ("breath-holding-spells", "Do not shake, splash water, or put anything in the mouth"),
    ("breath-holding-spells", "if your child is blue or grey, jerks or will not wake"),
    ("breath-holding-spells", "If a doctor has already named these spells"),
    ("breath-holding-spells", "may have infantile spasms. They do not begin with crying. Have the baby seen today"),
    ("breath-holding-spells", "goes stiff, jerks and does not respond has a febrile fit: call an ambulance"),
    ("children", "so film it and have the baby seen today"),
    ("children", "will not stand on a leg (after a fall too), has a hot swollen joint or leg pain with a fever"),
    ("children", "for a baby under 3 months with 38 °C or more"),
    ("children", "Urine as dark as cola is an emergency"),
    ("children", "Pain in one leg or in one place"),
    ("get-help-now", "Australia: 000, or 112 from a mobile; do not rely on 911 or 999"),
    ("get-help-now", "Call your maternity unit now"),
    ("get-help-now", "Not awake within 1 to 2 minutes is always an emergency"),
    ("get-help-now", "Give nothing to drink"),
    ("sport-and-heat", "Give nothing to drink"),
    ("pregnancy", "From 16 weeks of pregnancy do not lie flat on your back for long: lie on your side or prop up"),
    ("pregnancy", "Do not put it on the bump"),
    ("pregnancy", "Call your maternity unit now"),
    ("pregnancy", "up to six weeks after the birth, a bad headache"),
    ("pregnancy", "both remain for at least six weeks"),
    ("pregnancy", "up to six weeks after the birth, with one leg or the groin swollen"),
    ("pregnancy", "sudden swelling of the face or hands may be pre-eclampsia. Call your maternity unit now"),
    ("pregnancy", "strong or one-sided belly pain, pain at the tip of the shoulder"),
    ("heat-or-cold", "sickle cell disease"),
    ("sport-and-heat", "Strong muscle pain or weakness and urine as dark as tea or cola"),
    ("look-alikes", "Weakness that climbs up both legs"),
    ("warm-up-and-stretching", "From 16 weeks of pregnancy do not lie flat on your back for long"),
    ("smooth-muscle-spasm", "Sudden or severe belly pain, a hard or very tender belly"),
    ("smooth-muscle-spasm", "If the pain is sudden or severe, call your emergency number now"),
    ("smooth-muscle-spasm", "If your usual inhaler does not help, call your emergency number now"),
    (
        "spasticity",
        "It may be autonomic dysreflexia. Call your emergency number now, sit upright, loosen tight clothes",
    ),
    ("spasticity", "Never stop baclofen suddenly"),
    ("spasticity", "If weakness is sudden, treat it as a new stroke"),
    ("look-alikes", "hanging the leg out of bed eases it. Do not raise the leg, and get medical advice today"),
    ("look-alikes", "has come on slowly over weeks: book an appointment soon"),
    ("look-alikes", "Part of the muscle is torn"),
    ("night-cramps", "hanging the leg down eases the pain, blocked arteries may be the cause"),
    ("older-adults", "hanging the leg down eases it"),
    ("older-adults", "Tell the nurse at the first sign"),
    ("sport-and-heat", "cool them with cold water, or in an ice bath if there is one"),
    (
        "medicines",
        "After an anti-nausea or antipsychotic medicine (such as metoclopramide, prochlorperazine or haloperidol)",
    ),
    ("medicines", "after stopping or cutting down alcohol, a sedative, a sleeping tablet or baclofen"),
    ("seeing-a-physiotherapist", "New pain on one side of the neck or head after a neck treatment"),
    ("drinking-and-electrolytes", "cannot keep fluids down"),
    ("pregnancy", "no tonic water in pregnancy"),
    ("cramp-relief", "heart failure"),
    ("lower-back", "Do not drive yourself"),
    ("neck", "Do not drive while you cannot turn your head"),
    ("neck", "Do not roll the head round backwards"),
    ("medicines", "Do not stop a medicine on your own"),
    ("stiff-person-syndrome", "must never be stopped all at once"),
    ("magnesium-and-supplements", "With kidney disease it can build up"),
    ("drinking-and-electrolytes", "keep to your limit"),
    ("side-and-belly", "never a stitch to run through"),
    ("smooth-muscle-spasm", "possible heart problem"),
]


def test_a_safety_line_stands_on_its_page() -> None:
    assert [(page_id, words) for page_id, words in MUST_SAY if words not in PAGES[page_id].prose] == []


TEXTS = {
    path.stem: " ".join(path.read_text(encoding="utf-8").split())
    for path in (*(page.path for page in PAGES.values()), *CONTENT.glob("routines/*.toml"))
}
"""Every page and routine, as one line."""


def test_lying_flat_in_pregnancy_is_told_in_one_sentence_everywhere() -> None:
    others = [
        (name, words)
        for name, text in TEXTS.items()
        for words in re.split(r"(?<=[.!?])", text.replace(PREGNANCY_RULE, ""))
    ]
    flat = re.compile(r"flat on (?:your|the) back")
    assert [(name, words) for name, words in others if "pregnan" in words.lower() and flat.search(words)] == []


def test_nobody_is_told_to_pull_a_muscle() -> None:
    """A pulled muscle is a torn one: a stretch is felt."""
    pulled = re.compile(r"\b(?:until|till) (?:it|the [\w ]{2,20}|you feel a) pulls?\b|\bpull is right\b")
    assert {name: found for name, text in TEXTS.items() if (found := pulled.findall(text))} == {}


def test_the_rule_for_blood_thinners_is_the_same_on_the_page_and_in_the_routine() -> None:
    assert BLOOD_THINNER_RULE in " ".join(PAGES["massage-and-taping"].prose.split())
    assert BLOOD_THINNER_RULE in read_toml("routines/self-massage.toml")["cautions"]


def test_get_help_now_shows_its_first_action_within_fifteen_lines() -> None:
    first = PAGES["get-help-now"].body.strip().splitlines()[:15]
    assert any(line.startswith("1. Call 112, 911, 999") for line in first)
    levels = ["Emergency now", "Today", "Book an appointment"]
    assert [heading for heading in PAGES["get-help-now"].sections if heading in levels] == levels


def test_the_glossary_page_says_what_the_glossary_file_says() -> None:
    terms = read_toml("glossary.toml")["terms"]
    prose = " ".join(PAGES["glossary"].prose.split())
    names = [term["term"] for term in terms]
    assert names == sorted(names, key=str.lower)
    for term in terms:
        assert set(term) == {"term", "also", "meaning", "facts", "page"}, term
        assert set(term["facts"]) <= set(FACTS), term
        assert term["facts"], term
        assert term["page"] in PAGES, term
        also = f" ({', '.join(term['also'])})" if term["also"] else ""
        assert f"{term['term']}{also} – {term['meaning']}" in prose


def test_no_learned_word_stands_on_a_page_without_the_glossary() -> None:
    """Words that belong to doctors: a page says them plainly, or the glossary explains them."""
    learned = re.compile(
        r"\b(haemo\w+|hypo\w+|hyper\w+|idiopathic|aetiology|prophyla\w+|contraindicat\w+|nocturnal|neuropath\w+|"
        r"fasciculat\w+|osmolal\w+|rhabdomyolysis|claudication|dystonia|tetany|cirrhosis|spasticity|contracture)\b",
        re.IGNORECASE,
    )
    known = {word.lower() for term in read_toml("glossary.toml")["terms"] for word in [term["term"], *term["also"]]}
    used = {word.lower() for page in PAGES.values() for word in learned.findall(page.prose)}
    assert used - known == set()


ARTICLE_WORDS = [  # the words of the article that the guide began with, and the page that has them
    ("spasm-or-cramp", "involuntary contraction"),
    ("kinds-of-muscle", "striated"),
    ("kinds-of-muscle", "visceral"),
    ("kinds-of-muscle", "hollow organs"),
    ("kinds-of-muscle", "sobbing spasm"),
    ("smooth-muscle-spasm", "digestive system"),
    ("smooth-muscle-spasm", "arteries"),
    ("skeletal-spasm", "defence mechanism"),
    ("causes-and-triggers", "defence mechanism"),
    ("causes-and-triggers", "lack of stretching"),
    ("causes-and-triggers", "dehydration"),
    ("causes-and-triggers", "stress"),
    ("causes-and-triggers", "venous insufficiency"),
    ("causes-and-triggers", "nutritional deficiency"),
    ("causes-and-triggers", "excessive muscular effort"),
    ("causes-and-triggers", "neuralgia"),
    ("causes-and-triggers", "herniated disc"),
    ("stiff-person-syndrome", "neurological disease"),
    ("stiff-person-syndrome", "prevalence"),
    ("stiff-person-syndrome", "Moersch and Woltman"),
    ("seeing-a-physiotherapist", "strengthening exercises"),
    ("seeing-a-physiotherapist", "taping and massage therapy"),
    ("seeing-a-physiotherapist", "easy to do at home"),
    ("drinking-and-electrolytes", "dehydration"),
    ("drinking-and-electrolytes", "blood circulation"),
    ("drinking-and-electrolytes", "oral rehydration solution"),
    ("warm-up-and-stretching", "warm-up"),
    ("about-this-guide", "rest the affected muscle"),
    ("about-this-guide", "convulsions"),
    ("about-this-guide", "dietary deficiency"),
    ("about-this-guide", "mineral water"),
    ("about-this-guide", "coconut water"),
]


@with_each(("page_id", "words"), ARTICLE_WORDS)
def test_who_read_the_article_finds_its_own_word_again(page_id: str, words: str) -> None:
    assert words.lower() in " ".join(PAGES[page_id].prose.lower().split())
