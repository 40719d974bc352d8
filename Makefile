# Needs Python >= 3.11 and make; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-quick soak lint bench clean

demo: .venv/installed
	$(BIN)/dcc demo $(ARGS)

test: .venv/developing
	$(BIN)/python -m pytest -n auto -m "not soak" $(ARGS)

test-quick: .venv/developing
	$(BIN)/python -m pytest -n auto -m "not slow and not soak and not browser" $(ARGS)

soak: .venv/developing
	$(BIN)/python -m pytest -m soak $(ARGS)

lint: .venv/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/developing
	$(BIN)/python -m tests.bench $(ARGS)

.venv/installed: setup.cfg
	test -d .venv || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/developing: setup.cfg .venv/installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
