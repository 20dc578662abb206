package io.blindsum.cli;

import io.blindsum.testing.Rooms;

/** Holds the rooms of the engine, native code and executors. */
class ArchitectureTest extends Rooms {}
