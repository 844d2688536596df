#include "support/memory_store/attempt_rows.hpp"

#include <algorithm>

namespace kiosk::test {

namespace {

bool is_live(const Attempt& attempt) { return !attempt.ended(); }

Instant due_at(const Attempt& attempt) {
  return attempt.state == AttemptState::prepared ? attempt.lapses_at() : attempt.accepts_until();
}

/// All started attempts of an applicant at an exam have their own number.
void refuse_second_number(const State& state, const Attempt& attempt) {
  for (const AttemptRow& row : state.attempts) {
    const Attempt& other = row.attempt;
    refuse_if(attempt.started_at && other.started_at && other.row != attempt.row &&
                  other.applicant == attempt.applicant && other.exam == attempt.exam && other.number == attempt.number,
              "the number of the attempt is taken");
  }
}

template <class Map>
std::vector<Response> values_of(const Map& responses) {
  std::vector<Response> values;
  for (const auto& [key, response] : responses) values.push_back(response);
  return values;
}

}  // namespace

std::optional<Attempt> MemoryAttemptRows::find(const Uuid& id) const {
  const auto found = std::find_if(state_.attempts.begin(), state_.attempts.end(),
                                  [&](const AttemptRow& row) { return row.attempt.id == id; });
  return found == state_.attempts.end() ? std::nullopt : std::optional<Attempt>{found->attempt};
}

std::optional<Attempt> MemoryAttemptRows::find(const Uuid& id, ApplicantId owner) const {
  const std::optional<Attempt> found = find(id);
  return found && found->applicant == owner ? found : std::nullopt;
}

std::optional<Attempt> MemoryAttemptRows::live(ApplicantId owner, const std::string& exam) const {
  for (const AttemptRow& row : state_.attempts) {
    if (row.attempt.applicant == owner && row.attempt.exam == exam && is_live(row.attempt)) return row.attempt;
  }
  return std::nullopt;
}

std::vector<Attempt> MemoryAttemptRows::all_of(ApplicantId owner) const {
  std::vector<Attempt> attempts;
  for (const AttemptRow& row : state_.attempts) {
    if (row.attempt.applicant == owner) attempts.push_back(row.attempt);
  }
  return attempts;
}

std::vector<Attempt> MemoryAttemptRows::overdue(Instant now, int limit) const {
  std::vector<Attempt> attempts;
  for (const AttemptRow& row : state_.attempts) {
    if (is_live(row.attempt) && due_at(row.attempt) <= now) attempts.push_back(row.attempt);
  }
  std::stable_sort(attempts.begin(), attempts.end(),
                   [](const Attempt& a, const Attempt& b) { return due_at(a) < due_at(b); });
  if (attempts.size() > static_cast<std::size_t>(limit)) attempts.resize(static_cast<std::size_t>(limit));
  return attempts;
}

LiveAttempts MemoryAttemptRows::live_counts() const {
  LiveAttempts counts;
  for (const AttemptRow& row : state_.attempts) {
    if (row.attempt.state == AttemptState::prepared) ++counts.prepared;
    if (row.attempt.state == AttemptState::open) ++counts.open;
  }
  return counts;
}

Form MemoryAttemptRows::form(AttemptId row) const { return *row_at(state_.attempts, row.value).form; }

std::vector<AcceptedRule> MemoryAttemptRows::accepted_rules(AttemptId row) const {
  return row_at(state_.attempts, row.value).accepted_rules;
}

std::vector<Extension> MemoryAttemptRows::extensions(AttemptId row) const {
  return row_at(state_.attempts, row.value).extensions;
}

AttemptId MemoryAttemptRows::add(const NewAttempt& fresh) {
  AttemptRow row;
  row.attempt = fresh.attempt;
  row.attempt.row = AttemptId{static_cast<std::int64_t>(state_.attempts.size()) + 1};
  row.region = row_at(state_.people, fresh.attempt.applicant.value).applicant.region;
  row.form = std::make_shared<const Form>(fresh.form);
  row.accepted_rules = fresh.accepted_rules;
  refuse_if(find(row.attempt.id).has_value(), "the id is taken");
  refuse_if(is_live(row.attempt) && live(row.attempt.applicant, row.attempt.exam).has_value(), "two live attempts");
  refuse_second_number(state_, row.attempt);
  state_.attempts.push_back(row);
  return row.attempt.row;
}

void MemoryAttemptRows::update(const Attempt& before, const Attempt& after) {
  Attempt& stored = row_at(state_.attempts, before.row.value).attempt;
  refuse_if(!(stored == before), "the attempt is not as it was");
  refuse_second_number(state_, after);
  stored.state = after.state;
  stored.extension = after.extension;
  stored.started_at = after.started_at;
  stored.ended_at = after.ended_at;
  stored.epoch = after.epoch;
  stored.last_revision = after.last_revision;
}

void MemoryAttemptRows::add_extension(AttemptId row, const Extension& extension) {
  row_at(state_.staff, extension.granted_by.value);
  row_at(state_.attempts, row.value).extensions.push_back(extension);
}

std::optional<Response> MemoryAttemptRows::response(AttemptId row, const std::string& item) const {
  const auto& responses = row_at(state_.attempts, row.value).responses;
  const auto found = responses.find(item);
  return found == responses.end() ? std::nullopt : std::optional<Response>{found->second};
}

std::vector<Response> MemoryAttemptRows::responses(AttemptId row) const {
  return values_of(row_at(state_.attempts, row.value).responses);
}

void MemoryAttemptRows::store_response(AttemptId row, const Response& response) {
  AttemptRow& stored = row_at(state_.attempts, row.value);
  stored.history.push_back(response);
  stored.responses[response.item] = response;
}

std::vector<Response> MemoryAttemptRows::response_history(AttemptId row) const {
  return row_at(state_.attempts, row.value).history;
}

void MemoryAttemptRows::add_late_response(AttemptId row, const Response& response) {
  row_at(state_.attempts, row.value)
      .late.emplace(std::tuple{response.item, response.epoch, response.revision}, response);
}

std::vector<Response> MemoryAttemptRows::late_responses(AttemptId row) const {
  return values_of(row_at(state_.attempts, row.value).late);
}

std::optional<StoredResult> MemoryAttemptRows::result(AttemptId row) const {
  const auto& results = row_at(state_.attempts, row.value).results;
  return results.empty() ? std::nullopt : std::optional<StoredResult>{results.back()};
}

std::vector<StoredResult> MemoryAttemptRows::results(AttemptId row) const {
  return row_at(state_.attempts, row.value).results;
}

void MemoryAttemptRows::add_result(AttemptId row, const StoredResult& result) {
  auto& results = row_at(state_.attempts, row.value).results;
  refuse_if(result.version != static_cast<int>(results.size()) + 1, "result versions have no gaps");
  results.push_back(result);
}

}  // namespace kiosk::test
