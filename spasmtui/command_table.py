"""List all commands, in the order in which help prints them.

A new command is one function in one room and one row here. A name of two words comes before its first word alone.
"""

from spasmtui.shell import Command

COMMANDS: tuple[Command, ...] = (
    Command("relief", "start a routine at once", "spasmtui.relief.commands:run_relief"),
    Command("resume", "go on with an interrupted routine", "spasmtui.relief.commands:run_resume"),
    Command("log add", "record an episode without the timer", "spasmtui.episodes.commands.add:add"),
    Command("log done", "close the open episode", "spasmtui.episodes.commands.add:done"),
    Command("log day", "say what kind of day it was", "spasmtui.episodes.commands.day:day"),
    Command("log list", "list episodes, newest first", "spasmtui.episodes.commands.listing:list_episodes"),
    Command("log show", "show an episode with every field, or its history", "spasmtui.episodes.commands.show:show"),
    Command("log edit", "change an episode", "spasmtui.episodes.commands.add:edit"),
    Command("log rm", "delete an episode; it can be undone", "spasmtui.episodes.commands.undo:remove"),
    Command("log undo", "take back the last change", "spasmtui.episodes.commands.undo:undo"),
    Command("log redo", "make the last undone change again", "spasmtui.episodes.commands.undo:redo"),
    Command(
        "insights", "what the diary supports, and what it does not yet", "spasmtui.episodes.commands.insights:insights"
    ),
    Command(
        "report questions",
        "your own questions for the sheet: list, add, remove",
        "spasmtui.episodes.commands.report:questions",
    ),
    Command(
        "report",
        "the physiotherapist's sheet: one page of the last four weeks",
        "spasmtui.episodes.commands.report:report",
    ),
    Command("plan add", "add a routine to the plan, or change it", "spasmtui.plans.commands.change:add"),
    Command("plan done", "record a routine done without the timer", "spasmtui.episodes.commands.practice:done"),
    Command("plan skip", "leave a routine out this time", "spasmtui.episodes.commands.practice:skip"),
    Command("plan end", "let an item of the plan end", "spasmtui.plans.commands.change:end"),
    Command("plan start", "take a plan that the program brings: bedtime", "spasmtui.plans.commands.change:start"),
    Command("plan export", "the plan as one file to send", "spasmtui.plans.commands.travel:export_plan"),
    Command("plan import", "add the plan of a file that was sent", "spasmtui.plans.commands.travel:import_plan"),
    Command("plan handout", "the plan as a page to print", "spasmtui.plans.commands.handout:print_handout"),
    Command("plan", "what is due today, and what became of this week", "spasmtui.plans.commands.show:show"),
    Command(
        "trial start",
        "start a trial of one: weeks with a routine and without it, drawn by chance",
        "spasmtui.episodes.commands.trial:start",
    ),
    Command(
        "trial show",
        "this week's kind and what is recorded; the result at the end",
        "spasmtui.episodes.commands.trial:show",
    ),
    Command("trial end", "end a trial early, without a comparison", "spasmtui.episodes.commands.trial:end"),
    Command("trial", "list the trials of the diary", "spasmtui.episodes.commands.trial:overview"),
    Command(
        "log export",
        "the diary in another format: JSON, CSV, calendar, FHIR",
        "spasmtui.episodes.commands.export:export",
    ),
    Command(
        "log import",
        "import from this diary or from another program",
        "spasmtui.episodes.commands.import_file:import_file",
    ),
    Command(
        "log backup",
        "write the whole diary into one file, encrypted if you like",
        "spasmtui.episodes.commands.store:backup",
    ),
    Command(
        "log restore", "restore a backup, or write back what is missing", "spasmtui.episodes.commands.store:restore"
    ),
    Command("log purge", "remove an episode's text everywhere, for good", "spasmtui.episodes.commands.store:purge"),
    Command(
        "log encrypt",
        "keep the diary encrypted for a key of yours",
        "spasmtui.episodes.commands.encryption.encrypt:encrypt",
    ),
    Command("log", "list the commands of the log", "spasmtui.episodes.commands.overview:overview"),
    Command("urgent", "get help now: what to look for and whom to call", "spasmtui.guide.urgent_command:show_urgent"),
    Command("guide", "the best page for some words, as text", "spasmtui.guide.commands:show_guide"),
    Command("drink", "the electrolyte drink, scaled exactly", "spasmtui.drink.commands:show_drink"),
    Command(
        "remind",
        "be reminded by the system: a timer, a cron line, a calendar file",
        "spasmtui.reminders.commands:remind",
    ),
    Command("serve", "the app in a browser on this computer", "spasmtui.web.commands:serve"),
    Command("status", "one line: the open episode or the running routine", "spasmtui.home.commands:show_status"),
    Command("doctor", "paths, diary check, backups, devices, terminal", "spasmtui.home.commands:run_doctor"),
    Command(
        "completions",
        "completion by Tab in bash, zsh and fish: install it, or print the script",
        "spasmtui.command_line.completions.command:print_completions",
    ),
    Command(
        "overview", "one screen of text: what is going on and what to do next", "spasmtui.home.commands:show_overview"
    ),
    Command("version", "the version", "spasmtui.home.commands:show_version"),
    Command("help", "this list, or one command with its options", "spasmtui.command_line.help:show_help"),
)
