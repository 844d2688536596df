#pragma once

#include <vector>

#include "sim/exam/heard.hpp"
#include "sim/exam/trained_content.hpp"

namespace kiosk::sim {

/// Looks through a whole store: it must hold all that was acknowledged, nothing that was never sent, and what the
/// specification makes of it.
class StoreCheck {
 public:
  StoreCheck(const Heard& heard, TrainedContent& content, const ContentCodec& codec, const Hasher& hasher)
      : heard_(heard), content_(content), codec_(codec), hasher_(hasher) {}

  /// Answers the head of the audit chain. `editions`: so many may be published. The totals are those of the store now.
  Digest look_through(const ReadTx& tx, int editions, Totals& totals);
  /// No attempt may be open any more whose time is over.
  void nothing_overdue(const ReadTx& tx, Instant now) const;
  /// Forms drawn again from what is stored with them, and the whole history of answers. Dear, so once a world.
  void look_at_every_form(const ReadTx& tx);

 private:
  void check_applicant(const ReadTx& tx, const Applicant& applicant, Totals& totals);
  void check_attempt(const ReadTx& tx, const Attempt& attempt, Totals& totals);
  void check_response(const Response& response, const Attempt& attempt, const Form& form);
  void check_responses(const ReadTx& tx, const Attempt& attempt, const Form& form);
  void check_result(const ReadTx& tx, const Attempt& attempt, const Form& form, Totals& totals);
  void check_final(const ReadTx& tx, const Attempt& attempt);
  void check_form(const ReadTx& tx, const Attempt& attempt);
  void check_outbox(const ReadTx& tx, std::int64_t approvals) const;
  void check_content(const ReadTx& tx, int editions) const;
  void check_pass_rates(const ReadTx& tx, const Totals& totals) const;
  std::vector<Attempt> started_attempts(const ReadTx& tx) const;

  const Heard& heard_;
  TrainedContent& content_;
  const ContentCodec& codec_;
  const Hasher& hasher_;
  std::map<Uuid, std::string> finals_;  ///< ended attempts as they were when first seen so
  std::set<Seed> seeds_;
  std::int64_t approvals_ = 0;
};

}  // namespace kiosk::sim
