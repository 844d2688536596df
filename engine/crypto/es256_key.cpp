#include "crypto/es256_key.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

namespace kiosk::crypto {

namespace {

constexpr int coordinate_size = 32;

template <class T, void (*FreeFunction)(T*)>
struct Freer {
  void operator()(T* value) const { FreeFunction(value); }
};
template <class T, void (*FreeFunction)(T*)>
using Owned = std::unique_ptr<T, Freer<T, FreeFunction>>;

using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using OwnedNumber = Owned<BIGNUM, BN_free>;
using OwnedSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;
using OwnedBio = Owned<BIO, BIO_free_all>;

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.empty() ? "" : bytes.data());
}

OwnedBio reading(std::string_view pem) {
  OwnedBio bio(BIO_new_mem_buf(octets(pem), static_cast<int>(pem.size())));
  ENSURE(bio, "memory for a PEM text");
  return bio;
}

std::string text_of(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

bool is_p256(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "EC") != 1) return false;
  char group[32] = {};
  std::size_t size = 0;
  return EVP_PKEY_get_group_name(key, group, sizeof group, &size) == 1 &&
         std::string_view(group, size) == SN_X9_62_prime256v1;
}

bool halves_agree(EVP_PKEY* key) {
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new(key, nullptr));
  return context && EVP_PKEY_check(context.get()) == 1;
}

void read_coordinate(const EVP_PKEY* key, const char* name, std::array<std::uint8_t, coordinate_size>& out) {
  BIGNUM* number = nullptr;
  const int found = EVP_PKEY_get_bn_param(key, name, &number);
  const OwnedNumber owner(number);
  ENSURE(found == 1 && BN_bn2binpad(number, out.data(), coordinate_size) == coordinate_size,
         "a P-256 key has its coordinates");
}

PublicKey public_half(const EVP_PKEY* key, std::string name) {
  PublicKey result;
  result.name = std::move(name);
  read_coordinate(key, OSSL_PKEY_PARAM_EC_PUB_X, result.x);
  read_coordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y, result.y);
  return result;
}

/// The ASN.1 form that OpenSSL writes becomes R || S.
Es256Signature raw_signature(const std::string& der) {
  const unsigned char* place = octets(der);
  const OwnedSignature signature(d2i_ECDSA_SIG(nullptr, &place, static_cast<long>(der.size())));
  ENSURE(signature, "OpenSSL reads its own signature");
  Es256Signature raw{};
  const int r = BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), coordinate_size);
  const int s = BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + coordinate_size, coordinate_size);
  ENSURE(r == coordinate_size && s == coordinate_size, "R and S have 32 octets on P-256");
  return raw;
}

/// R || S becomes the ASN.1 form that OpenSSL reads.
std::string der_signature(const Es256Signature& raw) {
  const OwnedSignature signature(ECDSA_SIG_new());
  ENSURE(signature, "memory for a signature");
  BIGNUM* r = BN_bin2bn(raw.data(), coordinate_size, nullptr);
  BIGNUM* s = BN_bin2bn(raw.data() + coordinate_size, coordinate_size, nullptr);
  ENSURE(ECDSA_SIG_set0(signature.get(), r, s) == 1, "a signature takes R and S");
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  ENSURE(size > 0, "OpenSSL writes a signature");
  std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

/// Nothing when the coordinates are no point of the curve.
OwnedKey import_public(const PublicKey& key) {
  std::string point = "\x04";  // the uncompressed form of SEC 1 §2.3.3
  point.append(reinterpret_cast<const char*>(key.x.data()), key.x.size());
  point.append(reinterpret_cast<const char*>(key.y.data()), key.y.size());
  char group[] = SN_X9_62_prime256v1;
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end(),
  };
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* imported = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &imported, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return OwnedKey(imported);
}

}  // namespace

void Es256Key::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

Es256Key Es256Key::generate() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  ENSURE(key != nullptr, "OpenSSL generates a P-256 key");
  return Es256Key(key);
}

Result<Es256Key> Es256Key::from_pem(std::string_view pem) {
  const OwnedBio bio = reading(pem);
  // An encrypted key must fail rather than ask at the terminal.
  auto no_password = [](char*, int, int, void*) { return -1; };
  OwnedKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  const bool good = key && is_p256(key.get()) && halves_agree(key.get());
  ERR_clear_error();
  if (!good) return failure(ErrorCode::key_unknown, "not an unencrypted private key on P-256 in PEM form");
  return Es256Key(key.release());
}

std::string Es256Key::to_pem() const {
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  ENSURE(bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
         "OpenSSL writes a private key");
  return text_of(bio.get());
}

PublicKey Es256Key::public_key(std::string name) const { return public_half(key_.get(), std::move(name)); }

Es256Signature Es256Key::sign(std::string_view message) const {
  const OwnedContext context(EVP_MD_CTX_new());
  ENSURE(context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1,
         "OpenSSL begins to sign");
  std::size_t size = 0;
  ENSURE(EVP_DigestSign(context.get(), nullptr, &size, octets(message), message.size()) == 1, "OpenSSL tells a size");
  std::string der(size, '\0');
  const int done = EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &size, octets(message),
                                  message.size());
  ENSURE(done == 1, "OpenSSL signs");
  der.resize(size);
  return raw_signature(der);
}

bool verify_es256(const PublicKey& key, std::string_view message, const Es256Signature& signature) {
  const OwnedKey imported = import_public(key);
  if (!imported) return false;
  const std::string der = der_signature(signature);
  const OwnedContext context(EVP_MD_CTX_new());
  ENSURE(context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, imported.get()) == 1,
         "OpenSSL begins to verify");
  const bool good = EVP_DigestVerify(context.get(), octets(der), der.size(), octets(message), message.size()) == 1;
  ERR_clear_error();
  return good;
}

std::string public_pem(const PublicKey& key) {
  const OwnedKey imported = import_public(key);
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  ENSURE(imported && bio && PEM_write_bio_PUBKEY(bio.get(), imported.get()) == 1, "OpenSSL writes a public key");
  return text_of(bio.get());
}

Result<PublicKey> public_key_from_pem(std::string name, std::string_view pem) {
  const OwnedBio bio = reading(pem);
  const OwnedKey key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
  const bool good = key && is_p256(key.get());
  ERR_clear_error();
  if (!good) return failure(ErrorCode::key_unknown, "not a public key on P-256 in PEM form");
  return public_half(key.get(), std::move(name));
}

}  // namespace kiosk::crypto
