#include "sim/exam/options.hpp"

#include <charconv>
#include <sstream>

namespace kiosk::sim {

namespace {

template <class T>
bool read_number(const std::string& text, T& number) {
  const char* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc{} && stopped == end;
}

bool read_option(const std::string& name, const std::string& value, WorldOptions& options) {
  if (name == "seed") return read_number(value, options.seed);
  if (name == "applicants") return read_number(value, options.applicants);
  if (name == "steps") return read_number(value, options.steps);
  const std::optional<FaultKind> kind = parse_fault(name);
  return kind && read_number(value, options.odds[index_of(*kind)]);
}

}  // namespace

WorldOptions draw_options(std::uint64_t seed) {
  Chance chance{seed};
  WorldOptions options;
  options.seed = seed;
  options.applicants = static_cast<int>(chance.between(1, 6));
  options.odds = draw_odds(chance);
  return options;
}

std::string to_text(const WorldOptions& options) {
  std::ostringstream text;
  text << "seed=" << options.seed << " applicants=" << options.applicants;
  if (options.steps != WorldOptions::no_limit) text << " steps=" << options.steps;
  for (const FaultKind kind : all_fault_kinds()) {
    if (const int odds = options.odds[index_of(kind)]; odds > 0) text << ' ' << fault_name(kind) << '=' << odds;
  }
  return text.str();
}

std::optional<WorldOptions> parse_options(const std::string& text) {
  WorldOptions options;
  std::istringstream words{text};
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return std::nullopt;
    if (!read_option(word.substr(0, equals), word.substr(equals + 1), options)) return std::nullopt;
  }
  return options;
}

}  // namespace kiosk::sim
