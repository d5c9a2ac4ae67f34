/*
 * The kernel's floor of a relay: the same packets to the same number of receivers with nothing but system calls, optionally
 * encrypted. Built and started by kernel-floor.ts; prints the microseconds of processor time that one packet cost.
 *
 * kernel-floor plain|gcm|segment|gcm-segment RECEIVERS PACKETS_PER_FRAME BYTES FRAMES_PER_SECOND SECONDS [DRAIN_CORE]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#ifdef WITH_CRYPTO
#include <openssl/evp.h>
#endif

#define RECEIVERS_MAX 1000
#define FRAME_BYTES_MAX 60000
#define TAG_BYTES 16

struct settings {
  int encrypts, segments, receivers, packets, bytes, rate;
  double seconds;
};

static int receivers[RECEIVERS_MAX];
static struct sockaddr_in addresses[RECEIVERS_MAX];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double seconds_of(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void open_receivers(int count) {
  for (int index = 0; index < count; index++) {
    socklen_t length = sizeof addresses[index];
    addresses[index].sin_family = AF_INET;
    addresses[index].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    receivers[index] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (receivers[index] < 0 || bind(receivers[index], (struct sockaddr *)&addresses[index], length) < 0) fail("receivers");
    getsockname(receivers[index], (struct sockaddr *)&addresses[index], &length);
  }
}

/* Reads everything away in a process of its own, as receivers do: a full socket would be cheaper to send to. */
static void drain(int count, int core) {
  static char bytes[65536];
  struct epoll_event events[64];
  int poller = epoll_create1(0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (core >= 0) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    sched_setaffinity(0, sizeof cores, &cores);
  }
  for (int index = 0; index < count; index++) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = receivers[index]};
    epoll_ctl(poller, EPOLL_CTL_ADD, receivers[index], &event);
  }
  for (;;) {
    int ready = epoll_wait(poller, events, 64, -1);
    for (int index = 0; index < ready; index++)
      while (recv(events[index].data.fd, bytes, sizeof bytes, 0) > 0) continue;
  }
}

#ifdef WITH_CRYPTO
static EVP_CIPHER_CTX *cipher;

static void open_cipher(void) {
  static const unsigned char key[32] = {1};
  cipher = EVP_CIPHER_CTX_new();
  if (EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, NULL) != 1) fail("cipher");
}

/* As SRTP: a nonce per packet, the 12 bytes of the header authenticated, the rest encrypted, 16 bytes of tag behind. */
static void encrypt(const unsigned char *in, unsigned char *out, int bytes, unsigned number) {
  unsigned char nonce[12] = {0};
  int written;
  memcpy(nonce, &number, sizeof number);
  EVP_EncryptInit_ex(cipher, NULL, NULL, NULL, nonce);
  EVP_EncryptUpdate(cipher, NULL, &written, in, 12);
  memcpy(out, in, 12);
  EVP_EncryptUpdate(cipher, out + 12, &written, in + 12, bytes - 12 - TAG_BYTES);
  EVP_EncryptFinal_ex(cipher, out + 12 + written, &written);
  EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, out + bytes - TAG_BYTES);
}
#else
static void open_cipher(void) {
  fprintf(stderr, "built without libcrypto\n");
  exit(1);
}
static void encrypt(const unsigned char *in, unsigned char *out, int bytes, unsigned number) {
  (void)in, (void)out, (void)bytes, (void)number;
}
#endif

/* One call for all packets of a frame to one receiver; the kernel cuts them apart. */
static void send_segments(int line, unsigned char *frame, int frame_bytes, int bytes, struct sockaddr_in *to) {
  char control[CMSG_SPACE(sizeof(uint16_t))] = {0};
  struct iovec part = {frame, frame_bytes};
  struct msghdr message = {.msg_name = to, .msg_namelen = sizeof *to, .msg_iov = &part, .msg_iovlen = 1,
                           .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  uint16_t segment = bytes;
  head->cmsg_level = SOL_UDP;
  head->cmsg_type = UDP_SEGMENT;
  head->cmsg_len = CMSG_LEN(sizeof segment);
  memcpy(CMSG_DATA(head), &segment, sizeof segment);
  if (sendmsg(line, &message, 0) < 0) fail("sendmsg with UDP_SEGMENT");
}

/* Packet by packet to all, as a relay that forwards what comes in; segments wait for the whole frame. */
static void send_frame(int line, const struct settings *settings) {
  static unsigned char in[FRAME_BYTES_MAX], out[FRAME_BYTES_MAX];
  static unsigned number;
  int bytes = settings->bytes, outer = settings->segments ? 1 : settings->packets;
  for (int packet = 0; packet < outer; packet++) {
    for (int index = 0; index < settings->receivers; index++) {
      int together = settings->segments ? settings->packets : 1;
      for (int each = 0; settings->encrypts && each < together; each++)
        encrypt(in + each * bytes, out + each * bytes, bytes, number++);
      if (settings->segments)
        send_segments(line, out, together * bytes, bytes, &addresses[index]);
      else if (sendto(line, out, bytes, 0, (struct sockaddr *)&addresses[index], sizeof addresses[index]) < 0)
        fail("sendto");
    }
  }
}

static double send_all(int line, const struct settings *settings, double seconds) {
  int frames = seconds * settings->rate;
  double began = seconds_of(CLOCK_MONOTONIC), used = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  for (int frame = 0; frame < frames; frame++) {
    double early = began + (double)frame / settings->rate - seconds_of(CLOCK_MONOTONIC);
    if (early > 0) usleep(early * 1e6);
    send_frame(line, settings);
  }
  used = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - used;
  return 1e6 * used / ((double)frames * settings->packets * settings->receivers);
}

int main(int count, char **words) {
  if (count < 7) return 2;
  struct settings settings = {.encrypts = strncmp(words[1], "gcm", 3) == 0, .segments = strstr(words[1], "segment") != NULL,
                              .receivers = atoi(words[2]), .packets = atoi(words[3]), .bytes = atoi(words[4]),
                              .rate = atoi(words[5]), .seconds = atof(words[6])};
  if (settings.receivers > RECEIVERS_MAX || settings.packets * settings.bytes > FRAME_BYTES_MAX) return 2;
  if (settings.encrypts) open_cipher();
  open_receivers(settings.receivers);
  pid_t drainer = fork();
  if (drainer == 0) drain(settings.receivers, count > 7 ? atoi(words[7]) : -1);
  int line = socket(AF_INET, SOCK_DGRAM, 0);
  send_all(line, &settings, 0.5);
  printf("%.4f\n", send_all(line, &settings, settings.seconds));
  kill(drainer, SIGKILL);
  return 0;
}
