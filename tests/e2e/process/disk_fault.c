/* Loaded before the C library (LD_PRELOAD): the disk stalls or fails as long as a file of that name lies in the folder
   KIOSK_TEST_DISK.

     stall   a sync does not return          broken   a sync fails with EIO          quota   a write fails with EDQUOT */

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int is_told(const char *what) {
  char path[4096];
  const char *folder = getenv("KIOSK_TEST_DISK");
  snprintf(path, sizeof path, "%s/%s", folder ? folder : "", what);
  return access(path, F_OK) == 0;
}

static int refused(int why) {
  errno = why;
  return -1;
}

static long sync_by(long call, int file) {
  const struct timespec moment = {0, 10 * 1000 * 1000};
  while (is_told("stall")) nanosleep(&moment, NULL);
  return is_told("broken") ? refused(EIO) : syscall(call, file);
}

int fsync(int file) { return (int)sync_by(SYS_fsync, file); }

int fdatasync(int file) { return (int)sync_by(SYS_fdatasync, file); }

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  return is_told("quota") ? refused(EDQUOT) : syscall(SYS_pwrite64, file, bytes, count, place);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) { return pwrite64(file, bytes, count, place); }
