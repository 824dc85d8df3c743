#include "mcbin/capture/decoded_source.hpp"

#include "mcbin/capture/base64_text.hpp"
#include "mcbin/capture/compressed_source.hpp"
#include "mcbin/capture/escaped_text.hpp"
#include "mcbin/capture/hex_dump.hpp"
#include "mcbin/capture/hex_text.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::capture {

namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::size_t kMagicBytes = 4;  // by which captures and packed files are known
constexpr unsigned kPackingsMax = 2;    // a packed file in a packed file

class TextSource final : public ByteSource {
 public:
  TextSource(std::unique_ptr<ByteSource> text, std::unique_ptr<TextDecoder> decoder)
      : text_(std::move(text)), decoder_(std::move(decoder)), piece_(kPieceBytes) {}

  Result<std::size_t> read(MutableByteView space) override {
    while (at_ == decoded_.size()) {
      // What was decoded before an error is handed out first.
      if (error_) return tl::unexpected(*error_);
      if (ended_) return 0;
      decode_piece();
    }
    const std::size_t size = std::min(space.size(), decoded_.size() - at_);
    copy_bytes(ByteView{decoded_}.subspan(at_, size), space);
    at_ += size;
    return size;
  }

 private:
  void decode_piece() {
    decoded_.clear();
    at_ = 0;
    const Result<std::size_t> size = text_->read(piece_);
    if (!size) {
      error_ = size.error();
      return;
    }
    ended_ = *size == 0;
    const Result<void> done =
        ended_ ? decoder_->finish(decoded_)
               : decoder_->feed(as_text(ByteView{piece_}.first(*size)), decoded_);
    if (!done) error_ = done.error();
  }

  std::unique_ptr<ByteSource> text_;
  std::unique_ptr<TextDecoder> decoder_;
  ByteVector piece_;
  ByteVector decoded_;
  std::size_t at_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

InputFormat chosen_format(ByteView head, WantedFormat wanted) {
  switch (wanted) {
    case WantedFormat::Guess:
      break;
    case WantedFormat::Raw:
      return InputFormat::Raw;
    case WantedFormat::Hex:
      return guess_hex_format(head);
    case WantedFormat::Escaped:
      return InputFormat::Escaped;
    case WantedFormat::Base64:
      return InputFormat::Base64;
    case WantedFormat::JsonLines:
      return InputFormat::JsonLines;
    case WantedFormat::Capture:
      return guess_format(head) == InputFormat::PcapNg ? InputFormat::PcapNg : InputFormat::Pcap;
  }
  return guess_format(head);
}

std::unique_ptr<TextDecoder> decoder_for(InputFormat format) {
  switch (format) {
    case InputFormat::HexText:
      return std::make_unique<HexTextDecoder>();
    case InputFormat::HexDump:
      return std::make_unique<HexDumpDecoder>();
    case InputFormat::Escaped:
      return std::make_unique<EscapedTextDecoder>();
    case InputFormat::Base64:
      return std::make_unique<Base64TextDecoder>();
    default:
      return nullptr;
  }
}

/// Reads what is looked at for guessing. A pipe that starts with a capture is not waited for longer
/// than it takes to see that.
Result<ByteVector> read_head(ByteSource& source) {
  ByteVector head(kGuessBytes);
  std::size_t filled = 0;
  while (filled < head.size()) {
    const Result<std::size_t> size = source.read(MutableByteView{head}.subspan(filled));
    if (!size) return tl::unexpected(size.error());
    filled += *size;
    const InputFormat guessed = guess_format(ByteView{head}.first(std::min(filled, kMagicBytes)));
    const bool sure = guessed == InputFormat::Pcap || guessed == InputFormat::PcapNg ||
                      guessed == InputFormat::Gzip || guessed == InputFormat::Zstandard;
    if (*size == 0 || sure) break;
  }
  head.resize(filled);
  return head;
}

/// The unpacked source where `format` is a packed one, else null.
std::unique_ptr<ByteSource> unpacked(InputFormat format, std::unique_ptr<ByteSource>& packed) {
  if (format == InputFormat::Gzip) return gzip_source(std::move(packed));
  if (format == InputFormat::Zstandard) return zstd_source(std::move(packed));
  return nullptr;
}

}  // namespace

Result<DecodedSource> decode_source(std::unique_ptr<ByteSource> source, WantedFormat wanted) {
  DecodedSource decoded;
  decoded.bytes = std::move(source);
  for (unsigned depth = 0;; ++depth) {
    Result<ByteVector> head = read_head(*decoded.bytes);
    if (!head) return tl::unexpected(head.error());
    const InputFormat guessed = guess_format(*head);
    decoded.format = chosen_format(*head, wanted);
    decoded.bytes = rewound_source(std::move(*head), std::move(decoded.bytes));
    if (wanted == WantedFormat::Raw || depth == kPackingsMax) break;
    auto inner = unpacked(guessed, decoded.bytes);
    if (!inner) break;
    decoded.bytes = std::move(inner);
    decoded.packed = true;
  }
  if (auto decoder = decoder_for(decoded.format)) {
    decoded.bytes = std::make_unique<TextSource>(std::move(decoded.bytes), std::move(decoder));
  }
  return decoded;
}

}  // namespace mcbin::capture
