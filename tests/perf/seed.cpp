#include "perf/seed.hpp"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "app/content.hpp"
#include "app/wait_for.hpp"
#include "service/operator_commands.hpp"
#include "service/prepare_attempt.hpp"
#include "service/register_applicant.hpp"
#include "service/sit_attempt.hpp"
#include "support/quiet_log.hpp"

namespace kiosk::perf {

namespace {

template <class T>
T succeeded(Result<T> result, const char* what) {
  if (result.has_error()) {
    throw std::runtime_error(std::string{"seeding, "} + what + ": " + std::string{wire_name(result.error().code)} +
                             " " + result.error().detail);
  }
  return std::move(*result);
}

RegisterCommand registration(std::size_t number) {
  RegisterCommand command;
  command.name = "Applicant " + std::to_string(number);
  command.region = "CN-GD";
  command.language = Language{"en"};
  command.contact = "applicant" + std::to_string(number) + "@example.org";
  return command;
}

class Seeding {
 public:
  explicit Seeding(app::Assembly& engine) : engine_(engine) {}

  Sitting sit(std::size_t number, UpTo up_to) {
    Sitting sitting;
    sitting.token = done<Registered>("registering", [&](Tx& tx) {
                      return register_applicant(tx, engine_.context(), registration(number), now_);
                    }).sign_in.token;
    const ExamEditionPointer edition = engine_.catalogue().get()->exams.front();
    PrepareCommand prepare{sitting.token, edition->exam.id, Language{"en"}, {}};
    for (const Rule& rule : edition->exam.rules) prepare.rules_accepted.push_back(rule.id);
    const AttemptView prepared =
        done<Prepared>("preparing", [&](Tx& tx) { return prepare_attempt(tx, engine_.context(), prepare, now_); }).view;
    sitting.attempt = prepared.attempt.id.text();
    if (up_to == UpTo::prepared) return sitting;
    const AttemptView started = done<AttemptView>("starting", [&](Tx& tx) -> Result<AttemptView> {
      const auto begun = start_attempt(tx, engine_.context(), sitting.token, prepared.attempt.id, now_);
      if (begun.has_error()) return begun;
      return view_attempt(tx, engine_.context(), sitting.token, prepared.attempt.id, now_);
    });
    sitting.epoch = started.attempt.epoch;
    sitting.items = started.paper->items;
    return sitting;
  }

 private:
  template <class T>
  T done(const char* what, std::function<Result<T>(Tx&)> work) {
    return succeeded(app::write_and_wait<T>(engine_.store(), std::move(work)), what);
  }

  app::Assembly& engine_;
  Instant now_ = engine_.clock().now();
};

std::vector<std::string> codes_of(const std::vector<Region>& regions) {
  std::vector<std::string> codes;
  for (const Region& region : regions) {
    codes.push_back(region.code);
    for (std::string& below : codes_of(region.children)) codes.push_back(std::move(below));
  }
  return codes;
}

test::QuietLog& log_of_engines() {
  static test::QuietLog log;
  return log;
}

}  // namespace

Folder::Folder(const std::string& name) {
  const char* chosen = std::getenv("KIOSK_PERF_DIR");
  const std::filesystem::path base = chosen != nullptr ? std::filesystem::path{chosen} : "build/perf";
  path_ = base / (name + "-" + std::to_string(::getpid()));
  std::filesystem::remove_all(path_);
  std::filesystem::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::unique_ptr<app::Assembly> open_engine(const std::filesystem::path& data, const std::filesystem::path& banks) {
  app::Options options;
  options.data = data;
  options.banks = banks;
  std::unique_ptr<app::Assembly> engine = succeeded(app::Assembly::open(options, log_of_engines()), "opening");
  if (const Status status = engine->use_pinned_base_url(); status.has_error()) throw std::runtime_error("base URL");
  succeeded(app::load_catalogue(*engine, banks), "loading the banks");
  return engine;
}

std::vector<Sitting> seed_sittings(const std::filesystem::path& data, const std::filesystem::path& banks,
                                   std::size_t count, UpTo up_to, std::size_t first_number) {
  const std::unique_ptr<app::Assembly> engine = open_engine(data, banks);
  Seeding seeding(*engine);
  std::vector<Sitting> sittings;
  for (std::size_t i = 0; i < count; ++i) sittings.push_back(seeding.sit(first_number + i, up_to));
  engine->store().stop();
  return sittings;
}

BulkAttempts bulk_of_shipped_exam(const std::filesystem::path& data, const std::filesystem::path& banks,
                                  std::int64_t count, int responses) {
  const std::unique_ptr<app::Assembly> engine = open_engine(data, banks);
  const CataloguePointer catalogue = engine->catalogue().get();
  const Exam& exam = catalogue->exams.front()->exam;
  BulkAttempts bulk{exam.id, exam.version, codes_of(catalogue->regions.countries()), count, responses};
  engine->store().stop();
  return bulk;
}

std::string sign_in_hq(const std::filesystem::path& data, const std::filesystem::path& banks) {
  const std::unique_ptr<app::Assembly> engine = open_engine(data, banks);
  const Instant now = engine->clock().now();
  const auto staff = app::write_and_wait<StaffSignedIn>(engine->store(), [&](Tx& tx) -> Result<StaffSignedIn> {
    const Result<Uuid> added = add_staff(tx, engine->context(), {"bench", Role::hq, "no password"}, now);
    if (added.has_error()) return added.error();
    return sign_in_staff(tx, engine->context(), "bench", now);
  });
  engine->store().stop();
  return succeeded(staff, "signing in").sign_in.token;
}

}  // namespace kiosk::perf
