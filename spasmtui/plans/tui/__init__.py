"""The screen of the plan, and the editor of its items."""
