"""Complete command lines in bash, zsh and fish, from the declarations of the commands."""
