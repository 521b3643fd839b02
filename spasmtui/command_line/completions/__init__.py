"""Completions for bash, zsh and fish, generated from the declarations of the commands."""
