"""The diary's face in lines: its menu, an episode question by question, and the questions of the morning."""
