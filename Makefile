# make run: the main job on a real document.  make test: all tests.  Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASED := benchmarks/released/0.1.0.jsonl.gz
SEED := corpus/development/amur-governor/seed.txt
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

.PHONY: run test lint types imports docs check evaluate compare agreement formats ablation adversarial spark lock clean

run: $(VENV)/.run
	@$(BIN)/protocol-nlp show $(SEED)

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

docs: $(VENV)/.dev
	$(BIN)/mkdocs build --strict -q -d build/site

check: test lint types imports

evaluate: $(VENV)/.dev  # every figure of README and docs; with benchmarks.figures --write into them
	$(BIN)/protocol-nlp evaluate corpus/development --slices
	$(BIN)/protocol-nlp evaluate corpus/test
	$(BIN)/python -m benchmarks.figures

compare: $(VENV)/.dev
	$(BIN)/protocol-nlp compare $(RELEASED) - corpus/development --common --samples 200

agreement: $(VENV)/.dev
	$(BIN)/protocol-nlp agreement corpus corpus/second --as-made corpus/as_made
	@$(BIN)/protocol-nlp agreement corpus corpus/second --as-made corpus/as_made --split development \
		--samples 0 --list corpus/second/differences.tsv >/dev/null

ablation: $(VENV)/.dev
	$(BIN)/python -m benchmarks.ablation corpus/development

formats: $(VENV)/.dev
	$(BIN)/python -m benchmarks.formats corpus/development

adversarial: $(VENV)/.dev
	$(BIN)/python benchmarks/adversarial.py 32000

spark: $(VENV)/.dev  # needs a java on the path; 450 MB of pyspark the first time
	@$(BIN)/python -c 'import pyspark' 2>/dev/null || $(BIN)/python -m pip install -q -e '.[spark]'
	$(BIN)/python -m pytest tests/scale/test_spark.py
	$(BIN)/python -m benchmarks.spark 20000

.PHONY: load
# ten minutes of requests on loopback: every answer right, memory where it was
load: $(VENV)/.dev
	$(BIN)/python benchmarks/service.py --seconds 600 --plot docs/images/load.svg

$(BIN)/uv: | $(VENV)/.dev
	$(BIN)/python -m pip install -q --disable-pip-version-check uv

.PHONY: licences audit reproducible pythons oldest newest
# what ships, under licences that allow it; docs/licences.md is the list
licences: $(VENV)/.dev $(BIN)/uv
	$(BIN)/python benchmarks/supply.py licences --write docs/licences.md

# known holes of what is locked; needs the advisory data of the package index
audit: $(VENV)/.dev
	$(BIN)/python -m pip install -q --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.lock

# the same wheel and the same source archive, built twice in different places
reproducible: $(VENV)/.dev $(BIN)/uv
	$(BIN)/python benchmarks/supply.py reproducible

# the tests under every Python that is supported and here; the lock for those that are not
pythons: $(BIN)/uv
	$(BIN)/python benchmarks/supply.py pythons

# the tests with the oldest, and the newest, versions that pyproject.toml allows
oldest newest: $(BIN)/uv
	$(BIN)/python benchmarks/supply.py $@

.PHONY: kill
# a run over a folder, ended a hundred times at random moments
kill: $(VENV)/.dev
	$(BIN)/python benchmarks/kill.py --times 100

.PHONY: fuzz
# coverage-guided, a minute for each target; make fuzz SECONDS=600 TARGETS="extract read"
fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install -q --disable-pip-version-check 'atheris>=2.3'
	$(BIN)/python benchmarks/fuzz.py --seconds $(or $(SECONDS),60) $(TARGETS)

lock:
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml --extra build -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml --extra build --extra all --extra dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "protocol_nlp needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (once) …"
	@test -f $(VENV)/.dev || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run
