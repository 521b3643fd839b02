"""The session as a pure state machine over timed segments."""
