// Goal: time and a new pass do to approvals what the programme says, and no pass is a way around a decision of staff.

#include "http/scenarios/desk.hpp"
#include "service/prepare_attempt.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// Passes, and forty days before that approval ends is in the exam again; answers the approval's id.
std::string begin_renewal(ServerBench& bench, Sitting& sitting) {
  const std::string id = at(sitting.sit(10), "/approval/id");
  bench.clock().advance(seconds{(365 - 40) * 86400});
  sitting.sign_in_again();
  sitting.prepare().start();
  return id;
}

}  // namespace

TEST_CASE("notices, an early renewal that loses no time, and the old approval superseded") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  const std::string old_id = at(sitting.sit(10), "/approval/id");
  CHECK(sitting.browser().ask("POST", "/api/v1/exams/sample-exam/attempts", prepare_body).status == 409);
  bench.clock().advance(seconds{(365 - 40) * 86400});
  CHECK(bench.settle_approvals() == 1);
  CHECK(bench.settle_approvals() == 0);
  sitting.sign_in_again();
  const auto renewed = sitting.sit(10);
  CHECK(at(renewed, "/approval/valid_from") == "2027-10-13T03:00:00Z");
  CHECK(at(renewed, "/approval/valid_until") == "2028-11-22T03:00:00Z");
  Browser chen = sign_in(bench, "chen", Role::hq);
  const auto old = chen.ask_for(200, "GET", "/api/v1/approvals/" + old_id);
  CHECK(at(old, "/state") == "superseded");
  CHECK(at(old, "/superseded_by") == at(renewed, "/approval/id"));
  const auto fresh = chen.ask_for(200, "GET", "/api/v1/approvals/" + at(renewed, "/approval/id"));
  CHECK(at(fresh, "/supersedes") == old_id);
  const auto set = bench.read<std::size_t>([](const ReadTx& tx) { return tx.approvals().set_status_entries().size(); });
  CHECK(set == 1);
  Desk desk{bench, old_id};
  CHECK(desk.code(chen, "/revoke", "R3", 409) == "approval-state");
  CHECK(desk.events() == std::vector<std::string>{"issued active 1 (absent)", "expiring active 2 (absent)",
                                                  "renewed active 1 (absent)"});
}

TEST_CASE("a pass after the expiry is a new approval") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.sit(10);
  bench.clock().advance(seconds{365 * 86400});
  sitting.sign_in_again();
  const auto again = sitting.sit(10);  // the server has not yet written the expiry down
  CHECK(at(again, "/approval/valid_until") == "2028-11-22T03:00:00Z");
  CHECK(bench.settle_approvals() == 1);
  CHECK(Desk(bench, "").events() ==
        std::vector<std::string>{"issued active 1 (absent)", "issued active 1 (absent)", "expired expired 2 (absent)"});
}

TEST_CASE("a pass is no way out of a suspension") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  const std::string old_id = begin_renewal(bench, sitting);
  Browser chen = sign_in(bench, "chen", Role::hq);
  Desk desk{bench, old_id};
  CHECK(desk.act(chen, "/suspend", "R3").status == 200);
  CHECK(desk.act(chen, "/revoke", "R3").status == 202);
  const auto result = sitting.answer_all(10).submit();
  const auto renewal = chen.ask_for(200, "GET", "/api/v1/approvals/" + at(result, "/approval/id"));
  CHECK(at(renewal, "/state") == "suspended");
  CHECK(at(renewal, "/reason") == "R3");
  CHECK(at(renewal, "/revocation_requested/reason") == "R3");
  CHECK(sitting.browser().ask("POST", "/api/v1/exams/sample-exam/attempts", prepare_body).status == 409);
}

TEST_CASE("a pass is no way out of a revocation that was decided while the exam ran") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  const std::string old_id = begin_renewal(bench, sitting);
  Browser chen = sign_in(bench, "chen", Role::hq);
  Browser li = sign_in(bench, "li", Role::hq);
  Desk desk{bench, old_id};
  CHECK(desk.act(chen, "/revoke", "R3").status == 202);
  CHECK(desk.act(li, "/revoke", "R3").status == 200);
  const auto result = sitting.answer_all(10).submit();
  Desk fresh{bench, at(result, "/approval/id")};
  const auto approval = chen.ask_for(200, "GET", fresh.path());
  CHECK(at(approval, "/state") == "suspended");
  CHECK(at(approval, "/reason") == "R3");
  CHECK(at(approval, "/supersedes") == "(absent)");
  CHECK(at(chen.ask_for(200, "GET", desk.path()), "/state") == "revoked");
  CHECK(fresh.act(chen, "/reinstate", "administrative").status == 200);  // HQ decides, not the exam
}

TEST_CASE("a suspension hangs over the next approval also when the old one has ended meanwhile") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  Desk desk{bench, at(sitting.sit(10), "/approval/id")};
  Browser chen = sign_in(bench, "chen", Role::hq);
  CHECK(desk.act(chen, "/suspend", "integrity").status == 200);
  bench.clock().advance(seconds{366 * 86400});
  CHECK(bench.settle_approvals() == 1);
  sitting.sign_in_again();
  const std::string id = at(sitting.sit(10), "/approval/id");
  Browser li = sign_in(bench, "li", Role::hq);
  const auto approval = li.ask_for(200, "GET", "/api/v1/approvals/" + id);
  CHECK(at(approval, "/state") == "suspended");
  CHECK(at(approval, "/reason") == "integrity");
}

TEST_CASE("a revocation gives no attempts back") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.sit(3);
  bench.clock().advance(seconds{30 * 86400});
  sitting.sign_in_again();
  Desk desk{bench, at(sitting.sit(10), "/approval/id")};
  Browser chen = sign_in(bench, "chen", Role::hq);
  Browser li = sign_in(bench, "li", Role::hq);
  CHECK(desk.act(chen, "/revoke", "R3").status == 202);
  CHECK(desk.act(li, "/revoke", "R3").status == 200);
  const std::optional<Instant> since = bench.read<std::optional<Instant>>([&](const ReadTx& tx) {
    return counts_since(tx, tx.attempts().find(*Uuid::parse(sitting.attempt()))->applicant, "sample-exam",
                        bench.clock().now());
  });
  CHECK_FALSE(since);
}

TEST_CASE("who sits an older version while its holders are asked to pass again is asked like them") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  sitting.prepare().start();
  const Instant by = bench.clock().now() + seconds{30 * 86400};
  bench.write<bool>([&](Tx& tx) -> Result<bool> {
    tx.approvals().set_recertification("sample-exam", {"a later version", by, bench.clock().now()});
    return true;
  });
  const std::string id = at(sitting.answer_all(10).submit(), "/approval/id");
  Browser chen = sign_in(bench, "chen", Role::hq);
  CHECK(at(chen.ask_for(200, "GET", "/api/v1/approvals/" + id), "/recertify_by") == to_rfc3339(by));
  bench.clock().advance(seconds{1});
  Sitting later{bench, 2};
  const std::string other = at(later.sit(10), "/approval/id");
  CHECK(at(chen.ask_for(200, "GET", "/api/v1/approvals/" + other), "/recertify_by") == "(absent)");
}
