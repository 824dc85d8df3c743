// How far a long reading is, on a line of standard error that is written over; only where a person
// looks on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace mcbin::cmd {

class DumpProgress {
 public:
  /// For reading the file at `path`. @return nullptr when standard error is no terminal, or
  /// standard output is one.
  [[nodiscard]] static std::unique_ptr<DumpProgress> create(const std::string& path);

  /// Call often; says something at most a few times a second.
  void show(std::uint64_t bytes_read, std::uint64_t frames);
  /// Wipes the line.
  void clear();

 private:
  explicit DumpProgress(std::uint64_t total) : total_(total) {}

  std::uint64_t total_;  // of the file; 0: unknown
  std::int64_t next_ns_ = 0;
  bool shown_ = false;
};

}  // namespace mcbin::cmd
