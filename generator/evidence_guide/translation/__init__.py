"""A guide in another language: language tables, translated texts, and translators' files."""
