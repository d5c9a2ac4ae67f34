// Sockets of many people towards one UDP server on loopback: sends what it is told to, and counts what arrives, which would be too much
// for one Node process. Built and started by datagram-lines.ts: port and number of lines; ends with its input.
//
// In and out go records of a line's number and a length (16 bits each, little-endian) and as many bytes. In: a datagram to be sent.
// Out: a datagram of a line that is listened to. Number 0xffff carries orders and their answers: "c" asks for the count, answered by two
// numbers of 64 bits, how many datagrams arrived and how many more found their socket full; "l" and a line's number listen to it.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef SO_MEMINFO
#define SO_MEMINFO 55
#endif

enum {
  orders = 0xffff,
  linesMax = 1024,
  batch = 64,
  datagramMax = 2048,
  headBytes = 4,
  bufferBytes = 4 << 20,
  // Every datagram wakes a thread that sleeps on a socket, at the server's cost: no thread sleeps, all sockets are polled.
  lookMicros = 1000,
};

static int lines[linesMax];
static int lineCount;
static uint8_t isListened[linesMax];
static uint64_t received;
static uint8_t input[1 << 20];
static uint8_t datagrams[batch][datagramMax];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void openLines(int port) {
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int line = 0; line < lineCount; line += 1) {
    int size = bufferBytes;
    lines[line] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (lines[line] < 0) fail("socket");
    // More than ordinary users may have; where it is refused, the usual size and a count of what found no room.
    if (setsockopt(lines[line], SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
      setsockopt(lines[line], SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (connect(lines[line], (struct sockaddr *)&server, sizeof server) != 0) fail("connect");
  }
}

static void answer(uint16_t line, const void *bytes, uint16_t length) {
  uint8_t record[headBytes + datagramMax];
  memcpy(record, &line, 2);
  memcpy(record + 2, &length, 2);
  memcpy(record + headBytes, bytes, length);
  for (size_t written = 0, end = headBytes + length; written < end;) {
    ssize_t step = write(1, record + written, end - written);
    if (step < 0 && errno != EINTR) exit(0);
    if (step > 0) written += step;
  }
}

static uint64_t countDropped(void) {
  uint64_t dropped = 0;
  for (int line = 0; line < lineCount; line += 1) {
    uint32_t memory[SK_MEMINFO_VARS] = {0};
    socklen_t size = sizeof memory;
    if (getsockopt(lines[line], SOL_SOCKET, SO_MEMINFO, memory, &size) == 0) dropped += memory[SK_MEMINFO_DROPS];
  }
  return dropped;
}

static void takeArrivals(void) {
  struct mmsghdr messages[batch] = {0};
  struct iovec places[batch];
  for (int index = 0; index < batch; index += 1) {
    places[index] = (struct iovec){datagrams[index], datagramMax};
    messages[index].msg_hdr = (struct msghdr){.msg_iov = &places[index], .msg_iovlen = 1};
  }
  for (int line = 0; line < lineCount; line += 1) {
    for (int count = batch; count == batch;) {
      count = recvmmsg(lines[line], messages, batch, MSG_DONTWAIT, NULL);
      if (count > 0) received += count;
      for (int index = 0; isListened[line] && index < count; index += 1)
        answer(line, datagrams[index], messages[index].msg_len);
    }
  }
}

static void obey(const uint8_t *order, uint16_t length) {
  if (length == 1 && order[0] == 'c') {
    takeArrivals();
    uint64_t counts[2] = {received, countDropped()};
    answer(orders, counts, sizeof counts);
  } else if (length == 3 && order[0] == 'l') {
    uint16_t line;
    memcpy(&line, order + 1, 2);
    if (line < lineCount) isListened[line] = 1;
  }
}

/** Sends and obeys what has come; returns how many bytes belong to a record that has not come whole. */
static size_t takeRecords(size_t filled) {
  size_t at = 0;
  while (filled - at >= headBytes) {
    uint16_t line, length;
    memcpy(&line, input + at, 2);
    memcpy(&length, input + at + 2, 2);
    if (filled - at < headBytes + (size_t)length) break;
    if (line == orders) obey(input + at + headBytes, length);
    else if (line < lineCount) send(lines[line], input + at + headBytes, length, 0);
    at += headBytes + length;
  }
  memmove(input, input + at, filled - at);
  return filled - at;
}

static int64_t nowMicros(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

int main(int count, char **words) {
  if (count != 3 || (lineCount = atoi(words[2])) < 1 || lineCount > linesMax) return 2;
  openLines(atoi(words[1]));
  fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
  size_t filled = 0;
  int64_t lookedMicros = 0;
  for (;;) {
    struct pollfd ready = {.fd = 0, .events = POLLIN};
    poll(&ready, 1, lookMicros / 1000);
    if (ready.revents != 0) {
      ssize_t step = read(0, input + filled, sizeof input - filled);
      if (step == 0 || (step < 0 && errno != EAGAIN && errno != EINTR)) return 0;
      if (step > 0) filled = takeRecords(filled + step);
    }
    if (nowMicros() - lookedMicros < lookMicros) continue;
    takeArrivals();
    lookedMicros = nowMicros();
  }
}
