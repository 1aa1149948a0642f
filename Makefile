# run.py does the work, on Windows too: `py run.py report`.
PYTHON ?= python3

.PHONY: report test lab
report:
	@$(PYTHON) run.py report $(if $(STORY),"$(STORY)")
test:
	@$(PYTHON) run.py test $(ARGS)
lab:
	@$(PYTHON) run.py lab $(ARGS)
