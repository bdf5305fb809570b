# Every target works in a fresh clone: the virtual environment is made when it is needed.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
BENCH  := $(VENV)/.bench

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(BENCH): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

# the month of sample_data: prints the summary, writes the reports, says where
demo: $(READY)
	$(BIN)/inspect-cli score --site sample_data --month 2026-10
	$(BIN)/inspect-cli report --site sample_data --month 2026-10 --out build/demo || test $$? -eq 3

# the whole suite, under five minutes on two cores
test: $(READY)
	$(BIN)/python -m pytest -n 2 -m "not soak" tests

# lint, types, tests
check: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	$(MAKE) test

# what takes longer than five minutes: thousands of random months, fuzzing, faults
soak: $(READY)
	$(BIN)/python -m pytest -n 2 -m soak tests

# the property tests with other examples each time
explore: $(READY)
	$(BIN)/python -m pytest -n 2 --hypothesis-profile=explore -m hypothesis tests

# let the tools mend what they can
fix: $(READY)
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

# our run beside the peers' runs on the same generated months
bench: $(BENCH)
	$(BIN)/python benchmarks/run.py

# accept what the program says today as the expected output of tests/cases, tests/errors and docs/errors.md
update-cases: $(READY)
	UPDATE_CASES=1 $(BIN)/python -m pytest -n 2 tests/test_cases.py tests/test_errors.py tests/test_docs.py

# wheel and source archive in dist/
dist: $(READY)
	$(BIN)/python -m build --outdir dist

.PHONY: demo test check soak explore fix bench update-cases dist
