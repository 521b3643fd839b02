"""The command that encrypts the diary, and what `doctor` says about it."""
