# `make` without a target lists the targets. Packages are installed into .venv from the lock files.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
RUN := .venv/run.stamp
SHEETS := .venv/sheets.stamp
PDF := .venv/pdf.stamp
DEV := .venv/dev.stamp
LOCALE := generator/locale
POT := .venv/messages.pot
NPM := tests/node_modules/npm.stamp
BROWSERS := tests/browsers/node_modules/npm.stamp
EDITOR := editor/node_modules/npm.stamp
ELEVENTY := tests/performance/eleventy/node_modules/npm.stamp

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help install serve editor build pdf sheets check check-content test live browsers fuzz tools lint format messages pictures guides bench ci clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

install: $(RUN) ## Install the packages of the program into .venv

serve: $(RUN) ## Serve a preview on localhost that reloads on every save
	@$(BIN)/tiekartta serve

editor: $(RUN) $(EDITOR) ## Serve the preview with a form at /admin/, for editing without YAML
	@$(BIN)/tiekartta serve --editor

build: $(if $(shell grep -s "^pdf: *yes" content/site.yaml),$(PDF),$(RUN)) ## Build the site into site/
	@$(BIN)/tiekartta build

pdf: $(PDF) ## Render the brief and the whole roadmap as PDFs, into pdf/
	@$(BIN)/tiekartta pdf

sheets: $(SHEETS) ## Install the extra packages of the commands export and import

check: $(RUN) ## Report the problems in content/ without building
	@$(BIN)/tiekartta check

check-content: $(RUN) ## Report how the content differs from its source, as advice only
	-@$(BIN)/python source/compare.py $(if $(GITHUB_ACTIONS),--format github)

test: $(DEV) tools $(NPM) $(EDITOR) ## Run all tests of the program, including those in a browser
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --ignore tests/live

live: $(DEV) tools $(NPM) ## Test the pages of content/ in a browser, as their accessibility statement says
	$(BIN)/python -m pytest --numprocesses auto tests/live

browsers: $(DEV) tools $(NPM) $(BROWSERS) ## Test the site in old and other browsers, which it installs
	@tests/install-tools.sh browsers
	BROWSERS='chromium-92 chromium-103 chromium-108 chromium-109 webkitgtk' \
	  xvfb-run --auto-servernum $(BIN)/python -m pytest tests/browsers

fuzz: $(DEV) ## Try many random slips and edits of an editor; FUZZ=1000 tries more
	FUZZ=$(or $(FUZZ),100) $(BIN)/python -m pytest --numprocesses auto tests/test_robustness.py tests/test_incremental_builds.py \
	  tests/content/test_markdown_fuzz.py

tools:
	@tests/install-tools.sh

lint: $(DEV) ## Check style, formatting, types and the layers of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## Format the code and apply the automatic fixes
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(DEV) ## Update the catalogues of messages from the code, and compile them
	@PYTHONPATH=tests:. $(BIN)/pybabel --quiet extract --mapping pyproject.toml --keywords 'InvalidValue UserError WriteFailed' \
	  --sort-output --no-location --no-wrap --output $(POT) generator
	@$(BIN)/pybabel --quiet update --domain tiekartta --input-file $(POT) --output-dir $(LOCALE) \
	  --no-fuzzy-matching --no-wrap --ignore-pot-creation-date
	@$(BIN)/pybabel --quiet compile --domain tiekartta --directory $(LOCALE)

pictures: $(DEV) ## Update the screenshots in docs/
	cd tests && ../$(BIN)/python -m journeys.pictures

guides: $(DEV) ## Update the guides for editors and template authors from the code
	@$(BIN)/tiekartta --language en guide --output docs/writing-a-measure.md
	@$(BIN)/tiekartta --language fi guide --output docs/toimenpiteen-kirjoittaminen.md
	@$(BIN)/tiekartta --language sv guide --output docs/att-skriva-en-atgard.md
	@$(BIN)/tiekartta --language de guide --output docs/eine-massnahme-schreiben.md
	cd tests && ../$(BIN)/python -m guides
	cd tests && ../$(BIN)/python -m theme_guide
	cd tests && ../$(BIN)/python -m public_interface

bench: $(DEV) $(ELEVENTY) ## Measure builds, previews and pages; WRITE=yes updates docs/performance.md
	@$(BIN)/python -c 'from generator.site.compiled_templates import write_modules; from generator.site.meta.webmanifest import write_theme_icons; write_modules(); write_theme_icons()'
	cd tests && ../$(BIN)/python -m performance $(if $(WRITE),--write) $(if $(ONLY),--only $(ONLY)) $(if $(SIZES),--sizes $(SIZES)) $(if $(ROUNDS),--rounds $(ROUNDS))

ci: lint check check-content live test ## Run all checks that must pass before a merge

clean: ## Delete .venv, the built site and all caches
	rm -rf .venv site pdf generator/site/packaged_files tests/node_modules tests/browsers/node_modules tests/performance/eleventy/node_modules editor/node_modules .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo '"$(PYTHON)" is not Python 3.11 or newer. Name another: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || \
	  { rm -rf .venv; echo 'Python cannot create .venv. On Debian or Ubuntu: sudo apt install python3-venv' >&2; exit 1; }

# --no-deps: a lock file is complete, so pip need not resolve dependencies.
$(RUN): requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing the packages of Tiekartta into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Each lock file includes those before it, so their stamps are updated too.
$(SHEETS): requirements-sheets.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing the packages for spreadsheets into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements-sheets.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $@

$(PDF): requirements-pdf.lock requirements-sheets.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing the packages for PDFs into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements-pdf.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $(SHEETS) $@

$(DEV): requirements-dev.lock requirements-pdf.lock requirements-sheets.lock requirements.lock pyproject.toml | .venv/pyvenv.cfg
	@echo 'Installing the packages for tests into .venv …'
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN) $(SHEETS) $(PDF) $@

# --ignore-scripts: the install script of vnu-jar would download a Java runtime if there is none.
$(NPM): tests/package-lock.json | tools
	@echo 'Installing the Nu HTML checker and the data of MDN into tests/node_modules …'
	@npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

$(BROWSERS): tests/browsers/package-lock.json | tools
	@echo 'Installing old Chromiums into tests/browsers/node_modules …'
	@npm ci --prefix tests/browsers --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

$(ELEVENTY): tests/performance/eleventy/package-lock.json
	@npm --version >/dev/null 2>&1 || { echo 'npm is missing, which installs Eleventy. On Debian or Ubuntu: sudo apt install npm' >&2; exit 1; }
	@echo 'Installing Eleventy into tests/performance/eleventy/node_modules …'
	@npm ci --prefix tests/performance/eleventy --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

$(EDITOR): editor/package-lock.json
	@npm --version >/dev/null 2>&1 || { echo 'npm is missing, which installs the form. On Debian or Ubuntu: sudo apt install npm' >&2; exit 1; }
	@echo 'Installing Sveltia CMS into editor/node_modules …'
	@npm ci --prefix editor --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@
