# The two main commands are `make extract` and `make test`. They need Python 3.11 or newer and
# install everything else into .venv, from the pinned versions in requirements/dev.lock.

PYTHON ?= python3
PYTEST_ARGS ?= -n auto
LOCK_ARGS ?=
MUTATION_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements/dev.lock
RUNTIME_LOCK := requirements/runtime.lock
COMPILE := $(VENV)/lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock'
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help extract test lint docs docs-check check format bench mutation lock dist clean

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

extract: $(READY)  ## extract seeds/ into ledger/ and print a summary
	$(BIN)/claimkit extract seeds

test: lint docs-check check  ## run everything that CI runs
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(READY)  ## check format, style, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(READY)  ## check our own ledger against its documents and a fresh extraction
	$(BIN)/claimkit check

docs: $(READY)  ## write the generated pages in docs/
	$(BIN)/python docs/generate.py

docs-check: $(READY)  ## fail if a generated page in docs/ is out of date
	$(BIN)/python docs/generate.py --check

format: $(READY)  ## format the code and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## measure speed; accuracy needs a corpus, see benchmarks/README.md
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.ledgers

mutation: $(READY)  ## measure how many small faults the tests notice; takes long
	$(PYTHON) -m venv $(VENV)/mutation
	$(VENV)/mutation/bin/python -m pip --quiet install --require-hashes --requirement $(LOCK)
	$(VENV)/mutation/bin/python -m pip --quiet install 'cosmic-ray==8.7.0'
	$(VENV)/mutation/bin/python scripts/mutation.py $(MUTATION_ARGS)

lock:  ## pin the dependencies; LOCK_ARGS=--upgrade takes newer versions
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --quiet install 'uv>=0.9,<1'
	$(COMPILE) $(LOCK_ARGS) --extra dev --extra all pyproject.toml --output-file $(LOCK)
	$(COMPILE) --constraint $(LOCK) --extra pdf pyproject.toml requirements/build.in \
		--output-file $(RUNTIME_LOCK)

dist: $(READY)  ## build wheel and sdist into dist/, check them, and try the wheel
	$(BIN)/python scripts/dist.py dist

clean:  ## remove everything that can be built again
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
	find claimkit tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

# An incomplete environment has no READY file, so the next run builds it again.
$(READY): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "claimkit needs Python 3.11 or newer, but '$(PYTHON)' is older or missing." \
			"Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --require-hashes --requirement $(LOCK)
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
