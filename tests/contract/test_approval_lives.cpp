// Goal: both stores keep what becomes of approvals in the same way.

#include "contract/samples.hpp"

namespace kiosk::test {

namespace {

constexpr std::chrono::days day{1};

/// Approvals of one applicant each, numbered from 1.
class Lives {
 public:
  Lives(Bench& bench, int count) : bench_(bench) {
    staff = bench.set([](Tx& tx) { return tx.people().add_staff(a_staff_account(1), noon); });
    for (int number = 1; number <= count; ++number) add(number, "CN-GD", {});
  }

  Status try_add(int number, const std::string& region, std::optional<Uuid> supersedes) {
    const auto n = static_cast<std::uint64_t>(number);
    const ApplicantId applicant = add_applicant(bench_, n, region);
    NewAttempt fresh = an_attempt(n, applicant);
    fresh.attempt = handed_in(started(fresh.attempt, noon), noon);
    const Attempt attempt = add_attempt(bench_, fresh);
    NewApproval approval = an_approval(n, applicant, attempt.row);
    approval.record.region = region;
    approval.record.supersedes = supersedes;
    ids.push_back(approval.record.id);
    return bench_.write([&](Tx& tx) -> Status {
      tx.attempts().add_result(attempt.row, a_result(Decision::pass));
      tx.approvals().add(approval);
      return {};
    });
  }
  void add(int number, const std::string& region, std::optional<Uuid> supersedes) {
    REQUIRE(try_add(number, region, supersedes).has_value());
  }

  ApprovalLife life(std::size_t number) const {
    return bench_.get([&](const ReadTx& tx) { return tx.approvals().life(ids[number - 1]).value(); });
  }

  Status try_change(std::size_t number, const ApprovalLife& before, const LifeDecision& decision) {
    return bench_.write([&](Tx& tx) -> Status {
      tx.approvals().update(ids[number - 1], before, decision.life,
                            {decision.life.revision, decision.change, decision.life.state, decision.reason, "staff:1",
                             staff, noon + day});
      return {};
    });
  }
  ApprovalLife change(std::size_t number, const LifeCommand& command, Instant now = noon) {
    const ApprovalLife before = life(number);
    const LifeDecision decision = decide(before, command, now);
    REQUIRE(decision.verdict == LifeVerdict::accepted);
    REQUIRE(try_change(number, before, decision).has_value());
    CHECK(life(number) == decision.life);
    return decision.life;
  }

  std::vector<Uuid> found(const ApprovalSearch& search) const {
    std::vector<Uuid> found_ids;
    for (const ApprovalRecord& record : bench_.get([&](const ReadTx& tx) { return tx.approvals().search(search); })) {
      found_ids.push_back(record.id);
    }
    return found_ids;
  }

  std::vector<Uuid> ids;
  StaffId staff;

 private:
  Bench& bench_;
};

}  // namespace

TEST_CASE("A change is kept with its line of history", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 1};
  CHECK(lives.life(1) == new_life(noon, noon + 365 * day));
  lives.change(1, RevokeCommand{ReasonCode::r3, lives.staff});
  lives.change(1, RecertifyCommand{noon + 90 * day});
  lives.change(1, SuspendCommand{ReasonCode::r1});
  const auto record = bench.get([&](const ReadTx& tx) { return tx.approvals().find(lives.ids[0]).value(); });
  CHECK(record.state == ApprovalState::suspended);
  CHECK(record.revision == 4);
  const auto history = bench.get([&](const ReadTx& tx) { return tx.approvals().history(lives.ids[0]); });
  REQUIRE(history.size() == 3);
  CHECK(history[0].change == LifeChange::revocation_requested);
  CHECK(history[0].revision == 2);
  CHECK(history[2].change == LifeChange::suspended);
  CHECK(history[2].state == ApprovalState::suspended);
  CHECK(history[2].reason == ReasonCode::r1);
  CHECK(history[2].actor == "staff:1");
  CHECK(history[2].staff == lives.staff);
  CHECK(history[2].at == noon + day);
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.approvals().life(an_id(99)).has_value(); }));
  CHECK(bench.get([](const ReadTx& tx) { return tx.approvals().history(an_id(99)); }).empty());
}

