#include <catch2/catch.hpp>

#include "rehearsal/server_sample.hpp"

namespace kiosk::rehearsal {

TEST_CASE("A stat file says name and processor time, whatever the name is", "[rehearsal]") {
  const auto time = parse_stat("12 (a) b (c)) S 1 12 12 0 -1 4194560 1 0 0 0 150 50 0 0 20 0 1 0 99\n", 100);
  REQUIRE(time);
  CHECK(time->name == "a) b (c)");
  CHECK(time->cpu_s == Approx(2.0));
  CHECK_FALSE(parse_stat("", 100));
  CHECK_FALSE(parse_stat("12 (io) S 1 2", 100));
}

TEST_CASE("The host's processor time leaves out what was idle", "[rehearsal]") {
  CHECK(parse_host_busy_s("cpu  100 20 30 999 888 4 5 6 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n", 100) == Approx(1.65));
  CHECK(parse_host_busy_s("", 100) == 0);
  CHECK(parse_host_busy_s("intr 1 2 3 4 5 6 7 8", 100) == 0);
}

TEST_CASE("Sizes in kB are read from their line", "[rehearsal]") {
  const std::string status = "Name:\tkiosk-exam\nVmHWM:\t 900 kB\nVmRSS:\t   64 kB\n";
  CHECK(parse_kib_line(status, "VmRSS") == 64 * 1024);
  CHECK_FALSE(parse_kib_line(status, "MemAvailable"));
}

TEST_CASE("Figures without labels are read from metrics, all else is passed over", "[rehearsal]") {
  const auto figures = parse_metrics(
      "# HELP kiosk_a A figure.\n# TYPE kiosk_a gauge\nkiosk_a 3\nkiosk_b{route=\"/x y\"} 4\nkiosk_c 0.25\n\nbroken\n");
  CHECK(figures.size() == 2);
  CHECK(figures.at("kiosk_a") == 3);
  CHECK(figures.at("kiosk_c") == 0.25);
}

TEST_CASE("What happened between two samples is told per second", "[rehearsal]") {
  ServerSample before;
  before.at_s = 10;
  before.cpu_s = 1;
  before.thread_cpu_s = {{"io", 0.5}};
  before.metrics = {{"kiosk_writer_jobs_total", 100}, {"kiosk_http_connections", 5}};
  ServerSample after = before;
  after.at_s = 12;
  after.cpu_s = 2;
  after.own_cpu_s = 0.5;
  after.host_busy_s = 3;
  after.thread_cpu_s = {{"io", 0.7}, {"writer", 0.4}};
  after.memory_bytes = 77;
  after.metrics = {{"kiosk_writer_jobs_total", 300}, {"kiosk_http_connections", 9}};

  const ServerSecond second = difference(before, after);
  CHECK(second.cpu_cores == Approx(0.5));
  CHECK(second.thread_cores.at("io") == Approx(0.1));
  CHECK(second.thread_cores.at("writer") == Approx(0.2));
  CHECK(second.load_cores == Approx(0.25));
  CHECK(second.other_cores == Approx(0.75));
  CHECK(second.jobs == Approx(100));
  CHECK(second.connections == 9);
  CHECK(second.memory_bytes == 77);
}

}  // namespace kiosk::rehearsal
