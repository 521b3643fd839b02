"""What the app asks by itself when it starts: the passphrase of an encrypted diary, and what was left unfinished."""
