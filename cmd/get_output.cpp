#include "cmd/get_output.hpp"

#include "cmd/file_output.hpp"
#include "cmd/output_buffer.hpp"
#include "cmd/terminal_table.hpp"
#include "cmd/terminal_text.hpp"
#include "mcbin/render/value_line.hpp"
#include "mcbin/values/read_value.hpp"

#include <utility>

namespace mcbin::cmd {
namespace {

using values::ReadValue;
using values::ValueType;

/// The value as the form wants it: as stored, or with its flags read.
ReadValue read_as_wanted(const GetForm& form, const client::Lookup& lookup) {
  if (form.decode) return values::read_value(*form.decode, lookup.flags, lookup.value);
  return {.content = ByteVector(lookup.value.begin(), lookup.value.end())};
}

class PlainOutput : public GetOutput {
 public:
  PlainOutput(const GetForm& form, Outcome& outcome) : form_(form), outcome_(&outcome) {}

  Result<void> found(const KeyAt& at, const client::Lookup& lookup) override {
    if (!form_.decode) return deliver(at, lookup.value);
    const ReadValue read = read_as_wanted(form_, lookup);
    if (for_terminal_ && read.type == ValueType::Object) {
      return deliver(
          at, as_bytes("<" + read.format + ", " + std::to_string(read.content.size()) + " bytes>"));
    }
    tell_about(at, lookup, read);
    return deliver(at, read.content);
  }

  Result<void> missing(const KeyAt& at) override {
    if (form_.default_value) return deliver(at, as_bytes(*form_.default_value));
    if (form_.ok_missing) return {};
    const std::string where = form_.with_server ? " at " + std::string(at.server) : "";
    say_in_order("not found" + where + ": " + quoted_key(at.key));
    outcome_->note(ExitCode::Miss);
    return {};
  }

  Result<void> failed(const KeyAt& at, const KeyFailure& failure) override {
    const std::string where = form_.with_server ? std::string(at.server) + ": " : "";
    // A dead server has been named already, once for all its keys.
    if (failure.status) say_in_order(where + failure.sentence);
    outcome_->note(failure.exit_code);
    return {};
  }

  Result<void> flush() override { return buffer_.flush(); }

 protected:
  [[nodiscard]] const GetForm& form() const { return form_; }
  virtual Result<void> deliver(const KeyAt& /*at*/, ByteView value) {
    if (for_terminal_) {
      buffer_.text() += terminal_text(value);
      return buffer_.flush();
    }
    buffer_.text() += as_text(value);
    if (form_.nul) buffer_.text() += '\0';
    return buffer_.settle();
  }

 private:
  /// Standard output and standard error may be the same file.
  void say_in_order(const std::string& sentence) {
    (void)buffer_.flush();
    say(sentence);
  }

  void tell_about(const KeyAt& at, const client::Lookup& lookup, const ReadValue& read) {
    const std::string key = quoted_key(at.key);
    if (read.type == ValueType::Object) {
      say_in_order(key + " is an object: " + read.format + "; written as it is stored");
    } else if (read.type == ValueType::Unknown) {
      say_in_order(key + " has flags " + std::to_string(lookup.flags) +
                   ", which say nothing; written as it is stored");
    } else if (read.type == ValueType::Damaged) {
      say_in_order(key + " cannot be decoded: " + read.problem + "; written as it is stored");
      outcome_->note(ExitCode::Precondition);
    }
  }

  GetForm form_;
  Outcome* outcome_;
  OutputBuffer buffer_;
  bool for_terminal_ = stdout_is_terminal();
};

/// Writes each value to a file of its own.
class FileOutput final : public PlainOutput {
 public:
  FileOutput(const GetForm& form, Outcome& outcome) : PlainOutput(form, outcome) {}

 protected:
  Result<void> deliver(const KeyAt& at, ByteView value) override {
    return write_key_file(*form().directory, at.key, value);
  }
};

class JsonOutput final : public GetOutput {
 public:
  JsonOutput(const GetForm& form, Outcome& outcome) : form_(form), outcome_(&outcome) {}

  Result<void> found(const KeyAt& at, const client::Lookup& lookup) override {
    render::ValueLine line{.key = as_bytes(at.key),
                           .server = at.server,
                           .flags = lookup.flags,
                           .cas = lookup.cas,
                           .stored_bytes = lookup.value.size()};
    ReadValue read;
    if (form_.decode) {
      read = read_as_wanted(form_, lookup);
      if (read.type == ValueType::Damaged) outcome_->note(ExitCode::Precondition);
      const bool told = read.library != values::ClientLibrary::None;
      line.meaning =
          render::ValueMeaning{.client = told ? library_name(read.library) : std::string_view(),
                               .type = type_name(read.type),
                               .compression = compression_name(read.compression),
                               .format = read.format,
                               .problem = read.problem};
    }
    if (!form_.meta) line.value = form_.decode ? ByteView(read.content) : lookup.value;
    render::append_value_line(buffer_.text(), line);
    return buffer_.settle();
  }

  Result<void> missing(const KeyAt& at) override {
    render::MissLine line{.key = as_bytes(at.key), .server = at.server};
    if (form_.default_value) line.value = as_bytes(*form_.default_value);
    if (!form_.default_value && !form_.ok_missing) outcome_->note(ExitCode::Miss);
    render::append_miss_line(buffer_.text(), line);
    return buffer_.settle();
  }

  Result<void> failed(const KeyAt& at, const KeyFailure& failure) override {
    render::FailureLine line{.key = as_bytes(at.key),
                             .server = at.server,
                             .sentence = failure.sentence,
                             .exit_code = static_cast<int>(failure.exit_code)};
    if (failure.status) line.status = static_cast<std::uint16_t>(*failure.status);
    outcome_->note(failure.exit_code);
    render::append_failure_line(buffer_.text(), line);
    return buffer_.settle();
  }

  Result<void> flush() override { return buffer_.flush(); }

 private:
  GetForm form_;
  Outcome* outcome_;
  OutputBuffer buffer_;
};

/// What servers tell about values, in columns.
class MetaOutput final : public PlainOutput {
 public:
  MetaOutput(const GetForm& form, Outcome& outcome)
      : PlainOutput(form, outcome), table_({"KEY", "SIZE", "FLAGS", "CAS", "SERVER"}) {}

  Result<void> found(const KeyAt& at, const client::Lookup& lookup) override {
    return table_.row({std::string(at.key), std::to_string(lookup.value.size()),
                       std::to_string(lookup.flags), std::to_string(lookup.cas),
                       std::string(at.server)});
  }
  Result<void> flush() override { return table_.flush(); }

 private:
  TerminalTable table_;
};

}  // namespace

std::unique_ptr<GetOutput> make_get_output(const GetForm& form, Outcome& outcome) {
  if (form.json) return std::make_unique<JsonOutput>(form, outcome);
  if (form.meta) return std::make_unique<MetaOutput>(form, outcome);
  if (form.directory) return std::make_unique<FileOutput>(form, outcome);
  return std::make_unique<PlainOutput>(form, outcome);
}

}  // namespace mcbin::cmd
