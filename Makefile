# Bare `make` shows what there is. The tools live in .venv, made from the lock files.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
RUN := .venv/run.stamp
PDF := .venv/pdf.stamp
DEV := .venv/dev.stamp
NPM := tests/node_modules/npm.stamp

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help serve build pdf check test tools lint format pictures ci clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

serve: $(RUN) ## Preview the site; it follows every save
	@$(BIN)/tiekartta serve

build: $(RUN) ## Build the site into site/
	@$(BIN)/tiekartta build

pdf: $(PDF) ## Print the whole roadmap as a PDF in each language, into pdf/
	@$(BIN)/tiekartta pdf

check: $(RUN) ## Look for mistakes in content/ without building
	@$(BIN)/tiekartta check

test: $(DEV) tools $(NPM) ## Run all tests, those in a browser too
	$(BIN)/python -m pytest

tools:
	@tests/install-tools.sh

lint: $(DEV) ## Check the code: style, form and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV) ## Put the code in its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(DEV) ## Take the pictures in docs/ anew
	cd tests && ../$(BIN)/python -m browser.pictures

ci: lint check test ## Everything that must be green

clean: ## Remove the environment, the site and the caches
	rm -rf .venv site pdf tests/node_modules .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo 'Tiekartta needs Python 3.11 or newer, and "$(PYTHON)" is not. Name another: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || \
	  { rm -rf .venv; echo 'Python could not make .venv. On Debian or Ubuntu: sudo apt install python3-venv' >&2; exit 1; }

$(RUN): requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing what Tiekartta needs into .venv …'
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Each further lock holds everything of those before it, so they are then done too.
$(PDF): requirements-pdf.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing what the PDF needs into .venv …'
	@$(PIP) --require-hashes -r requirements-pdf.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $@

$(DEV): requirements-dev.lock requirements-pdf.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing what the tests need into .venv …'
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $(PDF) $@

# The checker's own script would fetch a Java where there is none.
$(NPM): tests/package-lock.json | tools
	@echo 'Installing the Nu HTML checker into tests/node_modules …'
	@npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@
