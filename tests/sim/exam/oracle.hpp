#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/exam/messages.hpp"

namespace kiosk::sim {

/// Place of one change: which attempt, item, epoch and revision.
struct ChangeKey {
  Uuid attempt;
  std::string item;
  int epoch = 0;
  int revision = 0;
  auto operator<=>(const ChangeKey&) const = default;
};

struct Totals {
  std::int64_t acknowledged = 0;
  std::int64_t attempts = 0;
  std::int64_t passes = 0;
  std::int64_t expired = 0;
  std::int64_t refused_closed = 0;
  std::int64_t late_evidence = 0;
  std::int64_t stale_epochs = 0;

  Totals& operator+=(const Totals& other);
};

/// What must hold, written from the specification and independent of the engine's code. It hears every change that a
/// browser makes and every answer that leaves the server, and at the end looks into the store.
class Oracle {
 public:
  Oracle(const ExamEdition& edition, std::uint64_t seed) : edition_(edition), seed_(seed) {}

  void browser_changed(const ChangeKey& key, const Answer& public_answer, bool marked);
  void server_answered(const Request& request, Instant received_at, const Answered& answer);
  /// Checks everything that the store holds. `final`: no attempt may be left open whose time is over.
  void check_store(const ReadTx& tx, const Hasher& hasher, bool final, Instant now);

  const Totals& totals() const { return totals_; }

 private:
  struct Change {
    Answer public_answer;
    bool marked = false;
  };

  void heard_save(const SaveResponsesCommand& command, Instant received_at, const SaveReply& reply);
  void heard_error(const Error& error);
  void heard_result(const ResultView& result);
  void check_attempt(const ReadTx& tx, const Attempt& attempt, bool final, Instant now);
  void check_responses(const ReadTx& tx, const Attempt& attempt, const Form& form);
  void check_result(const ReadTx& tx, const Attempt& attempt, const Form& form);
  void check_outbox(const ReadTx& tx, std::int64_t approvals);
  [[noreturn]] void violated(const std::string& what) const;
  void require(bool holds, const char* what) const;

  const ExamEdition& edition_;
  std::uint64_t seed_;
  std::map<ChangeKey, Change> changes_;
  std::map<std::pair<Uuid, std::string>, std::pair<int, int>> acknowledged_;  ///< highest (epoch, revision) by item
  std::map<Uuid, Instant> accepts_until_;
  std::map<Uuid, ResultView> results_;
  std::set<std::string> tokens_;
  std::set<Uuid> applicants_;
  Totals totals_;
};

}  // namespace kiosk::sim
