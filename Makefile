# Every target makes what it needs in .venv, from pinned versions, and touches nothing outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready-for-work
DOCS := .venv-docs

# Where Python may keep no bytecode, every process of every target would compile three hundred modules of tests again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test test-long check format bench bench-peers matrix newest oldest release-check platforms screenshots generated docs lock sync-test ssh-test hammer terminals clean

run: $(VENV)/.ready-to-run
	@$(BIN)/spasmtui

test: $(READY)
	@$(BIN)/python -m pytest

# Tests of real processes, which mostly wait, and of long stories and many random examples.
test-long: $(READY)
	@$(BIN)/python -m pytest -m long -n 3

# Both parts of the tests in one run: they are loaded once, and while one process waits for terminals the other two work.
check: $(READY) docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python -m pytest -m "not sync and not ssh and not hammer" -n 3
	.ci/wheel-test $(BIN)/python

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# One table of ratios, written into docs/bench.md.
bench: $(READY)
	@$(BIN)/python -m tests.bench $(RUNS)

# The program beside others from PyPI, each in an environment of its own.
bench-peers: $(READY)
	@$(BIN)/python -m tests.bench.beside_peers $(ROUNDS)

# The suite on every version of Python that is here, from the pinned versions, each in an environment of its own.
VERSIONS ?= 3.11 3.12 3.13 3.14
matrix:
	@.ci/matrix $(VERSIONS)

# The suite against the newest releases of everything that is declared, in an environment of its own.
newest:
	@.ci/newest "$(PYTHON)" .venv-newest

# The suite against the lowest releases that the package says it works with, in an environment of its own.
oldest:
	@.ci/oldest "$(PYTHON)" .venv-oldest

# Whether a release can be made, point by point; ALL=1 takes the pictures anew and runs the tests of the source distribution.
release-check: $(READY) .venv-release/.ready
	@$(BIN)/python -m tools.release_check $(if $(ALL),--all)

# What the type checker finds missing on the systems that this one is not.
platforms: $(READY)
	$(BIN)/mypy --platform darwin spasmtui --exclude windows_driver --cache-dir .mypy_cache/darwin
	$(BIN)/mypy --platform win32 spasmtui --exclude 'posix_driver|spasmtui/web/' --cache-dir .mypy_cache/win32

screenshots: $(READY)
	@$(BIN)/python -m tools.screenshots

generated: $(READY)
	@$(BIN)/python -m tools.generate

# The documentation site, in site/: it opens from the disk, and neither building nor reading it needs a network.
docs: $(DOCS)/.ready-to-build
	@$(DOCS)/bin/python -m tools.site.lay_out build/pages
	@NO_MKDOCS_2_WARNING=1 $(DOCS)/bin/mkdocs build --strict >build/mkdocs.log 2>&1 || { cat build/mkdocs.log; exit 1; }
	@$(DOCS)/bin/python -m tools.site.look_over site
	@echo "The site is in site/index.html."

sync-test: $(READY)
	@$(BIN)/python -m pytest -o addopts= -m sync -v tests/episodes/sync

# Relief over a real SSH connection that drops, in tmux, and over mosh, with a server of its own on loopback.
ssh-test: $(READY)
	@$(BIN)/python -m pytest -o addopts= -m ssh -v -rs tests/ssh

# A hundred thousand random keys; `pytest -m hammer` is the short form.
hammer: $(READY)
	@$(BIN)/python -m tests.endurance.hammer --keys $${KEYS:-100000}

# Every screen on thirteen kinds of terminal at every size; `make terminals TERMS="xterm linux"` tries some.
terminals: $(READY)
	@$(BIN)/python -m tests.endurance.terminals $(TERMS)

PINNED := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock:
	for group in run dev; do .ci/uv "$(PYTHON)" pip compile $(PINNED) --group $$group pyproject.toml -o .ci/$$group.lock || exit 1; done
	for group in docs uv release; do .ci/uv "$(PYTHON)" pip compile $(PINNED) --group $$group -o .ci/$$group.lock || exit 1; done

# Running needs a fifth of what working on it needs.
$(VENV)/.ready-to-run: .ci/run.lock pyproject.toml .ci/set-up
	@.ci/set-up "$(PYTHON)" "$(VENV)" .ci/run.lock
	@touch $@

$(READY): .ci/dev.lock pyproject.toml .ci/set-up
	@.ci/set-up "$(PYTHON)" "$(VENV)" .ci/dev.lock
	@touch $@ $(VENV)/.ready-to-run

$(DOCS)/.ready-to-build: .ci/docs.lock .ci/set-up
	@.ci/set-up "$(PYTHON)" "$(DOCS)" .ci/docs.lock alone
	@touch $@

.venv-release/.ready: .ci/release.lock .ci/set-up
	@.ci/set-up "$(PYTHON)" .venv-release .ci/release.lock alone
	@touch $@

clean:
	rm -rf $(VENV) .venv-* dist build site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
