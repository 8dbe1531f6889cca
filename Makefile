# Two commands: `make book` builds the edition, `make test` tests it. Each makes what it needs first.
# PYTHON=python3.12 make book      uses another Python (3.11 or newer)
# make book COPY=path              builds a private edition with your own copy of the essay into _build/private/
# make book COPY=path MENDS=no     leaves the copy's scanning faults as they are

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := pyproject.toml requirements.lock

.PHONY: book test check lock clean help
.DELETE_ON_ERROR:

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

# The path goes through the environment, as it stands: there neither make nor the shell reads its signs.
book: export SIXTRACKS_COPY = $(value COPY)
book: $(VENV)/.book ## build HTML and PDF into _build/; with COPY=path a private edition into _build/private/
	@$(BIN)/sixtracks build $${SIXTRACKS_COPY:+--copy "$$SIXTRACKS_COPY"}$(if $(filter no,$(MENDS)), --as-scanned)

# The tests start Python some fifty times: it keeps what it compiled, even where the environment says not to.
test: $(VENV)/.test book ## run the tests; those that need a browser are skipped where there is none
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/.test ## lint and check the types of the code
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

UV := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
lock: $(VENV)/.test ## resolve the lock files anew, after a change of dependencies in pyproject.toml
	@$(UV) $(UPGRADE) pyproject.toml --group build -o requirements.lock
	@$(UV) $(UPGRADE) pyproject.toml --group test -c requirements.lock -o requirements-test.lock

clean: ## remove everything that was built, and the environment
	rm -rf $(VENV) _build

# The environment. A step that is stopped half way leaves no mark, so the next call starts it again.
$(VENV)/.book: $(SOURCES)
	@$(if $(PYTHON),true,{ echo "Six Tracks needs Python 3.11 or newer, and found none. Install it (on Debian and Ubuntu: apt install python3 python3-venv), or name it: make book PYTHON=/path/to/python3."; exit 1; })
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python’s venv module is missing. Install the package python3-venv (on Debian and Ubuntu: apt install python3-venv), then run make again."; exit 1; }
	@echo "Making the environment in $(VENV)/ (a few minutes the first time)."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@echo "  installing the packages of requirements.lock"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@echo "  making the text face of the pages"
	@$(BIN)/python -c 'from sixtracks.book.fonts import kept_fonts; kept_fonts()'
	@touch $@

$(VENV)/.test: $(VENV)/.book requirements-test.lock
	@echo "  installing the packages of requirements-test.lock"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-test.lock
	@touch $@
