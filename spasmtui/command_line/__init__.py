"""Read a command line: global options, names and aliases of commands, their own options, help and completions."""
