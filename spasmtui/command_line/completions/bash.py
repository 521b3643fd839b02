"""Write the script for bash, from version 3.2 on, with or without the package bash-completion."""

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
    local program=${COMP_WORDS[0]/#\~/$HOME}
    [[ ${program##*/} == spasm ]] && program+=tui
    "$program" completions --words "$1" ${own[@]+"${own[@]}"} 2>/dev/null </dev/null | cut -f 1
}

_spasmtui_reply() {
    # Offer the lines of stdin that begin with $1, without $2, which readline keeps on the line, quoted as $3 has begun.
    local typed=$1 kept=$2 quote=$3 word
    while IFS= read -r word; do
        [[ $word == "$typed"* ]] || continue
        case $quote in
            \') word=${word//\'/\'\\\'\'} ;;
            \") word=${word//\\/\\\\}; word=${word//\"/\\\"}; word=${word//\$/\\\$}; word=${word//\`/\\\`} ;;
            *) printf -v word %q "$word" ;;
        esac
        COMPREPLY+=("${word#"$kept"}")
    done
}

_spasmtui() {
    local current= kept= quote= first= second= name= before= typed index word count=0 opened=0 is_after=0
    local -a words=() own=()
    COMPREPLY=()
    # Readline ends words at = and : too; they belong to the word here.
    for ((index = 0; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if ((index > 0 && ${#words[@]} > 1)) && [[ $word == [=:]* || $before == *[=:] ]] &&
            [[ -z ${COMP_LINE-} || $COMP_LINE == *"${words[${#words[@]} - 1]}$word"* ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        before=$word
    done
    current=${words[${#words[@]} - 1]}
    typed=${COMP_WORDS[COMP_CWORD]}
    [[ $typed == [=:] ]] && typed=
    kept=${current%"$typed"}
    before=
    ((${#words[@]} > 2)) && before=${words[${#words[@]} - 2]}

    # The command, and how many words it has by now; values of options are none of them.
    [[ ${words[0]##*/} == spasm ]] && first=relief
    for ((index = 1; index < ${#words[@]} - 1; index++)); do
        word=${words[index]}
        if ((is_after)); then
            ((count++))
        elif [[ $word == -- ]]; then
            is_after=1
        elif [[ $word == --data-dir=* ]]; then
            own=("$word")
        elif [[ $word == -* ]]; then
            if [[ -n $(_spasmtui_takes "$first${second:+ $second}" "$word") ]]; then
                ((index++))
                [[ $word == --data-dir && $index -lt $((${#words[@]} - 1)) ]] && own=("$word=${words[index]}")
            fi
        elif [[ -z $first ]]; then
            first=$word
        elif [[ -z $second && $count == 0 && -n $(_spasmtui_words "$first" seconds) ]]; then
            if [[ $first == help ]]; then first=$word; opened=1
            elif [[ $word == help ]]; then opened=1
            else second=$word; fi
        else
            ((count++))
        fi
    done
    name="$first${second:+ $second}"

    # What is typed of a value that is joined with its option, and of one in quotes.
    if ((!is_after)) && [[ $current == --*=* ]]; then
        before=${current%%=*}
        [[ -n $(_spasmtui_takes "$name" "$before") ]] || return
        current=${current#*=}
        kept=${kept#*=}
    elif ((is_after)) || [[ $before != -* || -z $(_spasmtui_takes "$name" "$before") ]]; then
        before=
    fi
    case $current in
        [\'\"]*) quote=${current:0:1}; current=${current:1}; kept= ;;
        *) current=${current//\\/} ;;
    esac

    if [[ -n $before ]]; then
        word=$(_spasmtui_takes "$name" "$before")
    elif ((!is_after)) && [[ $current == -* ]]; then
        _spasmtui_reply "$current" "$kept" "$quote" < <(_spasmtui_words "$name" options)
        return
    elif [[ -z $first ]]; then
        word=first:
    elif [[ -z $second && $count == 0 && -n $(_spasmtui_words "$first" seconds) ]]; then
        word=seconds:$first
    elif ((opened)); then
        return
    else
        word=words:$name
        [[ $count != 0 && -z $(_spasmtui_words "$name" several) ]] && word=
    fi
    [[ -n $word ]] && _spasmtui_offer "$word" "$current" "$kept" "$quote"
    # Where a command takes no word, or no further one, its options are all that there is.
    if [[ -z $before && -z $current$quote && ${#COMPREPLY[@]} == 0 && -z $(_spasmtui_sources "$word") ]]; then
        ((is_after)) || _spasmtui_reply "" "$kept" "" < <(_spasmtui_words "$name" options)
    fi
}

_spasmtui_offer() {
    local place=$1 typed=$2 kept=$3 quote=$4 source
    _spasmtui_reply "$typed" "$kept" "$quote" < <(
        _spasmtui_words "${place#*:}" "${place%%:*}"
        for source in $(_spasmtui_sources "$place"); do
            case $source in
                (files | folders) ;; # bash 3.2 needs both brackets here
                (*) _spasmtui_ask "$source" ;;
            esac
        done
    )
    ((${#COMPREPLY[@]})) && return
    for source in $(_spasmtui_sources "$place"); do
        case $source in
            files) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$typed")) ;;
            folders) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$typed")) ;;
        esac
    done
}
"""


def script(commands: Sequence[CompletedCommand]) -> str:
    """Return the script."""
    options = global_options()
    return "\n".join((
        "# spasmtui completions bash >> ~/.bashrc",
        "",
        *case_function(
            "_spasmtui_words", "The words of $2 for $1, one on each line.", '"$2:$1"', _words(commands, options)
        ),
        *case_function(
            "_spasmtui_takes",
            "The place of the values of the option $2 of the command $1; nothing where it takes none.",
            '"$1 $2"',
            value_arms(commands, options, "echo"),
        ),
        *case_function(
            "_spasmtui_sources",
            "Where other words of a place come from.",
            '"$1"',
            source_arms(commands, options, "echo"),
        ),
        _FUNCTIONS.removeprefix("\n"),
        f"complete -F _spasmtui {' '.join(PROGRAMS)}",
    ))


def _arm(pattern: str, words: Iterable[tuple[str, str]]) -> str:
    return f"        {pattern}) printf '%s\\n' {' '.join(quoted(word) for word, _says in words)} ;;"


def _long(options: Iterable[CompletedOption]) -> list[tuple[str, str]]:
    return [(name, says) for name, says in option_words(options) if name.startswith("--")]


def _words(commands: Sequence[CompletedCommand], options: Sequence[CompletedOption]) -> Iterator[str]:
    for place, words in listed_words(commands, options):
        yield _arm(quoted(place), words)
    for command in commands:
        yield _arm(quoted(f"options:{command.name}"), _long((*command.options, *options)))
        if command.takes_several:
            yield f"        {quoted(f'several:{command.name}')}) echo yes ;;"
    yield _arm("options:*", _long(options))
