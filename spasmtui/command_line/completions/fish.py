"""Write the script for fish, which knows options itself and shows each word with what it means."""

from __future__ import annotations

from spasmtui.command_line.completions.table import (
    FILES,
    PROGRAMS,
    CompletedCommand,
    CompletedOption,
    global_options,
    listed_words,
    sources,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FUNCTIONS = r"""
function __spasmtui_ask
    # Words of the person's own, from the program itself: word, tab, meaning.
    set -l program (commandline -opc)[1]
    string match -q -r '(^|/)spasm$' -- $program; and set program "$program"tui
    set -l own
    set -l words (commandline -opc)
    for index in (seq 2 (count $words))
        switch $words[$index]
            case '--data-dir=*'
                set own $words[$index]
            case --data-dir
                test $index -lt (count $words); and set own --data-dir=$words[(math $index + 1)]
        end
    end
    $program completions --words $argv[1] $own 2>/dev/null </dev/null
end

function __spasmtui_place
    # Where on the command line the cursor is: the place of its words, and with an argument the command alone.
    set -l words (commandline -opc)
    set -l first
    set -l second
    set -l count 0
    set -l opened
    set -l after
    set -l skips
    string match -q -r '(^|/)spasm$' -- $words[1]; and set first relief
    for word in $words[2..]
        if set -q skips[1]
            set -e skips
        else if set -q after[1]
            set count (math $count + 1)
        else if test "$word" = --
            set after yes
        else if string match -q -- '-*' $word
            __spasmtui_takes (string join ' ' -- $first $second $word); and set skips yes
        else if not set -q first[1]
            set first $word
        else if not set -q second[1]; and test $count = 0; and __spasmtui_words seconds:$first >/dev/null
            if test $first = help
                set first $word
                set opened yes
            else if test "$word" = help
                set opened yes
            else
                set second $word
            end
        else
            set count (math $count + 1)
        end
    end
    set -l name (string join ' ' -- $first $second)
    if set -q argv[1]
        echo $name
    else if not set -q first[1]
        echo first:
    else if not set -q second[1]; and test $count = 0; and __spasmtui_words seconds:$first >/dev/null
        echo seconds:$first
    else if set -q opened[1]
        return 1
    else if test $count = 0; or __spasmtui_several $name
        echo words:$name
    end
end

function __spasmtui_is
    # Whether the command on the line is this one.
    test "$argv[1]" = (__spasmtui_place command; or echo)
end

function __spasmtui_offer
    # What is offered at a place, or where the cursor is.
    set -l place $argv[1]
    set -q argv[1]; or set place (__spasmtui_place); or return
    __spasmtui_words $place
    for source in (__spasmtui_sources $place)
        switch $source
            case files
                __fish_complete_path (commandline -ct)
            case folders
                __fish_complete_directories (commandline -ct)
            case '*'
                __spasmtui_ask $source
        end
    end
    return 0
end
"""


def script(commands: Sequence[CompletedCommand]) -> str:
    """Return the script."""
    options = global_options()
    return "\n".join((
        "# spasmtui completions fish > ~/.config/fish/completions/spasmtui.fish",
        "# spasmtui completions fish > ~/.config/fish/completions/spasm.fish",
        "",
        "function __spasmtui_words",
        "    # The words of a place, each with what it means; the status says whether there are any.",
        "    switch $argv[1]",
        *_words(commands, options),
        "        case '*'",
        "            return 1",
        "    end",
        "end",
        "",
        "function __spasmtui_takes",
        "    # Whether the option of the command takes a value.",
        "    switch $argv[1]",
        *_takes(commands, options),
        "        case '*'",
        "            return 1",
        "    end",
        "end",
        "",
        "function __spasmtui_several",
        "    # Whether the command takes more than one word.",
        f"    contains -- $argv[1] {' '.join(fish_quoted(each.name) for each in commands if each.takes_several)}",
        "end",
        "",
        "function __spasmtui_sources",
        "    # Where other words of a place come from.",
        "    switch $argv[1]",
        *_sources(commands, options),
        "    end",
        "end",
        _FUNCTIONS,
        f"for program in {' '.join(PROGRAMS)}",
        "    complete -c $program -e",
        "    complete -c $program -f -a '(__spasmtui_offer)'",
        *(f"    {line}" for option in options for line in _complete(option)),
        *(f"    {line}" for each in commands for option in each.options for line in _complete(option, each.name)),
        "end",
    ))


def fish_quoted(text: str) -> str:
    """Return a text as one word of fish, in single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _complete(option: CompletedOption, command: str = "") -> Iterator[str]:
    """Yield the line for an option of a command, or of all."""
    condition = f"-n {fish_quoted(f'__spasmtui_is {fish_quoted(command)}')} " if command else ""
    name = f"{command} " if command else ""
    names = " ".join(f"-l {each[2:]}" if each.startswith("--") else f"-s {each[1:]}" for each in option.names)
    line = f"complete -c $program {condition}{names} -d {fish_quoted(option.says)}"
    if option.value is None:
        yield line
    else:
        takes = "-r -F" if FILES in option.value.sources and not option.value.words else "-x"
        offer = fish_quoted(f"(__spasmtui_offer {fish_quoted(f'value:{name}{option.names[-1]}')})")
        yield f"{line} {takes}" if takes != "-x" else f"{line} -x -a {offer}"


def _words(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]) -> Iterator[str]:
    for place, words in listed_words(commands, options):
        yield f"        case {fish_quoted(place)}"
        listed = " ".join(fish_quoted(part) for word, says in words for part in (word, says))
        yield f"            printf '%s\\t%s\\n' {listed}"


def _takes(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]) -> Iterator[str]:
    for command in commands:
        for option in command.options:
            if option.value is not None:
                yield f"        case {' '.join(fish_quoted(f'{command.name} {name}') for name in option.names)}"
    for option in options:
        if option.value is not None:
            yield f"        case {' '.join(fish_quoted(f'*{name}') for name in option.names)}"


def _sources(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]) -> Iterator[str]:
    for place, names in sources(commands, options):
        yield f"        case {fish_quoted(place)}"
        yield f"            printf '%s\\n' {' '.join(names)}"
