# make demo    watch the bot answer, without a Telegram token
# make test    the whole test suite
# make check   tests, lint, types, layers, migrations: what must be clean before a change lands
# Both set everything up themselves; they need Python 3.11 or newer, and use uv where it is there.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
UV := 0.13.9
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3 python
RECENT := import sys, venv; sys.exit(sys.version_info < (3, 11))
NO_PYTHON := tipline needs Python 3.11 or newer with the venv module (Debian: python3-venv), or uv.

.PHONY: help demo test check lint types layers migrations coverage format wheel clean

help:
	@sed -n 's/^# //p' Makefile | head -4

demo: $(READY)
	@$(BIN)/tipline demo

test: $(READY)
	@$(BIN)/python -m pytest -n auto $(PYTEST)

check: lint types layers migrations coverage

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

migrations: $(READY)
	$(BIN)/python -m pytest -q tests/store/test_schema.py

coverage: $(READY)
	@$(MAKE) --no-print-directory test PYTEST="--cov --cov-report=term $(PYTEST)"

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(READY)
	uv build --wheel || $(BIN)/uv build --wheel

clean:
	rm -rf $(VENV) dist .coverage* .*_cache

$(READY): pyproject.toml uv.lock
	@if command -v uv >/dev/null 2>&1; then \
		uv sync --frozen --all-extras --compile-bytecode --quiet; \
	else \
		test -x $(BIN)/uv || { \
			for python in $(PYTHONS); do \
				if $$python -c '$(RECENT)' >/dev/null 2>&1; then break; fi; python=; \
			done; \
			test -n "$$python" || { echo "$(NO_PYTHON)" >&2; exit 1; }; \
			$$python -m venv $(VENV) || { echo "$(NO_PYTHON)" >&2; exit 1; }; \
			$(BIN)/python -m pip install --quiet --upgrade pip && \
			$(BIN)/python -m pip install --quiet uv==$(UV); \
		} && VIRTUAL_ENV=$(VENV) $(BIN)/uv sync --frozen --all-extras --inexact --compile-bytecode --quiet --active; \
	fi
	@$(BIN)/python -m compileall -q bot handlers seeds migrations
	@touch $(READY)
