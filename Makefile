# `make help` lists the targets; `make run` and `make test` are all that a newcomer needs.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: .venv/.installed secret_key ## prepare .venv with what the portal needs to run

.PHONY: install-dev
install-dev: .venv/.installed-dev secret_key ## add what the tests and the formatter need

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@if command -v uv >/dev/null; then uv venv --quiet --seed --allow-existing --python $(PYTHON) .venv; \
	else $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }; fi

.venv/.installed: requirements.txt | .venv/bin/python
	$(call install-hashed,requirements.txt)
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(call install-hashed,requirements-dev.txt)
	@touch $@

define install-hashed
@echo "installing $(1) into .venv"
@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); \
else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
endef

secret_key: | .venv/bin/python
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@.part && mv $@.part $@

.PHONY: run
run: export DEMO ?= 1
run: export PORTAL_TODAY ?= $(if $(filter 1,$(DEMO)),2017-07-16)
run: export HTTPS ?= 0
run: export PORT := $(PORT)
run: install ## serve on this machine, with the figures of 2017 where the database is empty
	@$(BIN)/python manage.py prepare
	@exec $(BIN)/gunicorn -c python:ktpel_portal.serving ktpel_portal.wsgi

.PHONY: test
test: install-dev lint ## check the form, then run every test on SQLite and on PostgreSQL
	$(PYTEST) --database sqlite
	$(PYTEST) --database postgres
PYTEST := $(BIN)/python -m pytest -n 2

.PHONY: lint
lint: install-dev ## check formatting, and what can be seen without running
	$(BIN)/ruff format --check --output-format concise .
	$(BIN)/ruff check --output-format concise .

.PHONY: format
format: install-dev ## lay the code out, and mend what can be mended safely
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

.PHONY: soak
soak: install-dev ## try the properties with many more examples (long)
	$(PYTEST) -m hypothesis --hypothesis-profile soak
	$(BIN)/python -m tests.soak --files 5000

.PHONY: bench
bench: install-dev ## measure the lists with 267,280 reports, on SQLite and on PostgreSQL (long)
	$(BIN)/python -m tests.bench --database sqlite
	$(BIN)/python -m tests.bench --database postgres

.PHONY: translations
translations: install ## compile the translations that changed
	@$(BIN)/python -m ktpel_portal.translations

.PHONY: messages
messages: install-dev ## add new texts to the Indonesian catalogue, and list what is not translated
	@$(BIN)/python -m tests.locale.catalogue

.PHONY: requirements
requirements: ## pin requirements*.in anew, with hashes (needs uv)
	uv pip compile $(PIN) requirements.in -o requirements.txt
	uv pip compile $(PIN) requirements-dev.in -o requirements-dev.txt
PIN := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

.PHONY: clean
clean: ## remove what the other targets made, but for the database, the uploads and the key
	rm -rf .venv .static .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find monitoring -name '*.mo' -delete
