#include "json/stored.hpp"
#include "sqlite/attempt_rows.hpp"

namespace kiosk::sqlite {

namespace {

/// Columns: item, epoch, revision, answer, marked, since_start_ms, received_ms.
Response response_at(const Statement& row) {
  Response response;
  response.item = row.text(0);
  response.epoch = int_at(row, 1);
  response.revision = int_at(row, 2);
  response.answer = stored(json::decode_answer(row.text(3)), "answer");
  response.marked = row.integer(4) != 0;
  response.since_start_ms = row.integer(5);
  response.received_at = instant_at(row, 6);
  return response;
}

std::vector<Response> all(Statement rows) {
  std::vector<Response> responses;
  while (rows.next()) responses.push_back(response_at(rows));
  return responses;
}

}  // namespace

std::optional<Response> SqliteAttemptRows::response(AttemptId row, const std::string& item) const {
  Statement found = database_.query(
      "SELECT item, epoch, revision, answer, marked, since_start_ms, received_ms FROM responses"
      " WHERE attempt = ?1 AND item = ?2",
      row, item);
  if (!found.next()) return std::nullopt;
  return response_at(found);
}

std::vector<Response> SqliteAttemptRows::responses(AttemptId row) const {
  return all(
      database_.query("SELECT item, epoch, revision, answer, marked, since_start_ms, received_ms FROM responses"
                      " WHERE attempt = ?1 ORDER BY item",
                      row));
}

void SqliteAttemptRows::store_response(AttemptId row, const Response& response) {
  const std::string answer = json::encode_answer(response.answer);
  database_.run(
      "INSERT INTO response_changes"
      " (attempt, change, item, epoch, revision, answer, marked, since_start_ms, received_ms)"
      " SELECT ?1, coalesce(max(change), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM response_changes WHERE attempt = ?1",
      row, response.item, response.epoch, response.revision, answer, response.marked, response.since_start_ms,
      response.received_at);
  database_.run(
      "INSERT INTO responses (attempt, item, epoch, revision, answer, marked, since_start_ms, received_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
      " ON CONFLICT (attempt, item) DO UPDATE SET epoch = excluded.epoch, revision = excluded.revision,"
      " answer = excluded.answer, marked = excluded.marked, since_start_ms = excluded.since_start_ms,"
      " received_ms = excluded.received_ms",
      row, response.item, response.epoch, response.revision, answer, response.marked, response.since_start_ms,
      response.received_at);
}

std::vector<Response> SqliteAttemptRows::response_history(AttemptId row) const {
  return all(
      database_.query("SELECT item, epoch, revision, answer, marked, since_start_ms, received_ms FROM response_changes"
                      " WHERE attempt = ?1 ORDER BY change",
                      row));
}

void SqliteAttemptRows::add_late_response(AttemptId row, const Response& response) {
  database_.run(
      "INSERT INTO late_responses (attempt, item, epoch, revision, answer, marked, since_start_ms, received_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (attempt, item, epoch, revision) DO NOTHING",
      row, response.item, response.epoch, response.revision, json::encode_answer(response.answer), response.marked,
      response.since_start_ms, response.received_at);
}

std::vector<Response> SqliteAttemptRows::late_responses(AttemptId row) const {
  return all(
      database_.query("SELECT item, epoch, revision, answer, marked, since_start_ms, received_ms FROM late_responses"
                      " WHERE attempt = ?1 ORDER BY item, epoch, revision",
                      row));
}

}  // namespace kiosk::sqlite
