# `make` lists what there is. Everything runs in .venv, which is made when it is needed.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
HAS_PANGO := $(BIN)/python -W ignore -c 'import weasyprint' >/dev/null 2>&1
# Run by root where there is apt-get, it installs what is named; else it fails.
APT := apt() { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get --quiet --quiet update && \
  DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet install --yes --no-install-recommends "$$@"; }
BUILT_FROM := setup.cfg pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help scorecard check test coverage golden bench docs dist pango lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

scorecard: $(BIN)/cxscore pango ## build the sample scorecard: HTML, JSON and, with Pango, PDF
	@formats=html,json; ! $(HAS_PANGO) || formats=html,pdf,json; \
	  echo "$(BIN)/cxscore build --format $$formats"; $(BIN)/cxscore build --format $$formats
	@echo "The scorecard: $(CURDIR)/scorecard/scorecard.html"

check: .venv/dev ## lint, format, types, import contracts, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --config-file setup.cfg
	$(BIN)/lint-imports --config setup.cfg --no-cache
	$(BIN)/pytest --quiet tests/test_docs.py

test: .venv/dev pango ## run every test
	$(BIN)/pytest --numprocesses=auto --dist=worksteal

# Counting lines and branches takes 1.7 times as long, so it is not part of every run.
coverage: .venv/dev pango ## run every test and say which lines and branches none of them took
	$(BIN)/pytest --numprocesses=auto --dist=worksteal --cov --cov-report=term

golden: .venv/dev ## write the golden files anew; read the difference before committing it
	$(BIN)/pytest --quiet --numprocesses=auto -m 'not slow' --update-golden

bench: .venv/dev ## compare speed and memory with what the work costs at least
	$(BIN)/python -m benchmarks

docs: .venv/dev pango ## build the site of the documentation
	$(BIN)/python -m website build/site
dist: .venv/dev pango ## build what is released, check it, and try it in fresh environments
	$(BIN)/python -m release

pango: $(BIN)/cxscore ## make sure that the PDF's text layout library is there
	@$(HAS_PANGO) || { $(APT); apt $(PANGO) && $(HAS_PANGO); } || { \
	  echo "The PDF needs Pango, which is not here; HTML and JSON do without it."; \
	  echo "On Debian or Ubuntu: sudo apt-get install $(PANGO)"; \
	  echo "On macOS: brew install pango"; }

lock: .venv/python ## choose the versions in constraints.txt anew
	.venv/bin/python -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet '.[dev]'
	{ sed -n '/^#/p' constraints.txt; build/lock/bin/python -m pip freeze --exclude cxscore; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean: ## remove the environment and everything that was made
	rm -rf .venv build dist scorecard *.egg-info .coverage* .*_cache

.venv/python: $(BUILT_FROM)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, and $(PYTHON) is older: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { $(APT); apt python3-venv && $(PYTHON) -m venv --clear .venv; } || \
	  { echo "On Debian or Ubuntu: sudo apt-get install python3-venv"; rm -rf .venv; exit 1; }
	@touch $@

$(BIN)/cxscore: .venv/python
	@echo "Installing into .venv ..."
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q cxscore
	@touch $@

.venv/dev: $(BIN)/cxscore
	@echo "Installing what the tests need ..."
	@$(PIP) --editable '.[dev]'
	@touch $@
