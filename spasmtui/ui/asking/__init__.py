"""The questions of the app at its start: the passphrase of an encrypted diary, and what was left unfinished."""
