#include "cmd/key_options.hpp"

#include "cmd/server_fleet.hpp"
#include "mcbin/capture/base64_text.hpp"
#include "mcbin/capture/hex_text.hpp"

namespace mcbin::cmd {
namespace {

// Longer than any key in any spelling.
constexpr std::size_t kKeyTextBytesMax = 4096;

Result<std::string> decoded(std::string_view text, capture::TextDecoder& decoder) {
  ByteVector bytes;
  auto read = decoder.feed(text, bytes);
  if (read) read = decoder.finish(bytes);
  if (!read) {
    return fail(Errc::BadConfiguration, 0,
                "the key '" + std::string(text) + "': " + read.error().detail);
  }
  return std::string(as_text(bytes));
}

}  // namespace

void add_key_spellings(Command& command, KeyOptions& options) {
  command.flag({.names = "--key-hex", .help = "Keys are spelt in hex digits: 00ff or 00:ff"},
               options.hex);
  command.flag({.names = "--key-b64", .help = "Keys are spelt in base64"}, options.base64);
}

void add_one_key(Command& command, KeyOptions& options) {
  const auto take = [&options](std::string_view value) -> Result<void> {
    options.words.assign(1, std::string(value));
    return {};
  };
  command.option({.names = "KEY",
                  .help = "The key: 1 to 250 bytes of any kind; one that begins with - goes "
                          "behind --",
                  .need = Need::Required},
                 take);
  add_key_spellings(command, options);
}

void add_many_keys(Command& command, KeyOptions& options) {
  command.option(
      {.names = "KEY",
       .help = "A key: 1 to 250 bytes of any kind; one that begins with - goes behind --"},
      options.words);
  command.option({.names = "--keys-from",
                  .value = "FILE",
                  .help = "Take keys from FILE, too: one a line, after those that are arguments; - "
                          "is standard input",
                  .completes = Completes::File},
                 options.file);
  add_key_spellings(command, options);
}

void add_reach(Command& command, Reach& reach) {
  const auto take = [&reach](std::string_view) -> Result<void> {
    reach = Reach::Everybody;
    return {};
  };
  command.option(
      {.names = "--all",
       .help = "At every server, not only at the one that keeps the key, as clients want "
               "it that keep each value everywhere"},
      take, Arity::Flag);
}

Result<std::string> read_key(std::string_view text, const KeyOptions& options) {
  if (options.hex && options.base64) {
    return fail(Errc::BadConfiguration, 0, "--key-hex and --key-b64 exclude each other");
  }
  Result<std::string> key;
  if (options.hex) {
    capture::HexTextDecoder decoder;
    key = decoded(text, decoder);
  } else if (options.base64) {
    capture::Base64TextDecoder decoder;
    key = decoded(text, decoder);
  } else {
    key = std::string(text);
  }
  if (!key) return key;
  if (auto checked = check_key(*key); !checked) return tl::unexpected(checked.error());
  return key;
}

Result<KeySource> KeySource::open(const KeyOptions& options, RecordEnd end) {
  KeySource source(options);
  if (options.words.empty() && !options.file) {
    return fail(Errc::BadConfiguration, 0, "KEY is missing, and there is no --keys-from");
  }
  for (const std::string& word : options.words) {
    auto key = read_key(word, options);
    if (!key) return tl::unexpected(key.error());
    source.words_.push_back(*std::move(key));
  }
  if (options.file) {
    auto file = RecordReader::open(*options.file, end, kKeyTextBytesMax);
    if (!file) return tl::unexpected(file.error());
    source.file_.emplace(*std::move(file));
  }
  return source;
}

/// Calls `put` with the key that `text` spells, which need not be copied where it is spelt as it
/// is.
template <typename Put>
Result<void> KeySource::take(std::string_view text, Put put) const {
  if (!options_.hex && !options_.base64) {
    if (auto checked = check_key(text); !checked) return checked;
    put(text);
    return {};
  }
  const auto key = read_key(text, options_);
  if (!key) return tl::unexpected(key.error());
  put(*key);
  return {};
}

Result<void> KeySource::next(std::size_t count, std::vector<std::string>& keys) {
  std::size_t size = 0;
  const auto put = [&](std::string_view key) {
    if (size < keys.size()) {
      keys[size].assign(key);  // into the memory of an earlier one
    } else {
      keys.emplace_back(key);
    }
    ++size;
  };
  while (size < count && next_word_ < words_.size()) put(words_[next_word_++]);
  Result<void> result;
  while (size < count && file_ && result) {
    const auto record = file_->next();
    if (!record) result = tl::unexpected(record.error());
    if (!record || !*record) break;
    if ((*record)->empty()) continue;
    if (auto taken = take(**record, put); !taken) {
      result = fail(Errc::BadConfiguration, 0,
                    *options_.file + ": record " + std::to_string(file_->number()) + ": " +
                        taken.error().detail);
    }
  }
  keys.resize(size);
  return result;
}

}  // namespace mcbin::cmd
