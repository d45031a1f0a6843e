# Two commands for everybody: `make explore` and `make test`. `make links` adds other vocabularies,
# to verify and suggest links offline. The rest are steps of these.

PYTHON ?= python3
UV := .boot/bin/uv
BIN := .venv/bin
# owlready2 comes as source; without optimisation its C part compiles three times faster.
INSTALL := CFLAGS=-O0 $(UV) pip sync --quiet --python $(BIN)/python --require-hashes \
	--build-constraints locks/build.txt

.PHONY: explore links test gate build format schemas lock bench clean

explore: .venv/explore
	$(BIN)/ldn-kg explore

test: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/ldn-kg build
	$(BIN)/python -m pytest -n 2 --dist loadgroup

links: .venv/links

build: .venv/explore
	$(BIN)/ldn-kg build

format: .venv/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: .venv/test
	$(BIN)/python -m tests.documents schemas

bench: .venv/test
	$(BIN)/python tests/benchmarks/build_time.py
	$(BIN)/python tests/benchmarks/path_search.py
	$(BIN)/python -m tests.benchmarks.ontology_reading
	$(BIN)/python -m tests.benchmarks.link_suggestions

# Environments: uv from PyPI, then exactly what the locks say.

$(UV): locks/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m pip install --quiet --no-warn-script-location --disable-pip-version-check \
		--upgrade --target .boot --require-hashes -r locks/bootstrap.txt
	@touch $@

.venv/pyvenv.cfg: $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv

.venv/explore: .venv/pyvenv.cfg locks/run.txt pyproject.toml
	@echo "installing (once; about a minute)" >&2
	@test -f .venv/test || test -f .venv/links || $(INSTALL) locks/run.txt
	@test ! -f .venv/test || $(MAKE) --no-print-directory .venv/test
	@test -f .venv/test || test ! -f .venv/links || $(MAKE) --no-print-directory .venv/links
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

# With other vocabularies (a hundred megabytes), to verify and suggest links offline.
.venv/links: .venv/pyvenv.cfg locks/links.txt pyproject.toml
	@echo "installing with other vocabularies (once; about a minute)" >&2
	@test -f .venv/test || $(INSTALL) locks/links.txt
	@test ! -f .venv/test || $(MAKE) --no-print-directory .venv/test
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@ .venv/explore

.venv/test: .venv/pyvenv.cfg locks/test.txt pyproject.toml
	@echo "installing with test tools (once; about a minute)" >&2
	@$(INSTALL) locks/test.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@ .venv/explore

# For maintainers: resolve again and write the locks; they name no registry.
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	--python-version 3.11

lock: $(UV)
	echo 'uv==0.13.9' | $(COMPILE) -o locks/bootstrap.txt -
	printf 'cython\nsetuptools\nwheel\n' | $(COMPILE) -o locks/build.txt -
	$(COMPILE) --extra install -o locks/run.txt pyproject.toml
	$(COMPILE) --extra install --extra links -c locks/run.txt -o locks/links.txt pyproject.toml
	$(COMPILE) --extra install --extra links --extra test -c locks/links.txt -o locks/test.txt pyproject.toml

clean:
	rm -rf .venv .boot build dist .mypy_cache .ruff_cache .pytest_cache
