"""A terminal companion for people with muscle spasms and cramps."""

__version__ = "1.0.0"
