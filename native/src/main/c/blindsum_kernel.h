/*
 * Batch arithmetic for Paillier's cryptosystem: the ring of integers modulo n^2.
 *
 * Every function works on a whole batch, so that a caller crosses the language border once.
 *
 * Numbers are big-endian, of fixed width, one after the other: element i of a batch begins at
 * base + i * width. Two widths exist for a ring:
 *     root width     ceil(bits(n) / 8) bytes      a number below n: a plaintext, a blinding root
 *     element width  2 * root width               a number below n^2: a ciphertext
 * Buffers need no alignment and inputs are only read, so they may be read-only mappings. An
 * output may be the very buffer of an input of the same width, but must not overlap one
 * otherwise. A batch of zero elements is fine, with any pointers.
 *
 * Functions that return int64_t answer
 *     BS_OK (0)     done
 *     < 0           the call was refused as a whole, one of the BS_ERROR codes; nothing written
 *     > 0           1 + the index of the first element refused: not below n^2 (or n, or the
 *                   bound named at the function); the output is then undefined
 *
 * No function aborts on any input, keeps global state or writes to a handle once made: handles
 * may be shared by any number of threads, and freed when no call uses them.
 *
 * Secrets. The kernels on vectors have no branch and no address that depends on the value of
 * an element. The GMP kernel has none either for a ring made `secret`; for the other rings it uses
 * GMP's ordinary, variable-time multiplication. Exponents are dealt with as said at each
 * function. Whether a number is refused is not hidden.
 */
#ifndef BLINDSUM_KERNEL_H
#define BLINDSUM_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#define BS_API __attribute__((visibility("default")))

/* Changes when a signature or a meaning below changes. */
#define BS_ABI_VERSION 3

/* The kernels. */
#define BS_KERNEL_GMP 1    /* any CPU, with libgmp.so.10 found at run time */
#define BS_KERNEL_IFMA 2   /* x86-64 with AVX-512 F, DQ, BW, VL, IFMA and VBMI; needs no GMP */
#define BS_KERNEL_AVX512 3 /* x86-64 with AVX-512 F; needs no GMP */
#define BS_KERNEL_AVX2 4   /* x86-64 with AVX2; needs no GMP */

/* Sizes of the modulus n of a ring, in bits. */
#define BS_MIN_BITS 128
#define BS_MAX_BITS 8192

/* Threads that one call may use. */
#define BS_MAX_THREADS 64

#define BS_OK 0
#define BS_ERROR_ARGUMENT (-1) /* a null pointer, a length or a choice out of its range */
#define BS_ERROR_MODULUS (-2)  /* even, or not of BS_MIN_BITS..BS_MAX_BITS bits */
#define BS_ERROR_KERNEL (-3)   /* the kernel does not run on this machine */
#define BS_ERROR_MEMORY (-4)   /* no memory */
#define BS_ERROR_KEY (-5)      /* p and q are not two distinct primes of a usable key */

typedef struct bs_ring bs_ring;
typedef struct bs_fixed_base bs_fixed_base;
typedef struct bs_private_key bs_private_key;

/* Returns BS_ABI_VERSION of the library. */
BS_API int32_t bs_abi_version(void);

/* Tells whether a kernel runs on this machine: 1 or 0. An unknown kernel does not. */
BS_API int32_t bs_kernel_supported(int32_t kernel);

/* Names a kernel: "ifma", "avx512", "avx2", "gmp", or "unknown". The string is static. */
BS_API const char *bs_kernel_name(int32_t kernel);

/*
 * Makes the ring of integers modulo n^2, n odd, given in n_bytes bytes (leading zeros allowed).
 * `secret` != 0 for a factor of a key: its element operations are then free of branches on
 * values in every kernel. Takes well under 5 ms.
 */
BS_API int64_t bs_ring_new(int32_t kernel, const uint8_t *n, size_t n_bytes, int32_t secret,
                           bs_ring **ring);

/* Wipes and frees a ring. Null is fine. */
BS_API void bs_ring_free(bs_ring *ring);

/* out_i = a_i b_i mod n^2. */
BS_API int64_t bs_multiply(const bs_ring *ring, const uint8_t *a, const uint8_t *b, uint8_t *out,
                           size_t count);

/*
 * out_i = (1 + m_i n) u_i mod n^2: encrypts the plaintext m_i (root width, below n) with the
 * blinding value u_i (element width).
 */
BS_API int64_t bs_multiply_lifted(const bs_ring *ring, const uint8_t *m, const uint8_t *u,
                                  uint8_t *out, size_t count);

/*
 * out_i = a_i mod n, root width: of a ciphertext (1 + m n) r^n the part r^n mod n, which depends
 * on the randomness alone.
 */
BS_API int64_t bs_residue(const bs_ring *ring, const uint8_t *a, uint8_t *out, size_t count);

/*
 * Multiplies a matrix of elements, stored row by row, down its columns:
 *     out_j = product over i of a_(i * columns + j) mod n^2,  0 <= j < columns.
 * With one column it is the product of all elements. No rows give ones.
 */
BS_API int64_t bs_product(const bs_ring *ring, const uint8_t *a, size_t rows, size_t columns,
                          uint8_t *out);

