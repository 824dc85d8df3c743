// Fields of a JSON object read with their types and ranges checked. The only file besides its
// users in this room that shows the JSON library.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::render {

/// Reads the fields of one object, which must outlive it. The first failure is kept; everything
/// read after it is empty.
class JsonFields {
 public:
  explicit JsonFields(const nlohmann::json& object) : object_(object) {}

  [[nodiscard]] bool has(const char* name) const { return object_.contains(name); }
  /// A number up to `max`, as a JSON number or as a string of digits.
  [[nodiscard]] std::optional<std::uint64_t> number(const char* name, std::uint64_t max);
  [[nodiscard]] std::optional<std::string> text(const char* name);
  [[nodiscard]] std::optional<ByteVector> hex(const char* name);
  /// Text whose encoding the field `encoding_name` tells: none (UTF-8), base64 or hex.
  [[nodiscard]] std::optional<ByteVector> bytes(const char* name, const char* encoding_name);

  void refuse(std::string sentence);
  [[nodiscard]] bool failed() const { return problem_.has_value(); }
  [[nodiscard]] tl::unexpected<Error> failure() const { return tl::unexpected<Error>(*problem_); }

 private:
  const nlohmann::json& object_;
  std::optional<Error> problem_;
};

}  // namespace mcbin::render
