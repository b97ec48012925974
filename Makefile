# Common development tasks; `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help requirements soak verify conformance clients up down dev status seed logs test check lint types imports lengths generated proto migrate migration bench clean

BIN := .venv/bin
PYPROJECTS := pyproject.toml $(wildcard */pyproject.toml)
RUNTIME := .venv/.ready-to-run
DEVELOPMENT := .venv/.ready-to-develop
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
# Cache the bytecode of changed code even if the shell disables it: processes then start in half the time.
unexport PYTHONDONTWRITEBYTECODE

GATEWAYS ?= 1
UP_OPTIONS = --gateways $(GATEWAYS) $(if $(DETACH),--detach)
TEST_OPTIONS ?=
COVERED := --cov --cov-report=term:skip-covered --cov-fail-under=80
JOBS ?= 3
REQUIREMENTS := PATH="$(BIN):$$PATH" uv export --quiet --frozen --all-packages --no-hashes --no-annotate --no-header

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(RUNTIME): .ci/prepare uv.lock $(PYPROJECTS)
	@PYTHON="$(PYTHON)" .ci/prepare runtime
	@touch $@

$(DEVELOPMENT): .ci/prepare uv.lock $(PYPROJECTS)
	@PYTHON="$(PYTHON)" .ci/prepare development
	@touch $(RUNTIME) $@

up: $(RUNTIME) ## Start the mesh in the foreground (DETACH=1: in the background, GATEWAYS=2: two gateways)
	@exec $(BIN)/altsports up $(UP_OPTIONS)

down: $(RUNTIME) ## Stop the mesh
	@$(BIN)/altsports down

dev: $(DEVELOPMENT) ## Start the mesh and restart services when their code changes
	@exec $(BIN)/altsports up --reload $(UP_OPTIONS)

status: $(RUNTIME) ## Show the running processes
	@$(BIN)/altsports status

logs: $(RUNTIME) ## Follow the logs of all services
	@$(BIN)/altsports logs --follow

seed: $(RUNTIME) ## Load the demo data into the running mesh
	@$(BIN)/altsports seed

test: $(DEVELOPMENT) ## Run all tests, on real PostgreSQL and Redis (TEST_OPTIONS='-k leagues', COVERAGE=1)
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(if $(COVERAGE),$(COVERED)) $(TEST_OPTIONS)

soak: $(DEVELOPMENT) ## Run the long kill, fuzz and memory tests (an hour)
	@TEST_KILLS=100 TEST_EXAMPLES=500 TEST_REQUESTS=32000 TEST_REPLAYS=4 TEST_RUNS=1000 $(BIN)/python -m pytest -m soak --hypothesis-profile=soak --timeout=3600 $(TEST_OPTIONS)

check: verify test ## Run what CI runs: all checks, then all tests

verify: lint types imports lengths generated conformance clients ## Run all checks without the tests

lint: $(DEVELOPMENT) ## Check format and lint (ruff); to fix: .venv/bin/ruff format && .venv/bin/ruff check --fix
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check

types: $(DEVELOPMENT) ## Check the types (pyright, strict)
	@$(BIN)/pyright

imports: $(DEVELOPMENT) ## Check the import rules
	@$(BIN)/lint-imports

lengths: $(DEVELOPMENT) ## Check the length of files and functions
	@$(BIN)/python .ci/lengths.py

generated: $(DEVELOPMENT) ## Check that generated files and migrations match their sources
	@$(BIN)/python proto/generate.py --check
	@$(REQUIREMENTS) | cmp -s - requirements.txt || { echo "requirements.txt is not uv.lock: run make requirements"; exit 1; }
	@$(BIN)/altsports migrate --check

conformance: $(DEVELOPMENT) ## Run the public MCP conformance suites (skipped without npm)
	@$(BIN)/python mcp-service/tests/conformance/run.py

clients: $(DEVELOPMENT) ## Lint the OpenAPI document and compile clients generated from it (skipped without npm)
	@$(BIN)/python gateway/tests/clients/run.py

requirements: $(DEVELOPMENT) ## Write requirements.txt, which has the versions of uv.lock for pip
	@$(REQUIREMENTS) > requirements.txt

proto: $(DEVELOPMENT) ## Generate stubs, models and the descriptor set from the protos
	@$(BIN)/python proto/generate.py

migrate: $(RUNTIME) ## Apply all migrations
	@$(BIN)/altsports migrate

migration: $(DEVELOPMENT) ## Write a migration: make migration name=add_rivals service=league-service
	@test -n "$(name)" -a -n "$(service)" || { echo "usage: make migration name=add_rivals service=league-service"; exit 2; }
	@$(BIN)/altsports migration "$(name)" "$(service)"

bench: $(DEVELOPMENT) ## Measure against the peers and write bench/RESULTS.md and RESULTS-fanout.md
	@$(BIN)/python -m bench && $(BIN)/python -m bench.fanout

clean: ## Remove the environment and caches; keeps the data in .altsports
	rm -rf .venv .ruff_cache .hypothesis .import_linter_cache