TEST_CASE("The store refuses a change of what has changed meanwhile, and a way back from the end", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 1};
  const ApprovalLife first = lives.life(1);
  lives.change(1, SuspendCommand{ReasonCode::r1});
  CHECK(lives.try_change(1, first, decide(first, SuspendCommand{ReasonCode::r2}, noon)).has_error());
  const ApprovalLife ended = lives.change(1, SupersedeCommand{});
  LifeDecision back{LifeVerdict::accepted, ended, LifeChange::reinstated, {}};
  back.life.state = ApprovalState::active;
  ++back.life.revision;
  CHECK(lives.try_change(1, ended, back).has_error());
  CHECK(lives.life(1) == ended);
}

TEST_CASE("Set status bits are listed and counted", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 4};
  const auto count = [&] { return bench.get([](const ReadTx& tx) { return tx.approvals().set_status_count(); }); };
  CHECK(count() == 0);
  lives.change(1, SuspendCommand{ReasonCode::r1});
  CHECK(count() == 0);
  lives.change(3, SupersedeCommand{});
  lives.change(2, RevokeCommand{ReasonCode::r3, lives.staff});
  lives.change(2, RevokeCommand{ReasonCode::r3, StaffId{lives.staff.value + 1}});
  CHECK(count() == 2);
  const auto entries = bench.get([](const ReadTx& tx) { return tx.approvals().set_status_entries(); });
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].index == 2);
  CHECK(entries[1].index == 3);
}

TEST_CASE("What is due is found by its time, most overdue first", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 3};
  const Instant end = noon + 365 * day;
  const auto due = [&](Instant now, int limit) {
    return bench.get([&](const ReadTx& tx) { return tx.approvals().due(now, limit); });
  };
  CHECK(due(end - 60 * day - milliseconds{1}, 10).empty());
  CHECK(due(end - 60 * day, 10).size() == 3);
  CHECK(due(end - 60 * day, 2).size() == 2);
  lives.change(2, RecertifyCommand{noon + 30 * day});
  CHECK(due(noon + 30 * day, 10) == std::vector<Uuid>{lives.ids[1]});
  CHECK(due(end, 1) == std::vector<Uuid>{lives.ids[1]});
  lives.change(2, SupersedeCommand{});
  CHECK(due(noon + 30 * day, 10).empty());
  lives.change(1, PassTimeCommand{}, end);
  CHECK(due(end, 10) == std::vector<Uuid>{lives.ids[2]});
}

TEST_CASE("Approvals of older versions are found for a rule change, each once", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 4};
  lives.change(4, SupersedeCommand{});
  const auto found = [&](const std::string& exam, const std::string& version, Instant by, int limit = 10,
                         const std::optional<Uuid>& after = {}) {
    return bench.get([&](const ReadTx& tx) { return tx.approvals().to_recertify(exam, version, by, after, limit); });
  };
  const Instant by = noon + 30 * day;
  CHECK(found("kiosk-partner", "2027.1", by) == std::vector<Uuid>{lives.ids[0], lives.ids[1], lives.ids[2]});
  CHECK(found("kiosk-partner", "2027.1", by, 2).size() == 2);
  CHECK(found("kiosk-partner", "2026.1", by).empty());
  CHECK(found("other", "2027.1", by).empty());
  CHECK(found("kiosk-partner", "2027.1", noon + 365 * day).empty());
  lives.change(1, RecertifyCommand{by});
  lives.change(2, RecertifyCommand{by + day});
  CHECK(found("kiosk-partner", "2027.1", by) == std::vector<Uuid>{lives.ids[1], lives.ids[2]});
  CHECK(found("kiosk-partner", "2027.1", by, 10, lives.ids[1]) == std::vector<Uuid>{lives.ids[2]});
  CHECK(found("kiosk-partner", "2027.1", by, 10, lives.ids[2]).empty());
}

TEST_CASE("The latest rule change of each exam is remembered", "[contract]") {
  Bench bench{EVERY_STORE()};
  const auto known = [&](const std::string& exam) {
    return bench.get([&](const ReadTx& tx) { return tx.approvals().recertification(exam); });
  };
  CHECK_FALSE(known("kiosk-partner"));
  bench.act([](Tx& tx) { tx.approvals().set_recertification("kiosk-partner", {"2026.2", noon + 9 * day, noon}); });
  bench.act([](Tx& tx) {
    tx.approvals().set_recertification("kiosk-partner", {"2027.1", noon + 30 * day, noon + day});
  });
  const auto latest = known("kiosk-partner");
  REQUIRE(latest);
  CHECK(latest->version == "2027.1");
  CHECK(latest->by == noon + 30 * day);
  CHECK(latest->asked_at == noon + day);
  CHECK_FALSE(known("other"));
}

