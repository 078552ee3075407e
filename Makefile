# What a person needs is `make demo`; what a change needs is `make check test`.
# Which Python: `make setup PYTHON=python3.12`.

PORT ?= 8080
PYTHON ?= python3
LOCK_PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Browsers and databases are waited for, so one more worker than there are processors.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

LOCKER := build/lock
COMPILE := $(LOCKER)/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check format bench lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything, when it is missing or out of date

$(READY): requirements/dev.txt pyproject.toml
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh requirements/venv.sh
	$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements/dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## start a made-up organisation's service in demo/
	$(BIN)/missions demo --home demo --port $(PORT)

test: setup ## run every test
	$(BIN)/python -m pytest -n $(WORKERS)

check: setup ## look for faults of form: ruff, mypy, import contracts, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if [ -n "$$(find templates -name '*.html' 2>/dev/null | head -n 1)" ]; then \
		$(BIN)/djlint --check --lint templates; fi

format: setup ## lay out code and templates the way that check wants them
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .
	-$(BIN)/djlint --quiet --reformat templates

bench: setup ## time ratios, side by side in one run
	$(BIN)/python -m benchmarks

lock: ## write requirements/*.txt anew from pyproject.toml (on the oldest Python supported)
	$(LOCK_PYTHON) -m venv --clear $(LOCKER)
	$(LOCKER)/bin/python -m pip --disable-pip-version-check install --quiet pip-tools==7.6.2
	$(COMPILE) --extra server --output-file requirements/runtime.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements/runtime.txt --output-file requirements/dev.txt pyproject.toml
	rm -rf $(LOCKER)

clean: ## remove what was built and cached; leaves .venv and demo
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
