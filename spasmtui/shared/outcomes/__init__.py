"""What came of episodes, in counts and words that every room shares."""
