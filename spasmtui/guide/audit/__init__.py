"""The checks of the guide's content, for editors: `spasmtui guide --audit`."""
