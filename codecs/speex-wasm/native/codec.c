// The functions that the WebAssembly module exports: one coder is a libspeex state with its own sound and packet buffer.
// Called by speex-core.ts, which checks every argument; nothing here is called with a wrong one.
#include <speex/speex.h>
#include <stdlib.h>

#define EXPORTED(name) __attribute__((export_name(#name)))

/** The longest frame (ultra-wideband, quality 10) has 106 bytes; the rest is room for in-band messages. */
#define PACKET_BYTES_MAX 255
/** Samples of an ultra-wideband frame. */
#define FRAME_SAMPLES_MAX 640

typedef struct {
  void *state;
  SpeexBits bits;
  int is_encoder;
  spx_int16_t samples[FRAME_SAMPLES_MAX];
  // One more than a packet has, since libspeex clears the byte behind the last one it wrote.
  char packet[PACKET_BYTES_MAX + 1];
} Coder;

EXPORTED(coder_close) void coder_close(Coder *coder) {
  if (coder->state && coder->is_encoder) speex_encoder_destroy(coder->state);
  if (coder->state && !coder->is_encoder) speex_decoder_destroy(coder->state);
  free(coder);
}

/** `band`: 0 narrowband, 1 wideband, 2 ultra-wideband. Null when there is no memory left. */
EXPORTED(coder_open) Coder *coder_open(int is_encoder, int band) {
  Coder *coder = calloc(1, sizeof(Coder));
  if (!coder) return 0;
  const SpeexMode *mode = speex_lib_get_mode(band);
  coder->is_encoder = is_encoder;
  coder->state = is_encoder ? speex_encoder_init(mode) : speex_decoder_init(mode);
  speex_bits_init_buffer(&coder->bits, coder->packet, sizeof coder->packet);
  if (coder->state) return coder;
  coder_close(coder);
  return 0;
}

EXPORTED(coder_samples) spx_int16_t *coder_samples(Coder *coder) { return coder->samples; }

EXPORTED(coder_packet) char *coder_packet(Coder *coder) { return coder->packet; }

/** `request`: one of libspeex's SPEEX_SET_..., whose value is an integer. */
EXPORTED(coder_set) int coder_set(Coder *coder, int request, int value) {
  spx_int32_t setting = value;
  return coder->is_encoder ? speex_encoder_ctl(coder->state, request, &setting)
                           : speex_decoder_ctl(coder->state, request, &setting);
}

/** The one setting that is a fraction. */
EXPORTED(coder_set_vbr_quality) int coder_set_vbr_quality(Coder *coder, float quality) {
  return speex_encoder_ctl(coder->state, SPEEX_SET_VBR_QUALITY, &quality);
}

/** `request`: one of libspeex's SPEEX_GET_..., whose value is an integer. */
EXPORTED(coder_get) int coder_get(Coder *coder, int request) {
  spx_int32_t value = 0;
  if (coder->is_encoder) speex_encoder_ctl(coder->state, request, &value);
  else speex_decoder_ctl(coder->state, request, &value);
  return value;
}

/** Encodes `samples` into `packet`. Returns the packet's bytes; 0 when the frame need not be sent (DTX). */
EXPORTED(coder_encode) int coder_encode(Coder *coder) {
  speex_bits_reset(&coder->bits);
  int is_needed = speex_encode_int(coder->state, coder->samples, &coder->bits);
  speex_bits_insert_terminator(&coder->bits);
  return is_needed ? speex_bits_nbytes(&coder->bits) : 0;
}

/**
 * Decodes the first `length` bytes of `packet` into `samples`. Returns 0, or what is wrong: -1 no frame in it,
 * -2 not Speex, -3 ends before the frame does, -4 goes on behind the frame.
 */
EXPORTED(coder_decode) int coder_decode(Coder *coder, int length) {
  speex_bits_set_bit_buffer(&coder->bits, coder->packet, length);
  int result = speex_decode_int(coder->state, &coder->bits, coder->samples);
  if (result != 0) return result == -1 ? -1 : -2;
  int bits_left = speex_bits_remaining(&coder->bits);
  if (bits_left < 0) return -3;
  // The terminator begins with 0; a 1 begins the layer of a wider band than ours, which belongs to the frame.
  return bits_left < 8 || speex_bits_peek(&coder->bits) ? 0 : -4;
}

/** Fills `samples` with what the lost frame may have sounded like. */
EXPORTED(coder_conceal) void coder_conceal(Coder *coder) {
  speex_decode_int(coder->state, 0, coder->samples);
}
