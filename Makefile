# Bare `make` lists the targets. The environment lives in .venv and is remade when a lock changes.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled modules are kept: where the machine forbids it, every start would compile the whole generator anew.
unexport PYTHONDONTWRITEBYTECODE

SITE_READY := $(VENV)/.site-ready
DEV_READY := $(VENV)/.dev-ready

.PHONY: help site export offline serve prepare test test-full check fmt bench lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-16s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 3; }
	$(PYTHON) -m venv $(VENV)

$(SITE_READY): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): requirements-dev.lock $(SITE_READY)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

site: $(SITE_READY) ## set up and build the whole site into site/, with demo keys where there are no others
	@$(BIN)/szkola keys demo > /dev/null
	$(BIN)/szkola build
	@$(BIN)/szkola keys demo

export: $(SITE_READY) ## modules and paths as PDF and EPUB, and the site that offers them
	$(BIN)/szkola export
	$(BIN)/szkola build

offline: $(SITE_READY) ## the site as a folder that works from a disk
	$(BIN)/szkola build --offline

serve: $(SITE_READY) ## live preview
	$(BIN)/szkola serve

prepare: $(DEV_READY) package-lock.json
	@$(BIN)/python -m tests.tools.prepare

check: prepare ## lint, types, layers, quick tests
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check --quiet generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.tools.javascript
	$(BIN)/python -m pytest -m "not browser and not full" -n 2 -W error

test: check ## set up what tests need and run them, in the browser too
	$(BIN)/python -m pytest -m "browser and not full"

test-full: prepare ## the rest: every page, servers, fuzzing
	@$(BIN)/python -m tests.tools.prepare --full
	$(BIN)/python -m pytest -m full -n 2

fmt: $(DEV_READY) ## format and mend what can be mended
	$(BIN)/ruff format generator tests
	$(BIN)/ruff check --fix generator tests

bench: bench-build bench-search bench-access bench-quiz bench-catalogue bench-page ## all benchmarks against peers

bench-%: $(DEV_READY)
	$(BIN)/python -m bench.$*

lock: $(DEV_READY) ## remake the locks after an edit of requirements*.in
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q requirements.in -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q requirements-dev.in -c requirements.lock -o requirements-dev.lock

clean: ## throw away what can be made again
	rm -rf site .cache $(VENV) node_modules
