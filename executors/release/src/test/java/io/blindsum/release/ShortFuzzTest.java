package io.blindsum.release;

import io.blindsum.testing.ShortFuzz;

/** The short runs of this module's fuzz targets. */
class ShortFuzzTest extends ShortFuzz {}
