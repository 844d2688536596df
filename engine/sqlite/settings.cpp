#include "sqlite/settings.hpp"

#include <sqlite3.h>

#include <array>
#include <stdexcept>

#include "base/planted_fault.hpp"

namespace kiosk::sqlite {

namespace {

/// Switches that have no pragma.
struct Switch {
  const char* name;
  int number;
};
constexpr std::array switches{
    Switch{"defensive", SQLITE_DBCONFIG_DEFENSIVE},
    Switch{"double_quoted_strings_in_ddl", SQLITE_DBCONFIG_DQS_DDL},
    Switch{"double_quoted_strings_in_dml", SQLITE_DBCONFIG_DQS_DML},
    Switch{"load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION},
};

const Switch* find_switch(const std::string& name) {
  for (const Switch& known : switches) {
    if (name == known.name) return &known;
  }
  return nullptr;
}

/// `value` -1 asks only.
std::string turn(Database& database, const Switch& which, int value) {
  int now = 0;
  const int code = sqlite3_db_config(database.handle(), which.number, value, &now);
  if (code != SQLITE_OK) database.fail(code, which.name);
  return std::to_string(now);
}

void set(Database& database, const Setting& setting) {
  if (const Switch* which = find_switch(setting.name)) {
    turn(database, *which, std::stoi(setting.value));
  } else {
    database.run_script(("PRAGMA " + setting.name + " = " + setting.value).c_str());
  }
}

std::string value_of(Database& database, const std::string& name) {
  if (const Switch* which = find_switch(name)) return turn(database, *which, -1);
  Statement pragma = database.prepare_once("PRAGMA " + name);
  return pragma.next() ? pragma.text(0) : std::string{};
}

void apply_all(Database& database, const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) {
    set(database, setting);
    const std::string value = value_of(database, setting.name);
    if (value != setting.value) {
      throw std::runtime_error("SQLite setting " + setting.name + " is " + value + " instead of " + setting.value);
    }
  }
}

}  // namespace

std::vector<Setting> writer_settings(Synchronous synchronous) {
  return {
      {"busy_timeout", "5000"},  // ms, and first, so that the others wait for a lock instead of failing
      {"journal_mode", "wal"},
      {"synchronous", synchronous == Synchronous::full ? "2" : "1"},
      {"wal_autocheckpoint", "0"},  // the writer itself decides when (checkpoints.hpp)
      {"journal_size_limit", "67108864"},
      {"mmap_size", "0"},  // an I/O error on a mapping would be a SIGBUS
      {"foreign_keys", "1"},
      {"recursive_triggers", "1"},  // a REPLACE fires the triggers that refuse to delete
      {"trusted_schema", "0"},
      {"cell_size_check", "1"},
      {"secure_delete", "1"},    // who was erased must not be read from free pages
      {"temp_store", "2"},       // memory
      {"cache_size", "-32768"},  // KiB
      {"defensive", "1"},
      {"double_quoted_strings_in_ddl", "0"},
      {"double_quoted_strings_in_dml", "0"},
      {"load_extension", "0"},
  };
}

std::vector<Setting> reader_settings() {
  return {
      {"busy_timeout", "5000"},
      {"query_only", "1"},
      {"wal_autocheckpoint", "0"},
      {"mmap_size", "0"},
      {"trusted_schema", "0"},
      {"cell_size_check", "1"},
      {"temp_store", "2"},
      {"cache_size", "-8192"},
      {"defensive", "1"},
      {"double_quoted_strings_in_ddl", "0"},
      {"double_quoted_strings_in_dml", "0"},
      {"load_extension", "0"},
  };
}

void apply_writer_settings(Database& database, Synchronous synchronous) {
  // Turning the write-ahead log on is the one change that still goes through a rollback journal. Its deletion must be
  // safe (EXTRA syncs the directory): a journal that came back after a power cut would undo the change, and SQLite
  // would then delete the log with everything acknowledged in it. The power-cut run has found that.
  database.run_script("PRAGMA synchronous = EXTRA");
  if (planted(PlantedFault::normal_synchronous)) synchronous = Synchronous::normal;
  apply_all(database, writer_settings(synchronous));
}

void apply_reader_settings(Database& database) { apply_all(database, reader_settings()); }

std::vector<Setting> read_back(Database& database, const std::vector<Setting>& settings) {
  std::vector<Setting> found;
  for (const Setting& setting : settings) found.push_back({setting.name, value_of(database, setting.name)});
  return found;
}

}  // namespace kiosk::sqlite
