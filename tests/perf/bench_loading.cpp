#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "form/assemble.hpp"
#include "perf/bench.hpp"
#include "perf/child_process.hpp"
#include "perf/large_bank.hpp"
#include "perf/seed.hpp"

namespace kiosk::perf {

namespace {

using SteadyClock = std::chrono::steady_clock;

double milliseconds_since(SteadyClock::time_point began) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - began).count();
}

/// Hears everything that yaml-cpp reads and does nothing with it.
class Listener final : public YAML::EventHandler {
 public:
  std::size_t scalars = 0;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override { ++scalars; }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

double bare_parse_ms(const std::vector<yaml::ContentFile>& files) {
  const auto began = SteadyClock::now();
  Listener listener;
  for (const yaml::ContentFile& file : files) {
    std::istringstream stream(file.bytes);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(listener);
  }
  if (listener.scalars == 0) throw std::runtime_error("the bare parse read nothing");
  return milliseconds_since(began);
}

yaml::Content load(const std::vector<yaml::ContentFile>& files, std::size_t items) {
  yaml::LoadedContent loaded = yaml::load_content(files);
  if (!loaded.content || loaded.item_count != items) {
    throw std::runtime_error("the large bank was not loaded: " +
                             (loaded.problems.empty() ? "" : yaml::to_text(loaded.problems.front())));
  }
  return std::move(*loaded.content);
}

double idle_memory_mb(const std::vector<yaml::ContentFile>& files) {
  const Folder folder("loading");
  for (const yaml::ContentFile& file : files) {
    const std::filesystem::path path = folder.path() / "content" / file.path;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << file.bytes;
  }
  ExamServer server(folder.path() / "data", folder.path() / "content");
  return server.process().resident_mb();
}

}  // namespace

std::vector<Row> bench_loading(const Scale& scale) {
  const std::size_t items = scale.pick<std::size_t>(5000, 200);
  const std::vector<yaml::ContentFile> files = large_bank(items);
  std::vector<double> ours_ms;
  std::vector<double> bare_ms;
  for (int i = 0; i < scale.pick(7, 1); ++i) {
    bare_ms.push_back(bare_parse_ms(files));
    const auto began = SteadyClock::now();
    load(files, items);
    ours_ms.push_back(milliseconds_since(began));
  }
  const double ours = median(ours_ms);
  const double bare = median(bare_ms);
  return {
      {"loading " + std::to_string(items) + " items in 2 languages, ms", number(ours), "events alone " + number(bare),
       number(ours / bare, 2), "≤ 2"},
      {"idle memory with them, MB", number(idle_memory_mb(files), 1), "", "", "≤ 64"},
  };
}

std::vector<Row> bench_assembly(const Scale& scale) {
  const std::size_t items = scale.pick<std::size_t>(5000, 200);
  yaml::Content content = load(large_bank(items), items);
  ExamEdition edition;
  edition.exam = std::move(content.exams.front());
  edition.banks.push_back({std::make_shared<const Bank>(std::move(content.banks.front())), {}});
  std::vector<ItemReference> history;
  for (std::size_t i = 0; i < 80; ++i) history.push_back({"large", edition.banks.front().bank->items[i].id});

  std::vector<double> times_ms;
  for (int i = 0; i < scale.pick(5000, 50); ++i) {
    Seed seed{};
    seed[0] = static_cast<std::uint8_t>(i);
    seed[1] = static_cast<std::uint8_t>(i >> 8);
    const auto began = SteadyClock::now();
    const Result<Form> form = assemble(edition, seed, Language{"en"}, history);
    times_ms.push_back(milliseconds_since(began));
    if (form.has_error() || form->items.size() != 40) throw std::runtime_error("a form of other than 40 items");
  }
  std::sort(times_ms.begin(), times_ms.end());
  return {{"form from " + std::to_string(items) + " items, p99, ms", number(times_ms[times_ms.size() * 99 / 100], 3),
           "median " + number(median(times_ms), 3), "", "≤ 1"}};
}

}  // namespace kiosk::perf
