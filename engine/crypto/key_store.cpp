#include "crypto/key_store.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "crypto/small_file.hpp"

namespace kiosk::crypto {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view public_suffix = ".public.pem";

fs::path private_path(const fs::path& folder, const std::string& name) { return folder / (name + ".pem"); }
fs::path public_path(const fs::path& folder, const std::string& name) {
  return folder / (name + std::string(public_suffix));
}
fs::path withdrawn_path(const fs::path& folder, const std::string& name) { return folder / (name + ".withdrawn.pem"); }
fs::path signing_name_path(const fs::path& folder) { return folder / "signing-key"; }

/// Names become the last part of a URL.
bool is_key_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Error in_file(const fs::path& path, Error error) {
  error.detail = path.string() + ": " + error.detail;
  return error;
}

Status make_folder(const fs::path& folder) {
  std::error_code code;
  if (fs::create_directories(folder, code)) {
    fs::permissions(folder, fs::perms::owner_all, code);
  }
  if (code) return failure(ErrorCode::store_failed, "cannot create " + folder.string() + ": " + code.message());
  return {};
}

std::string free_name(const fs::path& folder, Instant now) {
  const std::string month = to_rfc3339(now).substr(0, 7);
  const auto taken = [&](const std::string& name) {
    return file_exists(private_path(folder, name)) || file_exists(public_path(folder, name)) ||
           file_exists(withdrawn_path(folder, name));
  };
  std::string name = month;
  for (int suffix = 2; taken(name); ++suffix) name = month + "-" + std::to_string(suffix);
  return name;
}

/// Answers the new key's name. The public half is written last: without it the key is not there.
Result<std::string> draw_key(const fs::path& folder, Instant now) {
  std::string name = free_name(folder, now);
  const Es256Key key = Es256Key::generate();
  if (Status s = create_file(private_path(folder, name), key.to_pem(), FileAccess::owner_only); s.has_error()) {
    return s.error();
  }
  const std::string published = public_pem(key.public_key(name));
  if (Status s = create_file(public_path(folder, name), published, FileAccess::everybody); s.has_error()) {
    return s.error();
  }
  return name;
}

Result<std::string> signing_name(const fs::path& folder) {
  Result<std::string> text = read_file(signing_name_path(folder), FileAccess::everybody);
  if (text.has_error()) return text.error();
  std::string name = *text;
  if (name.ends_with('\n')) name.pop_back();
  if (!is_key_name(name)) {
    return failure(ErrorCode::key_unknown, signing_name_path(folder).string() + " does not hold the name of a key");
  }
  return name;
}

Result<Es256Key> read_private(const fs::path& folder, const std::string& name) {
  const fs::path path = private_path(folder, name);
  const Result<std::string> pem = read_file(path, FileAccess::owner_only);
  if (pem.has_error()) return pem.error();
  Result<Es256Key> key = Es256Key::from_pem(*pem);
  if (key.has_error()) return in_file(path, key.error());
  return key;
}

Result<PublicKey> read_public(const fs::path& folder, const std::string& name) {
  const fs::path path = public_path(folder, name);
  const Result<std::string> pem = read_file(path, FileAccess::everybody);
  if (pem.has_error()) return pem.error();
  Result<PublicKey> key = public_key_from_pem(name, *pem);
  if (key.has_error()) return in_file(path, key.error());
  return key;
}

Result<std::vector<std::string>> published_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator place(folder, code), end; !code && place != end; place.increment(code)) {
    std::string name = place->path().filename().string();
    if (!name.ends_with(public_suffix)) continue;
    name.resize(name.size() - public_suffix.size());
    if (is_key_name(name)) names.push_back(std::move(name));
  }
  if (code) return failure(ErrorCode::store_failed, "cannot list " + folder.string() + ": " + code.message());
  std::sort(names.begin(), names.end());
  return names;
}

/// A key that was replaced may keep only its public half; where the private half stands, both must belong together.
Status check_private(const fs::path& folder, const PublicKey& published) {
  if (!file_exists(private_path(folder, published.name))) return {};
  const Result<Es256Key> key = read_private(folder, published.name);
  if (key.has_error()) return key.error();
  const PublicKey derived = key->public_key(published.name);
  if (derived.x != published.x || derived.y != published.y) {
    return failure(ErrorCode::key_unknown, private_path(folder, published.name).string() +
                                               " is not the private half of " +
                                               public_path(folder, published.name).string());
  }
  return {};
}

Result<std::vector<PublicKey>> read_published(const fs::path& folder) {
  const Result<std::vector<std::string>> names = published_names(folder);
  if (names.has_error()) return names.error();
  std::vector<PublicKey> keys;
  for (const std::string& name : *names) {
    Result<PublicKey> key = read_public(folder, name);
    if (key.has_error()) return key.error();
    if (Status matching = check_private(folder, *key); matching.has_error()) return matching.error();
    keys.push_back(*std::move(key));
  }
  return keys;
}

