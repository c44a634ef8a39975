# The README's two commands, and what they stand on. Nothing but Python >= 3.10 and make is asked of the machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NPM_TOOLS := tests/npm/node_modules/.installed
PEERS := tests/benchmarks/node_modules/.installed
# What is never imported need not be compiled; what is, Python keeps, whatever the environment says: tests start it often.
PIP := $(BIN)/python -m pip install --quiet --no-compile
unexport PYTHONDONTWRITEBYTECODE
# npm beside pip, mypy beside the tests.
MAKEFLAGS += --jobs=2

.PHONY: demo test tests coverage mutations properties hostile fuzz bench windows-zip lint style types format schemas rules approve approve-pages benchmark-office clean

demo: $(VENV)/.installed
	$(BIN)/python tests/demo.py

test: types tests

tests: style $(VENV)/.test $(NPM_TOOLS) $(PEERS) | system
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder --cov --cov-report=
	$(BIN)/python -m coverage report
	$(BIN)/python -m coverage report --format=total --fail-under=95 --include='perfgen/filing/*,perfgen/source/*,perfgen/docx/*'

# The lines that all tests together reach, where `make test` counts them in a few.
coverage: $(VENV)/.test $(NPM_TOOLS) $(PEERS) | system
	$(BIN)/python -m coverage erase
	PERFGEN_COVERAGE=all $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder --cov --cov-report=
	$(BIN)/python -m coverage report

# Everything that docs/性能.md tells, measured here and now; results in tests/benchmarks/results.
bench: $(VENV)/.test $(PEERS) | system
	$(BIN)/python tests/benchmarks/run.py

# Every mutant of every defect, where `make test` takes four of each from a filing.
mutations: $(VENV)/.test
	PERFGEN_MUTATIONS=all $(BIN)/python -m pytest tests/checks/test_mutations.py

# Everything, with all cases and three times as many examples as `make test` draws, such as nobody has drawn before.
properties: $(VENV)/.test $(NPM_TOOLS) $(PEERS) | system
	PERFGEN_EXAMPLES=others $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Hostile YAML in full size, of which `make test` takes a tenth.
hostile: $(VENV)/.test
	PERFGEN_HOSTILE=all $(BIN)/python -m pytest tests/test_hostile_yaml.py

# Hostile input of every kind, for long: make fuzz SEED=7 CASES=100000 KINDS=yaml,docx JOBS=2 SECONDS=3600 AS=nobody.
# What goes wrong is kept in build/fuzz, for `python -m tests.fuzz replay`.
fuzz: $(VENV)/.test
	$(BIN)/python -m tests.fuzz run $(if $(SEED),--seed $(SEED)) $(if $(CASES),--cases $(CASES)) $(if $(KINDS),--kinds $(KINDS)) \
	    $(if $(JOBS),--jobs $(JOBS)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(AS),--user $(AS))

# One zip for Windows machines without network: build/perfgen-VERSION-windows.zip.
windows-zip: $(VENV)/.windows
	$(BIN)/python .ci/windows/build.py

lint: style types

style: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: style
	$(BIN)/mypy

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Generated files; tests hold them fresh.
schemas: $(VENV)/.installed
	$(BIN)/perfgen schema filing -o schemas/filing.schema.json
	$(BIN)/perfgen schema project -o schemas/project.schema.json
	$(BIN)/perfgen schema results -o schemas/results.schema.json
	$(BIN)/perfgen schema results-project -o schemas/results-project.schema.json

rules: $(VENV)/.installed
	$(BIN)/perfgen rules --docs docs/rules

# Golden files, after a change that was looked at and is wanted.
approve: $(VENV)/.test
	$(BIN)/python -m pytest tests/golden --approve

approve-pages: $(VENV)/.test | system
	$(BIN)/python -m pytest tests/office/test_golden_pages.py --approve

# Seconds per document, LibreOffice cold and warm.
benchmark-office: $(VENV)/.test | system
	$(BIN)/python -m tests.benchmarks.office

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "perfgen needs Python 3.10 or later: make PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade "pip>=25.1"
	$(PIP) --editable .
	touch $@

$(VENV)/.test: $(VENV)/.installed
	$(PIP) --group test --group lint
	touch $@

$(VENV)/.windows: $(VENV)/.installed
	$(PIP) --group windows
	touch $@

$(NPM_TOOLS): tests/npm/package.json | system
	cd tests/npm && npm install --no-audit --no-fund --loglevel=error
	touch $@

$(PEERS): tests/benchmarks/package.json | system
	cd tests/benchmarks && npm install --no-audit --no-fund --loglevel=error
	touch $@

# Programs the tests run: LibreOffice, Chinese fonts, poppler and node, by apt-get where we are root.
.PHONY: system
system:
	sh tests/install-programs.sh

clean:
	rm -rf $(VENV) build dist tests/npm/node_modules tests/benchmarks/node_modules
