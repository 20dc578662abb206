/*
 * What bounds the kernels on this machine.
 */
#ifndef BLINDSUM_BENCH_MACHINE_H
#define BLINDSUM_BENCH_MACHINE_H

/*
 * Prints as one JSON object: the IFMA instructions of 512 bits that a core completes in a
 * nanosecond (0 without the extension), the bytes that it reads from memory in one, and its
 * clock as a chain of dependent additions shows it. Returns 0.
 */
int print_machine(void);

#endif
