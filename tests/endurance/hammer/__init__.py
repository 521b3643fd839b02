"""Hunt for an end of the app by random input: `python -m tests.endurance.hammer`.

`strokes` draws the input from a seed, `in_terminal` gives it to the program in a pseudo-terminal, `in_process` to the
app without one, which finds races between keys and threads sooner. A failure names its seed, which plays it again.
"""
