# Bare `make` shows what there is. The tools live in .venv, made from the lock files.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
RUN := .venv/run.stamp
SHEETS := .venv/sheets.stamp
PDF := .venv/pdf.stamp
DEV := .venv/dev.stamp
NPM := tests/node_modules/npm.stamp
EDITOR := editor/node_modules/npm.stamp

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help serve editor build pdf sheets check test tools lint format pictures guides bench ci clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

serve: $(RUN) ## Preview the site; it follows every save
	@$(BIN)/tiekartta serve

editor: $(RUN) $(EDITOR) ## Preview the site with a form for those who want no YAML
	@$(BIN)/tiekartta serve --editor

build: $(RUN) ## Build the site into site/
	@$(BIN)/tiekartta build

pdf: $(PDF) ## Print the whole roadmap as a PDF in each language, into pdf/
	@$(BIN)/tiekartta pdf

sheets: $(SHEETS) ## Install what the commands export and import need

check: $(RUN) ## Look for mistakes in content/ without building
	@$(BIN)/tiekartta check

test: $(DEV) tools $(NPM) $(EDITOR) ## Run all tests, those in a browser too
	$(BIN)/python -m pytest

tools:
	@tests/install-tools.sh

lint: $(DEV) ## Check the code: style, form and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## Put the code in its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(DEV) ## Take the pictures in docs/ anew
	cd tests && ../$(BIN)/python -m journeys.pictures

guides: $(DEV) ## Write what the guides say of fields and messages anew
	cd tests && ../$(BIN)/python -m guides

bench: $(DEV) ## Measure how fast sites of 26, 1,000 and 10,000 measures are made
	cd tests && ../$(BIN)/python -m performance $(if $(WRITE),--write)

ci: lint check test ## Everything that must be green

clean: ## Remove the environment, the site and the caches
	rm -rf .venv site pdf tests/node_modules editor/node_modules .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo 'Tiekartta needs Python 3.11 or newer, and "$(PYTHON)" is not. Name another: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || \
	  { rm -rf .venv; echo 'Python could not make .venv. On Debian or Ubuntu: sudo apt install python3-venv' >&2; exit 1; }

# --no-deps: a lock is whole, and pip need not look for what it might add.
$(RUN): requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing what Tiekartta needs into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Each further lock holds everything of those before it, so they are then done too.
$(SHEETS): requirements-sheets.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing what spreadsheets need into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements-sheets.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $@

$(PDF): requirements-pdf.lock requirements-sheets.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing what the PDF needs into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements-pdf.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $(SHEETS) $@

$(DEV): requirements-dev.lock requirements-pdf.lock requirements-sheets.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing what the tests need into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $(SHEETS) $(PDF) $@

# The checker's own script would fetch a Java where there is none.
$(NPM): tests/package-lock.json | tools
	@echo 'Installing the Nu HTML checker into tests/node_modules …'
	@npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

$(EDITOR): editor/package-lock.json
	@npm --version >/dev/null 2>&1 || { echo 'The form comes by npm, and there is none. On Debian or Ubuntu: sudo apt install npm' >&2; exit 1; }
	@echo 'Installing Sveltia CMS into editor/node_modules …'
	@npm ci --prefix editor --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@
