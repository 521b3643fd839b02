"""The trial of one: its protocol, the records of its weeks, the test at its end, and the page about it."""
