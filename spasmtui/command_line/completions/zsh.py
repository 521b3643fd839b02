"""Write the script for zsh, where each word is shown with what it means."""

from __future__ import annotations

from spasmtui.command_line.completions.table import (
    PROGRAMS,
    CompletedCommand,
    CompletedOption,
    case_function,
    global_options,
    listed_words,
    option_words,
    quoted,
    source_arms,
    value_arms,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FUNCTIONS = r"""
_spasmtui_ask() {
    # Words of the person's own, from the program itself: word, tab, meaning.
    local line program=${(Q)words[1]/#\~/$HOME}
    [[ ${program:t} == spasm ]] && program+=tui
    for line in ${(f)"$($program completions --words $1 $own 2>/dev/null </dev/null)"}; do
        list+=("${${${line%%$'\t'*}//\\/\\\\}//:/\\:}:${line#*$'\t'}")
    done
}

_spasmtui_offer() {
    # Offer what belongs to the place $1.
    local source files=
    local -a list
    _spasmtui_words "$1"
    for source in $(_spasmtui_sources "$1"); do
        case $source in
            files) files=-f ;;
            folders) files=-/ ;;
            *) _spasmtui_ask $source ;;
        esac
    done
    local found=1
    if (( $#list )); then
        if [[ $1 == options:* && -n $PREFIX ]]; then
            _describe -o option list && found=0
        else
            _describe ${1%%:*} list && found=0
        fi
    fi
    case $files in
        -f) _files && found=0 ;;
        -/) _files -/ && found=0 ;;
    esac
    return found
}

_spasmtui_has() {
    # Whether there is anything at the place $1.
    local -a list
    _spasmtui_words "$1"
    (( $#list ))
}

_spasmtui() {
    local first= second= name= before= place= word
    local -i index count=0 opened=0 is_after=0
    local -a own

    # The command, and how many words it has by now; values of options are none of them.
    [[ ${${(Q)words[1]}:t} == spasm ]] && first=relief
    for (( index = 2; index < CURRENT; index++ )); do
        word=${(Q)words[index]}
        if (( is_after )); then
            (( count++ ))
        elif [[ $word == -- ]]; then
            is_after=1
        elif [[ $word == --data-dir=* ]]; then
            own=($word)
        elif [[ $word == -* ]]; then
            if [[ -n $(_spasmtui_takes "$first${second:+ $second} $word") ]]; then
                (( index++ ))
                [[ $word == --data-dir && $index -lt $CURRENT ]] && own=("$word=${(Q)words[index]}")
            fi
        elif [[ -z $first ]]; then
            first=$word
        elif [[ -z $second && $count == 0 ]] && _spasmtui_has "seconds:$first"; then
            if [[ $first == help ]]; then first=$word; opened=1
            elif [[ $word == help ]]; then opened=1
            else second=$word; fi
        else
            (( count++ ))
        fi
    done
    name="$first${second:+ $second}"

    before=${(Q)words[CURRENT-1]}
    if (( ! is_after )) && [[ $words[CURRENT] == --*=* ]]; then
        place=$(_spasmtui_takes "$name ${words[CURRENT]%%=*}")
        [[ -n $place ]] || return 1
        compset -P '--*='
        _spasmtui_offer $place
        return
    fi
    if (( ! is_after )) && [[ $CURRENT -gt 2 && $before == -* ]]; then
        place=$(_spasmtui_takes "$name $before")
        if [[ -n $place ]]; then
            _spasmtui_offer $place
            return
        fi
    fi
    if (( ! is_after )) && [[ $words[CURRENT] == -* ]]; then
        _spasmtui_has "options:$name" || name=
        _spasmtui_offer "options:$name"
        return
    fi
    if [[ -z $first ]]; then
        place=first:
    elif [[ -z $second && $count == 0 ]] && _spasmtui_has "seconds:$first"; then
        place="seconds:$first"
    elif (( opened )); then
        return 1
    elif (( count == 0 )) || [[ -n $(_spasmtui_several "$name") ]]; then
        place="words:$name"
    fi
    [[ -n $place ]] && { _spasmtui_has "$place" || [[ -n $(_spasmtui_sources "$place") ]] } && {
        _spasmtui_offer "$place"
        return
    }
    (( is_after )) && return 1
    _spasmtui_has "options:$name" || name=
    _spasmtui_offer "options:$name"
}

if [[ $funcstack[1] == _spasmtui ]]; then
    _spasmtui "$@"
else
    compdef _spasmtui @PROGRAMS@
fi
"""


def script(commands: Sequence[CompletedCommand]) -> str:
    """Return the script."""
    options = global_options()
    return "\n".join((
        f"#compdef {' '.join(PROGRAMS)}",
        "# spasmtui completions zsh > FOLDER/_spasmtui, where FOLDER is in $fpath before compinit runs",
        "",
        *case_function(
            "_spasmtui_words",
            "Put the words of the place $1 into the list, each with what it means.",
            "$1",
            _words(commands, options),
        ),
        *case_function(
            "_spasmtui_takes",
            "The place of the values of the command and the option $1; nothing where it takes none.",
            "$1",
            value_arms(commands, options, "print"),
        ),
        *case_function(
            "_spasmtui_sources",
            "Where other words of the place $1 come from.",
            "$1",
            source_arms(commands, options, "print -l"),
        ),
        *case_function(
            "_spasmtui_several",
            "Whether the command $1 takes more than one word.",
            "$1",
            (f"        {quoted(command.name)}) print yes ;;" for command in commands if command.takes_several),
        ),
        _FUNCTIONS.removeprefix("\n").replace("@PROGRAMS@", " ".join(PROGRAMS)),
    ))


def _described(word: str, says: str) -> str:
    escaped = word.replace("\\", "\\\\").replace(":", "\\:")
    return quoted(f"{escaped}:{says}" if says else escaped)


def _arm(place: str, words: Iterable[tuple[str, str]]) -> str:
    return f"        {quoted(place)}) list=({' '.join(_described(word, says) for word, says in words)}) ;;"


def _words(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]) -> Iterator[str]:
    for place, words in listed_words(commands, options):
        yield _arm(place, words)
    yield _arm("options:", option_words(options))
    for command in commands:
        yield _arm(f"options:{command.name}", option_words((*command.options, *options)))
