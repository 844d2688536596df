#include <time.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "app/assembly.hpp"
#include "app/wait_for.hpp"
#include "form/assemble.hpp"
#include "onboarding/jose.hpp"
#include "onboarding/status_list.hpp"
#include "perf/bench.hpp"
#include "perf/child_process.hpp"
#include "perf/feed_page.hpp"
#include "perf/seed.hpp"
#include "service/issue_approval.hpp"
#include "service/operator_commands.hpp"

namespace kiosk::perf {

namespace {

/// Processor time of this thread alone: what a neighbour takes does not count.
double thread_cpu_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <class Work>
double median_cpu_ms(int rounds, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const double began = thread_cpu_ms();
    work(i);
    times.push_back(thread_cpu_ms() - began);
  }
  return median(times);
}

Digest digest_of(int number, std::uint8_t space) {
  Digest digest;
  for (std::size_t i = 0; i < 4; ++i) digest.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  digest.bytes[31] = space;
  return digest;
}

/// A passed attempt of a new applicant, as it is before its approval.
struct Passed {
  Attempt attempt;
  Form form;
  StoredResult result;
};

Passed add_passed(Tx& tx, Entropy& entropy, const ExamEdition& edition, int number, Instant now) {
  NewApplicant person;
  person.applicant = {{}, Uuid::random(entropy.uuid_bytes()), Uuid::random(entropy.uuid_bytes()), "CN-GD", "en", now};
  person.identity = {"Name", "contact " + std::to_string(number), ""};
  person.contact_hash = digest_of(number, 1);
  person.code_hash = digest_of(number, 2);
  NewAttempt fresh;
  fresh.attempt.id = Uuid::random(entropy.uuid_bytes());
  fresh.attempt.applicant = tx.people().add_applicant(person);
  fresh.attempt.exam = edition.exam.id;
  fresh.attempt.exam_version = edition.exam.version;
  fresh.attempt.state = AttemptState::submitted;
  for (const Rule& rule : edition.exam.rules) fresh.accepted_rules.push_back({rule.id, rule.version});
  fresh.attempt.prepared_at = now;
  fresh.attempt.started_at = now;
  fresh.attempt.ended_at = now;
  fresh.form = assemble(edition, entropy.seed(), Language{"en"}, {}).value();
  fresh.attempt.row = tx.attempts().add(fresh);
  Passed passed{fresh.attempt, fresh.form, {}};
  passed.result.result.decision = Decision::pass;
  passed.result.result.total = {Rational{36}, 40};
  passed.result.result.cut_percent = 80;
  passed.result.created_at = now;
  tx.attempts().add_result(passed.attempt.row, passed.result);
  return passed;
}

double issuing_ms(app::Assembly& assembly, const ExamEdition& edition, int number) {
  const Result<double> spent = app::write_and_wait<double>(assembly.store(), [&](Tx& tx) -> Result<double> {
    const Instant now = assembly.clock().now();
    const Context& context = assembly.context();
    const Passed passed = add_passed(tx, context.entropy, edition, number, now);
    const double began = thread_cpu_ms();
    issue_approval(tx, context, passed.attempt, passed.form, edition, passed.result, now);
    return thread_cpu_ms() - began;
  });
  if (spent.has_error()) throw std::runtime_error("an approval was not issued");
  return *spent;
}

}  // namespace

std::vector<Row> bench_approvals(const Scale& scale) {
  const Folder folder("approvals");
  const std::filesystem::path data = folder.path() / "data";
  std::unique_ptr<app::Assembly> engine = open_engine(data, scale.banks);
  app::Assembly& assembly = *engine;
  const ExamEditionPointer shipped = assembly.catalogue().get()->exams.front();

  const int rounds = scale.pick(1000, 5);
  std::vector<double> issuing;
  for (int i = 0; i < rounds; ++i) issuing.push_back(issuing_ms(assembly, *shipped, i));
  const double signature =
      median_cpu_ms(rounds, [&](int i) { assembly.keys().signing_key()->sign(std::to_string(i)); });

  // Half of the places are set, at random: nothing that could be packed more tightly.
  Rng rng{assembly.context().entropy.seed()};
  std::vector<int> set;
  for (int index = 0; index < status_list_length; ++index) {
    if (rng.below(2) == 1) set.push_back(index);
  }
  const onboarding::Programme programme;
  const double list = median_cpu_ms(scale.pick(50, 2), [&](int) {
    onboarding::compact_jws(programme, assembly.keys(), onboarding::status_list_jws,
                            onboarding::status_list_payload(programme, 1, set, assembly.clock().now()));
  });
  const auto token = app::write_and_wait<std::string>(assembly.store(), [&](Tx& tx) {
    return add_machine_token(tx, assembly.context(), "bench", {Scope::events_read}, assembly.clock().now());
  });
  assembly.store().stop();
  engine.reset();
  const double issue = median(issuing);
  std::vector<Row> rows{
      {"issuing in a submit, CPU, ms", number(issue, 3), "one ES256 signature " + number(signature, 3),
       number(issue / signature, 1), "≤ 0.5 ms"},
      {"status list of 131072, half set, signed, ms", number(list, 2), "one ES256 signature " + number(signature, 3),
       number(list / signature, 1), "≤ 20 ms"},
  };
  for (Row& row : measure_feed_page(data, token.value(), scale)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace kiosk::perf
