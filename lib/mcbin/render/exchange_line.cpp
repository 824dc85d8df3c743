#include "mcbin/render/exchange_line.hpp"

namespace mcbin::render {

void append_exchange_line(std::string& out, const codec::PlacedFrame* request,
                          std::span<const codec::PlacedFrame* const> answers,
                          const LineOptions& options) {
  JsonLine line(out);
  line.number("v", kSchemaVersion);
  line.text("t", "transaction");
  if (request != nullptr) {
    line.open_object("req");
    write_frame_fields(line, *request, options);
    line.close_object();
  }
  line.open_list("res");
  for (const codec::PlacedFrame* answer : answers) {
    line.open_object_element();
    write_frame_fields(line, *answer, options);
    line.close_object_element();
  }
  line.close_list();
  line.end();
}

}  // namespace mcbin::render
