package io.blindsum.benchmarks;

import io.blindsum.testing.Rooms;

/** Holds the rooms of the benchmarks, beside those that they measure. */
class ArchitectureTest extends Rooms {}
