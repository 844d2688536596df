#include "contract/samples.hpp"

namespace kiosk::test {

TEST_CASE("An applicant is found by row, public id and code", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId first = add_applicant(bench, 1);
  const ApplicantId second = add_applicant(bench, 2, "IN-DL");
  CHECK(first != second);

  const NewApplicant sample = an_applicant(2, "IN-DL");
  const auto found = bench.get([&](const ReadTx& tx) {
    return std::vector{tx.people().applicant(second), tx.people().applicant(sample.applicant.id),
                       tx.people().applicant_by_code(sample.code_hash)};
  });
  for (const std::optional<Applicant>& applicant : found) {
    REQUIRE(applicant.has_value());
    CHECK(applicant->row == second);
    CHECK(applicant->id == sample.applicant.id);
    CHECK(applicant->partner_id == sample.applicant.partner_id);
    CHECK(applicant->region == "IN-DL");
    CHECK(applicant->language == "zh-CN");
    CHECK(applicant->registered_at == noon);
  }
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().applicant(ApplicantId{99}).has_value(); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().applicant(an_id(99)).has_value(); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().applicant_by_code(a_digest(99)).has_value(); }));
}

TEST_CASE("An identity is kept beside its applicant, and its contact is known", "[contract]") {
  Bench bench{EVERY_STORE()};
  NewApplicant fresh = an_applicant(1);
  fresh.identity = {"王小明", "+86 138 0000 0000", "Shop \"1\"; DROP TABLE applicants"};
  const ApplicantId row = bench.set([&](Tx& tx) { return tx.people().add_applicant(fresh); });

  const auto identity = bench.get([&](const ReadTx& tx) { return tx.people().identity(row); });
  REQUIRE(identity.has_value());
  CHECK(identity->name == fresh.identity.name);
  CHECK(identity->contact == fresh.identity.contact);
  CHECK(identity->shop_name == fresh.identity.shop_name);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.people().contact_known(fresh.contact_hash); }));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.people().contact_known(a_digest(99)); }));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.people().identity(ApplicantId{99}).has_value(); }));
}

TEST_CASE("The store refuses a contact, a code or an id that is taken", "[contract]") {
  Bench bench{EVERY_STORE()};
  add_applicant(bench, 1);
  NewApplicant twin = an_applicant(2);
  SECTION("contact") { twin.contact_hash = an_applicant(1).contact_hash; }
  SECTION("code") { twin.code_hash = an_applicant(1).code_hash; }
  SECTION("public id") { twin.applicant.id = an_applicant(1).applicant.id; }
  SECTION("partner id") { twin.applicant.partner_id = an_applicant(1).applicant.partner_id; }
  const Status refused = bench.write([&](Tx& tx) -> Status {
    tx.people().add_applicant(twin);
    return {};
  });
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::internal);
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().applicant(ApplicantId{2}).has_value(); }));
}

TEST_CASE("A new code replaces the old one", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId row = add_applicant(bench, 1);
  bench.act([&](Tx& tx) { tx.people().replace_code(row, a_digest(77), noon); });
  const auto by_code = [&](const Digest& code) {
    return bench.get([&](const ReadTx& tx) { return tx.people().applicant_by_code(code).has_value(); });
  };
  CHECK(by_code(a_digest(77)));
  CHECK_FALSE(by_code(an_applicant(1).code_hash));
}

