"""PDFs: typeset by Typst from the guide as data, then read back and audited."""
