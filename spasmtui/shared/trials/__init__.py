"""Weeks of trials of one, which the diary, the plan and the home screen need alike."""
