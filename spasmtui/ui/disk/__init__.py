"""Ask and change the person's files from a screen, whose keys wait for no disk."""
