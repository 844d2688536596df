// Loaded before the C library: a host whose wall clock is ahead by KIOSK_TEST_CLOCK_SHIFT_S seconds.

#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
  const long failed = syscall(SYS_clock_gettime, clock, time);
  const char *shift_s = getenv("KIOSK_TEST_CLOCK_SHIFT_S");
  if (failed == 0 && clock == CLOCK_REALTIME && shift_s) time->tv_sec += atol(shift_s);
  return (int)failed;
}
