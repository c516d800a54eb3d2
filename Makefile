# The verbs of this repository. `make help` prints them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -eu -o pipefail -c

VENV := .venv
SAM_VENV := .venv-sam
LINT_VENV := .venv-lint
WEB_VENV := .venv-web
CLIENTS_VENV := .venv-clients
API_VENV := .venv-api
PEERS_VENV := .venv-peers
BIN := $(VENV)/bin
# Tests wait for processes and stores half of their time.
WORKERS := $$(( $$(nproc) + 1 ))
HOST_ARCH := $(subst aarch64,arm64,$(shell uname -m))
BUILD_DIR := .aws-sam/build
export SAM_CLI_TELEMETRY := 0
export PYTHONPATH := layers/shared:.
# A flag is off where it says so: YES=no, DRY_RUN=0, FORCE=false.
on = $(filter-out 0 n N no No NO off Off OFF false False FALSE,$(strip $(1)))

.PHONY: help up serve sync migrate token backup restore import down logs check test test-slow test-mutants test-faults test-load simulate-ledger audit-dependencies test-api test-web bench-pages pictures test-clients bench bench-cold bench-peers bench-changes bench-deltas bench-ledger bench-quotes bench-scale bench-sync bench-whole simulate audit lock schema openapi parts snapshot build deploy smoke sbom rollback undeploy release format clean

USERS := up down sync token logs backup restore import
OPERATORS := serve migrate build deploy smoke rollback undeploy aws-backup aws-restore rotate-origin sbom parts snapshot simulate

