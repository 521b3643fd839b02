"""Read typed words: split them, reduce them to stems, and tell words with a meaning from little ones. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"\b(c|d|j|l|m|n|qu|s|t)'(?=[aeiouyh])")
"""French words that lose their vowel before another word."""
_INITIALS = re.compile(r"\b([a-z]) ?& ?([a-z])\b")
"""`A&E` is one word."""
_ACCENT = re.compile("[\u0300-\u036f]")
_ENDINGS = ("ings", "ing", "ies", "es", "ed", "s", "y", "e")
_SHORT = ("ment", "able", "ness")

LITTLE_WORDS = frozenset({
    "a", "also", "although", "am", "an", "and", "any", "anyone", "anything", "are",
    "as", "at", "be", "because", "been", "being", "but", "by", "can", "could", "did", "do", "does", "doing", "don",
    "done", "dont", "for", "from", "get", "gets", "getting", "go", "goes", "going", "got",
    "had", "has", "have", "having", "he", "hello", "her", "hers", "hes", "hi", "him", "his", "i", "id", "if", "ill",
    "im", "in", "into", "is", "isnt", "it", "its", "itself", "ive", "just", "may", "maybe",
    "me", "might", "mine", "my", "myself", "of", "on", "onto", "or", "our", "ours", "please", "pls", "quite",
    "really", "s", "shall", "she", "shes", "so", "some", "somebody", "someone", "something", "t", "than",
    "thank", "thanks", "that", "thats", "the", "their", "them", "then", "there", "theres", "these", "they", "theyre",
    "this", "those", "to", "too", "u", "upon", "ur", "us", "ve", "very", "want", "was", "we", "were", "weve", "when",
    "whenever", "while", "will", "with", "would", "yes", "you", "your", "yours",
})  # fmt: skip
"""Words that say nothing about a subject: a search leaves them out, unless it has no other word."""
LIGHT_WORDS = frozenset({
    "about", "after", "again", "all", "before", "cant", "during", "every", "feel", "feels", "give", "good", "help",
    "helps", "how", "keep", "keeps", "let", "like", "make", "makes", "many", "much", "need", "no", "not", "off", "out",
    "over", "should", "try", "up", "use", "using", "what", "where", "which", "who", "why", "work", "works",
})  # fmt: skip
"""Words that may confirm a phrase such as `warm up`, and weigh little."""
STOP_WORDS = LITTLE_WORDS | LIGHT_WORDS
"""Words that are not looked for in a text."""

_FORMS = (
    "calf calves", "child children childs", "drink drank drunk", "drive drove driven", "fall fell fallen",
    "foot feet", "freeze froze frozen", "hold held", "knife knives", "leave left", "lie lay lain lying", "lose lost",
    "man men", "run ran", "seize seizing seized", "shake shook shaken", "sit sat", "sleep slept asleep sleeping",
    "stand stood", "stick stuck", "swim swam swum", "swell swollen", "take took taken", "tear tore torn",
    "throw threw thrown", "tooth teeth", "wake woke woken waking awake awakened", "woman women",
    "write wrote written writing",
)  # fmt: skip
_BASES = {form: forms.split()[0] for forms in _FORMS for form in forms.split()[1:] if form != "left"}
FORMS = {forms.split()[0]: tuple(forms.split()) for forms in _FORMS}
"""The irregular forms of a word by its first, which is among them."""

_AGE = re.compile(
    r"\b(\d{1,3})[ -]?(?:years?|yrs?|y)[ -]?(?:old|olds|o)\b"
    r"|\b(?:aged?|am|hes|im|is|nearly|over|shes|turned) (\d{1,3})\b(?! ?(?:day|hour|min|month|sec|week|wk))"
)
_NIGHT = re.compile(
    r"\b(?:1|2|3|4|12) ?(?:a ?m|oclock)\b|\b(?:at )?[1-5] in the morning\b|\bat [2-4]\b(?! ?(?:p ?m|\d))"
)
_OLD, _GROWN, _TEEN = 60, 18, 13
_SMALL = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
)  # fmt: skip
_NUMBERS = {word: str(number) for number, word in enumerate(_SMALL, 2)}


def tokens_of(text: str) -> list[str]:
    """Split a text into words in lower case without accents; `writer's` is one word, and `l'aine` are two."""
    text = text.casefold().replace("’", "'")
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text.replace("œ", "oe")))
    if "'" in text:
        text = _ELISION.sub(r"\1 ", text).replace("'s ", "s ").replace("'", "")
    if "&" in text:
        text = _INITIALS.sub(r"\1\2", text)
    return _TOKEN.findall(text)


def base_of(token: str) -> str:
    """Return the word of an irregular form, or the same word."""
    return _BASES.get(token, token)


@lru_cache(maxsize=16_384)
def stem(token: str) -> str:
    """Strip a word's usual ending where at least three letters remain; an irregular form has the stem of its word."""
    token = _BASES.get(token, token)
    for ending in (*_SHORT, *_ENDINGS):
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            token = token.removesuffix(ending)
            break
    return token[:-1] if len(token) > 3 and token[-1] == token[-2] else token


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of a text's words."""
    return frozenset(map(stem, tokens_of(text)))


def without_little_words(tokens: list[str]) -> list[str]:
    """Leave out the little words; all words remain where there is no other."""
    return [token for token in tokens if token not in LITTLE_WORDS] or tokens


def words_for_numbers(tokens: list[str]) -> list[str]:
    """Return the words for an age or an hour of the night: `is 82` is somebody elderly, and `at 3` is the night."""
    text = " ".join(_NUMBERS.get(token, token) for token in tokens)
    if not any(map(str.isdigit, text)):
        return []
    words = ["night"] if _NIGHT.search(text) else []
    for match in _AGE.finditer(text):
        age = int(match[1] or match[2])
        words += ["elderly"] if age >= _OLD else [] if age >= _GROWN else ["teenager"] if age >= _TEEN else ["child"]
    return words
