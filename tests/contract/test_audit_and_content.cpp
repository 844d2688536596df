#include "contract/samples.hpp"

namespace kiosk::test {

TEST_CASE("Audit entries are numbered without gaps and read in order", "[contract]") {
  Bench bench{EVERY_STORE()};
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.audit().last().has_value(); }));
  bench.act([](Tx& tx) {
    for (std::int64_t number = 1; number <= 12; ++number) tx.audit().add(an_audit_entry(number));
  });
  const auto last = bench.get([](const ReadTx& tx) { return tx.audit().last(); });
  REQUIRE(last.has_value());
  CHECK(last->number == 12);
  CHECK(last->time == noon);
  CHECK(last->actor == "server");
  CHECK(last->act == "attempt-started");
  CHECK(last->subject == "attempt:1");
  CHECK(last->details.empty());
  CHECK(last->previous == a_digest(11));
  CHECK(last->hash == a_digest(12));

  const auto visited = [&](std::int64_t stop_at) {
    return bench.get([&](const ReadTx& tx) {
      std::vector<std::int64_t> numbers;
      tx.audit().each(0, [&](const AuditEntry& entry) {
        numbers.push_back(entry.number);
        return entry.number < stop_at;
      });
      return numbers;
    });
  };
  CHECK(visited(100) == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  CHECK(visited(3) == std::vector<std::int64_t>{1, 2, 3});

  const std::int64_t wrong = GENERATE(1, 12, 14);
  const Status refused = bench.write([&](Tx& tx) -> Status {
    tx.audit().add(an_audit_entry(wrong));
    return {};
  });
  CHECK(refused.error().code == ErrorCode::internal);
}

TEST_CASE("Published content is found by version and by fingerprint", "[contract]") {
  Bench bench{EVERY_STORE()};
  PublishedContent content{ContentKind::bank, "phones", "2026.1", a_digest(1), std::string("{\0}", 3), {}, noon};
  content.items = {{"display", a_digest(2), {{"zh-CN", a_digest(3)}, {"en", a_digest(4)}}},
                   {"weight", a_digest(5), {}}};
  const auto add = [&](const PublishedContent& published) {
    return bench.write([&](Tx& tx) -> Status {
      tx.content().add(published);
      return {};
    });
  };
  const auto fingerprint = [&](ContentKind kind, const std::string& version) {
    return bench.get([&](const ReadTx& tx) { return tx.content().fingerprint(kind, "phones", version); });
  };
  REQUIRE(add(content).has_value());
  CHECK(fingerprint(ContentKind::bank, "2026.1") == a_digest(1));
  CHECK_FALSE(fingerprint(ContentKind::exam, "2026.1").has_value());
  CHECK_FALSE(fingerprint(ContentKind::bank, "2026.2").has_value());
  CHECK(bench.get([](const ReadTx& tx) { return tx.content().bytes(a_digest(1)); }) == content.bytes);
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.content().bytes(a_digest(9)).has_value(); }));

  SECTION("a version is published once") {
    content.fingerprint = a_digest(9);
    CHECK(add(content).error().code == ErrorCode::internal);
    CHECK(fingerprint(ContentKind::bank, "2026.1") == a_digest(1));
  }
  SECTION("the same bytes may be of two kinds or versions") {
    content.kind = ContentKind::exam;
    CHECK(add(content).has_value());
    CHECK(fingerprint(ContentKind::exam, "2026.1") == a_digest(1));
  }
  SECTION("all versions of a kind are known") {
    content.version = "2026.2";
    content.fingerprint = a_digest(2);
    CHECK(add(content).has_value());
    auto published = bench.get([](const ReadTx& tx) { return tx.content().published(ContentKind::bank); });
    std::sort(published.begin(), published.end());
    CHECK(published == std::vector<Digest>{a_digest(1), a_digest(2)});
    CHECK(bench.get([](const ReadTx& tx) { return tx.content().published(ContentKind::exam).empty(); }));
  }
}

TEST_CASE("Settings can be set anew", "[contract]") {
  Bench bench{EVERY_STORE()};
  const auto get = [&] { return bench.get([](const ReadTx& tx) { return tx.settings().get("base-url"); }); };
  CHECK_FALSE(get().has_value());
  bench.act([](Tx& tx) { tx.settings().set("base-url", "https://a.example"); });
  CHECK(get() == "https://a.example");
  bench.act([](Tx& tx) { tx.settings().set("base-url", "https://b.example"); });
  CHECK(get() == "https://b.example");
}

}  // namespace kiosk::test
