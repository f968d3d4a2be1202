# MaMOL Land Cover. `make demo` and `make test` begin with `make setup`, which is quick when there is nothing to do.
#   make demo                                  the simulated example scene
#   make demo SCENE=folder                     a real scene with a scene.json
#   make package [URL=address]                 the plugin's zip, and a plugin repository to be served there
#   make lock                                  after a change of mamol_core/requirements.txt
.PHONY: setup lock demo test test-qt6 test-matrix lint package translations clean

setup:
	@.ci/setup

demo: setup
	@.venv-engine/bin/python -m benchmarks.tools.demo $(if $(SCENE),--scene "$(SCENE)")

test: setup
	@.ci/test

lint:
	@.ci/lint

test-qt6:
	@.ci/qt6

test-matrix: setup
	@.ci/matrix

lock: # the engine's packages with their hashes, for every system
	@.ci/lock

package: setup
	@/usr/bin/python3 .ci/package.py $(if $(URL),--url "$(URL)")
	@.ci/try-package

translations: # the texts of plugin/ and ui/, to be translated in resources/i18n/*.ts
	@/usr/bin/python3 .ci/translations.py
	@.ci/generate

clean: # environments stay; they go with rm -r .venv-*
	rm -rf build dist .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -not -path './.venv-*' -prune -exec rm -rf {} +