/// A key in memory.
class LoadedKey final : public SigningKey {
 public:
  LoadedKey(Es256Key key, PublicKey public_key) : key_(std::move(key)), public_key_(std::move(public_key)) {}
  const PublicKey& public_key() const override { return public_key_; }
  Es256Signature sign(std::string_view message) const override { return key_.sign(message); }

 private:
  Es256Key key_;
  PublicKey public_key_;
};

}  // namespace

Result<std::unique_ptr<KeyStore>> KeyStore::open(const fs::path& folder, Instant now) {
  if (Status made = make_folder(folder); made.has_error()) return made.error();
  if (!file_exists(signing_name_path(folder))) {
    const Result<std::string> name = draw_key(folder, now);
    if (name.has_error()) return name.error();
    // Last: a key that is named nowhere was never used.
    const Status named = create_file(signing_name_path(folder), *name + "\n", FileAccess::everybody);
    if (named.has_error()) return named.error();
  }
  Result<Keys> keys = load(folder);
  if (keys.has_error()) return keys.error();
  return std::unique_ptr<KeyStore>(new KeyStore(folder, *std::move(keys)));
}

Result<KeyStore::Keys> KeyStore::load(const fs::path& folder) {
  const Result<std::string> name = signing_name(folder);
  if (name.has_error()) return name.error();
  Result<Es256Key> key = read_private(folder, *name);
  if (key.has_error()) return key.error();
  Result<std::vector<PublicKey>> published = read_published(folder);
  if (published.has_error()) return published.error();

  const auto own = std::find_if(published->begin(), published->end(),
                                [&](const PublicKey& candidate) { return candidate.name == *name; });
  if (own == published->end()) {
    return failure(ErrorCode::key_unknown, public_path(folder, *name).string() + " is missing");
  }
  return Keys{std::make_shared<LoadedKey>(*std::move(key), *own), *std::move(published)};
}

/// What stands in the folder is what holds, after a restart too.
Status KeyStore::load_again() {
  Result<Keys> keys = load(folder_);
  if (keys.has_error()) return keys.error();
  const std::lock_guard lock(mutex_);
  keys_ = *std::move(keys);
  return {};
}

std::shared_ptr<const SigningKey> KeyStore::signing_key() const {
  const std::lock_guard lock(mutex_);
  return keys_.signing;
}

std::vector<PublicKey> KeyStore::published() const {
  const std::lock_guard lock(mutex_);
  return keys_.published;
}

Status KeyStore::check() const {
  const Result<Keys> there = load(folder_);
  if (there.has_error()) return there.error();
  const std::lock_guard lock(mutex_);
  const auto same = [](const PublicKey& a, const PublicKey& b) { return a.name == b.name && a.x == b.x && a.y == b.y; };
  const bool equal = same(there->signing->public_key(), keys_.signing->public_key()) &&
                     std::equal(there->published.begin(), there->published.end(), keys_.published.begin(),
                                keys_.published.end(), same);
  if (!equal) return failure(ErrorCode::key_unknown, folder_.string() + " holds other keys than those in use");
  return {};
}

Result<std::string> KeyStore::add(Instant now) {
  Result<std::string> name = draw_key(folder_, now);
  if (name.has_error()) return name;
  if (const Status loaded = load_again(); loaded.has_error()) return loaded.error();
  return name;
}

Status KeyStore::sign_with(const std::string& name) {
  if (!is_key_name(name) || !file_exists(public_path(folder_, name))) {
    return failure(ErrorCode::key_unknown, "no key of this name is published");
  }
  if (const Result<Es256Key> key = read_private(folder_, name); key.has_error()) return key.error();
  const Status named = replace_file(signing_name_path(folder_), name + "\n", FileAccess::everybody);
  return named.has_error() ? named : load_again();
}

Status KeyStore::withdraw(const std::string& name) {
  if (is_key_name(name) && file_exists(withdrawn_path(folder_, name))) return load_again();
  if (!is_key_name(name) || !file_exists(public_path(folder_, name))) {
    return failure(ErrorCode::key_unknown, "no key of this name is published");
  }
  if (signing_key()->public_key().name == name) {
    return failure(ErrorCode::parameter_invalid, "this key signs; sign with another one first");
  }
  std::error_code code;
  fs::remove(private_path(folder_, name), code);
  if (!code) fs::rename(public_path(folder_, name), withdrawn_path(folder_, name), code);
  if (code) return failure(ErrorCode::store_failed, "cannot withdraw " + name + ": " + code.message());
  if (Status synced = sync_changes(folder_); synced.has_error()) return synced;
  return load_again();
}

}  // namespace kiosk::crypto
