"""The outcomes of episodes, in counts and words that every room shares."""
