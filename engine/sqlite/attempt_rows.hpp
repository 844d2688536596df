#pragma once

#include "ports/attempt_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

/// Attempts with their forms and results are in attempt_rows.cpp, their responses in response_rows.cpp.
class SqliteAttemptRows final : public AttemptRows {
 public:
  explicit SqliteAttemptRows(Database& database) : database_(database) {}

  std::optional<Attempt> find(const Uuid& id, ApplicantId owner) const override;
  std::optional<Attempt> find(const Uuid& id) const override;
  std::optional<Attempt> live(ApplicantId owner, const std::string& exam) const override;
  std::vector<Attempt> all_of(ApplicantId owner) const override;
  std::vector<Attempt> overdue(Instant now, int limit) const override;
  LiveAttempts live_counts() const override;
  Form form(AttemptId row) const override;
  std::vector<AcceptedRule> accepted_rules(AttemptId row) const override;
  std::vector<Extension> extensions(AttemptId row) const override;

  AttemptId add(const NewAttempt& attempt) override;
  void update(const Attempt& before, const Attempt& after) override;
  void add_extension(AttemptId row, const Extension& extension) override;

  std::optional<Response> response(AttemptId row, const std::string& item) const override;
  std::vector<Response> responses(AttemptId row) const override;
  void store_response(AttemptId row, const Response& response) override;
  std::vector<Response> response_history(AttemptId row) const override;
  void add_late_response(AttemptId row, const Response& response) override;
  std::vector<Response> late_responses(AttemptId row) const override;

  std::optional<StoredResult> result(AttemptId row) const override;
  std::vector<StoredResult> results(AttemptId row) const override;
  void add_result(AttemptId row, const StoredResult& result) override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
