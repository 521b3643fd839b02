"""The screens of the trial of one: what may be known of it, and its beginning."""