/*
 * out_i = a_i^e mod n^2, with one exponent e of exponent_bytes bytes (1..4096) for the batch.
 * `secret` == 0: sliding window, time depends on e. Otherwise fixed window and a scan of the
 * whole table for each digit: time depends on exponent_bytes alone. 0^0 is 1.
 */
BS_API int64_t bs_power(const bs_ring *ring, const uint8_t *a, const uint8_t *exponent,
                        size_t exponent_bytes, int32_t secret, uint8_t *out, size_t count);

/*
 * Multi-exponentiation with small public weights by Pippenger's buckets. Gives
 *     positive = product of a_i^(w_i)  over w_i > 0,
 *     negative = product of a_i^(-w_i) over w_i < 0,
 * one element each; the weighted product is positive / negative. Every int64_t is a weight.
 */
BS_API int64_t bs_weighted_product(const bs_ring *ring, const uint8_t *a, const int64_t *weights,
                                   size_t count, uint8_t *positive, uint8_t *negative);

/*
 * Returns the bytes of memory that a fixed-base table takes, or BS_ERROR_ARGUMENT.
 * exponent_bits in 1..32768, window in 1..16.
 */
BS_API int64_t bs_fixed_base_size(const bs_ring *ring, int32_t exponent_bits, int32_t window);

/*
 * Makes the table of base^(d 2^(window i)) for all digits d and window positions i, for
 * exponents below 2^exponent_bits (Brickell, Gordon, McCurley and Wilson 1992, with all digits
 * stored), on so many threads (1..BS_MAX_THREADS), of which the caller's is one. The base is one
 * element, and `inverse` its inverse modulo n (root width); a pair that is not so is refused with
 * BS_ERROR_ARGUMENT. The ring must live as long as the table. An entry takes as long as six fifths
 * of a multiplication.
 */
BS_API int64_t bs_fixed_base_new(const bs_ring *ring, const uint8_t *base, const uint8_t *inverse,
                                 int32_t exponent_bits, int32_t window, int32_t threads,
                                 bs_fixed_base **table);

/* Wipes and frees a table. Null is fine. */
BS_API void bs_fixed_base_free(bs_fixed_base *table);

/*
 * out_i = base^(e_i) mod n^2; exponent i, below 2^exponent_bits, begins at
 * exponents + i * exponent_bytes. `hardened` == 0: the addresses read depend on the digits of
 * the exponent. Otherwise the whole row of each window is scanned; meant for windows of 4 to 6.
 */
BS_API int64_t bs_fixed_base_power(const bs_fixed_base *table, const uint8_t *exponents,
                                   size_t exponent_bytes, int32_t hardened, uint8_t *out,
                                   size_t count);

/*
 * out_i = (1 + m_i n) base^(e_i) mod n^2: Paillier encryption in the form of Damgard, Jurik and
 * Nielsen, m_i of root width and below n. Exponents and `hardened` as for bs_fixed_base_power.
 */
BS_API int64_t bs_fixed_base_encrypt(const bs_fixed_base *table, const uint8_t *m,
                                     const uint8_t *exponents, size_t exponent_bytes,
                                     int32_t hardened, uint8_t *out, size_t count);

/*
 * Makes the private key of n = p q from its two primes, whose sizes may differ by two bits at
 * most. Primality is the caller's to test; equal numbers, and numbers for which Fermat's little
 * theorem fails here, are refused with BS_ERROR_KEY. The widths below are those of the ring
 * modulo n^2, except where they are said to be of p or q.
 */
BS_API int64_t bs_private_key_new(int32_t kernel, const uint8_t *p, size_t p_bytes,
                                  const uint8_t *q, size_t q_bytes, bs_private_key **key);

/* Wipes and frees a private key. Null is fine. */
BS_API void bs_private_key_free(bs_private_key *key);

/*
 * m_i = the plaintext of the ciphertext c_i, by the Chinese remainder theorem (Paillier 1999,
 * section 7): out has root width. Refuses a c_i that is not below n^2 or shares a factor with
 * n. Free of branches and addresses that depend on p, q or m.
 */
BS_API int64_t bs_private_decrypt(const bs_private_key *key, const uint8_t *c, uint8_t *out,
                                  size_t count);

/*
 * out_i = the number modulo n^2 that is y_p^p modulo p^2 and y_q^q modulo q^2. With y_p uniform
 * in 1..p-1 (root width of p) and y_q uniform in 1..q-1 (root width of q) it is distributed as
 * r^n with r uniform: a blinding value at the price of two exponents of half the length. Zero
 * is refused.
 */
BS_API int64_t bs_private_blind(const bs_private_key *key, const uint8_t *y_p, const uint8_t *y_q,
                                uint8_t *out, size_t count);

/*
 * out_i = the number modulo n^2 that is x_p modulo p^2 (element width of p) and x_q modulo q^2
 * (element width of q). Joins, for one, powers from fixed-base tables over the rings of p and q.
 */
BS_API int64_t bs_private_combine(const bs_private_key *key, const uint8_t *x_p,
                                  const uint8_t *x_q, uint8_t *out, size_t count);

#endif
