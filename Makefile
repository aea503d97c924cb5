# Targets: guide (the site and its downloads), quick (checks, and tests that are fast: no builds, PDFs or browsers),
# test (everything that CI runs), bench (what our work costs beside what it cannot do without), fuzz, clean.
# Each creates its own virtual environment from the locked and hashed packages in .ci/requirements.txt.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
FOLDERS := $(BIN)/python -m evidence_guide.files.clearing
WORKFLOWS := .github/workflows/*.yml generator/evidence_guide/starter/github/workflows/*.yml
export NO_MKDOCS_2_WARNING := 1

.PHONY: guide quick test bench bench-quick fuzz engines browser editor release sbom lock clean

guide: .venv/ready
	$(BIN)/evidence-guide build --offline

quick: .venv/ready
	$(BIN)/ruff format --check generator tests
	$(BIN)/ruff check generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile -m "not (build or pdf or browser or slow)"

test: .venv/ready browser editor
	$(BIN)/ruff format --check generator tests
	$(BIN)/ruff check generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/actionlint -pyflakes= -shellcheck="$(CURDIR)/$(BIN)/shellcheck" $(WORKFLOWS)
	$(BIN)/zizmor --offline --strict-collection --no-progress .github
	$(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

# Prints the costs with their bounds and writes them to docs/measured.md; `make bench GATE=1` fails where a bound is broken.
# `make bench-quick` measures smaller guides, in about a minute.
bench: .venv/ready
	$(BIN)/python -m tests.benchmarks.run --write $(if $(GATE),--gate)

bench-quick: .venv/ready
	$(BIN)/python -m tests.benchmarks.run --quick $(if $(GATE),--gate)

# Runs hostile files for SECONDS, then stops every writing command at MOMENTS moments in each way.
# For an hour of other cases: make fuzz SECONDS=3600 SEED=2
SECONDS ?= 600
MOMENTS ?= 50
SEED ?= 1
fuzz: .venv/ready
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED); files=$$?; \
	$(BIN)/python -m tests.interruptions --moments $(MOMENTS) --seed $(SEED) && exit $$files

# Builds this guide with MkDocs, ProperDocs and Zensical, and prints where their sites differ.
engines: .venv/ready
	$(BIN)/python -m tests.engines .

.venv/ready: .ci/requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is required; specify it: make PYTHON=/path/to/python"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { apt-get update -qq && apt-get install -y -qq python3-venv; } || { echo "Debian's Python lacks venv: apt-get install python3-venv"; exit 2; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement .ci/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Browser tests need Debian's Chromium; without it and without root they are skipped, with a message.
browser:
	@command -v chromedriver >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq chromium chromium-driver; } || echo "Chromium's driver is missing, so the browser tests are skipped: apt-get install chromium chromium-driver"

# Editor tests run yaml-language-server under Node; without Node and without root they are skipped, with a message.
editor:
	@command -v npm >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq nodejs npm; } || echo "Node is missing, so the editor tests are skipped: apt-get install nodejs npm"
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory .ci/editor/node_modules/.package-lock.json

.ci/editor/node_modules/.package-lock.json: .ci/editor/package-lock.json
	cd .ci/editor && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The files of a release: the site, everything on its Downloads page, the generator's wheel, the SBOM, and the checksums of all.
release: guide
	$(FOLDERS) remove release build/release
	mkdir -p build/release
	find site/downloads -type f ! -name index.html ! -name SHA256SUMS -exec cp {} build/release/ ';'
	tar --create --gzip --file build/release/site.tar.gz --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --directory site .
	$(BIN)/python -m hatchling build --target wheel --directory build/release
	$(MAKE) --no-print-directory sbom
	cd build/release && sha256sum * > SHA256SUMS
	$(FOLDERS) list release build/release

# The packages that a release was built with, as CycloneDX; the same lock gives the same bytes.
sbom: .venv/ready
	mkdir -p build/release
	$(BIN)/cyclonedx-py requirements .ci/requirements.txt --output-reproducible --spec-version 1.6 --output-format JSON --output-file build/release/sbom.cdx.json

lock: .venv/ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet pyproject.toml --group build --group test --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --output-file .ci/requirements.txt

# Folders that contain files not listed in our manifests are kept and reported.
clean:
	test ! -x $(BIN)/python || { $(FOLDERS) remove site site site-offline && $(FOLDERS) remove release build/release; }
	rm -rf .venv .ci/editor/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache
