#include "sim/approvals/options.hpp"

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

bool read_option(const std::string& name, const std::string& value, ApprovalOptions& options) {
  int number = 0;
  if (name == "seed") return read_number(value, options.seed);
  if (name == "steps") return read_number(value, options.steps);
  if (!read_number(value, number)) return false;
  if (name == "partners") {
    options.partners = number;
  } else if (name == "days") {
    options.days = number;
  } else if (name == "push") {
    options.push = number != 0;
  } else if (name == "mistake") {
    options.mistake = static_cast<ConsumerMistake>(number);
  } else {
    const std::optional<Trouble> kind = Troubles::parse(name, trouble_table());
    if (!kind) return false;
    options.odds[static_cast<std::size_t>(*kind)] = number;
  }
  return true;
}

}  // namespace

ApprovalOptions draw_approval_options(std::uint64_t seed) {
  constexpr std::uint64_t stream = 700;
  Chance chance{seed, stream};
  ApprovalOptions options;
  options.seed = seed;
  options.partners = static_cast<int>(chance.between(1, 5));
  const bool until_approvals_end = chance.percent(20);  // after a month
  options.days = static_cast<int>(until_approvals_end ? chance.between(38, 45) : chance.between(5, 25));
  options.push = chance.percent(85);
  options.odds = Troubles::draw(chance, trouble_table());
  return options;
}

std::string to_text(const ApprovalOptions& options) {
  std::ostringstream text;
  text << "seed=" << options.seed << " partners=" << options.partners << " days=" << options.days
       << " push=" << options.push << " mistake=" << static_cast<int>(options.mistake);
  if (options.steps != ApprovalOptions::no_limit) text << " steps=" << options.steps;
  for (std::size_t i = 0; i < trouble_kinds; ++i) {
    if (options.odds[i] > 0) text << ' ' << trouble_table()[i].name << '=' << options.odds[i];
  }
  return text.str();
}

std::optional<ApprovalOptions> parse_approval_options(const std::string& text) {
  ApprovalOptions options;
  std::istringstream words{text};
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return std::nullopt;
    if (!read_option(word.substr(0, equals), word.substr(equals + 1), options)) return std::nullopt;
  }
  return options;
}

}  // namespace kiosk::sim
