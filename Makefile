# Three words: guide (the site), test (all that CI runs), clean.
# Each makes its own virtual environment from the locked and hashed list in .ci/requirements.txt.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: guide test lock clean

guide: .venv/ready
	$(BIN)/evidence-guide build --offline

test: .venv/ready
	$(BIN)/ruff check generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest

.venv/ready: .ci/requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { apt-get update -qq && apt-get install -y -qq python3-venv; } || { echo "Debian's Python lacks venv: apt-get install python3-venv"; exit 2; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement .ci/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock: .venv/ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet pyproject.toml --group build --group test --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --upgrade --output-file .ci/requirements.txt

clean:
	rm -rf .venv site site-offline build .hypothesis .mypy_cache .pytest_cache .ruff_cache
