# MaMOL Land Cover. `make demo` and `make test` begin with `make setup`, which is quick when there is nothing to do.
#   make demo                                  the simulated example scene
#   make demo SCENE=folder [PLOT=plot_01]      a real scene with a scene.json
.PHONY: setup demo test lint package clean

setup:
	@.ci/setup

demo: setup
	@.venv-engine/bin/python -m benchmarks.demo $(if $(SCENE),--scene "$(SCENE)") $(if $(PLOT),--plot "$(PLOT)")

test: setup
	@.ci/test

lint:
	@.ci/lint

package:
	@.ci/generate
	@/usr/bin/python3 .ci/package.py

clean: # environments stay; they go with rm -r .venv-*
	rm -rf build dist .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -not -path './.venv-*' -prune -exec rm -rf {} +