TEST_CASE("An erased person is found by nothing but the ids that name nobody", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId row = add_applicant(bench, 1);
  const ApplicantId other = add_applicant(bench, 2);
  const NewApplicant sample = an_applicant(1);
  bench.act([&](Tx& tx) {
    tx.people().add_sign_in({a_digest(1), row, noon, noon + seconds{10}});
    tx.people().add_sign_in({a_digest(2), other, noon, noon + seconds{10}});
  });
  const Attempt attempt = add_attempt(bench, an_attempt(1, row));
  const Instant later = noon + seconds{5};
  bench.act([&](Tx& tx) { tx.people().erase(row, later); });

  const auto found = bench.get([&](const ReadTx& tx) { return tx.people().applicant(sample.applicant.id); });
  REQUIRE(found.has_value());
  CHECK(found->erased_at == later);
  CHECK(found->partner_id == sample.applicant.partner_id);
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.people().applicant(other)->erased_at.has_value(); }));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.people().identity(row).has_value(); }));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.people().contact_known(sample.contact_hash); }));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.people().applicant_by_code(sample.code_hash).has_value(); }));
  CHECK_FALSE(bench.get([&](const ReadTx& tx) { return tx.people().sign_in(a_digest(1)).has_value(); }));
  CHECK(bench.get([&](const ReadTx& tx) { return tx.people().sign_in(a_digest(2)).has_value(); }));
  CHECK(bench.get([&](const ReadTx& tx) { return tx.attempts().all_of(row); }) == std::vector{attempt});

  SECTION("the contact and even the code may come again, as another applicant") {
    NewApplicant again = sample;
    again.applicant.id = an_id(77);
    again.applicant.partner_id = an_id(78);
    CHECK(bench.set([&](Tx& tx) { return tx.people().add_applicant(again); }) != row);
  }
  SECTION("neither a second erasure nor a new code") {
    const auto refused = [&](const std::function<void(Tx&)>& work) {
      return bench
          .write([&](Tx& tx) -> Status {
            work(tx);
            return {};
          })
          .has_error();
    };
    CHECK(refused([&](Tx& tx) { tx.people().erase(row, later); }));
    CHECK(refused([&](Tx& tx) { tx.people().replace_code(row, a_digest(77), later); }));
  }
}

TEST_CASE("Staff accounts are found by row and name; a name is taken once", "[contract]") {
  Bench bench{EVERY_STORE()};
  bench.act([](Tx& tx) { tx.people().add_staff(a_staff_account(1), noon); });
  const StaffId row = bench.set([](Tx& tx) { return tx.people().add_staff(a_staff_account(2), noon); });

  const auto member = bench.get([&](const ReadTx& tx) { return tx.people().staff(row); });
  REQUIRE(member.has_value());
  CHECK(member->row == row);
  CHECK(member->name == "staff-2");
  CHECK(member->role == Role::hq);
  const auto account = bench.get([](const ReadTx& tx) { return tx.people().staff_account("staff-2"); });
  REQUIRE(account.has_value());
  CHECK(account->member.row == row);
  CHECK(account->password_hash == "encoded");
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().staff_account("STAFF-2").has_value(); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().staff(StaffId{99}).has_value(); }));
  CHECK(bench
            .write([](Tx& tx) -> Status {
              tx.people().add_staff(a_staff_account(2), noon);
              return {};
            })
            .has_error());
}

TEST_CASE("Machine tokens keep their scopes", "[contract]") {
  Bench bench{EVERY_STORE()};
  const MachineToken token{"abcd1234", "onboarding", a_digest(5), {Scope::events_read, Scope::approvals_read}, noon};
  bench.act([&](Tx& tx) { tx.people().add_machine_token(token); });
  const auto found = bench.get([](const ReadTx& tx) { return tx.people().machine_token("abcd1234"); });
  REQUIRE(found.has_value());
  CHECK(found->name == token.name);
  CHECK(found->secret_hash == token.secret_hash);
  CHECK(found->scopes == token.scopes);
  CHECK(found->created_at == noon);
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().machine_token("other").has_value(); }));
}

