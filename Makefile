# A fresh machine has python3 (3.11 or newer, with venv) and make; everything else comes from here, into .venv.
# The first run needs the package index; after that nothing is fetched and a second run starts at once.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
export PYTHONPATH := src:.
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint docs bench venv lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/.runtime ## Run the main job on a generated company's record and show found beside planted
	$(BIN)/headwater demo

serve: .venv/.server ## Start the server: pages, events and background work, on http://localhost:8000
	$(BIN)/headwater serve

test: .venv/.dev .venv/.browser .venv/.mailservers lint ## Lint, check types and layers, run the whole suite
	@{ $(BIN)/python -m pytest --db postgres -m server; first=$$?; \
	   $(BIN)/python -m pytest -m "server and browser and not one_database"; last=$$?; exit $$((first || last)); } >.venv/second.out 2>&1 & second=$$!; \
	$(BIN)/python -m pytest -m "not server"; library=$$?; \
	$(BIN)/python -m pytest -m "server and not browser and not one_database"; sqlite=$$?; \
	wait $$second; meanwhile=$$?; \
	echo "Run meanwhile, the server's tests on PostgreSQL, and on SQLite those with a browser:"; cat .venv/second.out; \
	exit $$((library || sqlite || meanwhile))

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: .venv/.docs ## Build the documentation into site/; a warning is an error
	$(BIN)/python -m tools.pages --check docs/cli.md
	$(BIN)/zensical build --clean --strict

bench: .venv/.dev ## Remake the benchmark pages (one to two hours)
	$(BIN)/python -m bench.planted --kinds all --worlds 100 --seed 0 --jobs 2 --out docs/benchmarks/planted.json
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.people > .venv/people.md
	mv .venv/people.md docs/benchmarks/people.md
	$(BIN)/python -m bench.chain
	$(BIN)/python -m bench.decisions --worlds 20 --seed 13 --jobs 2 --out docs/benchmarks/decisions.json
	$(BIN)/python -m bench.mail_in --mails 5000 > .venv/mail-in.md
	mv .venv/mail-in.md docs/benchmarks/mail-in.md
	$(BIN)/python -m bench.mail_kill --mails-in 5000 --mails-out 2000 --every 1 --seconds 7200 > .venv/mail-kill.md
	mv .venv/mail-kill.md docs/benchmarks/mail-kill.md
	$(PYTHON) -m venv .venv/peers && .venv/peers/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/peers.txt
	$(BIN)/python -m bench.simulator --peers .venv/peers
	$(PYTHON) -m venv .venv/peer && .venv/peer/bin/python -m pip --disable-pip-version-check install --quiet django-helpdesk==2.6.1
	$(BIN)/python -m bench.desk --cases 10000 --larger 1000000 --postgres --peer .venv/peer --out docs/benchmarks/desk.md

venv: .venv/.dev ## Set up .venv for working on the code, and no more

lock: .venv/.made ## Pin the newest versions with their hashes into requirements/*.txt
	$(PIP) uv
	PATH="$(CURDIR)/$(BIN):$$PATH" requirements/lock

clean: ## Remove everything that make has made
	rm -rf .venv site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Each stamp says that the versions pinned in one requirements file are installed; it is younger than that file.

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Headwater needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { echo "$(PYTHON) has no venv module. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/.runtime .venv/.server .venv/.dev .venv/.bench: .venv/.%: requirements/%.txt pyproject.toml | .venv/.made
	@echo "Setting up .venv from $< (once; a minute or two)"
	@$(PIP) --require-hashes --requirement $<
	@$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.docs: requirements/docs.txt .venv/.runtime
	@$(PIP) --require-hashes --requirement $<
	@touch $@

.venv/.browser: requirements/browser | .venv/.dev
	@requirements/browser $(BIN)/python && touch $@ || true

.venv/.mailservers: requirements/mailservers | .venv/.dev
	@requirements/mailservers && touch $@ || true
