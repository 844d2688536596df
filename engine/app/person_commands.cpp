#include "app/person_commands.hpp"

#include "app/operator.hpp"
#include "app/wait_for.hpp"
#include "json/personal_data.hpp"
#include "service/personal_data.hpp"

namespace kiosk::app {

namespace {

constexpr int trail_step = 5000;  // read in some ten milliseconds: a reader that takes long holds up the log

}  // namespace

std::optional<CommandOutcome> PersonCommands::run(const CommandRequest& request) {
  if (request.words.size() != 2) return std::nullopt;
  if (request.words[0] == "person-erase") return erase(request.words[1]);
  if (request.words[0] == "person-export") return export_data(request.words[1]);
  return std::nullopt;
}

CommandOutcome PersonCommands::erase(const std::string& person) {
  const Result<Uuid> erased =
      write_and_wait<Uuid>(store_, [&, now = clock_.now()](Tx& tx) { return erase_person(tx, context_, person, now); });
  if (erased.has_error()) return {1, failure_line(erased.error())};
  return {0, "erased: nobody here knows any more who applicant " + erased->text() +
                 " was; backups made before still do, see tools/operations/README.md\n"};
}

/// Read on a reader, so that running exams do not wait; nothing is printed that the audit does not know of.
CommandOutcome PersonCommands::export_data(const std::string& person) {
  Result<PersonalData> data =
      read_and_wait<PersonalData>(store_, [&](const ReadTx& tx) { return personal_data(tx, context_.hasher, person); });
  if (data.has_error()) return {1, failure_line(data.error())};
  for (bool more = true; more;) {
    const Result<bool> step = read_and_wait<bool>(
        store_, [&](const ReadTx& tx) -> Result<bool> { return read_on(tx, data->trail, trail_step); });
    if (step.has_error()) return {1, failure_line(step.error())};
    more = *step;
  }
  const Status noted = write_and_wait(store_, [&, now = clock_.now()](Tx& tx) -> Status {
    note_export(tx, context_, data->applicant.id, now);
    return {};
  });
  if (noted.has_error()) return {1, failure_line(noted.error())};
  return {0, json::write_personal_data(*data) + "\n"};
}

}  // namespace kiosk::app
