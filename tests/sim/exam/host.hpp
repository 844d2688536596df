#pragma once

#include "crypto/keyed_hasher.hpp"
#include "json/content_codec.hpp"
#include "onboarding/credential_writer.hpp"
#include "sim/exam/frail_memory.hpp"
#include "sim/exam/host_clock.hpp"
#include "sim/exam/oracle.hpp"
#include "sim/exam/sim_server.hpp"
#include "sim/exam/store_check.hpp"
#include "sim/exam/trace.hpp"
#include "support/power_cut/power_cut_disk.hpp"
#include "support/quiet_log.hpp"

namespace kiosk::sim {

/// The machine that the server runs on: its disk, power, memory and clocks, the process, and what goes wrong with all
/// of them. After each start it has the whole store looked through.
class Host {
 public:
  Host(std::uint64_t seed, EventQueue& time, Faults& faults, TrainedContent& content, Oracle& oracle, Trace& trace);

  /// The first start; from then on the host keeps its server running.
  void switch_on();
  int lives() const { return life_; }
  bool serves() const { return server_ != nullptr; }
  std::size_t waiting() const { return server_ == nullptr ? 0 : server_->waiting(); }
  /// The server's time, while it serves.
  Instant server_now() { return clock_.now(); }
  HostClock& clock() { return clock_; }

  /// `send` brings the answer onto the network after a delay. Only while it serves.
  using SendAnswer = std::function<void(const Answered&, milliseconds delay)>;
  void receive(const Request& request, const SendAnswer& send);

  /// Nothing that was ordered goes wrong any more, and the wall clock is right.
  void calm();
  /// Everything that must hold of the store once nothing goes wrong any more and nobody does anything.
  void check_at_rest();
  void check_every_form();
  /// Into the counts of faults.
  void count_disk_faults();

 private:
  void start();
  bool start_process();
  bool make_ready();
  void look_through_store();
  void tick();
  void trouble_with_the_disk();
  void trouble_with_the_process();
  void order_power_cut(int occasions, std::int64_t reach);
  void reload(bool refused);
  void keep_time();

  void plan_batch();
  void run_batch();
  std::size_t batch_size();
  void end_if_dead();
  void die(bool power_goes);
  void kill();
  void stop();
  std::int64_t writing_faults() const;

  EventQueue& time_;
  Faults& faults_;
  TrainedContent& content_;
  Oracle& oracle_;
  Trace& trace_;
  Chance chance_;
  crypto::KeyedHasher hasher_{std::string(32, 's')};
  FrailEntropy entropy_;
  json::JsonContentCodec codec_;
  FrailKeys keys_;
  onboarding::OpenBadgeWriter credentials_{onboarding::Programme{}, keys_};
  test::QuietLog log_;
  test::PowerCutDisk disk_;
  HostClock clock_;
  StoreCheck store_check_;
  std::unique_ptr<SimServer> server_;

  int edition_ = 1;            ///< that the content files hold
  int published_edition_ = 0;  ///< the newest that the store has acknowledged
  int life_ = 0;               ///< counts processes
  int failed_starts_ = 0;
  int ticks_ = 0;
  std::size_t most_a_batch_ = 0;
  milliseconds kept_step_{0};
  milliseconds answers_take_{0};
  bool answers_get_out_ = true;
  bool batch_planned_ = false;
  Instant busy_until_;
};

}  // namespace kiosk::sim
