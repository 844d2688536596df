#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::rehearsal {

/// What an applicant needs to know before the exam: the first exam that the server offers.
struct Offer {
  std::string exam;
  std::string language;
  std::vector<std::string> rules;  ///< ids
  int items = 0;
  std::int64_t time_limit_s = 0;
  std::string region;              ///< filled in by who asks for the regions
  std::vector<std::string> files;  ///< of the page, "/" first; filled in likewise; empty: the server has no pages
};

struct RegionStep {
  std::string code;
  bool has_children = false;
};

struct PaperItem {
  std::string id;
  std::string kind;
  std::vector<std::string> options;  ///< ids
};

struct StartedPaper {
  std::int64_t epoch = 0;
  std::int64_t next_revision = 0;
  std::vector<PaperItem> items;
};

/// One answer as it is sent and as it must be found again.
struct SentAnswer {
  std::string item;
  std::int64_t revision = 0;
  std::string answer;  ///< JSON, as `answer_text` writes it
};

// Replies of the server. Nothing when they are not what the contract says.
std::optional<Offer> read_offer(std::string_view body);
std::optional<RegionStep> read_first_region(std::string_view body);
std::optional<std::string> read_attempt_id(std::string_view body);
std::optional<StartedPaper> read_started(std::string_view body);
/// The (item, revision) pairs that the server has made safe.
std::optional<std::vector<std::pair<std::string, std::int64_t>>> read_saved(std::string_view body);
/// The stored responses by item, their answers as `answer_text` would write them.
std::optional<std::map<std::string, SentAnswer>> read_responses(std::string_view body);
/// The code of a problem document; empty when there is none.
std::string problem_code(std::string_view body);
/// The scripts, styles and pictures of its own host that a page names.
std::vector<std::string> page_files(std::string_view html);

// Requests.
std::string write_registration(const Offer& offer, int number, std::uint64_t seed);
std::string write_prepare(const Offer& offer);
std::string write_save(std::int64_t epoch, const std::vector<SentAnswer>& answers, std::int64_t since_start_ms);
std::string write_submit(std::int64_t epoch);
/// One of the possible answers, drawn by `choice`; right or wrong does not matter here.
std::string answer_text(const PaperItem& item, std::uint64_t choice);

}  // namespace kiosk::rehearsal
