#include "mcbin/render/json_fields.hpp"

#include "mcbin/render/byte_text.hpp"

#include <charconv>

namespace mcbin::render {

std::optional<std::uint64_t> JsonFields::number(const char* name, std::uint64_t max) {
  const auto found = object_.find(name);
  if (found == object_.end()) return std::nullopt;
  std::optional<std::uint64_t> value;
  if (found->is_number_unsigned()) value = found->get<std::uint64_t>();
  if (const auto* digits = found->get_ptr<const std::string*>()) {
    std::uint64_t parsed = 0;
    const char* end = digits->data() + digits->size();
    const auto [stop, error] = std::from_chars(digits->data(), end, parsed);
    if (error == std::errc{} && stop == end) value = parsed;
  }
  if (value && *value <= max) return value;
  refuse(std::string(name) + " is no number from 0 to " + std::to_string(max));
  return std::nullopt;
}

std::optional<std::string> JsonFields::text(const char* name) {
  const auto found = object_.find(name);
  if (found == object_.end()) return std::nullopt;
  if (const auto* text = found->get_ptr<const std::string*>()) return *text;
  refuse(std::string(name) + " is no text");
  return std::nullopt;
}

std::optional<ByteVector> JsonFields::hex(const char* name) {
  const std::optional<std::string> digits = text(name);
  if (!digits) return std::nullopt;
  std::optional<ByteVector> bytes = bytes_from_hex(*digits);
  if (!bytes) refuse(std::string(name) + " is no hex");
  return bytes;
}

std::optional<ByteVector> JsonFields::bytes(const char* name, const char* encoding_name) {
  const std::optional<std::string> written = text(name);
  const std::string encoding = text(encoding_name).value_or("");
  if (!written || failed()) return std::nullopt;
  std::optional<ByteVector> bytes;
  if (encoding.empty() || encoding == "utf8") {
    const ByteView view = as_bytes(*written);
    bytes.emplace(view.begin(), view.end());
  } else if (encoding == "base64") {
    bytes = bytes_from_base64(*written);
  } else if (encoding == "hex") {
    bytes = bytes_from_hex(*written);
  } else {
    refuse(std::string(name) + " is written as " + encoding + ", which cannot be undone");
    return std::nullopt;
  }
  if (!bytes) refuse(std::string(name) + " is no " + encoding);
  return bytes;
}

void JsonFields::refuse(std::string sentence) {
  if (!problem_) problem_ = Error{.code = Errc::BadText, .detail = std::move(sentence)};
}

}  // namespace mcbin::render
