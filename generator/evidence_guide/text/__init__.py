"""Words and numbers of any text: inline Markdown, quantities with units, language tags."""
