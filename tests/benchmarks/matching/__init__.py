"""Our ranking beside plain systems, on the same posts and claims in one run.

python -m tests.benchmarks.matching --data DIR     (or DIR in TIPLINE_TEST_DATA)
"""
