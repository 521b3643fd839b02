"""A terminal companion for people with muscle spasms and cramps."""

__version__ = "0.1.0"
