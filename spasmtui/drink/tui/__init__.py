"""The drink's screen: its form, glass and dialogs."""
