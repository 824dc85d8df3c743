#include "conformance/runner.hpp"

#include "conformance/player.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <iterator>
#include <map>
#include <optional>
#include <thread>

namespace mcbin::conformance {

namespace {

struct Job {
  const Conversation* conversation = nullptr;
  Delivery delivery;
};

/// Statistics tell about the whole life of a server, and a full one stays full.
bool needs_new_host(const Conversation& conversation) {
  static constexpr std::string_view kStatRequest = "8010";
  return conversation.precondition != Precondition::None ||
         std::any_of(conversation.steps.begin(), conversation.steps.end(), [](const Step& step) {
           return !step.send.empty() && step.send.front().starts_with(kStatRequest);
         });
}

std::vector<Job> all_jobs(const Plan& plan) {
  std::vector<Job> jobs;
  for (const Conversation& conversation : plan.conversations) {
    const bool prepared = conversation.precondition != Precondition::None;
    const Splits splits = prepared               ? Splits::Edges
                          : conversation.waits() ? plan.splits_of_waiting
                                                 : plan.splits;
    for (const Delivery& delivery : all_deliveries(conversation, splits, plan.bytewise)) {
      jobs.push_back({.conversation = &conversation, .delivery = delivery});
    }
  }
  // Those that wait come first, so that others fill the time.
  std::stable_partition(jobs.begin(), jobs.end(),
                        [](const Job& job) { return job.conversation->waits(); });
  return jobs;
}

/// One thread of the run: takes jobs until none is left. Has its own hosts, one for each set of
/// options.
class Worker {
 public:
  Worker(const Plan& plan, const HostFactory& make_host) : plan_(plan), make_host_(make_host) {}

  void run(const std::vector<Job>& jobs, std::atomic<std::size_t>& next) {
    for (std::size_t at = next++; at < jobs.size(); at = next++) {
      const Job& job = jobs[at];
      ++report_.runs;
      const std::string complaint = run_job(job);
      if (complaint.empty()) continue;
      report_.failures.push_back({job.conversation->name, job.delivery.name(), complaint});
    }
    for (auto& [args, host] : hosts_) {
      if (host != nullptr) stop(*host);
    }
  }

  [[nodiscard]] const Report& report() const { return report_; }

 private:
  std::string run_job(const Job& job) {
    const Conversation& conversation = *job.conversation;
    const bool fresh = plan_.hosts == Plan::Hosts::Fresh || needs_new_host(conversation);
    std::unique_ptr<Host>& host = hosts_[conversation.server_args];
    if (host != nullptr && fresh) {
      stop(*host);
      host.reset();
    }
    if (host == nullptr) {
      Result<std::unique_ptr<Host>> made = make_host_(conversation.server_args);
      if (!made.has_value()) return made.error().detail;
      host = std::move(*made);
    }
    std::string complaint = run_on(*host, job);
    if (!complaint.empty()) host.reset();  // in an unknown state
    return complaint;
  }

  std::string run_on(Host& host, const Job& job) const {
    const Conversation& conversation = *job.conversation;
    std::vector<std::unique_ptr<Peer>> held;
    establish(conversation.precondition, host, held);
    const bool datagrams = conversation.match == Match::Datagram;
    const std::unique_ptr<Peer> peer = datagrams ? host.connect_datagrams() : host.connect();
    if (peer == nullptr) return "no connection";
    std::string complaint = play(conversation, job.delivery, *peer);
    held.clear();
    if (!complaint.empty() || conversation.match == Match::Text) return complaint;
    if (conversation.precondition == Precondition::ConnectionsFull) return {};
    complaint = complaint_of_next_connection(host);
    if (complaint.empty() && plan_.check) complaint = plan_.check(host);
    if (complaint.empty() && plan_.memory_bytes_max > 0 &&
        host.memory_bytes() > plan_.memory_bytes_max) {
      complaint = "the server has held " + std::to_string(host.memory_bytes()) + " bytes";
    }
    if (complaint.empty() && conversation.precondition == Precondition::None) {
      forget_keys(conversation, host);
    }
    return complaint;
  }

  void stop(Host& host) {
    const std::string complaint = host.stop();
    if (!complaint.empty()) report_.failures.push_back({"(stopping the server)", "", complaint});
  }

  const Plan& plan_;
  const HostFactory& make_host_;
  std::map<std::vector<std::string>, std::unique_ptr<Host>> hosts_;
  Report report_;
};

}  // namespace

Report run_all(const Plan& plan, const HostFactory& make_host) {
  const std::vector<Job> jobs = all_jobs(plan);
  std::atomic<std::size_t> next{0};
  std::deque<Worker> workers;
  for (unsigned count = 0; count < plan.workers; ++count) workers.emplace_back(plan, make_host);
  std::vector<std::thread> threads;
  for (Worker& worker : workers) {
    threads.emplace_back([&worker, &jobs, &next] { worker.run(jobs, next); });
  }
  for (std::thread& thread : threads) thread.join();
  Report report;
  for (const Worker& worker : workers) add(report, worker.report());
  return report;
}

void add(Report& total, Report more) {
  total.runs += more.runs;
  std::move(more.failures.begin(), more.failures.end(), std::back_inserter(total.failures));
}

}  // namespace mcbin::conformance
