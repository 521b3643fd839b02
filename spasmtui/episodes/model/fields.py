"""The table of an episode's fields: one row each, from which every other list of fields is derived.

To add an optional field, add its attribute to `Episode`, where the type checker sees it, and its row here. The JSON
and CSV columns, the journal's documents, the options of `log add` and `log edit`, `--clear`, the form, `log show`,
the one-line summary, the Markdown export, the search and `log import --map` follow. Each of them handles a field by its
`kind`; `tests/episodes/model/test_field_kinds.py` names a row of a kind that one of them cannot handle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.episodes.model.episode import Context, Helped, Kind, Side
from spasmtui.episodes.model.night import night_of
from spasmtui.shared.formats import either

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import StrEnum
    from typing import Literal

    from spasmtui.episodes.model.episode import Episode

    FieldKind = Literal[
        "name", "moment", "flag", "length", "night", "place", "side", "score", "choice", "words", "tried", "text"
    ]
    """`name` is a short text that the program makes, `words` a list of short texts, `text` may have several lines,
    `length` is a number of seconds, and `night` the date of an evening."""


class Option(NamedTuple):
    """An option of `log add` and `log edit`."""

    flag: str
    """The long form; without its dashes it is the name that `--clear` takes."""
    help: str
    metavar: str
    short: str = ""
    """The short form, such as `-p`."""


class Question(NamedTuple):
    """A line of the form."""

    label: str
    hint: str = ""
    """The keys of this field, groups of them separated by three spaces."""


class Field(NamedTuple):
    """One field of an episode. The rows are in the order of the JSON and of the CSV columns."""

    name: str
    """The attribute of `Episode`, and the name in JSON, CSV and the journal."""
    kind: FieldKind
    meaning: str = ""
    """The entry of the CSV column dictionary; empty for a field that only the journal has."""
    label: str = ""
    """The label in `log show`; empty for a field that it does not show."""
    choices: type[StrEnum] | None = None
    option: Option | None = None
    question: Question | None = None
    phrase: str = ""
    """The label in Markdown and in calendars; empty for a field of their headings, or of neither."""
    subject: str = ""
    """The field as the subject of a sentence, such as "Pain" or "A side"."""
    line: str = ""
    """The field's part of the one-line summary, with `{}` for the value; empty: the label and the value."""
    input_name: str = ""
    """The name of the typed value in the options and in the form, where it is not the field's own."""
    sets: str = ""
    """The attribute that a typed value changes, where it is not the field's own."""
    default: object = None
    """The value of an episode that lacks the field, and the value that `--clear` sets."""
    derive: Callable[[Episode], Any] | None = None
    """Computes a field that is written and never read."""
    is_required: bool = False
    shown_after: str = ""
    """The field after which people read it, where that is not the one before it in the JSON."""
    is_omitted: bool = False
    """True where the JSON leaves the name out if nothing was recorded."""

    @property
    def typed_name(self) -> str:
        """The name of the typed value in the options and in the form."""
        return self.input_name or self.name

    @property
    def is_clearable(self) -> bool:
        """True where `--clear` takes the field: it has an option and is not the start."""
        return self.option is not None and not self.is_required

    @property
    def clear_name(self) -> str:
        """The name that `--clear` takes: that of the option."""
        return self.option.flag.removeprefix("--") if self.option else ""

    @property
    def cleared(self) -> dict[str, object]:
        """The change that makes the field "not recorded"."""
        return {self.sets or self.name: self.default}

    def value(self, episode: Episode) -> Any:
        """Return the field's value, computed where it is derived."""
        return self.derive(episode) if self.derive is not None else getattr(episode, self.name)


_SCORE_HINT = "t for ten"

