// How keys reach a command: as arguments, spelt in hex or base64 for those that no argument can
// carry, or as the records of a file. Every key is checked before it is used.
#pragma once

#include "cmd/command.hpp"
#include "cmd/record_reader.hpp"
#include "mcbin/base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::cmd {

/// Whom a key concerns: the server that keeps it, or every server, for those whose client library
/// keeps each value everywhere.
enum class Reach : std::uint8_t { Keeper, Everybody };

struct KeyOptions {
  std::vector<std::string> words;   // as given
  std::optional<std::string> file;  // --keys-from
  bool hex = false;
  bool base64 = false;
};

/// Adds one KEY, and --key-hex and --key-b64.
void add_one_key(Command& command, KeyOptions& options);
/// Only --key-hex and --key-b64, for a command that adds its KEY itself.
void add_key_spellings(Command& command, KeyOptions& options);
/// KEY, --keys-from and the spellings.
void add_many_keys(Command& command, KeyOptions& options);

/// --all, which makes it everybody.
void add_reach(Command& command, Reach& reach);

/// The key that `text` spells.
/// @return Errc::BadConfiguration with a sentence, also unless it has 1 to 250 bytes.
[[nodiscard]] Result<std::string> read_key(std::string_view text, const KeyOptions& options);

/// The keys of a command, batch by batch: first the arguments, then the file.
class KeySource {
 public:
  /// Checks the arguments and opens the file.
  /// @return Errc::BadConfiguration with a sentence when there are neither; Errc::ReadFailed.
  [[nodiscard]] static Result<KeySource> open(const KeyOptions& options, RecordEnd end);

  /// Replaces `keys` by the next ones, `count` at most, none at the end. Empty lines are no keys.
  /// @return Errc::BadConfiguration for a record that is no key, Errc::ReadFailed; `keys` has those
  ///         before it.
  [[nodiscard]] Result<void> next(std::size_t count, std::vector<std::string>& keys);

  /// How many keys there are, when that is known beforehand.
  [[nodiscard]] std::optional<std::size_t> total() const {
    return file_ ? std::nullopt : std::optional(words_.size());
  }

 private:
  explicit KeySource(const KeyOptions& options) : options_(options) {}

  template <typename Put>
  Result<void> take(std::string_view text, Put put) const;

  KeyOptions options_;
  std::vector<std::string> words_;  // read and checked
  std::size_t next_word_ = 0;
  std::optional<RecordReader> file_;
};

}  // namespace mcbin::cmd
