#include "mcbin/render/value_line.hpp"

#include "mcbin/render/json_line.hpp"

namespace mcbin::render {
namespace {

void text_if_any(JsonLine& line, std::string_view name, std::string_view text) {
  if (!text.empty()) line.text(name, text);
}

}  // namespace

void append_value_line(std::string& out, const ValueLine& value) {
  JsonLine line(out);
  line.text_or_base64("key", value.key);
  line.boolean("found", true);
  line.number("flags", value.flags);
  line.wide_number("cas", value.cas);
  line.number("size", value.stored_bytes);
  if (value.meaning) {
    text_if_any(line, "client", value.meaning->client);
    text_if_any(line, "type", value.meaning->type);
    text_if_any(line, "compression", value.meaning->compression);
    text_if_any(line, "format", value.meaning->format);
    text_if_any(line, "problem", value.meaning->problem);
  }
  if (value.value) line.text_or_base64("value", *value.value);
  text_if_any(line, "server", value.server);
  line.end();
}

void append_miss_line(std::string& out, const MissLine& miss) {
  JsonLine line(out);
  line.text_or_base64("key", miss.key);
  line.boolean("found", false);
  if (miss.value) line.text_or_base64("value", *miss.value);
  text_if_any(line, "server", miss.server);
  line.end();
}

void append_failure_line(std::string& out, const FailureLine& failure) {
  JsonLine line(out);
  if (failure.key) line.text_or_base64("key", *failure.key);
  line.text("error", failure.sentence);
  line.number("exit_code", static_cast<unsigned>(failure.exit_code));
  if (failure.status) line.number("status", *failure.status);
  text_if_any(line, "server", failure.server);
  line.end();
}

}  // namespace mcbin::render
