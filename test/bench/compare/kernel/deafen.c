/*
 * Makes UDP sockets deaf: whatever reaches them from now on the kernel throws away, so that it costs the sender what it always costs and
 * the receiver nothing. The sockets are those that were handed over as file descriptors from 3 on. Built and started by deafen.ts.
 */
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int count, char **words) {
  int last = count > 1 ? 3 + atoi(words[1]) : 0;
  struct sock_filter take_nothing = {BPF_RET | BPF_K, 0, 0, 0};
  struct sock_fprog filter = {1, &take_nothing};
  for (int socket = 3; socket < last; socket++) {
    if (setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) < 0) {
      perror("deafen");
      return 1;
    }
  }
  return 0;
}
