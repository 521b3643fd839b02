"""Relief over a real SSH connection; `make ssh-test` runs it."""
