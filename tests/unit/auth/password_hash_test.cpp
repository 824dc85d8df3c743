#include "mcbin/auth/password_hash.hpp"

#include "unit/auth/auth_samples.hpp"

namespace mcbin::test {
namespace {

using namespace auth;

TEST_CASE("auth/password_hash: what is made matches its password only", "[auth][password_hash]") {
  const auto hash = make_hash("sesame");
  REQUIRE(hash.has_value());
  CHECK(hash->starts_with("$argon2id$v=19$m=12288,t=3,p=1$"));
  CHECK(matches_hash("sesame", *hash));
  CHECK_FALSE(matches_hash("sesamf", *hash));
  CHECK_FALSE(matches_hash("", *hash));
  CHECK(make_hash("sesame").value() != *hash);  // another salt
}

TEST_CASE("auth/password_hash: hashes of other programs match", "[auth][password_hash]") {
  for (const std::string& hash : {kArgonSecret, kBcryptSecret, kSha512Secret, kYescryptSecret}) {
    INFO(hash);
    CHECK(hash_class(hash).has_value());
    CHECK(matches_hash("secret", hash));
    CHECK_FALSE(matches_hash("Secret", hash));
    CHECK_FALSE(matches_hash("secretx", hash));
  }
}

TEST_CASE("auth/password_hash: a plain password is kept as a digest", "[auth][password_hash]") {
  const std::string kept = keep_plain("secret");
  CHECK(kept.find("secret") == std::string::npos);
  CHECK(matches_hash("secret", kept));
  CHECK_FALSE(matches_hash("secreT", kept));
  CHECK_FALSE(matches_hash("", kept));
}

TEST_CASE("auth/password_hash: a class is all that decides the cost", "[auth][password_hash]") {
  CHECK(hash_class(kArgonSecret).value() == "$argon2id$v=19$m=8,t=1,p=1");
  CHECK(hash_class(kArgonSecret).value() == hash_class(kArgonOther).value());
  CHECK(hash_class(kBcryptSecret).value() == "$2b$04");
  CHECK(hash_class(kSha512Secret).value() == "$6$rounds=1000");
  CHECK(hash_class(kYescryptSecret).value() == "$y$j75");
}

TEST_CASE("auth/password_hash: every cut of a hash is refused", "[auth][password_hash]") {
  for (const std::string& hash : {kArgonSecret, kBcryptSecret, kSha512Secret, kYescryptSecret}) {
    const std::size_t salted = hash.size() - 23;  // a shorter one still has a salt and some hash
    for (std::size_t size = 0; size < salted; ++size) {
      INFO(hash.substr(0, size));
      const bool refused = !hash_class(hash.substr(0, size)).has_value();
      CHECK((refused || !matches_hash("secret", hash.substr(0, size))));
    }
  }
}

TEST_CASE("auth/password_hash: what is unknown or costs too much is refused",
          "[auth][password_hash]") {
  const std::string tail = "$EvsyQNDS938QlEgH5rGyZA$1b+ZwPAj519JRp9YaXN/pVaA+EvwVSYTxyOzo7nyBPM";
  REQUIRE(hash_class("$argon2id$v=19$m=8,t=1,p=1" + tail).has_value());
  for (const std::string& hash : {
           "$argon2id$v=19$m=8,t=0,p=1" + tail,
           "$argon2id$v=19$m=8,t=1,p=2" + tail,
           "$argon2id$v=19$m=262145,t=1,p=1" + tail,
           "$argon2id$v=19$m=8,t=65,p=1" + tail,
           "$argon2id$v=16$m=8,t=1,p=1" + tail,
           "$argon2id$v=19$m=8,t=1" + tail,
           "$argon2id$v=19$m=99999999999999999999,t=1,p=1" + tail,
           "$argon2id$v=19$m=8,t=1,p=1" + tail + std::string(100, 'A'),
           "$argon2i$v=19$m=8,t=1,p=1" + tail,
           std::string("$1$salt$u6PwIxZuPCyDXqFQJ6Dc41"),
           "$2b$15" + kBcryptSecret.substr(6),
           "$6$rounds=1000001" + kSha512Secret.substr(14),
           "$y$jDT" + kYescryptSecret.substr(6),
           kBcryptSecret + std::string(1, '\0'),
           std::string("secret"),
           std::string("$"),
           std::string(),
       }) {
    INFO(hash);
    CHECK_FALSE(hash_class(hash).has_value());
  }
}

}  // namespace
}  // namespace mcbin::test
