"""Write the constants of the gate for words of danger, `spasmtui/shared/danger/_generated*.py`: `make generated`.

They are packed into few long texts, which Python reads in a fraction of the time of as many tuples:
`spasmtui/shared/danger/tables.py` unpacks what a question needs.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

from spasmtui.shared.words.forms import BOUNDARY, is_misspelling, split_words, stem

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "spasmtui/shared/danger/_generated.py"
SPELLINGS = TARGET.with_name("_generated_spellings.py")
LEVELS = ("emergency", "today", "book")
Sign = tuple[int, ...]
"""The concepts of which one has to occur."""
FEWEST_SIGNS = 3
"""Words that an English phrase needs beside little ones to be a pattern of its own: two are soon met by chance."""
SHORTEST_FUZZY = 5
"""Letters from which a word of danger is recognized in a misspelling."""


def read(path: Path) -> dict[str, Any]:
    """Read a TOML file of the content."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(split_words(text)) - {BOUNDARY}


class Lexicon:
    """Concepts by number, and the words and expressions that mean them."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.little = words_of(document["little"])
        self.left_out = self.little | words_of(document["little_elsewhere"])
        self.numbers: dict[str, int] = {}
        self.words: dict[str, set[int]] = defaultdict(set)
        self.exact: dict[str, set[int]] = defaultdict(set)
        """Words whose stem means something else: `sleepy`, but not `sleep`."""
        self.phrases: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self.spelled: set[str] = set()
        self._texts: dict[str, str] = document["concepts"]
        for name in self._texts:
            for expression in self._expressions(name):
                self._add(name, expression)
        for expression in document["harmless"].split():
            words = tuple(map(stem, split_words(expression)))
            if len(words) > 1:
                self.phrases[words] = set()
            else:
                self.words[words[0]] = set()

    def _expressions(self, name: str) -> Iterator[str]:
        for expression in self._texts[name].split():
            if expression.startswith("@"):
                yield from self._expressions(expression[1:])
            else:
                yield expression

    def _add(self, name: str, expression: str) -> None:
        number = self.numbers.setdefault(name, len(self.numbers))
        words = split_words(expression.removesuffix("!"))
        if len(words) > 1:
            self.phrases[tuple(map(stem, words))].add(number)
        elif expression.endswith("!"):
            self.exact[words[0]].add(number)
        else:
            self.words[stem(words[0])].add(number)
            if len(words[0]) >= SHORTEST_FUZZY and words[0].isascii():
                self.spelled.add(words[0])

    def concept(self, name: str) -> int:
        """Return the number of a concept; a name that is none becomes the concept of that word or expression."""
        if name not in self.numbers:
            self._add(name, name)
        return self.numbers[name]

    def sign(self, names: Iterable[str]) -> Sign:
        """Return the sign that any of these concepts is."""
        return tuple(sorted({self.concept(name) for name in names}))

    def signs(self, phrase: str) -> tuple[Sign, ...]:
        """Return the signs of a phrase as people say it: each of its words, little ones apart.

        The patterns know words of the same meaning; a phrase stands for itself.
        """
        words = [word for word in split_words(phrase) if word != BOUNDARY and word not in self.left_out]
        return tuple(dict.fromkeys((self._word(stem(word)),) for word in words))

    def _word(self, word: str) -> int:
        number = self.numbers.setdefault(f"={word}", len(self.numbers))
        self.words[word].add(number)
        return number


def patterns(lexicon: Lexicon, texts: Iterable[str]) -> Iterator[tuple[bool, tuple[Sign, ...], Sign]]:
    """Yield (whole, signs, excluded) of the patterns as written in `danger_words.toml`."""
    for text in texts:
        signs: list[Sign] = []
        excluded: Sign = ()
        for part in text.removeprefix("=").split():
            names = part.removeprefix("-").split("|")
            if part.startswith("-"):
                excluded += lexicon.sign(names)
            else:
                signs.append(lexicon.sign(names))
        yield text.startswith("="), tuple(signs), excluded


def deletions(word: str, most: int) -> set[str]:
    """Return a word with up to `most` letters left out."""
    fewest = max(len(word) - most, 0)
    return {"".join(kept) for count in range(fewest, len(word) + 1) for kept in combinations(word, count)}


def lookalikes(lexicon: Lexicon, real_words: Iterable[str]) -> list[str]:
    """Return the real words that would pass for a misspelling of a word of danger."""
    index = defaultdict(set)
    for known in lexicon.spelled:
        for short in deletions(known, 1 if len(known) < 7 else 2):
            index[short].add(known)
    found = []
    for word in real_words:
        if len(word) < 4 or stem(word) in lexicon.words:
            continue
        near = {known for form in {word, stem(word)} for short in deletions(form, 2) for known in index.get(short, ())}
        if any(is_misspelling(word, known) or is_misspelling(stem(word), known) for known in near):
            found.append(word)
    return found


def red_flags_modules(content: Path) -> dict[Path, str]:
    """Return the source texts of the generated modules by their paths."""
    document = read(content / "danger_words.toml")
    lexicon = Lexicon(document)
    flags = {
        name: row
        for name, row in read(content / "red_flags.toml").items()
        if name != "signs" and row["level"] in LEVELS
    }
    by_pattern = document["by_pattern"].split()
    says = {
        name: [(phrase, FEWEST_SIGNS) for phrase in row.get("say", ()) if name not in by_pattern]
        for name, row in flags.items()
    }
    for path in sorted(content.glob("languages/*/danger_words.toml")):
        for name, row in read(path).items():
            says.setdefault(name, []).extend((phrase, 2) for phrase in row.get("say", ()))
    rows: list[tuple[int, bool, tuple[int, ...], int]] = []
    numbers: dict[Sign, int] = {}
    for number, name in enumerate(flags):
        compiled = list(patterns(lexicon, document["patterns"].get(name, ())))
        for phrase, fewest in says[name]:
            signs = lexicon.signs(phrase)
            if len(signs) >= fewest or len(split_words(phrase)) == 1:  # "all over" alone would be every cramp
                compiled.append((len(signs) == 1, signs, ()))
        rows += [
            (
                number,
                is_whole,
                tuple(numbers.setdefault(sign, len(numbers)) for sign in signs),
                numbers.setdefault(excluded, len(numbers)),
            )
            for is_whole, signs, excluded in dict.fromkeys(compiled)
            if signs
        ]
    by_shape: dict[str, list[str]] = defaultdict(list)
    for word in sorted(lexicon.spelled):
        by_shape[f"{word[0]}{len(word)}"].append(word)
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = defaultdict(list)
    for words, concepts in sorted(lexicon.phrases.items()):
        phrases[words[0]].append((words[1:], tuple(sorted(concepts))))
    real_words = [
        line
        for line in (content / "real_words.txt").read_text(encoding="utf-8").split("\n")
        if line[:1] not in ("#", "")
    ]
    keyed: dict[int, list[str]] = defaultdict(list)
    uses = Counter(number for _flag, _is_whole, own, _excluded in rows for number in own)
    for flag, is_whole, own, excluded in rows:
        rarest = min(own, key=lambda number: (uses[number], number))
        keyed[rarest].append(_joined((flag, int(is_whole), excluded, *own)))
    constants: tuple[tuple[str, Any], ...] = (
        (
            "FLAGS",
            tuple(
                (name, *(row.get(key, "") for key in ("level", "see", "do", "worse", "page")))
                for name, row in flags.items()
            ),
        ),
        ("SIGNS", ";".join(map(_joined, numbers))),
        ("PATTERNS", ";".join(",".join(keyed[number]) for number in range(len(numbers)))),
        ("WORDS", _packed({word: _joined(sorted(found)) for word, found in sorted(lexicon.words.items())})),
        (
            "PHRASES",
            _packed({
                first: ",".join(f"{' '.join(rest)}:{_joined(concepts)}" for rest, concepts in found)
                for first, found in phrases.items()
            }),
        ),
        ("EXACT", {word: tuple(sorted(numbers)) for word, numbers in sorted(lexicon.exact.items())}),
        ("FIXED", frozenset(lexicon.sign(document["fixed"].split()))),
        ("CONTEXT", _context(lexicon, document["context"].split())),
        ("ONLY_BESIDE", {word: tuple(sorted(words_of(beside))) for word, beside in document["only_beside"].items()}),
        ("LITTLE", lexicon.little),
        ("BESIDE", words_of(document["beside"])),
        ("AFTER_HARMLESS", words_of(document["after_harmless"])),
        ("TEMPERATURES", words_of(document["nearby"]["words"])),
        ("BEFORE_TREATMENT", words_of(document["nearby"]["before"])),
        ("AFTER_TREATMENT", words_of(document["nearby"]["after"])),
        ("DENY", words_of(document["negation"]["words"])),
        ("DENY_HAVE", frozenset(document["negation"]["before_have"].split())),
        ("PARTS", frozenset(lexicon.sign(document["parts"].split()))),
        ("GESTATION", (lexicon.concept("weekspregnant"), lexicon.concept("gestation"))),
        ("EARLY_WEEKS", (lexicon.concept("earlyweeks"),)),
        ("FEELINGS", frozenset(lexicon.sign(document["feelings"].split()))),
        ("FEVER", (lexicon.concept("fever"), lexicon.concept("veryhot"))),
        ("NUMBERS", {word: number for number, word in enumerate(document["numbers"].split(), 2)}),
        ("NO_DURATION", words_of(document["no_duration"])),
        ("LONG_TIME", (lexicon.concept("longtime"), lexicon.concept("long"), lexicon.concept("longhours"))),
        ("HINTS", tuple((flag, lexicon.concept(name), say) for flag, (name, say) in document["hints"].items())),
    )
    signs_with: dict[int, list[int]] = defaultdict(list)
    for sign, number in numbers.items():
        for concept in sign:
            signs_with[concept].append(number)
    constants += (("SIGNS_WITH", ";".join(_joined(signs_with[concept]) for concept in range(len(lexicon.numbers)))),)
    spellings = (
        ("BY_SHAPE", _packed({shape: " ".join(words) for shape, words in sorted(by_shape.items())})),
        (
            "LOOKALIKES",
            _packed({
                letter: f" {' '.join(words)} "
                for letter, words in groupby(sorted(lookalikes(lexicon, real_words)), key=lambda word: word[0])
            }),
        ),
    )
    return {
        TARGET: _module(
            "Red flags and the words for them, as constants; made from the content by `make generated`.", constants
        ),
        SPELLINGS: _module(
            "Words of danger by first letter and length, and real words that look like them; by `make generated`.",
            spellings,
        ),
    }


def _joined(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _packed(table: dict[str, str]) -> tuple[str, str]:
    """Return the keys in one text, parted by blanks, and the values in another, parted by semicolons."""
    return " ".join(table), ";".join(table.values())


def _module(docstring: str, constants: Iterable[tuple[str, Any]]) -> str:
    lines = [
        f'"""{docstring}"""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "# A concept is a number, and a sign the numbers of all concepts that will do.",
    ]
    for name, value in constants:
        kind = {
            "NUMBERS": ": dict[str, int]",
            "EXACT": ": dict[str, tuple[int, ...]]",
            "ONLY_BESIDE": ": dict[str, tuple[str, ...]]",
        }.get(name, "")
        text = f"frozenset({tuple(sorted(value))!r})" if isinstance(value, frozenset) else _written(value)
        lines.append(f"{name}{kind} = {text}")
    return "\n".join(lines) + "\n"


def _context(lexicon: Lexicon, names: Iterable[str]) -> frozenset[int]:
    """Return the concepts that say whom a flag concerns or what came before, and the words for them in phrases."""
    numbers = set(lexicon.sign(names))
    own = {
        number
        for word, found in lexicon.words.items()
        if numbers & found and (number := lexicon.numbers.get(f"={word}")) is not None
    }
    return frozenset(numbers | own)


def _written(value: Any) -> str:
    """Write a constant: a line for each flag, and each long text on a line of its own."""
    if isinstance(value, tuple) and value and isinstance(value[0], (tuple, str)):
        return "(\n" + "".join(f"    {row!r},\n" for row in value) + ")"
    return repr(value)


def main() -> None:
    for path, text in red_flags_modules(ROOT / "content").items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
