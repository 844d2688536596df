#include "yaml/wording.hpp"

#include <algorithm>
#include <array>

#include "yaml/fold.hpp"
#include "yaml/utf8.hpp"

namespace kiosk::yaml {

namespace {

constexpr int longest_stem = 220;

void warn_long_stem(const Item& item, const Language& language, Place place, Report& report) {
  const int length = count_characters(item.stem.at(language));
  if (length <= longest_stem) return;
  report.warning(place, {"long-stem", "the stem has " + std::to_string(length) + " characters",
                         "over " + std::to_string(longest_stem) + " are hard to read on a telephone",
                         "shorten it; a situation may need up to 300"});
}

/// Half as long again as the longest wrong option, and by more than a word.
bool is_longest_by_far(int right, int wrong) {
  constexpr int a_word = 12;
  return right * 2 > wrong * 3 && right > wrong + a_word;
}

void warn_longest_key(const Item& item, const Language& language, Place place, Report& report) {
  const auto* choice = std::get_if<SingleChoice>(&item.kind);
  if (choice == nullptr) return;
  int right = 0;
  int wrong = 0;
  for (const Option& option : choice->options) {
    int& longest = option.id == choice->key ? right : wrong;
    longest = std::max(longest, count_characters(option.text.at(language)));
  }
  if (!is_longest_by_far(right, wrong)) return;
  report.warning(place, {"longest-key", "the right option of `" + item.id + "` is the longest by far",
                         "applicants guess it by its length", "shorten it, or make the others as exact"});
}

void warn_all_of_the_above(const Item& item, const Language& language, Place place, Report& report) {
  constexpr std::array<std::string_view, 6> phrases{"all of the above",
                                                    "none of the above",
                                                    "all of these",
                                                    "none of these",
                                                    "\xE4\xBB\xA5\xE4\xB8\x8A\xE9\x83\xBD",
                                                    "\xE4\xBB\xA5\xE4\xB8\x8A\xE7\x9A\x86"};  // 以上都, 以上皆
  for (const Option& option : options_of(item.kind)) {
    const std::string text = fold(option.text.at(language));
    const bool found =
        std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return text.starts_with(phrase); });
    if (!found) continue;
    report.warning(place, {"all-of-the-above", "option " + option.id + " speaks of the other options",
                           "options are shuffled, and such items are guessed more easily",
                           "write an option of its own, or make it a multiple item"});
  }
}

}  // namespace

void warn_wording(const Item& item, const Language& language, Place place, Report& report) {
  warn_long_stem(item, language, place, report);
  warn_longest_key(item, language, place, report);
  warn_all_of_the_above(item, language, place, report);
}

}  // namespace kiosk::yaml
