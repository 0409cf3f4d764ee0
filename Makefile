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
	@if command -v uv >/dev/null; then uv venv --quiet --seed --allow-existing --python $(PYTHON) .venv; else $(PYTHON) -m venv .venv; fi

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

.PHONY: requirements
requirements: ## pin requirements*.in anew, with hashes (needs uv)
	uv pip compile $(PIN) requirements.in -o requirements.txt
	uv pip compile $(PIN) requirements-dev.in -o requirements-dev.txt
PIN := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

