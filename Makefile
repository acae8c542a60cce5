# `make help` lists everything. PYTHON=... names another Python than the first one that is new enough.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
DIR ?= bpmn
ARGS ?=

.PHONY: help venv fetch demo up test test-long privacy chaos bench sbom check bpmn-check proto proto-drift plan-coverage bpmn-coverage reset doctor

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

doctor: ## what this machine lacks, and what to do
	@$(need-python) $(PYTHON) -m tsunagi.doctor

venv: .venv/.synced $(if $(wildcard tools/package-lock.json),tools/node_modules/.synced) ## the Python and Node environments

fetch: venv ## the engines, into .tsunagi/cache
	@$(BIN)/python -m tsunagi fetch

demo: ready ## one household from the first consultation to the evaluation (ARGS=--exit, OPERATE=0, TRACES=1)
	@$(BIN)/python -m tsunagi demo $(ARGS)

up: ready ## the engines and services without the household
	@$(BIN)/python -m tsunagi up $(ARGS)

test: ready ## every test, on real parts
	@# A complete run must pass every element, flow and rule by itself: what earlier runs saw does not count.
	@test -n "$(ARGS)" || rm -f .tsunagi/diagram-coverage.json
	@$(BIN)/pytest $(ARGS)
	@test -n "$(ARGS)" || $(BIN)/python -m tests.diagram_coverage | tail -40

test-long: ready ## what is too long for every run: a minute without each part, ten without the engine, full disks, an older backup, Operate
	@$(BIN)/pytest -m long $(ARGS)

privacy: ready ## the proofs of docs/privacy.md in full: disclosure, ledger, certificates and tokens, canaries, fuzzers
	@$(BIN)/pytest -m privacy $(ARGS)

check: venv proto-drift ## format, lint, types, import contracts, proto and process contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	tools/buf-lint.sh
	cd tools && npm run --silent lint:bpmn
	$(BIN)/python -m tsunagi bpmn check
	$(BIN)/python -m tests.plan_coverage | tail -1

bpmn-check: venv ## the process contract alone (DIR=bpmn)
	@$(BIN)/python -m tsunagi bpmn check $(DIR)

proto: venv ## regenerate pb/ from proto/
	tools/proto.sh

proto-drift: venv
	@drift=$$(mktemp -d) && trap 'rm -rf "$$drift"' EXIT && tools/proto.sh "$$drift" && \
	diff -r -x __pycache__ pb "$$drift" >/dev/null || { echo "pb/ は proto/ と違います。make proto を実行してください / pb/ differs from proto/: run make proto"; exit 1; }

chaos: ready ## every crash point, then 100 random kills while 50 cases run (long; ARGS="--kills 20 --cases 10")
	@$(BIN)/python -m tests.faults.chaos $(ARGS)

bpmn-coverage: venv ## every element, flow and rule of the diagrams with the tests that passed it (of the runs so far)
	@$(BIN)/python -m tests.diagram_coverage

bench: ready ## ratios of one run, with their spread and goals; under half an hour (ARGS="--only relay_beside_producer")
	@$(BIN)/python -m bench $(ARGS)

sbom: venv ## every component that the image holds, as CycloneDX, for the city's look-up of known weaknesses (.tsunagi/sbom.json)
	@mkdir -p .tsunagi
	@PYTHONWARNINGS=ignore $(BIN)/uv tool run --quiet --from cyclonedx-bom==7.5.0 cyclonedx-py requirements deploy/requirements.lock \
	  --pyproject pyproject.toml --output-reproducible --output-file .tsunagi/sbom.json
	@echo .tsunagi/sbom.json

plan-coverage: venv ## which requirements of the plan which tests prove, and why others are not proved yet
	@$(BIN)/python -m tests.plan_coverage

reset: venv ## delete the local stacks' state; the cache stays
	@$(BIN)/python -m tsunagi reset

.PHONY: ready
ready:
	@$(need-python) $(PYTHON) -m tsunagi.doctor --quiet
	@$(MAKE) --no-print-directory venv

need-python = if [ -z "$(PYTHON)" ]; then echo "Python 3.11 以上を入れてください / install Python 3.11 or newer" >&2; exit 1; fi;

.venv/.synced: requirements.lock
	@$(need-python) test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --python $(BIN)/python requirements.lock
	@touch $@

tools/node_modules/.synced: tools/package-lock.json
	@command -v npm >/dev/null || { echo "npm がありません。Node 20 以上を入れてください / npm is missing: install Node 20 or newer" >&2; exit 1; }
	@cd tools && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
