# Everything a newcomer types. `make` alone lists it. Each step leaves a stamp, so a second run starts at once.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PY := .venv/bin/python
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
PAGES := $(shell find kaituo -path "*/templates/*.html")
VENDOR := kaituo/foundation/ui/static/vendor/.copied
HOST ?= 127.0.0.1
PORT ?= 8000

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: setup ## the demo company at http://localhost:8000
	@.venv/bin/kaituo init --demo
	@.venv/bin/kaituo serve --host $(HOST) --port $(PORT)

setup: .venv/.run $(VENDOR) $(CATALOGUES:.po=.mo) .git-merge ## everything the product needs to run
dev: setup .venv/.dev ## … and what its developers need

test: dev ## all tests, on SQLite and PostgreSQL, with a real browser
	@tools/test.sh $(ARGS)

check: dev ## style, types, layers, translations, migrations
	@tools/check.sh

demo: setup ## build the demo company afresh in var/ (the old one is kept aside)
	@tools/demo.sh

bench: dev ## measure what benchmarks/ describes
	@$(PY) -m benchmarks $(ARGS)

tour: setup ## list every screen, verb, measure, reaction and job
	@.venv/bin/kaituo tour $(ARGS)

messages: dev ## gather the texts into the catalogues
	@$(PY) tools/messages.py

lock: dev ## renew the hashed locks after a change in pyproject.toml or package.json
	@tools/lock.sh

clean: ## remove what set-up made; the data in var/ stays
	rm -rf .venv node_modules build kaituo/foundation/ui/static/vendor kaituo/foundation/ui/fonts
	find locale -name '*.mo' -delete

.venv/.run: requirements.txt pyproject.toml tools/venv.sh
	@echo "Setting up Python packages …"
	@tools/venv.sh run
	@touch $@

.venv/.dev: requirements-dev.txt pyproject.toml tools/venv.sh | .venv/.run
	@echo "Setting up developers' packages …"
	@tools/venv.sh dev
	@touch $@

node_modules/.installed: package-lock.json tools/node.sh
	@echo "Setting up browser packages …"
	@tools/node.sh
	@touch $@

$(VENDOR): node_modules/.installed tools/vendor.txt tools/vendor.py tools/outlines.py kaituo/foundation/ui/icons.txt $(PAGES) | .venv/.run
	@$(PY) tools/vendor.py
	@touch $@

%.mo: %.po kaituo/config/catalogue.py | .venv/.run
	@$(PY) -m kaituo.config.catalogue $<

# Catalogues of two branches are joined text by text; `.gitattributes` names the driver, only git's own configuration can hold it.
.git-merge:
	@if git rev-parse --git-dir >/dev/null 2>&1; then git config merge.po.driver '$(CURDIR)/$(PY) tools/merge_po.py %O %A %B'; fi

.PHONY: help run setup dev test check demo bench tour messages lock clean .git-merge
