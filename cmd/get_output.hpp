// The forms in which `get` delivers what it found: plain bytes, lines of JSON, a table of what
// servers tell about values, or files. The command chooses one; the forms know no server.
#pragma once

#include "cmd/outcome.hpp"
#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/client/client.hpp"
#include "mcbin/values/client_library.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::cmd {

/// Which key, and the name of the server that keeps it.
struct KeyAt {
  std::string_view key;
  std::string_view server;
};

/// Why nothing is known about a key.
struct KeyFailure {
  std::string sentence;
  ExitCode exit_code = ExitCode::Ok;
  std::optional<codec::Status> status = {};  // the server's answer, when it gave one
};

/// What `get` was asked to do with values.
struct GetForm {
  bool nul = false;  // end each value with a NUL byte
  bool json = false;
  bool meta = false;                                 // leave values out
  bool ok_missing = false;                           // a miss is no failure
  bool with_server = false;                          // messages say which server is meant
  std::optional<std::string> directory = {};         // write files there
  std::optional<std::string> default_value = {};     // stands in for what is missing
  std::optional<values::ClientLibrary> decode = {};  // whose flags to read
};

/// Takes answers in the order of the keys. Every call may write; an error means that writing
/// failed and nothing more should be said.
class GetOutput {
 public:
  virtual ~GetOutput() = default;
  [[nodiscard]] virtual Result<void> found(const KeyAt& at, const client::Lookup& lookup) = 0;
  [[nodiscard]] virtual Result<void> missing(const KeyAt& at) = 0;
  [[nodiscard]] virtual Result<void> failed(const KeyAt& at, const KeyFailure& failure) = 0;
  /// Writes what is still held back.
  [[nodiscard]] virtual Result<void> flush() = 0;
};

/// @param outcome  notes misses, failures and values that cannot be read; outlives the output.
[[nodiscard]] std::unique_ptr<GetOutput> make_get_output(const GetForm& form, Outcome& outcome);

}  // namespace mcbin::cmd
