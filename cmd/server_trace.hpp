// What goes over the wire between a client command and its servers, for eyes and for Wireshark: a
// line of JSON for each frame, and a capture file. Passwords are in neither.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/endpoint.hpp"

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

namespace mcbin::cmd {

/// Where traces go. The streams it wraps must not outlive it.
class ServerTrace {
 public:
  enum class Lines : bool { No, Yes };

  /// @param lines  whether frames are written to standard error, as `mcbin dump-frame` writes them.
  /// @param capture_file  the pcapng file to write; empty: none.
  /// @return Errc::WriteFailed with "PATH: reason"; a null pointer when nothing is to be traced.
  [[nodiscard]] static Result<std::unique_ptr<ServerTrace>> open(Lines lines,
                                                                 const std::string& capture_file);

  /// A stream that does what `stream` does and records it, as the connection to the server of
  /// `index` in the fleet.
  [[nodiscard]] std::unique_ptr<ByteStream> wrap(std::unique_ptr<ByteStream> stream,
                                                 const net::Endpoint& server, std::size_t index);

  /// Adds `packet` to the capture file, with the time of now.
  void record(ByteView packet);

  [[nodiscard]] bool captures() const { return file_ != nullptr; }
  [[nodiscard]] Lines lines() const { return lines_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  ServerTrace(Lines lines, std::FILE* file) : lines_(lines), file_(file) {}

  Lines lines_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace mcbin::cmd
