#include "mcbin/capture/compressed_source.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace mcbin::capture {

namespace {

constexpr std::size_t kPackedBytes = 64U << 10U;
constexpr int kGzipOnly = 16;  // added to the window bits: a gzip header is wanted
constexpr std::size_t kPieceMax = std::size_t{1} << 30U;

/// What both have in common: packed bytes come in pieces, and the end may come too early.
class UnpackingSource : public ByteSource {
 public:
  explicit UnpackingSource(std::unique_ptr<ByteSource> packed)
      : packed_(std::move(packed)), piece_(kPackedBytes) {}

  Result<std::size_t> read(MutableByteView space) override {
    for (;;) {
      if (error_) return tl::unexpected(*error_);
      if (rest_.empty() && !ended_) {
        if (auto filled = fill(); !filled) return tl::unexpected(filled.error());
      }
      // At the end the library may still have something; inside a member it says so by more.
      const std::size_t size = unpack(space.first(std::min(space.size(), kPieceMax)));
      if (size > 0) return size;
      if (error_) continue;
      if (rest_.empty() && ended_) {
        if (between_members()) return 0;
        return fail(Errc::Truncated, at_, "the compressed file ends too early");
      }
    }
  }

 protected:
  /// Unpacks from the front of rest_, drops what it took, and sets error_ where it is damaged.
  virtual std::size_t unpack(MutableByteView space) = 0;
  [[nodiscard]] virtual bool between_members() const = 0;

  void take(std::size_t size) {
    rest_ = rest_.subspan(size);
    at_ += size;
  }
  [[nodiscard]] ByteView rest() const { return rest_; }
  void damaged(Errc code, std::string detail) { error_ = Error{code, at_, std::move(detail)}; }

 private:
  Result<void> fill() {
    const Result<std::size_t> size = packed_->read(piece_);
    if (!size) return tl::unexpected(size.error());
    rest_ = ByteView{piece_}.first(*size);
    ended_ = *size == 0;
    return {};
  }

  std::unique_ptr<ByteSource> packed_;
  ByteVector piece_;
  ByteView rest_;         // of piece_, not unpacked yet
  std::uint64_t at_ = 0;  // of rest_ in the packed file
  bool ended_ = false;
  std::optional<Error> error_;
};

class GzipSource final : public UnpackingSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> packed) : UnpackingSource(std::move(packed)) {
    ready_ = ::inflateInit2(&stream_, MAX_WBITS + kGzipOnly) == Z_OK;
    if (!ready_) damaged(Errc::SystemFailed, "zlib cannot start");
  }
  ~GzipSource() override {
    if (ready_) ::inflateEnd(&stream_);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

 protected:
  std::size_t unpack(MutableByteView space) override {
    if (rest().empty() && between_) return 0;
    if (between_ && !first_ && rest()[0] == 0) {  // padding behind the last member
      take(1);
      return 0;
    }
    between_ = first_ = false;
    stream_.next_in = const_cast<Bytef*>(rest().data());
    stream_.avail_in = static_cast<uInt>(rest().size());
    stream_.next_out = space.data();
    stream_.avail_out = static_cast<uInt>(space.size());
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    take(rest().size() - stream_.avail_in);
    if (status == Z_STREAM_END) {
      between_ = true;
      ::inflateReset(&stream_);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      damaged(Errc::BadText, "the gzip file is damaged");
    }
    return space.size() - stream_.avail_out;
  }
  bool between_members() const override { return between_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
  bool first_ = true;
  bool between_ = true;
};

class ZstdSource final : public UnpackingSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> packed)
      : UnpackingSource(std::move(packed)), stream_(::ZSTD_createDStream()) {
    if (stream_ == nullptr) {
      damaged(Errc::SystemFailed, "zstd cannot start");
      return;
    }
    ::ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, static_cast<int>(kZstdWindowLogMax));
  }
  ~ZstdSource() override { ::ZSTD_freeDStream(stream_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

 protected:
  std::size_t unpack(MutableByteView space) override {
    if (rest().empty() && between_) return 0;
    // One block a call: what the library unpacked in the call that fails is lost.
    ZSTD_inBuffer in{rest().data(), std::min(rest().size(), wanted_), 0};
    ZSTD_outBuffer out{space.data(), space.size(), 0};
    const std::size_t status = ::ZSTD_decompressStream(stream_, &out, &in);
    take(in.pos);
    if (::ZSTD_isError(status) != 0) {
      const bool window = ::ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge;
      damaged(window ? Errc::TooLarge : Errc::BadText,
              std::string("the zstd file cannot be read: ") + ::ZSTD_getErrorName(status));
    } else {
      between_ = status == 0;
      // The library asks for the header of the next block, too.
      wanted_ = between_ ? kFrameHeaderBytesMin
                         : (status > kBlockHeaderBytes ? status - kBlockHeaderBytes : status);
    }
    return out.pos;
  }
  bool between_members() const override { return between_; }

 private:
  static constexpr std::size_t kFrameHeaderBytesMin = 5;
  static constexpr std::size_t kBlockHeaderBytes = 3;

  ZSTD_DStream* stream_;
  std::size_t wanted_ = kFrameHeaderBytesMin;  // until the end of the block
  bool between_ = true;
};

}  // namespace

std::unique_ptr<ByteSource> gzip_source(std::unique_ptr<ByteSource> packed) {
  return std::make_unique<GzipSource>(std::move(packed));
}

std::unique_ptr<ByteSource> zstd_source(std::unique_ptr<ByteSource> packed) {
  return std::make_unique<ZstdSource>(std::move(packed));
}

}  // namespace mcbin::capture
