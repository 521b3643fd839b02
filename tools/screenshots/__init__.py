"""Take the pictures in `screenshots/` from sample data with a clock that stands still."""