help:  ## Print this list
	@list() { grep -hE "^($$1):.*## " $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'; }
	others=$$(grep -ohE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | cut -d: -f1 | grep -vxE "$$(echo '$(USERS) $(OPERATORS)' | tr ' ' '|')" | sort | paste -sd'|')
	echo "For users:"; list "$$(echo '$(USERS)' | tr ' ' '|')"
	echo "For operators:"; list "$$(echo '$(OPERATORS)' | tr ' ' '|')"
	echo "For maintainers:"; list "$$others"

$(VENV)/installed: requirements-dev.txt layers/shared/requirements.txt
	@bash local/environment.sh $(VENV) requirements-dev.txt layers/shared/requirements.txt
	@touch $@

$(SAM_VENV)/installed: requirements-sam.txt
	@bash local/environment.sh $(SAM_VENV) requirements-sam.txt
	@touch $@

$(LINT_VENV)/installed: requirements-lint.txt
	@bash local/environment.sh $(LINT_VENV) requirements-lint.txt
	@touch $@

$(WEB_VENV)/installed: requirements-web.txt requirements-dev.txt layers/shared/requirements.txt
	@bash local/environment.sh $(WEB_VENV) requirements-web.txt requirements-dev.txt layers/shared/requirements.txt
	@touch $@

$(API_VENV)/installed: requirements-api.txt
	@bash local/environment.sh $(API_VENV) requirements-api.txt
	@touch $@

$(CLIENTS_VENV)/installed: requirements-clients.txt tests/clients/aider.txt
	@bash local/environment.sh $(CLIENTS_VENV) requirements-clients.txt
	$(CLIENTS_VENV)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --ignore-requires-python --require-hashes -r tests/clients/aider.txt
	@touch $@

$(PEERS_VENV)/installed: requirements-peers.txt
	@bash local/environment.sh $(PEERS_VENV) requirements-peers.txt
	@touch $@

up: $(VENV)/installed  ## Start everything here, synchronise, and serve (PRICEBOOK_PORT, PRICEBOOK_HOME, PRICEBOOK_UPSTREAM, DATABASE_URL, REDIS_URL)
	@exec $(BIN)/python -m local up

serve: $(VENV)/installed  ## Serve a team from DATABASE_URL [REDIS_URL] [TOKEN_ISSUER, TOKEN_AUDIENCE] [PRICEBOOK_BIND, PRICEBOOK_PORT]
	@exec $(BIN)/python -m local serve

sync: $(VENV)/installed  ## Synchronise PROVIDER=slug, or all [DRY_RUN=1] [FORCE=1]
	@$(BIN)/python -m local sync $(PROVIDER) $(if $(call on,$(DRY_RUN)),--dry-run) $(if $(call on,$(FORCE)),--force)

migrate: $(VENV)/installed  ## Apply pending migrations [DRY_RUN=1] [DOWN=n: undo the last n]
	@$(BIN)/python -m local migrate $(if $(call on,$(DRY_RUN)),--dry-run) $(if $(DOWN),--down $(DOWN))

token: $(VENV)/installed  ## Print a token of the local machine, valid for an hour [ROLE=admin|enterprise|pro|free]
	@$(BIN)/python -m local token $(or $(ROLE),admin)

down: $(VENV)/installed  ## Stop, and forget all local data (asks first; YES=1 does not)
	@$(BIN)/python -m local down $(if $(call on,$(YES)),--yes)

backup: $(VENV)/installed  ## Write the whole database into one file [FILE=name.zip]
	@$(BIN)/python -m local backup $(FILE)

restore: $(VENV)/installed  ## Make the database what FILE=name.zip says [YES=1: replace the models that are there]
	@$(BIN)/python -m local restore $(FILE) $(if $(call on,$(YES)),--yes)

import: $(VENV)/installed  ## Import what lists and sellers stated in the past: HISTORY=file or folder, or the bundle [DRY_RUN=1]
	@$(BIN)/python -m local import $(HISTORY) $(if $(call on,$(DRY_RUN)),--dry-run)

logs: $(VENV)/installed  ## Follow what happens, a line per request and run [PROVIDER=slug] [LEVEL=info|warning|error] [JSON=1: every line as it was written]
	@$(BIN)/python -m local logs $(if $(PROVIDER),--provider $(PROVIDER)) $(if $(LEVEL),--level $(LEVEL)) $(if $(call on,$(JSON)),--json)

check: $(VENV)/installed $(SAM_VENV)/installed $(LINT_VENV)/installed  ## Every linter, the types, the template, the build
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m migrations --check
	$(BIN)/python -m local.commands.schema --check
	$(BIN)/python -m local.openapi --check
	$(SAM_VENV)/bin/sam validate --lint
	$(SAM_VENV)/bin/cfn-lint
	$(LINT_VENV)/bin/checkov
	$(BIN)/python -m infrastructure.policies .aws-sam/policies
	$(LINT_VENV)/bin/parliament --directory .aws-sam/policies --exclude_pattern ".*Running.*"
	$(LINT_VENV)/bin/parliament --files .aws-sam/policies/Running.json --config infrastructure/parliament.yaml
	$(LINT_VENV)/bin/check-jsonschema -q --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(LINT_VENV)/bin/check-jsonschema -q --builtin-schema vendor.dependabot .github/dependabot.yml
	$(LINT_VENV)/bin/zizmor --offline --no-progress -q .github
	$(MAKE) --no-print-directory build

nag: $(VENV)/installed $(SAM_VENV)/installed  ## Hold the template against cdk-nag's AwsSolutions rules
	@cd infrastructure/nag && npm ci --silent --no-audit --no-fund && cd ../..
	$(BIN)/python -m infrastructure.nag

pages: $(VENV)/installed  ## Build the pages, unless they are built
	@$(BIN)/python -m local pages

build: $(VENV)/installed $(SAM_VENV)/installed  ## Build the deployable artefacts for this machine [ARCH=arm64|x86_64] [BUILD_DIR=]
	@$(BIN)/python -m local pages
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(SAM_VENV)/bin/sam build --build-dir $(BUILD_DIR) --parameter-overrides Architecture=$(or $(ARCH),$(HOST_ARCH))
	$(BIN)/python -m compileall -qj0 --invalidation-mode unchecked-hash -s $(BUILD_DIR)/SharedLayer -p /opt $(BUILD_DIR)/SharedLayer/python

deploy: $(VENV)/installed $(SAM_VENV)/installed  ## Build for ENV=dev|hobby|staging|prod, deploy, protect, clean up [ARCH=arm64|x86_64] [DRY_RUN=1: stop at the change set] [BUILT=1: what was built before]
	@$(BIN)/python -m infrastructure deploy $(ENV) $(if $(ARCH),--arch $(ARCH)) $(if $(call on,$(DRY_RUN)),--dry-run) $(if $(call on,$(BUILT)),--built)

smoke: $(VENV)/installed  ## Ask the deployment ENV=dev|hobby|staging|prod a few questions
	@$(BIN)/python -m infrastructure smoke $(ENV)

sbom: $(VENV)/installed  ## Write what the layer and the pages ship as a CycloneDX bill of materials [FILE=sbom.json]
	@$(BIN)/python -c 'import sys; from pathlib import Path; from infrastructure import sbom; sbom.write(Path(sys.argv[1]))' $(or $(FILE),sbom.json)

rollback: $(VENV)/installed  ## Let the functions of ENV=dev|hobby|staging|prod serve their version before
	@$(BIN)/python -m infrastructure rollback $(ENV)

aws-backup: $(VENV)/installed  ## Write the database of ENV=dev|staging|prod into its bucket [CLUSTER=name: of one restored beside it]
	@$(BIN)/python -m infrastructure backup $(ENV) $(if $(CLUSTER),--cluster $(CLUSTER))

aws-restore: $(VENV)/installed  ## Make the database of ENV=dev|staging|prod what FILE says, a file here or in its bucket [YES=1: replace the models that are there]
	@$(BIN)/python -m infrastructure restore $(ENV) --file $(FILE) $(if $(call on,$(YES)),--yes)

rotate-origin: $(VENV)/installed  ## Give CloudFront of ENV=staging|prod a new secret for the functions, without a deploy
	@$(BIN)/python -m infrastructure rotate-origin $(ENV)

undeploy: $(VENV)/installed  ## Delete the stack of ENV=dev|hobby|staging|prod, and name what stays
	@$(BIN)/python -m infrastructure undeploy $(ENV)

audit-dependencies: $(VENV)/installed $(LINT_VENV)/installed  ## Ask for known vulnerabilities of all locked packages; fails where no service answers
	@$(BIN)/python -m infrastructure.vulnerabilities

test: $(VENV)/installed  ## Every test but the slow ones, on real Postgres and real Valkey
	@$(BIN)/pytest -q --numprocesses=$(WORKERS) --dist=loadfile -m 'not slow'

test-slow: $(VENV)/installed  ## The tests that take five seconds or more, each or with their file
	@$(BIN)/pytest -q --numprocesses=$(WORKERS) --dist=worksteal -m slow

test-mutants: $(VENV)/installed  ## Change the money kernel, and statements, definitions and code of guards, runs and ledger, in hundreds of ways, each of which tests must notice [MUTANTS_EVERY=n: every n-th but of the kernel's] [MUTANTS_WORKERS=n: in so many processes]
	@$(BIN)/python -m tests.mutants
	@$(BIN)/python -m tests.mutants.all_kinds

test-faults: $(VENV)/installed  ## Let every call to a store, a provider or the disk fail once, and print what came of it [FAULTS_EVERY=n: every n-th call] [FAULTS_ALIKE=8: so many of those alike]
	@$(BIN)/python -m tests.faults

test-load: $(VENV)/installed  ## Load a machine with readers, attackers and syncs, and give a verdict [SECONDS=30] [CLIENTS=8]
	@SECONDS_EACH=$(or $(SECONDS),30) CLIENTS=$(or $(CLIENTS),8) $(BIN)/python -m tests.load

simulate-ledger: $(VENV)/installed  ## Simulate the histories of sellers, operators and faults, against an oracle [SEED=n] [SEEDS=n] [STEPS=n] [PLANTED=1: with mistakes that it must notice]
	@SEED=$(or $(SEED),1) SEEDS=$(or $(SEEDS),200) STEPS=$(or $(STEPS),200) PLANTED=$(call on,$(PLANTED)) $(BIN)/python -m tests.simulation

test-api: $(VENV)/installed $(API_VENV)/installed  ## Ask thousands of made-up requests of every operation, here or of PRICEBOOK_HOME's machine [EXAMPLES=n] [SEED=n]
	@$(BIN)/python -m tests.fuzzing $(API_VENV)

test-web: $(VENV)/installed $(WEB_VENV)/installed  ## Try the pages in a real browser, which is installed if it is missing
	@$(BIN)/python -m local pages
	bash tests/web/chromium.sh
	$(BIN)/python -m tests.web.sources
	$(WEB_VENV)/bin/pytest -q tests/web

bench-pages: $(VENV)/installed $(WEB_VENV)/installed  ## Measure the pages in a slowed Chromium against their budgets
	@$(BIN)/python -m local pages
	bash tests/web/chromium.sh
	$(WEB_VENV)/bin/pytest -q -s tests/web/budgets.py

pictures: $(VENV)/installed $(WEB_VENV)/installed  ## Make the pictures of the README from the recorded answers in ../shared
	@$(BIN)/python -m local pages
	bash tests/web/chromium.sh
	$(WEB_VENV)/bin/python -m tests.web.pictures

test-clients: $(VENV)/installed $(CLIENTS_VENV)/installed  ## Let the feeds' real clients read them, here or at PRICEBOOK_URL
	@bash tests/web/chromium.sh
	$(BIN)/python -m tests.clients $(CLIENTS_VENV)

bench: $(VENV)/installed  ## Measure the read path against its baseline
	@$(BIN)/python -m bench.catalog

bench-peers: $(VENV)/installed $(PEERS_VENV)/installed  ## Measure ours beside what a user would pick instead (needs wrk and nginx)
	@$(BIN)/python -m bench.peers

bench-cold: $(VENV)/installed $(SAM_VENV)/installed  ## Measure how long each built function takes from nothing to an answer
	@$(BIN)/python -m bench.cold

bench-quotes: $(VENV)/installed  ## Measure a log of 100,000 usage objects as quotes, and a thousand names at once
	@$(BIN)/python -m bench.quotes

bench-sync: $(VENV)/installed  ## Measure a first sync of 50,000 models beside COPY, and what a quiet one costs
	@$(BIN)/python -m bench.syncing

bench-changes: $(VENV)/installed  ## Measure 100 clients of the whole catalogue for a minute with a change in its middle (needs wrk)
	@$(BIN)/python -m bench.changing

bench-deltas: $(VENV)/installed  ## Measure what a reader pays who is some days behind, on the recorded days in ../shared
	@$(BIN)/python -m bench.deltas

bench-ledger: $(VENV)/installed  ## Measure what must not grow with the ledger, with 10,000 rows and with 10,000,000 (an hour, 20 GB)
	@$(BIN)/python -m bench.scale ledger

bench-whole: $(VENV)/installed  ## Measure whole bodies beside one statement that builds them, and their floors
	@$(BIN)/python -m bench.whole

bench-scale: $(VENV)/installed  ## Measure every route with 1,000 models and with 100,000
	@$(BIN)/python -m bench.scale

simulate: $(VENV)/installed  ## Load the deployment in a simulation, and say which limit is met first
	@$(BIN)/python -m bench.simulation

audit: $(VENV)/installed  ## Compare our prices with the reference lists in ../shared
	@$(BIN)/python -m bench.audit

schema: $(VENV)/installed  ## After a new migration: dump migrations/schema.sql, add its checksum
	@$(BIN)/python -m local.commands.schema

openapi: $(VENV)/installed  ## Write openapi.json after a route or its words have changed
	@$(BIN)/python -m local.openapi

parts: $(VENV)/installed  ## Make the parts of whole bodies anew, in what DATABASE_URL or the local machine holds
	@$(BIN)/python -m local parts

snapshot: $(VENV)/installed  ## Replace the bundled snapshot by the catalogue that DATABASE_URL or the local machine holds
	@$(BIN)/python -m local snapshot

lock: $(VENV)/installed  ## Resolve requirements*.in again into the hashed locks
	@$(BIN)/python -m pip install -q uv
	for name in layers/shared/requirements requirements-api requirements-clients requirements-dev requirements-lint requirements-node requirements-peers requirements-sam requirements-web; do
	  $(BIN)/uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade $$name.in -o $$name.txt
	done

release: $(VENV)/installed  ## Run the gate and the tests on a clean tree, and tag the version of the layer
	@version=$$($(BIN)/python -c 'import pricebook; print(pricebook.__version__)')
	test -z "$$(git status --porcelain)" || { echo "Commit your changes first: a release is a commit."; exit 1; }
	grep -q "^## $$version" CHANGELOG.md || { echo "CHANGELOG.md has no heading $$version."; exit 1; }
	$(MAKE) --no-print-directory check test test-slow
	git tag -a "v$$version" -m "Pricebook $$version"
	echo "Tagged v$$version. Push it: git push origin v$$version"

format: $(VENV)/installed  ## Format the code
	@$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## Remove what the tools leave behind (not the data)
	@rm -rf .aws-sam .mypy_cache .ruff_cache .pytest_cache
