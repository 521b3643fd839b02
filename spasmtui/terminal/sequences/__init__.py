"""The control sequences that a frame is written with, and which terminals have them."""