TEST_CASE("Machine tokens are listed, say when they were last used, and go", "[contract]") {
  Bench bench{EVERY_STORE()};
  bench.act([](Tx& tx) {
    tx.people().add_machine_token({"bbbb2222", "second", a_digest(2), {Scope::events_read}, noon});
    tx.people().add_machine_token({"cccc3333", "first", a_digest(3), {Scope::events_read}, noon + seconds{1}});
    tx.people().add_machine_token({"aaaa1111", "first", a_digest(1), {Scope::events_read}, noon + seconds{2}});
    tx.people().note_token_use("bbbb2222", noon + seconds{60});
    tx.people().note_token_use("gone0000", noon);
  });
  const auto listed = bench.get([](const ReadTx& tx) { return tx.people().machine_tokens(); });
  REQUIRE(listed.size() == 3);
  CHECK(listed[0].token_id == "cccc3333");
  CHECK(listed[1].token_id == "aaaa1111");
  CHECK(listed[2].token_id == "bbbb2222");
  CHECK_FALSE(listed[0].last_used_at.has_value());
  CHECK(listed[2].last_used_at == noon + seconds{60});

  CHECK(bench.set([](Tx& tx) { return tx.people().remove_machine_token("aaaa1111"); }));
  CHECK_FALSE(bench.set([](Tx& tx) { return tx.people().remove_machine_token("aaaa1111"); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.people().machine_token("aaaa1111").has_value(); }));
  CHECK(bench.get([](const ReadTx& tx) { return tx.people().machine_tokens().size(); }) == 2);
}

TEST_CASE("Sign-ins of applicants and staff come and go", "[contract]") {
  Bench bench{EVERY_STORE()};
  const ApplicantId applicant = add_applicant(bench, 1);
  const ApplicantId other = add_applicant(bench, 2);
  const StaffId staff = bench.set([](Tx& tx) { return tx.people().add_staff(a_staff_account(1), noon); });
  bench.act([&](Tx& tx) {
    tx.people().add_sign_in({a_digest(1), applicant, noon, noon + seconds{10}});
    tx.people().add_sign_in({a_digest(2), applicant, noon, noon + seconds{20}});
    tx.people().add_sign_in({a_digest(3), other, noon, noon + seconds{30}});
    tx.people().add_sign_in({a_digest(4), staff, noon, noon + seconds{40}});
  });
  const auto is_there = [&](std::uint64_t token) {
    return bench.get([&](const ReadTx& tx) { return tx.people().sign_in(a_digest(token)).has_value(); });
  };

  const auto found = bench.get([](const ReadTx& tx) { return tx.people().sign_in(a_digest(4)); });
  REQUIRE(found.has_value());
  CHECK(std::get<StaffId>(found->who) == staff);
  CHECK(found->expires_at == noon + seconds{40});
  const auto of_applicant = bench.get([&](const ReadTx& tx) { return tx.people().sign_ins_of(applicant); });
  REQUIRE(of_applicant.size() == 2);
  CHECK(of_applicant[0].token_hash == a_digest(1));
  CHECK(of_applicant[1].expires_at == noon + seconds{20});

  SECTION("one") {
    bench.act([](Tx& tx) { tx.people().remove_sign_in(a_digest(2)); });
    CHECK_FALSE(is_there(2));
    CHECK(is_there(1));
  }
  SECTION("all of an applicant") {
    bench.act([&](Tx& tx) { tx.people().remove_sign_ins_of(applicant); });
    CHECK_FALSE(is_there(1));
    CHECK_FALSE(is_there(2));
    CHECK(is_there(3));
    CHECK(is_there(4));
  }
  SECTION("expired ones, never more than the limit, never one that is still good") {
    bench.act([](Tx& tx) { tx.people().remove_expired_sign_ins(noon + seconds{30}, 1); });
    CHECK(is_there(1) != is_there(2));
    bench.act([](Tx& tx) { tx.people().remove_expired_sign_ins(noon + seconds{30}, 10); });
    CHECK_FALSE(is_there(1));
    CHECK_FALSE(is_there(2));
    CHECK(is_there(3));
    CHECK(is_there(4));
  }
}

}  // namespace kiosk::test
