"""python -m benchmarks.accuracy SCENE..."""

from .trial import main

main()
