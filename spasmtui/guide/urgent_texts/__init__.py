"""The urgent page in each language: constants made from the content, of which only the chosen language is loaded."""
