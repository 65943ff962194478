# Two commands matter: `make demo` runs everything, `make test` checks everything.
# Both need Python 3.11+ with pip and venv, make and git; they fetch the rest into .venv.

SHELL := /bin/bash
# The system's Python comes first: distributions build theirs for speed, and compilers of one's own seldom do.
PYTHON ?= $(shell for each in /usr/bin/python3 python3; do $$each -c 'import ensurepip, sys, venv; \
	sys.exit(sys.version_info < (3, 11))' 2> /dev/null && echo $$each && exit; done; echo python3)
PORT ?= 8000
ARGS ?=
RUN := .venv/bin/python
# uv uses the Python of .venv, never one of its own.
UV := UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv --quiet
export PORT

.PHONY: demo demo-reset test bench lint format types messages pictures
.DEFAULT_GOAL := demo

demo: .venv/.run-installed            ## everything, on http://127.0.0.1:$(PORT)/
	@exec $(RUN) -m config.demo

demo-reset: .venv/.run-installed      ## the same on empty data
	@exec $(RUN) -m config.demo afresh

test: .venv/.dev-installed            ## the whole suite; make test ARGS="-k alerts -x"
	@exec $(RUN) -m config.testing $(ARGS)

bench: .venv/.dev-installed           ## seed, serve, measure; BENCH_AGENCIES and BENCH_CLIENTS shrink it
	@exec $(RUN) -m config.bench $(ARGS)

lint: .venv/.dev-installed            ## style and likely mistakes
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .

format: .venv/.dev-installed
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

types: .venv/.dev-installed
	@exec $(RUN) -m config.testing --only mypy

pictures: .venv/.dev-installed        ## take README's pictures of the real pages
	@exec $(RUN) -m tests.pictures

messages: .venv/.dev-installed        ## bring the catalogues up to date with the code
	@exec $(RUN) -m config.messages collect

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Lantern needs Python 3.11 or newer ($(PYTHON) is older); try make PYTHON=python3.12 ..."; exit 1; }
	@echo "Installing into .venv (once; about a minute) ..."
	@$(PYTHON) -m venv .venv \
		|| { echo "Python could not make .venv; on Debian: apt-get install python3-venv"; exit 1; }
	@$(RUN) -m pip install --quiet --disable-pip-version-check "uv>=0.9"

.venv/.run-installed: pyproject.toml uv.lock | .venv/bin/uv
	@$(UV) sync --frozen --no-dev --inexact
	@touch $@

.venv/.dev-installed: pyproject.toml uv.lock | .venv/bin/uv
	@$(UV) sync --frozen --inexact
	@touch $@ .venv/.run-installed