TEST_CASE("A credential signed anew takes another place; the old place is never free again", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 3};
  lives.change(2, SupersedeCommand{});
  const auto in_force = [&](const std::optional<Uuid>& after, int limit) {
    return bench.get([&](const ReadTx& tx) { return tx.approvals().in_force(after, limit); });
  };
  CHECK(in_force({}, 10) == std::vector<Uuid>{lives.ids[0], lives.ids[2]});
  CHECK(in_force({}, 1) == std::vector<Uuid>{lives.ids[0]});
  CHECK(in_force(lives.ids[0], 10) == std::vector<Uuid>{lives.ids[2]});

  ApprovalRecord record = bench.get([&](const ReadTx& tx) { return tx.approvals().find(lives.ids[0]).value(); });
  const StatusEntry old = record.status_entry;
  const auto bits = bench.get([](const ReadTx& tx) { return tx.approvals().set_status_count(); });
  record.status_entry = {5, 77};
  bench.act([&](Tx& tx) { tx.approvals().reissue(record, "signed anew", noon); });
  const auto taken = [&](const StatusEntry& entry) {
    return bench.get([&](const ReadTx& tx) { return tx.approvals().status_index_taken(entry); });
  };
  CHECK(taken(old));
  CHECK(taken({5, 77}));
  const auto found = bench.get([&](const ReadTx& tx) { return tx.approvals().find(lives.ids[0]).value(); });
  CHECK(found.status_entry.list == 5);
  CHECK(found.status_entry.index == 77);
  CHECK(found.number == record.number);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.approvals().credential(lives.ids[0]); }) == "signed anew");
  CHECK(bench.get([](const ReadTx& tx) { return tx.approvals().set_status_count(); }) == bits + 1);
  const auto set = bench.get([](const ReadTx& tx) { return tx.approvals().set_status_entries(); });
  CHECK(std::any_of(set.begin(), set.end(),
                    [&](const StatusEntry& e) { return e.list == old.list && e.index == old.index; }));
  CHECK(std::none_of(set.begin(), set.end(), [](const StatusEntry& e) { return e.list == 5; }));

  record.status_entry = {5, 78};
  bench.act([&](Tx& tx) { tx.approvals().reissue(record, "and once more", noon); });
  CHECK(bench.get([&](const ReadTx& tx) { return tx.approvals().credential(lives.ids[0]); }) == "and once more");
  CHECK(bench.get([](const ReadTx& tx) { return tx.approvals().set_status_count(); }) == bits + 2);
  CHECK(taken({5, 77}));
}

TEST_CASE("A renewal names what it supersedes, once", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 1};
  lives.add(2, "CN-GD", lives.ids[0]);
  const auto record = bench.get([&](const ReadTx& tx) { return tx.approvals().find(lives.ids[1]).value(); });
  CHECK(record.supersedes == lives.ids[0]);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.approvals().superseded_by(lives.ids[0]); }) == lives.ids[1]);
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.approvals().superseded_by(lives.ids[1]).has_value(); }));
  CHECK(lives.try_add(3, "CN-GD", lives.ids[0]).has_error());
  CHECK(lives.try_add(4, "CN-GD", an_id(99)).has_error());
}

TEST_CASE("Approvals are searched by state, region and number, latest first, page by page", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 2};
  lives.add(3, "IN-KA", {});
  lives.add(12, "CN-BJ", {});
  lives.change(2, SuspendCommand{ReasonCode::r1});
  const std::vector<Uuid>& ids = lives.ids;
  CHECK(lives.found({}) == std::vector<Uuid>{ids[3], ids[2], ids[1], ids[0]});
  CHECK(lives.found({{}, {"CN-GD", "CN-BJ"}, "", {}, 50}) == std::vector<Uuid>{ids[3], ids[1], ids[0]});
  CHECK(lives.found({ApprovalState::suspended, {}, "", {}, 50}) == std::vector<Uuid>{ids[1]});
  CHECK(lives.found({ApprovalState::active, {"CN-GD"}, "", {}, 50}) == std::vector<Uuid>{ids[0]});
  CHECK(lives.found({ApprovalState::revoked, {}, "", {}, 50}).empty());
  CHECK(lives.found({{}, {}, "KP-CN-GD-2026-1", {}, 50}) == std::vector<Uuid>{ids[3], ids[0]});
  CHECK(lives.found({{}, {}, "KP-%", {}, 50}).empty());
  CHECK(lives.found({{}, {}, "", ids[2], 1}) == std::vector<Uuid>{ids[1]});
  CHECK(lives.found({{}, {}, "", ids[0], 50}).empty());
}

