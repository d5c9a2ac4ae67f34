// The SSE intrinsics that libspeex's vector kernels use, as WebAssembly SIMD; found by build.mjs before any other.
// With them libspeex computes in the same order as on x86-64, so its streams are the same to the last bit.
#ifndef PLENUM_XMMINTRIN_H
#define PLENUM_XMMINTRIN_H

// may_alias: libspeex reads its float arrays through pointers to this type.
typedef float __m128 __attribute__((vector_size(16), may_alias));
typedef float plenum_unaligned_m128 __attribute__((vector_size(16), aligned(1), may_alias));

#define PLENUM_INLINE static inline __attribute__((always_inline))

PLENUM_INLINE __m128 _mm_setr_ps(float a, float b, float c, float d) { return (__m128){a, b, c, d}; }
PLENUM_INLINE __m128 _mm_set1_ps(float a) { return (__m128){a, a, a, a}; }
PLENUM_INLINE __m128 _mm_set_ps1(float a) { return _mm_set1_ps(a); }
PLENUM_INLINE __m128 _mm_load_ps1(const float *from) { return _mm_set1_ps(*from); }
PLENUM_INLINE __m128 _mm_setzero_ps(void) { return _mm_set1_ps(0.f); }
PLENUM_INLINE __m128 _mm_loadu_ps(const float *from) { return *(const plenum_unaligned_m128 *)from; }
PLENUM_INLINE void _mm_storeu_ps(float *to, __m128 a) { *(plenum_unaligned_m128 *)to = a; }
PLENUM_INLINE void _mm_store_ss(float *to, __m128 a) { *to = a[0]; }
PLENUM_INLINE __m128 _mm_add_ps(__m128 a, __m128 b) { return a + b; }
PLENUM_INLINE __m128 _mm_sub_ps(__m128 a, __m128 b) { return a - b; }
PLENUM_INLINE __m128 _mm_mul_ps(__m128 a, __m128 b) { return a * b; }
PLENUM_INLINE __m128 _mm_move_ss(__m128 a, __m128 b) { return __builtin_shufflevector(a, b, 4, 1, 2, 3); }
PLENUM_INLINE __m128 _mm_movehl_ps(__m128 a, __m128 b) { return __builtin_shufflevector(a, b, 6, 7, 2, 3); }
// Only the lowest lane is summed; the others are a's.
PLENUM_INLINE __m128 _mm_add_ss(__m128 a, __m128 b) { return _mm_move_ss(a, a + b); }
PLENUM_INLINE __m128 _mm_sub_ss(__m128 a, __m128 b) { return _mm_move_ss(a, a - b); }
// A macro, since the lanes must be constants: two of a, then two of b.
#define _mm_shuffle_ps(a, b, lanes)                                                      \
  __builtin_shufflevector((a), (b), (lanes) & 3, ((lanes) >> 2) & 3, 4 + (((lanes) >> 4) & 3), \
                          4 + (((lanes) >> 6) & 3))

#endif
