"""A guide in another language: language tables, translated texts, and the files that translators edit."""