TEST_CASE("Approvals are found and counted by what they wait for", "[contract]") {
  Bench bench{EVERY_STORE()};
  Lives lives{bench, 4};
  const std::vector<Uuid>& ids = lives.ids;
  const Instant end = noon + 365 * day;
  const auto asked = [](ApprovalNeed need, Instant time, std::optional<Uuid> after = {}) {
    ApprovalSearch search;
    search.need = need;
    search.need_time = time;
    search.after = after;
    return search;
  };
  const auto count = [&](const ApprovalSearch& search) {
    return bench.get([&](const ReadTx& tx) { return tx.approvals().count(search); });
  };
  lives.change(3, RevokeCommand{ReasonCode::r3, lives.staff});
  lives.change(2, RecertifyCommand{noon + 90 * day});
  lives.change(4, SupersedeCommand{});
  bench.act([&](Tx& tx) { tx.approvals().set_onboarding_mark(ids[1], {"P-1", "abcd1234", noon, noon}); });

  CHECK(lives.found(asked(ApprovalNeed::second_person, noon)) == std::vector<Uuid>{ids[2]});
  CHECK(lives.found(asked(ApprovalNeed::recertification, noon)) == std::vector<Uuid>{ids[1]});
  CHECK(lives.found(asked(ApprovalNeed::onboarding, noon)).empty());
  CHECK(lives.found(asked(ApprovalNeed::onboarding, noon + day)) == std::vector<Uuid>{ids[2], ids[0]});
  CHECK(count(asked(ApprovalNeed::onboarding, noon + day)) ==
        bench.get([](const ReadTx& tx) { return tx.approvals().count_unmarked(noon + day); }));
  CHECK(lives.found(asked(ApprovalNeed::renewal, end - milliseconds{1})).empty());
  CHECK(lives.found(asked(ApprovalNeed::renewal, end)) == std::vector<Uuid>{ids[0], ids[1], ids[2]});
  CHECK(lives.found(asked(ApprovalNeed::renewal, end, ids[1])) == std::vector<Uuid>{ids[2]});
  CHECK(count(asked(ApprovalNeed::renewal, end)) == 3);
  CHECK(count({}) == 4);
  ApprovalSearch one;
  one.id = ids[3];
  CHECK(lives.found(one) == std::vector<Uuid>{ids[3]});
  one.state = ApprovalState::active;
  CHECK(lives.found(one).empty());
}

TEST_CASE("Events are counted by type", "[contract]") {
  Bench bench{EVERY_STORE()};
  CHECK(bench.get([](const ReadTx& tx) { return tx.outbox().counts(); }).empty());
  bench.act([](Tx& tx) {
    for (std::int64_t sequence = 1; sequence <= 3; ++sequence) {
      OutboxEvent event = an_event(sequence);
      if (sequence == 2) event.type = "approval.revoked.v1";
      tx.outbox().add(event);
    }
  });
  const auto counts = bench.get([](const ReadTx& tx) { return tx.outbox().counts(); });
  REQUIRE(counts.size() == 2);
  CHECK(counts[0].type == "approval.issued.v1");
  CHECK(counts[0].count == 2);
  CHECK(counts[1].count == 1);
}

TEST_CASE("Answers are kept until they expire", "[contract]") {
  Bench bench{EVERY_STORE()};
  const KeptAnswer answer{a_digest(1), a_digest(2), 202, "{}", "2-active", noon};
  bench.act([&](Tx& tx) { tx.answers().keep(answer); });
  const auto kept = [&](std::uint64_t key) {
    return bench.get([&](const ReadTx& tx) { return tx.answers().find(a_digest(key)); });
  };
  REQUIRE(kept(1));
  CHECK(kept(1)->request == answer.request);
  CHECK(kept(1)->status == 202);
  CHECK(kept(1)->body == "{}");
  CHECK(kept(1)->tag == "2-active");
  CHECK(kept(1)->expires_at == noon);
  CHECK_FALSE(kept(2));
  bench.act([&](Tx& tx) { tx.answers().remove_expired(noon, 10); });
  CHECK(kept(1));
  KeptAnswer newer = answer;
  newer.body = "[]";
  bench.act([&](Tx& tx) { tx.answers().keep(newer); });
  CHECK(kept(1)->body == "[]");
  bench.act([&](Tx& tx) { tx.answers().remove_expired(noon + milliseconds{1}, 10); });
  CHECK_FALSE(kept(1));
}

}  // namespace kiosk::test
