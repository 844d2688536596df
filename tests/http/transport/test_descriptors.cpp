// Goal: a flood of connections against few descriptors neither stops the accepting nor makes it spin, and service is
// back within a second of their leaving.

#include <sys/resource.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <csignal>

#include "http/transport/bench.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// A server of its own process, so that the limit hits it alone.
struct LimitedServer {
  explicit LimitedServer(rlim_t descriptors, bool with_quota) {
    int ports[2] = {};
    REQUIRE(::pipe(ports) == 0);
    child = ::fork();
    if (child == 0) {
      const rlimit limit{descriptors, descriptors};
      ::setrlimit(RLIMIT_NOFILE, &limit);
      // Without the quota: the limit is set lower after it has been read.
      const ConnectionLimits connections{with_quota ? 2000U : 30U, 1000, 1000};
      TransportBench bench{{}, connections};
      if (!with_quota) {
        const rlimit lower{20, 20};
        ::setrlimit(RLIMIT_NOFILE, &lower);
      }
      const std::uint16_t port_number = bench.port();
      if (::write(ports[1], &port_number, sizeof port_number) < 0) ::_exit(1);
      ::pause();
      ::_exit(0);
    }
    REQUIRE(::read(ports[0], &port, sizeof port) == sizeof port);
    ::close(ports[0]);
    ::close(ports[1]);
  }
  ~LimitedServer() {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  /// Processor time that the server has used, in clock ticks.
  long ticks() const {
    const std::string path = "/proc/" + std::to_string(child) + "/stat";
    std::FILE* file = std::fopen(path.c_str(), "r");
    long user = 0;
    long system = 0;
    const int read = std::fscanf(file, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system);
    std::fclose(file);
    REQUIRE(read == 2);
    return user + system;
  }

  pid_t child = 0;
  std::uint16_t port = 0;
};

void flood(std::uint16_t port, const LimitedServer& server) {
  std::vector<test::HttpClient> clients;
  for (int i = 0; i < 300; ++i) {
    clients.emplace_back(port);
    clients.back().send_raw("GET /small HTTP/1.1\r\n");
  }
  const long before = server.ticks();
  std::this_thread::sleep_for(seconds{1});
  // A spinning loop would use a whole second of processor time.
  CHECK(server.ticks() - before < ::sysconf(_SC_CLK_TCK) / 2);
}

}  // namespace

TEST_CASE("a flood beyond the quota, which leaves descriptors") {
  const LimitedServer server{64, true};
  flood(server.port, server);
  std::this_thread::sleep_for(seconds{1});
  CHECK(test::HttpClient{server.port}.ask("GET", "/small").status == 200);
}

TEST_CASE("a flood that uses up the descriptors") {
  const LimitedServer server{64, false};
  flood(server.port, server);
  std::this_thread::sleep_for(seconds{1});
  CHECK(test::HttpClient{server.port}.ask("GET", "/small").status == 200);
}
