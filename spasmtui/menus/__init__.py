"""Lead through the program line by line: menus as values, windows of text, and prompts. It knows no room."""
