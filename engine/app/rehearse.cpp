#include "app/rehearse.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "app/operator.hpp"
#include "app/rehearsal_place.hpp"
#include "http/handler_parts.hpp"
#include "rehearsal/picture.hpp"
#include "rehearsal/probe.hpp"
#include "rehearsal/rehearse.hpp"
#include "rehearsal/report.hpp"
#include "sqlite/sqlite_store.hpp"

namespace kiosk::app {

namespace {

constexpr int seconds_between_lines = 5;  ///< where no terminal shows one line that changes

std::uint64_t seed_of(const Options& options) {
  if (!options.seed.empty()) return std::stoull(options.seed);
  std::random_device random;
  return random();
}

rehearsal::Scale scale_of(const Options& options) {
  return {options.applicants, seconds{options.opening_s}, seconds{options.duration_s}, seed_of(options)};
}

std::int64_t descriptor_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<std::int64_t>(limit.rlim_cur);
}

rehearsal::HostLimits limits_of(const Options& options, const std::filesystem::path& place) {
  const http::BudgetRules budgets;
  rehearsal::HostLimits host;
  host.cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  host.memory_bytes = rehearsal::available_memory_bytes();
  std::error_code unreadable;
  const std::filesystem::space_info disk = std::filesystem::space(place, unreadable);
  host.disk_bytes = unreadable ? 0 : static_cast<std::int64_t>(disk.available);
  host.descriptors = descriptor_limit();
  host.io_threads = options.io_threads;
  host.connections = options.connections;
  host.writer_batch = sqlite::SqliteStore::batch_limit;
  host.jobs_waiting = sqlite::SqliteStore::waiting_jobs_limit;
  host.reads_waiting = sqlite::SqliteStore::waiting_reads_limit;
  host.registrations_at_once = budgets.registrations_in_all.size;
  host.registrations_per_s = 1000.0 / static_cast<double>(budgets.registrations_in_all.refill.count());
  return host;
}

/// One line that changes on a terminal, a line now and then elsewhere; on standard error, so that the report is alone
/// on standard output.
rehearsal::EachSecond progress() {
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  return [terminal](const rehearsal::Outcome& outcome) {
    const std::string line = rehearsal::progress_line(outcome.figures, outcome.checks, outcome.scale.applicants);
    const bool is_due = outcome.figures.timeline().size() % seconds_between_lines == 0;
    if (terminal) std::cerr << "\r\x1b[K" << line << std::flush;
    if (!terminal && is_due) std::cerr << line << '\n';
  };
}

int fail(const Error& error) {
  std::cerr << "kiosk-exam cannot rehearse: " << failure_line(error);
  return 1;
}

/// Known before the rehearsal, not after it.
Status check_picture(const std::filesystem::path& file) {
  if (file.empty()) return {};
  std::error_code unreadable;
  if (std::filesystem::exists(file, unreadable)) {
    return failure(ErrorCode::parameter_invalid, file.string() + " is there already, and is not written over");
  }
  const std::filesystem::path directory = std::filesystem::absolute(file).parent_path();
  if (std::filesystem::is_directory(directory, unreadable)) return {};
  return failure(ErrorCode::parameter_invalid, "there is no directory " + directory.string() + " for the picture");
}

bool write_picture(const std::string& file, const rehearsal::Outcome& outcome) {
  std::ofstream out(file, std::ios::binary);
  out << rehearsal::picture(outcome);
  out.close();
  if (!out.good()) std::cerr << "the picture could not be written to " << file << '\n';
  return out.good();
}

int report(const Options& options, const rehearsal::Outcome& outcome) {
  std::cout << (options.format == "json" ? rehearsal::json_report(outcome) : rehearsal::text_report(outcome))
            << std::flush;
  const bool drawn = options.picture.empty() || write_picture(options.picture, outcome);
  return drawn && rehearsal::is_fine(outcome) ? 0 : 1;
}

}  // namespace

std::vector<std::string> serve_words(const Options& options, const std::filesystem::path& data) {
  std::vector<std::string> words{"serve",
                                 "--listen=127.0.0.1:0",
                                 "--operations-listen=127.0.0.1:0",
                                 "--data=" + data.string(),
                                 "--banks=" + options.banks.string(),
                                 "--web=" + options.web.string(),
                                 "--io-threads=" + std::to_string(options.io_threads),
                                 "--connections=" + std::to_string(options.connections),
                                 "--connections-per-address=" + std::to_string(options.connections_per_address),
                                 "--registrations-per-address=" + std::to_string(options.registrations_per_address),
                                 "--connections-unauthenticated=" + std::to_string(options.connections_unauthenticated),
                                 "--disk-reserve-mb=" + std::to_string(options.disk_reserve_mb),
                                 "--webhook-test-delay-ms=" + std::to_string(options.webhook_test_delay_ms),
                                 "--keep-answers=" + std::to_string(options.keep_answers),
                                 "--keep-delivery-attempts=" + std::to_string(options.keep_delivery_attempts),
                                 "--keep-identities=" + std::to_string(options.keep_identities),
                                 "--issuer-name=" + options.issuer_name,
                                 "--event-type-prefix=" + options.event_type_prefix,
                                 "--log-level=" + options.log_level,
                                 "--no-webhooks"};  // approvals of people who are not there concern nobody
  if (!options.programme_file.empty()) words.push_back("--programme-file=" + options.programme_file);
  if (!options.vocabulary.empty()) words.push_back("--vocabulary=" + options.vocabulary);
  for (const std::string& host : options.webhook_hosts) words.push_back("--webhook-host=" + host);
  for (const std::string& network : options.webhook_networks) words.push_back("--webhook-network=" + network);
  if (options.webhook_loopback_http) words.push_back("--webhook-loopback-http");
  return words;
}

int rehearse(const Options& options) {
  if (const Status picture = check_picture(options.picture); picture.has_error()) return fail(picture.error());
  rehearsal::hold_stop_signals();
  const Result<RehearsalPlace> place = RehearsalPlace::choose(options);
  if (place.has_error()) return fail(place.error());
  const auto server = rehearsal::ServerProcess::start(serve_words(options, place->data()), place->log());
  if (server.has_error()) return fail(server.error());
  const rehearsal::HostLimits host = limits_of(options, place->data());
  Result<rehearsal::Outcome> outcome =
      rehearsal::rehearse(**server, place->data(), scale_of(options), host, progress());
  if (::isatty(STDERR_FILENO) == 1) std::cerr << '\n';
  if (outcome.has_error()) return fail(outcome.error());
  if (!(*server)->stop()) outcome->checks.fault("the server of the rehearsal did not end in order");
  return report(options, *outcome);
}

}  // namespace kiosk::app
