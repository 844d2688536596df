#pragma once

#include <string>

#include "contract/samples.hpp"

namespace kiosk::test {

/// One person with at least one row in each table that holds personal data, with values of its own.
class SamplePerson {
 public:
  /// Equal numbers make equal persons; from 1.
  explicit SamplePerson(std::uint64_t number) : number_(number), text_(std::to_string(number)) {}

  std::string id() const { return an_id(number_).text(); }

  void add_to(Tx& tx, StaffId staff, EndpointId endpoint) const;

 private:
  Instant at(int s) const { return noon + seconds{1'000'000 * static_cast<int>(number_) + s}; }

  ApplicantId add_applicant(Tx& tx) const;
  AttemptId add_attempt(Tx& tx, ApplicantId applicant, StaffId staff) const;
  Response response(int revision, Instant received_at) const;
  Uuid add_approval(Tx& tx, ApplicantId applicant, AttemptId attempt, StaffId staff) const;
  void change_life(Tx& tx, const ApprovalRecord& record, StaffId staff) const;
  OutboxEvent event(int nth, const Uuid& approval, const std::string& credential) const;
  void add_delivery(Tx& tx, const Uuid& approval, EndpointId endpoint) const;
  void add_audit(Tx& tx, const Uuid& approval) const;

  std::uint64_t number_;
  std::string text_;
};

}  // namespace kiosk::test
