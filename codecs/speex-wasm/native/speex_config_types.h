// The integer types of libspeex's public headers, which its configure script would write.
#ifndef PLENUM_SPEEX_CONFIG_TYPES_H
#define PLENUM_SPEEX_CONFIG_TYPES_H

#include <stdint.h>

typedef int16_t spx_int16_t;
typedef uint16_t spx_uint16_t;
typedef int32_t spx_int32_t;
typedef uint32_t spx_uint32_t;

#endif
