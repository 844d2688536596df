#include "crypto/key_store.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "crypto/small_file.hpp"
#include "temporary_folder.hpp"

namespace kiosk::crypto {
namespace {

namespace fs = std::filesystem;

const Instant november = *parse_rfc3339("2026-11-22T03:00:00Z");

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

void add_published(const fs::path& folder, const std::string& name) {
  write(folder / (name + ".public.pem"), public_pem(Es256Key::generate().public_key(name)));
}

TEST_CASE("The first start draws a key; the next finds it again") {
  const test::TemporaryFolder folder;
  const fs::path keys = folder.path() / "data" / "keys";
  const auto first = KeyStore::open(keys, november);
  REQUIRE(first.has_value());
  CHECK((*first)->signing_key()->public_key().name == "2026-11");
  CHECK((*first)->published().size() == 1);
  CHECK((fs::status(keys).permissions() & fs::perms::all) == fs::perms::owner_all);
  CHECK((fs::status(keys / "2026-11.pem").permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));

  const auto second = KeyStore::open(keys, november + std::chrono::hours(24 * 90));
  REQUIRE(second.has_value());
  CHECK((*second)->signing_key()->public_key().name == "2026-11");
  CHECK(verify_es256((*first)->signing_key()->public_key(), "text", (*second)->signing_key()->sign("text")));
}

TEST_CASE("A taken name gets a suffix") {
  const test::TemporaryFolder folder;
  add_published(folder.path(), "2026-11");
  add_published(folder.path(), "2026-11-2");
  const auto store = KeyStore::open(folder.path(), november);
  REQUIRE(store.has_value());
  CHECK((*store)->signing_key()->public_key().name == "2026-11-3");
}

TEST_CASE("Replaced keys stay published, by name, without their private half") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyStore::open(folder.path(), november).has_value());
  add_published(folder.path(), "2025-10");
  write(folder.path() / "no key name.public.pem", "ignored");
  const auto store = KeyStore::open(folder.path(), november);
  REQUIRE(store.has_value());
  REQUIRE((*store)->published().size() == 2);
  CHECK((*store)->published()[0].name == "2025-10");
  CHECK((*store)->published()[1].name == "2026-11");
  CHECK((*store)->signing_key()->public_key().name == "2026-11");
}

TEST_CASE("A folder whose keys do not fit together is refused, and says which file") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyStore::open(folder.path(), november).has_value());
  const fs::path private_file = folder.path() / "2026-11.pem";
  const fs::path public_file = folder.path() / "2026-11.public.pem";
  std::string named;

  SECTION("another private half") {
    fs::remove(private_file);
    REQUIRE(create_file(private_file, Es256Key::generate().to_pem(), FileAccess::owner_only).has_value());
    named = "2026-11.pem";
  }
  SECTION("no private half") {
    fs::remove(private_file);
    named = "2026-11.pem";
  }
  SECTION("no public half") {
    fs::remove(public_file);
    named = "2026-11.public.pem";
  }
  SECTION("broken private half") {
    fs::remove(private_file);
    REQUIRE(create_file(private_file, "broken", FileAccess::owner_only).has_value());
    named = "2026-11.pem";
  }
  SECTION("broken public half") {
    write(public_file, "broken");
    named = "2026-11.public.pem";
  }
  SECTION("private half open to others") {
    REQUIRE(chmod(private_file.c_str(), 0644) == 0);
    named = "2026-11.pem";
  }
  SECTION("a name that is a path") {
    write(folder.path() / "signing-key", "../2026-11");
    named = "signing-key";
  }
  SECTION("a name that nothing has") {
    write(folder.path() / "signing-key", "2027-01");
    named = "2027-01.pem";
  }
  SECTION("an older key whose halves differ") {
    add_published(folder.path(), "2025-10");
    REQUIRE(
        create_file(folder.path() / "2025-10.pem", Es256Key::generate().to_pem(), FileAccess::owner_only).has_value());
    named = "2025-10.pem";
  }

  const auto store = KeyStore::open(folder.path(), november);
  REQUIRE(store.has_error());
  CHECK(store.error().detail.find(named) != std::string::npos);
  // Nothing was drawn anew in place of what is wrong.
  CHECK_FALSE(fs::exists(folder.path() / "2026-11-2.pem"));
}

