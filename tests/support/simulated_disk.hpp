// A disk in memory for tests of the journal: loses power, keeping any part of what was not synced,
// fills up, fails, takes less than it is given. All of it follows from the seed. Safe from any
// thread, but for the members that a test sets while others are at work.
#pragma once

#include "mcbin/journal/file_system.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace mcbin::test {

class SimulatedDisk final : public journal::Directory {
 public:
  explicit SimulatedDisk(std::uint64_t seed) : random_(seed) {}

  std::atomic<std::uint64_t> room_bytes{UINT64_MAX};  // appends beyond it find the disk full
  std::atomic<std::uint64_t> fail_append_in{0};  // the how manieth append from now fails; 0: none
  std::atomic<std::uint64_t> fail_sync_in{0};
  std::atomic<bool> dead{false};  // every write and every sync fails

  /// What is left when power comes back. Files that are open must not be used any more.
  void lose_power() {
    const std::lock_guard lock(mutex_);
    const std::size_t kept = below(waiting_.size() + 1);
    for (std::size_t step = 0; step < kept; ++step) waiting_[step](names_on_disk_);
    waiting_.clear();
    names_ = names_on_disk_;
    dead = false;
    for (auto& [name, node] : names_) tear(*node);
  }

  [[nodiscard]] ByteVector& bytes_of(const std::string& name) { return names_.at(name)->bytes; }
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
    const std::lock_guard lock(mutex_);
    return random_() % bound;
  }

  Result<std::unique_ptr<journal::File>> create(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    auto node = std::make_shared<Node>();
    change([name, node](Names& names) { names[name] = node; });
    return std::make_unique<OpenFile>(*this, node);
  }
  Result<std::unique_ptr<journal::File>> open(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    const auto found = names_.find(name);
    if (found == names_.end()) return fail(Errc::ReadFailed, 0, "no such file");
    return std::make_unique<OpenFile>(*this, found->second);
  }
  Result<std::vector<std::string>> list() override {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const auto& entry : names_) names.push_back(entry.first);
    return names;
  }
  Result<void> rename(const std::string& from, const std::string& to) override {
    const std::lock_guard lock(mutex_);
    change([from, to](Names& names) {
      names[to] = names.at(from);
      names.erase(from);
    });
    return {};
  }
  Result<void> remove(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    change([name](Names& names) { names.erase(name); });
    return {};
  }
  Result<void> sync() override {
    const std::lock_guard lock(mutex_);
    if (dead) return fail(Errc::WriteFailed, 0, "EIO");
    for (const auto& step : waiting_) step(names_on_disk_);
    waiting_.clear();
    return {};
  }
  Result<void> lock() override { return {}; }

 private:
  static constexpr std::size_t kSectorBytes = 512;

  struct Node {
    ByteVector bytes;
    ByteVector on_disk;
  };
  using Names = std::map<std::string, std::shared_ptr<Node>>;
  using Step = std::function<void(Names&)>;

  class OpenFile final : public journal::File {
   public:
    OpenFile(SimulatedDisk& disk, std::shared_ptr<Node> node)
        : disk_(disk), node_(std::move(node)) {}

    Result<std::size_t> append(ByteView bytes) override {
      const std::lock_guard lock(disk_.mutex_);
      if (disk_.fails(disk_.fail_append_in)) return fail(Errc::WriteFailed, 0, "EIO");
      std::uint64_t used = 0;
      for (const auto& entry : disk_.names_) used += entry.second->bytes.size();
      const std::uint64_t room = disk_.room_bytes;
      if (used >= room) return fail(Errc::StorageFull, 0, "ENOSPC");
      std::uint64_t taken = std::min<std::uint64_t>(bytes.size(), room - used);
      if (disk_.below(4) == 0) taken = 1 + disk_.below(taken);
      mcbin::append(node_->bytes, bytes.first(taken));
      return taken;
    }
    Result<std::size_t> read_at(std::uint64_t offset, MutableByteView to) override {
      const std::lock_guard lock(disk_.mutex_);
      const ByteView rest = ByteView(node_->bytes).subspan(offset);
      std::size_t size = std::min(rest.size(), to.size());
      if (size > 1 && disk_.below(4) == 0) size = 1 + disk_.below(size);
      copy_bytes(rest.first(size), to);
      return size;
    }
    Result<void> sync() override {
      const std::lock_guard lock(disk_.mutex_);
      if (disk_.fails(disk_.fail_sync_in)) return fail(Errc::WriteFailed, 0, "EIO");
      node_->on_disk = node_->bytes;
      return {};
    }
    Result<void> truncate(std::uint64_t size) override {
      const std::lock_guard lock(disk_.mutex_);
      if (disk_.dead) return fail(Errc::WriteFailed, 0, "EIO");
      node_->bytes.resize(size);
      return {};
    }
    Result<std::uint64_t> size() override {
      const std::lock_guard lock(disk_.mutex_);
      return node_->bytes.size();
    }

   private:
    SimulatedDisk& disk_;
    std::shared_ptr<Node> node_;
  };

  void change(Step step) {
    step(names_);
    waiting_.push_back(std::move(step));
  }

  bool fails(std::atomic<std::uint64_t>& countdown) {
    return dead || (countdown != 0 && --countdown == 0);
  }

  /// Each sector is the old one, the new one, or new up to a byte and old from there; what was
  /// never written is zero. The size is any between the old and the new one.
  void tear(Node& node) {
    const std::size_t shorter = std::min(node.bytes.size(), node.on_disk.size());
    const std::size_t longer = std::max(node.bytes.size(), node.on_disk.size());
    ByteVector left = node.on_disk;
    left.resize(shorter + below(longer - shorter + 1));
    node.bytes.resize(std::max(node.bytes.size(), left.size()));
    for (std::size_t from = 0; from < left.size(); from += kSectorBytes) {
      const std::size_t size = std::min(kSectorBytes, left.size() - from);
      const std::size_t fresh = below(3) == 0 ? below(size + 1) : below(2) * size;
      copy_bytes(ByteView(node.bytes).subspan(from, fresh), MutableByteView(left).subspan(from));
    }
    node.bytes = left;
    node.on_disk = std::move(left);
  }

  std::recursive_mutex mutex_;
  std::mt19937_64 random_;
  Names names_;
  Names names_on_disk_;
  std::vector<Step> waiting_;  // changes of the directory that are not on the disk
};

}  // namespace mcbin::test
