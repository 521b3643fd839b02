"""Give two examples or more of each command, as help prints them."""

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "relief": (
        ("calf --left", "a cramp in the left calf: the first instruction stands at once"),
        ("heat --for 12m --no-log", "twelve minutes of warmth, with nothing kept in the diary"),
        ("calf --list", "read the routine for the calf without starting it"),
    ),
    "resume": (
        ("", "go on from where the line dropped or the lid was closed"),
        ("--plain", "the same, line by line"),
    ),
    "log add": (
        ("calf --left --pain 6 --at 03:10 --for 4m", "last night's cramp: four minutes from ten past three"),
        ("foot --tried foot-toes --tried 'warm shower' --helped most", "what was tried, and how much it helped"),
        ("--note - < note.txt", "a note from a file, which keeps it out of the shell's history"),
    ),
    "log done": (
        ("", "the open episode has just ended"),
        ("--at 03:20", "it ended at twenty past three"),
        ("--unknown", "it has ended, at a time that you do not know"),
    ),
    "log day": (
        ("effort heat", "a day of effort, in the heat"),
        ("none --on yesterday", "yesterday had no cramp"),
    ),
    "log list": (
        ("--since 2026-11-01 --place calf", "the cramps in the calf since the first of November"),
        ("--limit 5 --json", "the newest five, for a program"),
    ),
    "log show": (
        ("last", "the newest episode, with every field"),
        ("last --history", "all its versions, from every device"),
    ),
    "log edit": (
        ("last --pain 4", "correct the pain of the newest episode"),
        ("last --clear note", "make its note `not recorded` again"),
    ),
    "log rm": (
        ("last", "delete the newest episode; `spasmtui log undo` brings it back"),
        ("01a20263-438b", "delete the one with this id; `spasmtui log list` shows the ids"),
    ),
    "log undo": (
        ("", "take back the last change, also after a restart"),
        ("--json", "the same, with the record as it now is, for a program"),
    ),
    "log redo": (
        ("", "bring back the change that was undone"),
        ("--json", "the same, with the record as it now is, for a program"),
    ),
    "insights": (
        ("", "what the diary shows so far, and what it is too early to say"),
        ("--json", "the same figures, for a program"),
    ),
    "report": (
        ("-o sheet.html", "the sheet of the last four weeks, to print from a browser"),
        ("--since 2026-09-01 --notes all --pages 2 -o sheet.pdf", "from September on, with every note, on two pages"),
    ),
    "report questions": (
        ("--add 'Is it normal that it comes back?'", "one more question for your next appointment"),
        ("--remove 1", "take out the first question"),
    ),
    "trial start": (
        (
            "bedtime --weeks 8 --dry-run",
            "what a trial of the bedtime stretches would be, and how likely it finds anything",
        ),
        ("bedtime --weeks 12 --measure cramps", "twelve weeks from the next Monday, comparing cramps at night"),
    ),
    "trial show": (
        ("", "the trial that runs, or the result of the newest"),
        ("--json", "the same, for a program"),
    ),
    "trial end": (
        ("", "end the trial that runs; `spasmtui log undo` lets it go on"),
        ("--json", "the same, with its weeks, for a program"),
    ),
    "trial": (
        ("", "all trials, newest first"),
        ("--json", "the same, for a program"),
    ),
    "plan": (
        ("", "what is due today, this week day by day, and what was agreed on"),
        ("--since 2026-11-01 --json", "the weeks since the first of November, for a program"),
    ),
    "plan export": (
        ("plan-calves.toml", "the plan with its routines, as one file to mail"),
        ("- --omit note", "print it, without the notes"),
    ),
    "plan import": (
        ("plan-calves.toml", "show what a file would add, and ask"),
        ("plan-calves.toml --dry-run --json", "what it would add, for a program; nothing is added"),
    ),
    "plan handout": (
        ("-o plan.pdf", "the plan on one page, with its figures and boxes to tick"),
        ("--format html --omit note > plan.html", "the same for a browser, without the notes"),
    ),
    "plan add": (
        ("calf-wall --times 2 --days mon,wed,fri --side left", "twice a day on three days, for the left calf"),
        ("bedtime --at 22:15 --until '6 weeks' --by 'J. Okafor'", "every evening for six weeks"),
    ),
    "plan done": (
        ("bedtime", "the bedtime stretches, done without the timer just now"),
        ("calf-wall --at 'yesterday 20:00' --early --pain 4", "yesterday's, which ended early"),
    ),
    "plan skip": (
        ("bedtime", "not today: it is recorded as skipped, and undo takes it back"),
        ("calf-wall --at yesterday", "it was left out yesterday"),
    ),
    "plan end": (
        ("calf-wall", "its last day was yesterday; the weeks before stay as they were"),
        ("calf-wall --side left --on 'friday'", "the one of the left side, with friday as its last day"),
    ),
    "plan start": (
        ("bedtime", "the bedtime stretches for six weeks from today, then decide"),
        ("bedtime --from tomorrow --at 22:15", "the same from tomorrow on, at a quarter past ten"),
    ),
    "log export": (
        ("-o diary.csv", "every episode, for a spreadsheet"),
        ("--format ics --since 2026-11-01 -o cramps.ics", "the cramps of November, for a calendar"),
        ("--format app -o spasm.html", "a page for a phone, with guide and timer and without the diary"),
    ),
    "log import": (
        ("Checkmarks.csv --dry-run", "see what would be taken in, without writing anything"),
        ("pain.csv --map 'Pain level=pain'", "a table of your own, with what one of its columns is"),
    ),
    "log backup": (
        ("", "the whole diary in one file, in this folder"),
        ("-o /media/stick/diary.jsonl.gz", "the same on a memory stick"),
    ),
    "log restore": (
        ("diary-2026-11-22.jsonl.gz", "take in what the diary lacks; newer records stay"),
        ("", "write back what a sync program has lost"),
    ),
    "log purge": (
        ("01a20263-438b --yes", "remove this episode's text everywhere, for good"),
        ("01a20263-438b 01a2027e-11c0 --yes", "two episodes at once"),
    ),
    "log encrypt": (
        ("", "say what it means, ask, and make a key; later, say whose key opens it"),
        ("--to age1qyqsz... --to age1spare...", "for keys that you have already, of which either opens it"),
    ),
    "log": (
        ("", "list the commands of the log"),
        ("add calf --left", "one of them: record a cramp in the left calf"),
    ),
    "urgent": (
        ("", "what is an emergency, and whom to call"),
        ("--language fr", "the same in French"),
    ),
    "guide": (
        ("toes curl at night", "the best page for your own words"),
        ("--search heat or cold", "list what the words find, best first"),
    ),
    "drink": (
        ("--volume 750ml --sweetener maple", "a bottle of 750 ml, sweetened with maple syrup"),
        ("--have salt=4g --measures metric", "as much as four grams of salt will make"),
    ),
    "remind": (
        ("bedtime 22:15", "print what the system needs to remind of the bedtime stretches, and write nothing"),
        ("bedtime 22:15 --install", "show it, ask, and let the system remind every evening"),
        ("calf wall 7:30 --days mon-fri --install", "on working days in the morning"),
        ("bedtime 22:15 -o bedtime.ics", "a calendar file with an alarm, for a phone"),
        ("--list", "the reminders there are"),
        ("--remove bedtime", "remove those of the bedtime stretches"),
    ),
    "serve": (
        ("", "the app at http://127.0.0.1:8000/, or at the next port that is free; Ctrl+C ends it"),
        ("--port 8080", "at a port of your choice, for a bookmark or a tunnel"),
    ),
    "status": (
        ("--format tmux", "for the status line of tmux; nothing is printed when nothing is open"),
        ('--format "{place} {minutes} min"', "a line of your own"),
    ),
    "doctor": (
        ("", "see whether everything is there and in order"),
        ("--cues", "hear and see each cue once"),
    ),
    "completions": (
        ("--install", "for your shell, with the man pages: says what it writes where, and asks"),
        ("zsh --install --desktop --yes", "for zsh, with an entry in the desktop's menu, without a question"),
        ("--remove", "take away all that --install has written, and nothing else"),
        ("bash > spasmtui.bash", "the script alone, to put where you like"),
    ),
    "overview": (
        ("", "what is going on, and three commands to try next"),
        ("--json", "the open episode and the running routine, for a program"),
    ),
    "version": (
        ("", "which version this is"),
        ("--json", "the same, for a program"),
    ),
    "help": (
        ("", "every command, and the global options"),
        ("log add", "one command, with its options and examples"),
    ),
}
"""What is typed after the command's name, and what it does."""
