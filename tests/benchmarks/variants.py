"""Prints the shares of typographic variants that are found and of falsifications that are refused.

Run it as `python -m tests.benchmarks.variants`; kinds that fall short are listed.
"""

from tests.variants import corpus, falsifications, is_found, variants


def main() -> None:
    texts = corpus(50)
    true = [case for text in texts for case in variants(text)]
    false = [case for text in texts for case in falsifications(text)]
    missed = [case.kind for case in true if not is_found(case)]
    accepted = [case.kind for case in false if is_found(case)]
    print(f"{len(true) - len(missed)} of {len(true)} variants found")
    print(f"{len(false) - len(accepted)} of {len(false)} falsifications refused")
    for kind in sorted({*missed, *accepted}):
        print(f"  {kind}: {missed.count(kind)} missed, {accepted.count(kind)} accepted")


if __name__ == "__main__":
    main()
