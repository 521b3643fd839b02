"""Generate completion scripts from the table of commands; they are static, so that Tab starts no program."""

import argparse

from spasmtui.command_table import COMMANDS
from spasmtui.shared.places import PLACES

GLOBAL_OPTIONS = ("--data-dir", "--plain", "--ascii", "--color", "--json", "--quiet", "--version", "--help")


def command_words() -> dict[str, tuple[str, ...]]:
    """Return the options and choices of each command by the command's name."""
    table: dict[str, tuple[str, ...]] = {}
    for command in COMMANDS:
        parser = argparse.ArgumentParser(add_help=False)
        if (add_options := command.add_options) is not None:
            add_options(parser)
        words = [word for action in parser._actions for word in _words(action)]  # noqa: SLF001 -- no public list
        if command.name in ("relief", "log add"):
            words += PLACES
        table[command.name] = tuple(words)
    return table


def _words(action: argparse.Action) -> list[str]:
    if action.option_strings:
        return [option for option in action.option_strings if option.startswith("--")]
    return [str(choice) for choice in action.choices or ()]


def script(for_shell: str) -> str:
    """Return the whole script for `bash`, `zsh` or `fish`."""
    table = command_words()
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[for_shell](table)


def _first_words(table: dict[str, tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(name.partition(" ")[0] for name in table))


def _second_words(table: dict[str, tuple[str, ...]], first: str) -> list[str]:
    return [name.partition(" ")[2] for name in table if name.startswith(f"{first} ")]


def _cases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    rows = [(name, " ".join((*words, *GLOBAL_OPTIONS))) for name, words in table.items()]
    groups = [first for first in _first_words(table) if _second_words(table, first)]
    return rows + [(first, " ".join(_second_words(table, first))) for first in groups]


def _bash(table: dict[str, tuple[str, ...]]) -> str:
    cases = "\n".join(f'        "{name}") words="{words}" ;;' for name, words in _cases(table))
    return f"""# spasmtui completions bash: put this into ~/.local/share/bash-completion/completions/spasmtui
_spasmtui() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} words=""
    local first=${{COMP_WORDS[1]}} second=${{COMP_WORDS[2]}}
    [ "${{COMP_WORDS[0]##*/}}" = spasm ] && {{ second=""; first=relief; }}
    case "$first $second" in
{cases}
    esac
    if [ -z "$words" ]; then
        case "$first" in
{cases}
        esac
    fi
    [ "$COMP_CWORD" = 1 ] && [ "${{COMP_WORDS[0]##*/}}" != spasm ] && words="{" ".join(_first_words(table))}"
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -F _spasmtui spasmtui spasm
"""


def _zsh(table: dict[str, tuple[str, ...]]) -> str:
    cases = "\n".join(f'        "{name}") list=({words}) ;;' for name, words in _cases(table))
    return f"""#compdef spasmtui spasm
# spasmtui completions zsh: put this as _spasmtui into a folder of $fpath
local -a list
local first=$words[2] second=$words[3]
[[ ${{words[1]:t}} == spasm ]] && first=relief second=""
if (( CURRENT == 2 )) && [[ ${{words[1]:t}} != spasm ]]; then
    list=({" ".join(_first_words(table))})
else
    case "$first $second" in
{cases}
    esac
    if (( ! $#list )); then
        case "$first" in
{cases}
        esac
    fi
fi
compadd -a list
"""


def _fish(table: dict[str, tuple[str, ...]]) -> str:
    firsts = " ".join(_first_words(table))
    lines = [
        "# spasmtui completions fish: put this into ~/.config/fish/completions/spasmtui.fish",
        "complete -c spasmtui -f",
        "complete -c spasm -f",
        f'complete -c spasmtui -n __fish_use_subcommand -a "{firsts}"',
    ]
    for name, words in _cases(table):
        seen = " ".join(f"; and __fish_seen_subcommand_from {part}" for part in name.split())[6:]
        lines.append(f'complete -c spasmtui -n "{seen}" -a "{words}"')
    lines.append(f'complete -c spasm -a "{" ".join(table.get("relief", ()))}"')
    return "\n".join(lines) + "\n"