EPISODE_FIELDS: tuple[Field, ...] = (
    Field("id", "name", "The episode's id; the same id is the same episode.", "id", is_required=True),
    Field(
        "started_at", "moment", "When it began: ISO 8601, local time with its offset.", "started",
        option=Option("--at", "when it began: 03:10, 3am, 'yesterday 23:40', '20m ago', '2026-11-22 3:10'", "WHEN"),
        question=Question("Began", "{⏎:form.type} type a time such as 03:10, 20m ago or yesterday 23:40"),
        subject="The start", input_name="at", is_required=True,
    ),
    Field("ended_at", "moment", "When it ended. Empty: not known, or still open.", phrase="ended", subject="The end"),
    Field("is_open", "flag", subject="The end", default=False),
    Field(
        "duration_s", "length", "Seconds from start to end. Computed; ignored by an import.", "lasted",
        option=Option("--for", "how long: 90s, 4 minutes, 1h10m, 'half an hour', or 4 for minutes", "DURATION"),
        question=Question("Lasted", "1 to 9 minutes   {⏎:form.type} type, such as 90s or 1h10m"),
        phrase="lasted", input_name="length", sets="ended_at", derive=lambda episode: episode.duration_seconds,
    ),
    Field(
        "night", "night",
        "The evening's date of the night it belongs to (18:00 to 12:00). Computed; ignored by an import.", "night",
        phrase="night of", derive=lambda episode: night_of(episode.started_at),
    ),
    Field(
        "place", "place",
        "Where: calf, foot, shin, hamstring, thigh, hip, buttock, hand, neck, upper-back, lower-back, side.", "where",
        option=Option("--place", "where: calf, left foot, lower back, ...", "PLACE"),
        question=Question("Where", "← → other places   l r b side   {m:form.map} a map of the body"), subject="A place",
    ),
    Field(
        "side", "side", f"{either(Side)}.", choices=Side, subject="A side",
        option=Option("--side", either(Side), "SIDE"),
    ),
    Field(
        "kind", "choice", f"{either(Kind)}.", "kind", choices=Kind, subject="A kind",
        option=Option("--kind", f"what it felt like: {either(Kind)}", "KIND"),
        question=Question("Kind"), phrase="kind", line="{}",
    ),
    Field(
        "pain", "score", "Worst pain, 0 none to 10 worst imaginable.", "worst pain", subject="Pain",
        option=Option("--pain", "the worst pain", "0-10", short="-p"),
        question=Question("Worst pain", _SCORE_HINT), phrase="worst pain", line="pain {}",
    ),
    Field(
        "pain_after", "score", "Pain afterwards, when it had eased, 0 to 10.", "pain afterwards",
        subject="Pain afterwards",
        option=Option("--after", "pain afterwards, when it had eased", "0-10"),
        question=Question("Pain afterwards", _SCORE_HINT), phrase="pain afterwards",
    ),
    Field(
        "sleep_disturbance", "score", "How much it disturbed sleep, 0 to 10.", "sleep disturbed",
        subject="Sleep disturbance",
        option=Option("--sleep", "how much it disturbed sleep", "0-10"),
        question=Question("Sleep disturbed", _SCORE_HINT),
        phrase="sleep disturbed",
    ),
    Field(
        "context", "choice", f"{either(Context)}.", "during", choices=Context, subject="A context",
        option=Option("--context", f"what it came during: {either(Context)}", "WHAT"),
        question=Question("During"), phrase="during",
    ),
    Field(
        "triggers", "words",
        "What was noted before it, separated by '; '. The word (none): recorded as none. Empty: not recorded.",
        "triggers",
        option=Option("--trigger", "what went before it, such as heat; none: no trigger; repeatable", "WORD"),
        question=Question("Triggers", "{⏎:form.type} type others"), phrase="triggers", subject="Triggers",
    ),
    Field(
        "signs", "words", "Warning signs ticked, in the same form as triggers.", "signs",
        option=Option("--sign", "a sign of `spasmtui urgent`; repeatable", "SIGN"),
        question=Question("Signs"), phrase="signs ticked", subject="Signs", is_omitted=True,
    ),
    Field(
        "tried", "tried",
        "What was used, separated by '; ': a routine's id, or 'own: ' and a remedy's words; then, where known, its "
        "seconds and 'completed' or 'stopped', with '-' for the one that is not.",
        "tried", option=Option("--tried", "a routine, or a remedy of your own in any words; repeatable", "ROUTINE"),
        question=Question("Tried", "{⏎:form.type} type anything else"), phrase="tried",
        subject="What was tried", default=(),
    ),
    Field(
        "helped", "choice", f"How much it helped: {either(Helped)}.", "helped", choices=Helped,
        subject="How much it helped", option=Option("--helped", f"how much that helped: {either(Helped)}", "HOW"),
        question=Question("Helped"), phrase="helped",
    ),
    Field(
        "note", "text", "The person's own words.", "note", subject="A note",
        option=Option("--note", "a note; - reads it from stdin", "TEXT"),
        question=Question("Note", "{⏎:form.type} write"), line="with a note",
    ),
    Field(
        "distress", "score",
        "Distress: how distressing it was, apart from the pain, 0 not at all to 10 as much as possible.",
        "distress", option=Option("--distress", "distress: how distressing it was", "0-10"), subject="Distress",
        question=Question("Distress", f"how distressing it was   {_SCORE_HINT}"), phrase="distress", is_omitted=True,
        shown_after="sleep_disturbance",
    ),
    Field("created_at", "moment", "When it was recorded.", subject="The time of recording", is_required=True),
    Field("updated_at", "moment", "When it was last changed.", subject="The time of the last change", is_required=True),
    Field("device", "name", "The device that recorded it.", subject="The device", is_required=True),
)  # fmt: skip

