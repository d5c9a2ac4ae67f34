// What libspeex asks of an operating system: nothing but memory. Included by libspeex's os_support.h.
#ifndef PLENUM_OS_SUPPORT_CUSTOM_H
#define PLENUM_OS_SUPPORT_CUSTOM_H

#define OVERRIDE_SPEEX_FATAL
static inline void _speex_fatal(const char *text, const char *file, int line) { __builtin_trap(); }
// Warnings and notifications concern packets; the decoder's return value tells the caller the same.
#define OVERRIDE_SPEEX_WARNING
static inline void speex_warning(const char *text) {}
#define OVERRIDE_SPEEX_WARNING_INT
static inline void speex_warning_int(const char *text, int value) {}
#define OVERRIDE_SPEEX_NOTIFY
static inline void speex_notify(const char *text) {}
#define OVERRIDE_SPEEX_PUTC
static inline void _speex_putc(int character, void *file) {}

#endif
