#include "app/options.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <cctype>
#include <charconv>
#include <ostream>

#include "app/base_url.hpp"
#include "delivery/endpoint.hpp"
#include "yaml/nearest.hpp"

namespace kiosk::app {

namespace {

namespace po = boost::program_options;

constexpr std::string_view environment_prefix = "KIOSK_EXAM_";
constexpr int most_days_kept = 36500;

/// The one table of options: name, where the value goes, default, explanation.
po::options_description option_table(Options& o, std::string& config, std::string& data, std::string& banks,
                                     std::string& web) {
  po::options_description table("Options", 100);
  const auto text = [](std::string& target) { return po::value<std::string>(&target)->default_value(target); };
  const auto number = [](int& target) { return po::value<int>(&target)->default_value(target); };
  const auto list = [](std::vector<std::string>& target) { return po::value<std::vector<std::string>>(&target); };
  // clang-format off
  table.add_options()
      ("help", po::bool_switch(&o.help), "show this text")
      ("config", text(config), "file with options, one `name = value` a line")
      ("data", text(data), "directory in which the server keeps everything")
      ("banks", text(banks), "directory with exams, banks and regions (YAML)")
      ("web", text(web), "directory with the built pages")
      ("listen", text(o.listen), "ADDRESS:PORT for applicants, staff and machines; port 0 = any free one, printed")
      ("operations-listen", text(o.operations_listen),
       "ADDRESS:PORT for /metrics; default: loopback, the port after that of --listen")
      ("base-url", text(o.base_url), "public address of the server, pinned at first start: credentials name it for ever")
      ("allow-plain-http", po::bool_switch(&o.allow_plain_http), "allow a base URL of plain http that is not loopback")
      ("host-name", list(o.host_names), "further host name under which the server may be asked (repeatable; empty: none)")
      ("trusted-proxy", list(o.trusted_proxies), "address of a proxy whose X-Forwarded-For is believed (repeatable; empty: none)")
      ("io-threads", number(o.io_threads), "threads that serve connections, 1 to 64")
      ("connections", number(o.connections), "connections at once, 1 to 100000")
      ("connections-per-address", number(o.connections_per_address), "connections at once from one address")
      ("connections-unauthenticated", number(o.connections_unauthenticated), "connections at once that are not signed in")
      ("registrations-per-address", number(o.registrations_per_address),
       "registrations at once from one address, as of a hall with one network; one more each 10 s")
      ("disk-reserve-mb", number(o.disk_reserve_mb),
       "no exam begins while the disk of --data has less room than this and than a tenth of its size; 0: room is not asked for")
      ("webhook-host", list(o.webhook_hosts), "host to which webhooks may be sent (repeatable; empty: any public one)")
      ("webhook-network", list(o.webhook_networks),
       "private network, for example 10.1.0.0/16, to which webhooks may be sent (repeatable; empty: none)")
      ("no-webhooks", po::bool_switch(&o.no_webhooks), "push nothing to webhooks; events wait until a server pushes them")
      ("webhook-loopback-http", po::bool_switch(&o.webhook_loopback_http),
       "tests and trying only: webhooks may go to this machine by plain http")
      ("webhook-test-delay-ms", number(o.webhook_test_delay_ms),
       "tests only: wait that long after each failed try, 1 to 86400000; 0: seconds to a day, as the contract says")
      ("keep-answers", number(o.keep_answers), "days for which answers are kept after their attempt has ended; 0: for ever")
      ("keep-delivery-attempts", number(o.keep_delivery_attempts),
       "days for which the log of tries to push an event is kept; 0: for ever")
      ("keep-identities", number(o.keep_identities),
       "days for which it is known who a person is, after the end of the last attempt and approval; 0: for ever")
      ("issuer-name", text(o.issuer_name), "name of the issuer in credentials")
      ("event-type-prefix", text(o.event_type_prefix), "reverse domain name before event types")
      ("programme-file", text(o.programme_file),
       "YAML file with the programme's words in credentials and the prefix of approval numbers; default: as shipped")
      ("vocabulary", text(o.vocabulary), "URL of the programme's own terms in credentials; default: below the base URL")
      ("log-level", text(o.log_level), "debug, note, warning or error")
      ("password-stdin", po::bool_switch(&o.password_from_stdin), "staff add: read the password from standard input")
      ("role", text(o.role), "staff add: hq, trainer, reviewer, auditor or operator")
      ("scope", text(o.scope), "token add: events:read, approvals:read, approvals:onboard, webhooks:write; several with commas")
      ("description", text(o.description), "webhook add: what the receiver is, for people")
      ("events", text(o.events), "webhook add: approval.issued, approval.revoked, …; several with commas; empty: all")
      ("state", text(o.state), "webhook deliveries: pending, delivered or dead; empty: all")
      ("since", text(o.since), "webhook replay: the first instant, 2026-11-22T03:00:00Z")
      ("applicants", number(o.applicants), "rehearse: how many come, 1 to 20000")
      ("opening", number(o.opening_s), "rehearse: seconds within which all come, most of them early, 1 to 3600")
      ("duration", number(o.duration_s),
       "rehearse: seconds that one takes to answer all items, 1 to 86400; the exam's own limit is the pace of the day")
      ("seed", text(o.seed), "rehearse: a number that draws the same applicants again; default: others each time")
      ("picture", text(o.picture), "rehearse: SVG file to write")
      ("format", text(o.format), "rehearse: text or json")
      ("rehearsal-data", text(o.rehearsal_data),
       "rehearse: empty directory that is kept; default: a throw-away one beside --data")
      ("on-live-data", po::bool_switch(&o.on_live_data),
       "rehearse: --rehearsal-data need not be empty; its applicants, results and approvals stay in it for ever");
  // clang-format on
  return table;
}

std::string environment_name(const std::string& option) {
  std::string name{environment_prefix};
  for (const char c : option) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

std::vector<po::option> environment_options(const po::options_description& table, const Environment& environment) {
  std::vector<po::option> found;
  for (const auto& entry : table.options()) {
    const auto variable = environment.find(environment_name(entry->long_name()));
    if (variable != environment.end())
      found.emplace_back(entry->long_name(), std::vector<std::string>{variable->second});
  }
  return found;
}

/// A variable that nobody reads is a slip, and what it should have set keeps its default: better no start.
Status check_environment(const po::options_description& table, const Environment& environment) {
  std::vector<std::string> known;
  for (const auto& entry : table.options())
    known.push_back(environment_name(entry->long_name()).substr(environment_prefix.size()));
  for (const auto& [variable, value] : environment) {
    if (!variable.starts_with(environment_prefix)) continue;
    const std::string name = variable.substr(environment_prefix.size());
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::optional<std::string> meant = yaml::nearest(name, known);
    return failure(ErrorCode::parameter_invalid, "the environment variable " + variable + " is not known" +
                                                     (meant ? "; did you mean " + environment_name(*meant) + "?" : ""));
  }
  return {};
}

void store_all(po::variables_map& values, const po::options_description& table,
               const std::vector<std::string>& arguments, const Environment& environment, Options& options) {
  po::options_description with_words;
  with_words.add(table).add_options()("word", po::value<std::vector<std::string>>(&options.words), "");
  po::positional_options_description words;
  words.add("word", -1);
  const auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  po::store(po::command_line_parser(arguments).options(with_words).positional(words).style(style).run(), values);

  po::parsed_options from_environment(&table);
  from_environment.options = environment_options(table, environment);
  po::store(from_environment, values);

  const std::string config = values["config"].as<std::string>();
  if (!config.empty()) po::store(po::parse_config_file<char>(config.c_str(), table), values);
  po::notify(values);
}

Status check_range(const char* option, int value, int low, int high) {
  if (value >= low && value <= high) return {};
  return failure(ErrorCode::parameter_invalid, std::string{"--"} + option + " must lie between " + std::to_string(low) +
                                                   " and " + std::to_string(high) + ", not " + std::to_string(value));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Options that are texts of a certain form; empty ones are not given.
Status check_forms(const Options& options) {
  for (const std::string& address : {options.listen, options.operations_listen}) {
    if (address.empty()) continue;
    if (const Result<Endpoint> endpoint = parse_endpoint(address); endpoint.has_error()) return endpoint.error();
  }
  if (!options.base_url.empty()) {
    if (Status url = check_base_url(options.base_url, options.allow_plain_http); url.has_error()) return url;
  }
  for (const std::string& network : options.webhook_networks) {
    if (!parse_network(network)) {
      return failure(ErrorCode::parameter_invalid,
                     "--webhook-network takes an address or a network such as 10.1.0.0/16");
    }
  }
  if (!options.since.empty() && !parse_rfc3339(options.since)) {
    return failure(ErrorCode::parameter_invalid, "--since takes an instant such as 2026-11-22T03:00:00Z");
  }
  if (!options.state.empty() && !parse_delivery_state(options.state)) {
    return failure(ErrorCode::parameter_invalid, "--state takes pending, delivered or dead");
  }
  if (!options.role.empty() && !parse_role(options.role)) {
    return failure(ErrorCode::parameter_invalid, "--role takes hq, trainer, reviewer, auditor or operator");
  }
  if (!options.scope.empty()) {
    if (const Result<std::vector<Scope>> scopes = parse_scopes(options.scope); scopes.has_error())
      return scopes.error();
  }
  return {};
}

Status check(const Options& options) {
  for (const Status& status :
       {check_range("io-threads", options.io_threads, 1, 64),
        check_range("connections", options.connections, 1, 100000),
        check_range("connections-per-address", options.connections_per_address, 1, 100000),
        check_range("registrations-per-address", options.registrations_per_address, 1, 100000),
        check_range("connections-unauthenticated", options.connections_unauthenticated, 1, 100000),
        check_range("disk-reserve-mb", options.disk_reserve_mb, 0, 1'000'000),
        check_range("webhook-test-delay-ms", options.webhook_test_delay_ms, 0, 86400000),
        check_range("keep-answers", options.keep_answers, 0, most_days_kept),
        check_range("keep-delivery-attempts", options.keep_delivery_attempts, 0, most_days_kept),
        check_range("keep-identities", options.keep_identities, 0, most_days_kept),
        check_range("applicants", options.applicants, 1, 20000), check_range("opening", options.opening_s, 1, 3600),
        check_range("duration", options.duration_s, 1, 86400)}) {
    if (status.has_error()) return status;
  }
  const std::vector<std::string> levels{"debug", "note", "warning", "error"};
  if (std::find(levels.begin(), levels.end(), options.log_level) == levels.end()) {
    return failure(ErrorCode::parameter_invalid, "--log-level must be debug, note, warning or error");
  }
  if (options.format != "text" && options.format != "json") {
    return failure(ErrorCode::parameter_invalid, "--format must be text or json");
  }
  if (options.seed.size() > 18 || !std::all_of(options.seed.begin(), options.seed.end(), is_digit)) {
    return failure(ErrorCode::parameter_invalid, "--seed must be a number of at most 18 digits");
  }
  return check_forms(options);
}

}  // namespace

Result<Options> parse_options(const std::vector<std::string>& arguments, const Environment& environment) {
  Options options;
  std::string config;
  std::string data = options.data.string();
  std::string banks = options.banks.string();
  std::string web = options.web.string();
  try {
    const po::options_description table = option_table(options, config, data, banks, web);
    if (const Status known = check_environment(table, environment); known.has_error()) return known.error();
    po::variables_map values;
    store_all(values, table, arguments, environment, options);
  } catch (const po::error& problem) {
    return failure(ErrorCode::parameter_invalid, problem.what());
  }
  options.data = data;
  options.banks = banks;
  options.web = web;
  std::erase(options.host_names, "");
  std::erase(options.trusted_proxies, "");
  std::erase(options.webhook_hosts, "");
  std::erase(options.webhook_networks, "");
  if (const Status status = check(options); status.has_error()) return status.error();
  return options;
}

void print_options(std::ostream& out) {
  Options defaults;
  std::string config;
  std::string data = defaults.data.string();
  std::string banks = defaults.banks.string();
  std::string web = defaults.web.string();
  out << option_table(defaults, config, data, banks, web);
}

Result<std::vector<Scope>> parse_scopes(const std::string& list) {
  std::vector<Scope> scopes;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t comma = std::min(list.find(',', begin), list.size());
    const std::optional<Scope> scope = parse_scope(list.substr(begin, comma - begin));
    if (!scope)
      return failure(
          ErrorCode::parameter_invalid,
          "--scope takes events:read, approvals:read, approvals:onboard, webhooks:write, several with commas");
    scopes.push_back(*scope);
    begin = comma + 1;
  }
  return scopes;
}

DestinationRules destination_rules(const Options& options) {
  DestinationRules rules{options.webhook_hosts, {}, options.webhook_loopback_http};
  for (std::string& host : rules.hosts) {
    for (char& c : host) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  for (const std::string& network : options.webhook_networks) rules.networks.push_back(*parse_network(network));
  return rules;
}

RetentionPeriods retention_periods(const Options& options) {
  return {std::chrono::days{options.keep_answers}, std::chrono::days{options.keep_delivery_attempts},
          std::chrono::days{options.keep_identities}};
}

Result<Endpoint> parse_endpoint(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const auto wrong = [&] {
    return failure(ErrorCode::parameter_invalid, "'" + text + "' is not ADDRESS:PORT (for example 127.0.0.1:8080)");
  };
  if (colon == std::string::npos || colon == 0) return wrong();
  Endpoint endpoint{text.substr(0, colon), 0};
  if (endpoint.address.front() == '[' && endpoint.address.back() == ']') {
    endpoint.address = endpoint.address.substr(1, endpoint.address.size() - 2);
  }
  const char* begin = text.data() + colon + 1;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(begin, end, endpoint.port);
  if (problem != std::errc{} || stop != end || endpoint.port < 0 || endpoint.port > 65535) return wrong();
  return endpoint;
}

}  // namespace kiosk::app
