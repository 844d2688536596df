#include "crypto/small_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "temporary_folder.hpp"

namespace kiosk::crypto {
namespace {

mode_t mode_of(const std::filesystem::path& path) {
  struct stat facts {};
  REQUIRE(stat(path.c_str(), &facts) == 0);
  return facts.st_mode & 07777U;
}

TEST_CASE("A private file is its owner's alone, whatever the umask says") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "secret";
  const mode_t before = umask(0);
  REQUIRE(create_file(path, "text", FileAccess::owner_only).has_value());
  umask(before);
  CHECK(mode_of(path) == 0600);
  CHECK(read_file(path, FileAccess::owner_only).value() == "text");

  REQUIRE(create_file(folder.path() / "open", "text", FileAccess::everybody).has_value());
  CHECK(mode_of(folder.path() / "open") == 0644);
}

TEST_CASE("A private file that others may read is refused") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "secret";
  REQUIRE(create_file(path, "text", FileAccess::owner_only).has_value());
  REQUIRE(chmod(path.c_str(), 0640) == 0);
  const auto text = read_file(path, FileAccess::owner_only);
  REQUIRE(text.has_error());
  CHECK(text.error().code == ErrorCode::store_failed);
  CHECK(text.error().detail.find("chmod 600") != std::string::npos);
  CHECK(read_file(path, FileAccess::everybody).value() == "text");
}

TEST_CASE("A file is never replaced") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "secret";
  REQUIRE(create_file(path, "first", FileAccess::owner_only).has_value());
  const auto again = create_file(path, "second", FileAccess::owner_only);
  REQUIRE(again.has_error());
  CHECK(again.error().code == ErrorCode::store_failed);
  CHECK(read_file(path, FileAccess::owner_only).value() == "first");
}

TEST_CASE("What a dead process left half written does not matter") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "secret";
  std::ofstream(path.string() + ".new") << "hal";
  REQUIRE(create_file(path, "whole", FileAccess::owner_only).has_value());
  CHECK(read_file(path, FileAccess::owner_only).value() == "whole");
  CHECK_FALSE(file_exists(path.string() + ".new"));
}

TEST_CASE("Files that cannot be written, read, or are too large are named in the error") {
  const test::TemporaryFolder folder;
  const auto missing = folder.path() / "no" / "secret";
  const auto written = create_file(missing, "text", FileAccess::owner_only);
  REQUIRE(written.has_error());
  CHECK(written.error().detail.find(missing.string()) != std::string::npos);
  const auto read = read_file(missing, FileAccess::owner_only);
  REQUIRE(read.has_error());
  CHECK(read.error().detail.find(missing.string()) != std::string::npos);

  const auto large = folder.path() / "large";
  REQUIRE(create_file(large, std::string(65537, 'x'), FileAccess::owner_only).has_value());
  CHECK(read_file(large, FileAccess::owner_only).has_error());
  CHECK(read_file(folder.path(), FileAccess::everybody).has_error());
}

}  // namespace
}  // namespace kiosk::crypto
