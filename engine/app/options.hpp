#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "delivery/destination.hpp"
#include "people/staff.hpp"
#include "service/retention.hpp"

namespace kiosk::app {

/// Every option of `kiosk-exam`. Flags win over the environment (`KIOSK_EXAM_DATA` for `--data`), that over the
/// configuration file (`data = …`), that over the defaults. All are declared in the one table of options.cpp.
struct Options {
  // where things are
  std::filesystem::path data = "data";
  std::filesystem::path banks = "question_banks";
  std::filesystem::path web = "web/dist";
  // the server's addresses
  std::string listen = "127.0.0.1:8080";
  std::string operations_listen;        ///< empty: loopback, the port after that of `listen` (any free one for port 0)
  std::string base_url;                 ///< empty: the one pinned in the database, at first start `http://<listen>`
  bool allow_plain_http = false;        ///< plain http on a host name other than loopback
  std::vector<std::string> host_names;  ///< further names under which the server may be asked
  std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For is believed
  // limits
  int io_threads = 1;
  int connections = 2000;
  int connections_per_address = 64;
  int registrations_per_address = 100;
  int connections_unauthenticated = 500;
  int disk_reserve_mb = 1024;  ///< room below which no exam begins, where it is also less than a tenth of the disk
  // where webhooks may go, and for tests how
  std::vector<std::string> webhook_hosts;     ///< empty: any host
  std::vector<std::string> webhook_networks;  ///< not public, and allowed all the same
  bool webhook_loopback_http = false;
  bool no_webhooks = false;       ///< nothing is pushed
  int webhook_test_delay_ms = 0;  ///< instead of each wait of the schedule; 0: the schedule
  // how many days things are kept; 0: for ever
  int keep_answers = 180;
  int keep_delivery_attempts = 30;
  int keep_identities = 1095;
  // what credentials say
  std::string issuer_name = "Kiosk Programme Certification Office";
  std::string event_type_prefix = "com.example.kiosk";
  std::string programme_file;  ///< its words and the prefix of approval numbers; empty: as shipped
  std::string vocabulary;      ///< empty: `<base url>/ns/kiosk-programme/v1#`
  // the rest
  std::string log_level = "note";  ///< debug, note, warning, error
  bool password_from_stdin = false;
  std::string role;
  std::string scope;
  std::string since;        ///< instant
  std::string description;  ///< of a webhook endpoint
  std::string events;       ///< types, with commas; empty: all
  std::string state;        ///< of deliveries; empty: all
  // a rehearsal
  int applicants = 200;
  int opening_s = 60;
  int duration_s = 90;
  std::string seed;             ///< a number; empty: another one each time
  std::string picture;          ///< file; empty: none
  std::string format = "text";  ///< text, json
  std::string rehearsal_data;   ///< empty: a throw-away directory beside `data`
  bool on_live_data = false;
  bool help = false;
  std::vector<std::string> words;  ///< the command and its arguments
};

using Environment = std::map<std::string, std::string>;

/// `arguments` without the program's name. Errors (`parameter_invalid`) say which option and why.
Result<Options> parse_options(const std::vector<std::string>& arguments, const Environment& environment);

/// The table as text for `--help` and the README of operators.
void print_options(std::ostream& out);

struct Endpoint {
  std::string address;
  int port = 0;  ///< 0 .. 65535
};

/// `events:read,approvals:read`.
Result<std::vector<Scope>> parse_scopes(const std::string& list);

/// What the options say of destinations; they have been checked.
DestinationRules destination_rules(const Options& options);

/// How long the options keep what.
RetentionPeriods retention_periods(const Options& options);

/// `ADDRESS:PORT`, IPv6 addresses in brackets.
Result<Endpoint> parse_endpoint(const std::string& text);

}  // namespace kiosk::app
