"""`python -m evidence_guide`: the same as the command `evidence-guide`."""

from evidence_guide.cli import main

main(prog_name="evidence-guide")
