"""python -m benchmarks.experts"""

from .study import main

main()
