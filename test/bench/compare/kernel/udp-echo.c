/*
 * The least that a relay can do: what comes in at one of two ports of a pair goes out at the other, to the last sender there. Built and
 * started by kernel-echo.ts, which is told the ports. Ends with its standard input.
 *
 * udp-echo PAIRS
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOCKETS_MAX 256

static struct pollfd lines[SOCKETS_MAX + 1];
static struct sockaddr_in far_ends[SOCKETS_MAX];

static int open_line(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int line = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  if (line < 0 || bind(line, (struct sockaddr *)&address, length) < 0) {
    perror("udp-echo");
    exit(1);
  }
  getsockname(line, (struct sockaddr *)&address, &length);
  printf("%d\n", ntohs(address.sin_port));
  return line;
}

static void pass_on(int index) {
  static char bytes[65536];
  int other = index ^ 1;
  for (;;) {
    socklen_t length = sizeof far_ends[index];
    ssize_t got = recvfrom(lines[index].fd, bytes, sizeof bytes, 0, (struct sockaddr *)&far_ends[index], &length);
    if (got < 0) return;
    if (far_ends[other].sin_port != 0)
      sendto(lines[other].fd, bytes, got, 0, (struct sockaddr *)&far_ends[other], sizeof far_ends[other]);
  }
}

int main(int count, char **words) {
  int sockets = count > 1 ? 2 * atoi(words[1]) : 0;
  if (sockets < 2 || sockets > SOCKETS_MAX) return 2;
  for (int index = 0; index < sockets; index++) lines[index] = (struct pollfd){.fd = open_line(), .events = POLLIN};
  fflush(stdout);
  lines[sockets] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
  for (;;) {
    poll(lines, sockets + 1, -1);
    if (lines[sockets].revents != 0) return 0;
    for (int index = 0; index < sockets; index++)
      if (lines[index].revents != 0) pass_on(index);
  }
}
