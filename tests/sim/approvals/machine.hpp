#pragma once

#include "crypto/keyed_hasher.hpp"
#include "json/content_codec.hpp"
#include "onboarding/credential_writer.hpp"
#include "onboarding/status_lists.hpp"
#include "sim/approvals/key_chest.hpp"
#include "sim/exam/event_queue.hpp"
#include "sim/exam/sim_server.hpp"
#include "sim/exam/trace.hpp"
#include "sim/exam/trained_content.hpp"
#include "support/power_cut/power_cut_disk.hpp"
#include "support/quiet_log.hpp"

namespace kiosk::sim {

inline constexpr const char* first_staff = "hq";
inline constexpr const char* second_staff = "deputy";

/// The server of a world with the disk, power and keys under it: one process life after the other.
class Machine {
 public:
  Machine(std::uint64_t seed, EventQueue& time, Troubles& troubles, TrainedContent& content, Trace& trace);

  /// `look_through`: what must hold of the store whenever it was recovered. `begun`: a new life serves. `committed`:
  /// a little after a commit.
  struct Hooks {
    std::function<void(const ReadTx&)> look_through;
    std::function<void()> begun;
    std::function<void()> committed;
  };
  void switch_on(Hooks hooks);

  bool serves() const { return server_ != nullptr; }
  int lives() const { return life_; }
  std::size_t waiting() const { return server_ == nullptr ? 0 : server_->waiting(); }
  KeyChest& keys() { return keys_; }
  const onboarding::StatusLists& status_lists() const { return *status_lists_; }
  const std::string& machine_token() const { return server_->machine_token(); }

  using Work = std::function<Status(Tx&, const Context&, Instant now)>;
  using Heard = std::function<void(const Status&)>;
  /// A job of the writer; nothing is heard when there is no server, or it dies first.
  void submit(Work work, Heard heard);
  void receive(const Request& request, const OnAnswer& heard);
  /// False when there is no server or its disk fails.
  bool read(const std::function<void(const ReadTx&, const Context&)>& look);
  /// What the server's ticker does: ends attempts whose time is over.
  void close_overdue();
  /// A new edition of the exam, from now on and in every later life.
  void publish_next_edition();
  static ContentSet edition(const TrainedContent& content, int number);

  /// Nothing that was ordered goes wrong any more.
  void calm() { disk_.forget_orders(); }
  void count_disk_troubles();

 private:
  void start();
  bool make_ready();
  bool prepare_store();
  void order_power_cut(int occasions, std::int64_t reach);
  void trouble_the_disk();
  void plan_batch();
  void run_batch();
  void end_if_dead();
  void die(bool power_goes);
  void sign_status_lists();
  template <class Answer>
  std::function<void(const Answer&)> unless_dead(std::function<void(const Answer&)> heard);

  EventQueue& time_;
  Troubles& troubles_;
  TrainedContent& content_;
  Trace& trace_;
  Chance chance_;
  crypto::KeyedHasher hasher_{std::string(32, 's')};
  WorldEntropy entropy_;
  json::JsonContentCodec codec_;
  KeyChest keys_;
  onboarding::OpenBadgeWriter credentials_{onboarding::Programme{}, keys_};
  test::QuietLog log_;
  test::PowerCutDisk disk_;
  Hooks hooks_;
  std::unique_ptr<SimServer> server_;
  std::unique_ptr<onboarding::StatusLists> status_lists_;
  std::int64_t signed_bits_ = -1;
  int edition_ = 1;
  int life_ = 0;
  int failed_starts_ = 0;
  bool answers_get_out_ = true;
  bool batch_planned_ = false;
};

}  // namespace kiosk::sim
