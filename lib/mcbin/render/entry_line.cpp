#include "mcbin/render/entry_line.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace mcbin::render {
namespace {

using Json = nlohmann::json;

// What `mcbin get --json` writes beside key, value and flags.
constexpr std::array<std::string_view, 9> kDescribing = {
    "found", "cas", "size", "server", "client", "compression", "format", "problem", "type"};
constexpr std::array<std::string_view, 6> kMeant = {"key",       "key_b64", "value",
                                                    "value_b64", "flags",   "expire"};

tl::unexpected<Error> refuse(std::string sentence) {
  return fail(Errc::BadText, 0, std::move(sentence));
}

std::optional<unsigned> base64_value(char letter) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t at = kLetters.find(letter);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(at);
}

std::optional<ByteVector> base64_bytes(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  while (text.ends_with('=')) text.remove_suffix(1);
  ByteVector bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char letter : text) {
    const auto value = base64_value(letter);
    if (!value) return std::nullopt;
    bits = bits << 6U | *value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<Byte>(bits >> count));
    }
  }
  if (count == 6) return std::nullopt;
  return bytes;
}

/// The bytes of the field `name`, or of `name_b64`.
Result<ByteVector> bytes_field(const Json& object, const std::string& name) {
  const auto text = object.find(name);
  const auto base64 = object.find(name + "_b64");
  if (text != object.end() && base64 != object.end()) {
    return refuse("both \"" + name + "\" and \"" + name + "_b64\" are given");
  }
  const auto found = text != object.end() ? text : base64;
  if (found == object.end()) return refuse("there is no \"" + name + "\"");
  if (!found->is_string()) return refuse("\"" + name + "\" is not a string");
  const auto& content = found->get_ref<const std::string&>();
  if (text != object.end()) return ByteVector(content.begin(), content.end());
  auto bytes = base64_bytes(content);
  if (!bytes) return refuse("\"" + name + "_b64\" is not base64");
  return *std::move(bytes);
}

Result<void> check_fields(const Json& object) {
  for (const auto& field : object.items()) {
    const auto known = [&](const auto& names) {
      return std::find(names.begin(), names.end(), field.key()) != names.end();
    };
    if (!known(kMeant) && !known(kDescribing)) return refuse("what is \"" + field.key() + "\"?");
  }
  if (object.contains("type")) {
    return refuse(
        "the value is a decoded one, which its flags no longer fit (get it without "
        "--decode)");
  }
  return {};
}

Result<void> read_rest(const Json& object, Entry& entry) {
  if (const auto flags = object.find("flags"); flags != object.end()) {
    const bool fits = flags->is_number_unsigned() && flags->get<std::uint64_t>() <= 0xffffffffU;
    if (!fits) return refuse("\"flags\" is not a number of 32 bits");
    entry.flags = flags->get<std::uint32_t>();
  }
  if (const auto expire = object.find("expire"); expire != object.end()) {
    if (expire->is_string()) {
      entry.expire = expire->get<std::string>();
    } else if (expire->is_number_unsigned()) {
      entry.expire = std::to_string(expire->get<std::uint64_t>());
    } else {
      return refuse("\"expire\" is neither a string nor a number of seconds");
    }
  }
  return {};
}

}  // namespace

Result<std::optional<Entry>> read_entry_line(std::string_view line) {
  const Json object = Json::parse(line, nullptr, false);
  if (object.is_discarded()) return refuse("the line is not JSON");
  if (!object.is_object()) return refuse("the line is not a JSON object");
  if (object.value("found", Json(true)) == Json(false) || object.contains("error")) {
    return std::optional<Entry>();
  }
  if (auto checked = check_fields(object); !checked) return tl::unexpected(checked.error());
  const auto key = bytes_field(object, "key");
  if (!key) return tl::unexpected(key.error());
  auto value = bytes_field(object, "value");
  if (!value) return tl::unexpected(value.error());
  Entry entry{.key = std::string(as_text(*key)), .value = *std::move(value)};
  if (auto rest = read_rest(object, entry); !rest) return tl::unexpected(rest.error());
  return std::optional<Entry>(std::move(entry));
}

}  // namespace mcbin::render
