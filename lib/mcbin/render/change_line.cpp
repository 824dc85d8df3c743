#include "mcbin/render/change_line.hpp"

#include "mcbin/render/json_line.hpp"

namespace mcbin::render {

void append_change_line(std::string& out, const ChangeLine& change) {
  JsonLine line(out);
  line.text("from", change.from);
  line.text("change", change.change);
  line.number("sequence", change.sequence);
  if (change.key) line.text_or_base64("key", *change.key);
  if (change.flags) line.number("flags", *change.flags);
  if (change.cas) line.wide_number("cas", *change.cas);
  if (change.expiry_wall_ms) {
    // A moment before 1970 has passed as well as 1970 itself.
    const std::int64_t ms = *change.expiry_wall_ms;
    line.number("expires_ms", static_cast<std::uint64_t>(ms < 0 ? 0 : ms));
  }
  if (change.value) {
    line.number("size", change.value->size());
    line.text_or_base64("value", *change.value);
  }
  line.end();
}

void append_journal_check_line(std::string& out, const JournalCheckLine& check) {
  JsonLine line(out);
  line.text_or_base64("directory", as_bytes(check.directory));
  line.boolean("whole", check.whole);
  line.number("snapshot_items", check.snapshot_items);
  line.number("snapshot_files", check.snapshot_files);
  line.number("log_changes", check.log_changes);
  line.number("log_files", check.log_files);
  line.number("log_bytes", check.log_bytes);
  line.number("last_sequence", check.last_sequence);
  if (!check.cut_file.empty()) {
    line.text_or_base64("cut_file", as_bytes(check.cut_file));
    line.number("cut_bytes", check.cut_bytes);
  }
  if (!check.damages.empty()) {
    line.open_list("damages");
    for (const std::string& damage : check.damages) line.text_element(damage);
    line.close_list();
  }
  line.end();
}

}  // namespace mcbin::render