TEST_CASE("One more key is published at once, signs when it is told to, and so does it after a restart") {
  const test::TemporaryFolder folder;
  const auto store = KeyStore::open(folder.path(), november);
  REQUIRE(store.has_value());
  const auto held = (*store)->signing_key();
  const Result<std::string> added = (*store)->add(november);
  REQUIRE(added.has_value());
  CHECK(*added == "2026-11-2");
  CHECK((*store)->published().size() == 2);
  CHECK((*store)->signing_key()->public_key().name == "2026-11");
  CHECK((fs::status(folder.path() / "2026-11-2.pem").permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));

  REQUIRE((*store)->sign_with("2026-11-2").has_value());
  const auto signing = (*store)->signing_key();
  CHECK(signing->public_key().name == "2026-11-2");
  CHECK(verify_es256((*store)->published()[1], "text", signing->sign("text")));
  CHECK(held->public_key().name == "2026-11");  // who holds the old one ends what he began
  CHECK((*store)->published().size() == 2);

  CHECK((*store)->check().has_value());
  add_published(folder.path(), "2025-10");
  CHECK((*store)->check().has_error());
  fs::remove(folder.path() / "2025-10.public.pem");

  const auto again = KeyStore::open(folder.path(), november);
  REQUIRE(again.has_value());
  CHECK((*again)->signing_key()->public_key().name == "2026-11-2");
  CHECK((*again)->published().size() == 2);
}

TEST_CASE("A key that is withdrawn is published no more, its private half is gone, and its name is not used again") {
  const test::TemporaryFolder folder;
  const auto store = KeyStore::open(folder.path(), november);
  REQUIRE(store.has_value());
  CHECK((*store)->withdraw("2026-11").has_error());  // it signs
  CHECK((*store)->withdraw("2027-01").has_error());
  REQUIRE((*store)->add(november).has_value());
  REQUIRE((*store)->sign_with("2026-11-2").has_value());
  REQUIRE((*store)->withdraw("2026-11").has_value());
  REQUIRE((*store)->withdraw("2026-11").has_value());  // who was cut off does it again
  REQUIRE((*store)->published().size() == 1);
  CHECK((*store)->published()[0].name == "2026-11-2");
  CHECK_FALSE(fs::exists(folder.path() / "2026-11.pem"));
  CHECK(*(*store)->add(november) == "2026-11-3");
  const auto again = KeyStore::open(folder.path(), november);
  REQUIRE(again.has_value());
  CHECK((*again)->published().size() == 2);
}

TEST_CASE("Only a published key whose private half is there can sign") {
  const test::TemporaryFolder folder;
  const auto store = KeyStore::open(folder.path(), november);
  REQUIRE(store.has_value());
  add_published(folder.path(), "2025-10");
  for (const std::string name : {"2027-01", "../2026-11", "", "2025-10"}) {
    CHECK((*store)->sign_with(name).has_error());
    CHECK((*store)->signing_key()->public_key().name == "2026-11");
  }
  const auto again = KeyStore::open(folder.path(), november);
  REQUIRE(again.has_value());
  CHECK((*again)->signing_key()->public_key().name == "2026-11");
}

TEST_CASE("A folder that cannot be made is an error") {
  const test::TemporaryFolder folder;
  write(folder.path() / "file", "");
  const auto store = KeyStore::open(folder.path() / "file" / "keys", november);
  REQUIRE(store.has_error());
  CHECK(store.error().code == ErrorCode::store_failed);
}

}  // namespace
}  // namespace kiosk::crypto