JSON_FIELDS = tuple(field for field in EPISODE_FIELDS if field.meaning)
"""The fields of the JSON and of the CSV, in their order, which never changes."""
STORED_FIELDS = tuple(field for field in EPISODE_FIELDS if field.derive is None)
"""The fields of the journal's documents: the attributes of `Episode`."""

OPTION_ORDER = (
    "place", "side", "pain", "pain_after", "sleep_disturbance", "distress", "started_at", "duration_s", "kind",
    "context", "triggers", "tried", "helped", "signs", "note",
)  # fmt: skip
"""The order of the options in the help and of the names that `--clear` takes; other fields follow."""
QUESTION_ORDER = (
    "place", "pain", "started_at", "duration_s", "sleep_disturbance", "context", "triggers", "tried", "helped", "note",
    "pain_after", "distress", "kind", "signs",
)  # fmt: skip
"""The order of the form's lines; other fields follow."""


def option_fields() -> tuple[Field, ...]:
    """Return the fields with an option, in the order of the help."""
    return _ordered((field for field in EPISODE_FIELDS if field.option), OPTION_ORDER)


def question_fields() -> tuple[Field, ...]:
    """Return the fields of the form, in the order of its lines."""
    return _ordered((field for field in EPISODE_FIELDS if field.question), QUESTION_ORDER)


def labelled_fields() -> tuple[Field, ...]:
    """Return the fields with a label, in the order in which people read them: the id is the least interesting."""
    names = [field.name for field in EPISODE_FIELDS]

    def place(field: Field) -> tuple[bool, int, bool]:
        return field.name == "id", names.index(field.shown_after or field.name), bool(field.shown_after)

    return tuple(sorted((field for field in EPISODE_FIELDS if field.label), key=place))


def fields_of_kind(*kinds: FieldKind) -> tuple[Field, ...]:
    """Return the fields of these kinds, in the order of the table."""
    return tuple(field for field in EPISODE_FIELDS if field.kind in kinds)


_SUBJECTS = {field.name: field.subject for field in EPISODE_FIELDS if field.subject}


def field_words(name: str) -> str:
    """Return a field's name inside a sentence: `pain`, `the place`; that of a field of a later version as it is."""
    subject = _SUBJECTS.get(name) or name.replace("_", " ")
    article, _, noun = subject.partition(" ")
    return f"the {noun}" if article == "A" else subject[:1].lower() + subject[1:]


def option_of(name: str) -> str:
    """Return the option of `log edit` that sets an attribute, with its placeholder; empty where there is none."""
    options = (field.option for field in EPISODE_FIELDS if (field.sets or field.name) == name)
    return next((f"{option.flag} {option.metavar}" for option in options if option), "")


def _ordered(fields: Iterable[Field], names: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(sorted(fields, key=lambda field: names.index(field.name) if field.name in names else len(names)))
