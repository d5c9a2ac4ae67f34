// libspeex's search for the nearest codebook entries, in which the encoder spends two fifths of its time: the same
// sums in the same order as its vq_sse.h, but four groups of entries at a time, so that no sum waits for another,
// and groups without a candidate passed over whole.
#define vq_nbest replaced_vq_nbest
#define vq_nbest_sign replaced_vq_nbest_sign
#include <libspeex/vq.c>
#undef vq_nbest
#undef vq_nbest_sign
#include <wasm_simd128.h>

/** Entries of libspeex's largest codebook; all have a multiple of 16. */
#define ENTRIES_MAX 256
/** Samples of its longest entry. */
#define LENGTH_MAX 20
/** Entries side by side in one vector: a codebook is an array of [group][sample] vectors. */
#define GROUP 4

static void add_products(const float *samples, const __m128 *codebook, int length, int groups, __m128 *sums) {
  for (int group = 0; group < groups; group += 4) {
    const __m128 *first = codebook + group * length, *second = first + length;
    const __m128 *third = second + length, *fourth = third + length;
    __m128 a = sums[group], b = sums[group + 1], c = sums[group + 2], d = sums[group + 3];
    for (int index = 0; index < length; index += 1) {
      __m128 sample = _mm_set_ps1(samples[index]);
      a += sample * first[index];
      b += sample * second[index];
      c += sample * third[index];
      d += sample * fourth[index];
    }
    sums[group] = a, sums[group + 1] = b, sums[group + 2] = c, sums[group + 3] = d;
  }
}

/** Puts an entry into the list of the nearest, sorted by distance; of equal ones the first stays first. */
static void keep(float distance, int entry, int kept, int wanted, int *nearest, float *distances) {
  int place = wanted - 1;
  while (place > 0 && (place > kept || distance < distances[place - 1])) {
    distances[place] = distances[place - 1];
    nearest[place] = nearest[place - 1];
    place -= 1;
  }
  distances[place] = distance;
  nearest[place] = entry;
}

/** `products`: where given, an entry whose product is not positive is meant upside down and counts as `entries` more. */
static void select_nearest(const __m128 *measured, const __m128 *products, int entries, int wanted, int *nearest,
                           float *distances) {
  int kept = 0;
  for (int group = 0; group < entries; group += GROUP) {
    __m128 four = measured[group / GROUP];
    // The list only gets nearer: what is not near enough now never will be.
    int is_full = group >= wanted;
    if (is_full && !wasm_v128_any_true((v128_t)(four < _mm_set_ps1(distances[wanted - 1])))) continue;
    for (int lane = 0; lane < GROUP; lane += 1) {
      int entry = group + lane;
      float distance = ((const float *)measured)[entry];
      if (entry >= wanted && !(distance < distances[wanted - 1])) continue;
      int is_upside_down = products && !(((const float *)products)[entry] > 0);
      keep(distance, is_upside_down ? entry + entries : entry, kept, wanted, nearest, distances);
      kept += 1;
    }
  }
}

void vq_nbest(float *target, const __m128 *codebook, int length, int entries, __m128 *energies, int wanted,
              int *nearest, float *distances, char *stack) {
  __m128 measured[ENTRIES_MAX / GROUP];
  float negated[LENGTH_MAX];
  for (int index = 0; index < length; index += 1) negated[index] = -target[index];
  for (int group = 0; group < entries / GROUP; group += 1) measured[group] = energies[group] * _mm_set_ps1(.5f);
  add_products(negated, codebook, length, entries / GROUP, measured);
  select_nearest(measured, 0, entries, wanted, nearest, distances);
}

void vq_nbest_sign(float *target, const __m128 *codebook, int length, int entries, __m128 *energies, int wanted,
                   int *nearest, float *distances, char *stack) {
  __m128 products[ENTRIES_MAX / GROUP] = {};
  __m128 measured[ENTRIES_MAX / GROUP];
  add_products(target, codebook, length, entries / GROUP, products);
  for (int group = 0; group < entries / GROUP; group += 1) {
    __m128 magnitude = (__m128)wasm_f32x4_abs((v128_t)products[group]);
    measured[group] = energies[group] * _mm_set_ps1(.5f) - magnitude;
  }
  select_nearest(measured, products, entries, wanted, nearest, distances);
}
