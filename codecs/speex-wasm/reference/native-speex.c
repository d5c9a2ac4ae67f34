// The same work done by the machine's own libspeex, to compare with; compiled and run by native-speex.ts.
//
//   native-speex encode|decode bytes|time BAND QUALITY COMPLEXITY PACKET_LOSS_PERCENT ENHANCER
//
// `encode` reads 16-bit samples and writes packets, each behind its length in one byte; `decode` the other way round,
// where a length of 0 is a lost frame. `time` works twice and writes the processor's nanoseconds per frame of the second.
#include <speex/speex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INPUT_BYTES_MAX (64 * 1024 * 1024)
#define PACKET_BYTES_MAX 255

typedef struct {
  int band, quality, complexity, packet_loss_percent, enhancer;
} Settings;

typedef struct {
  char *bytes;
  size_t length;
} Buffer;

static void append(Buffer *output, const void *bytes, size_t length) {
  memcpy(output->bytes + output->length, bytes, length);
  output->length += length;
}

/** Returns the number of frames. */
static int encode(const Settings *settings, const Buffer *input, Buffer *output) {
  Settings wanted = *settings;
  void *state = speex_encoder_init(speex_lib_get_mode(wanted.band));
  speex_encoder_ctl(state, SPEEX_SET_COMPLEXITY, &wanted.complexity);
  speex_encoder_ctl(state, SPEEX_SET_QUALITY, &wanted.quality);
  speex_encoder_ctl(state, SPEEX_SET_PLC_TUNING, &wanted.packet_loss_percent);
  int frame_samples;
  speex_encoder_ctl(state, SPEEX_GET_FRAME_SIZE, &frame_samples);
  SpeexBits bits;
  speex_bits_init(&bits);
  size_t frame_bytes = frame_samples * sizeof(spx_int16_t);
  int frames = 0;
  for (size_t at = 0; at + frame_bytes <= input->length; at += frame_bytes, frames += 1) {
    spx_int16_t samples[640];
    memcpy(samples, input->bytes + at, frame_bytes);
    speex_bits_reset(&bits);
    speex_encode_int(state, samples, &bits);
    speex_bits_insert_terminator(&bits);
    char packet[PACKET_BYTES_MAX];
    unsigned char length = speex_bits_write(&bits, packet, PACKET_BYTES_MAX);
    append(output, &length, 1);
    append(output, packet, length);
  }
  speex_bits_destroy(&bits);
  speex_encoder_destroy(state);
  return frames;
}

/** Returns the number of frames. */
static int decode(const Settings *settings, const Buffer *input, Buffer *output) {
  Settings wanted = *settings;
  void *state = speex_decoder_init(speex_lib_get_mode(wanted.band));
  speex_decoder_ctl(state, SPEEX_SET_ENH, &wanted.enhancer);
  int frame_samples;
  speex_decoder_ctl(state, SPEEX_GET_FRAME_SIZE, &frame_samples);
  SpeexBits bits;
  speex_bits_init(&bits);
  int frames = 0;
  for (size_t at = 0; at < input->length; frames += 1) {
    size_t length = (unsigned char)input->bytes[at];
    spx_int16_t samples[640];
    speex_bits_read_from(&bits, input->bytes + at + 1, length);
    speex_decode_int(state, length > 0 ? &bits : NULL, samples);
    append(output, samples, frame_samples * sizeof(spx_int16_t));
    at += 1 + length;
  }
  speex_bits_destroy(&bits);
  speex_decoder_destroy(state);
  return frames;
}

/** The processor's time spent so far. */
static double now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 8) {
    fprintf(stderr, "native-speex encode|decode bytes|time BAND QUALITY COMPLEXITY PACKET_LOSS_PERCENT ENHANCER\n");
    return 2;
  }
  int (*work)(const Settings *, const Buffer *, Buffer *) = strcmp(argv[1], "encode") == 0 ? encode : decode;
  Settings settings = {atoi(argv[3]), atoi(argv[4]), atoi(argv[5]), atoi(argv[6]), atoi(argv[7])};
  Buffer input = {malloc(INPUT_BYTES_MAX), 0};
  Buffer output = {malloc(INPUT_BYTES_MAX), 0};
  input.length = fread(input.bytes, 1, INPUT_BYTES_MAX, stdin);
  int frames = work(&settings, &input, &output);
  if (strcmp(argv[2], "bytes") == 0) {
    fwrite(output.bytes, 1, output.length, stdout);
    return 0;
  }
  output.length = 0;
  double started_ns = now_ns();
  work(&settings, &input, &output);
  printf("%.1f\n", (now_ns() - started_ns) / frames);
  return 0;
}
