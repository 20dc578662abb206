package io.blindsum;

import io.blindsum.testing.Rooms;

/** Holds the rooms of the engine. */
class ArchitectureTest extends Rooms {}
