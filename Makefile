# Two commands for everybody: make run, make test. Everything is installed below .venv and nowhere else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install run test lint types contracts bench browser lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(VENV)/installed  ## samarkand into .venv/bin

$(VENV)/installed: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/peers: requirements/peers.txt
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --upgrade pip
	$@/bin/python -m pip install --quiet --require-hashes -r requirements/peers.txt
	@touch $@

$(VENV)/archivists: requirements/archivists.txt
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --require-hashes -r requirements/archivists.txt
	@touch $@

$(VENV)/stores: requirements/stores.txt
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --require-hashes -r requirements/stores.txt
	@touch $@

run: install  ## the demo: a small press on loopback, collected and shown
	$(BIN)/samarkand demo

lint: $(VENV)/tested  ## style, types and who may import whom
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

# Browser tests come by themselves: Playwright leaves an event loop running where others want to start one.
test: lint $(VENV)/archivists $(VENV)/stores  ## lint, then all tests
	$(BIN)/pytest --numprocesses auto --dist loadfile -m 'not browser'
	$(BIN)/pytest --numprocesses auto -m browser

bench: $(VENV)/tested $(VENV)/peers  ## the benchmarks; each prints a table
	$(BIN)/python -m bench

lock: $(VENV)/installed  ## resolve the versions anew
	$(BIN)/python -m pip install --quiet uv
	requirements/lock $(BIN)/uv

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
