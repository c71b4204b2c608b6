// Whose request is answered next: clients take turns, so that whoever asks much keeps nobody waiting but himself.
//
//   Turns turns({.threads = 4, .waiting = 32});
//   if (!turns.Add("192.0.2.7", work)) Refuse();
//   while (auto turn = turns.Next()) Begin(turn->work);  // and, when it is done: turns.Done(turn->client)
//
// For one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace trichluc::serve {

class Turns {
 public:
  struct Limits {
    unsigned threads = 4;      // that answer
    std::size_t waiting = 32;  // requests of one client
  };
  using Work = std::function<void()>;
  struct Turn {
    std::string client;
    Work work;
  };

  explicit Turns(const Limits& limits) : limits_(limits) {}

  // False where so many requests of this client wait already.
  bool Add(const std::string& client, Work work) {
    Client& asking = clients_[client];
    if (asking.waiting.size() >= limits_.waiting) return false;
    asking.waiting.push_back(std::move(work));
    return true;
  }

  // What is begun now, of the client that has least under way, and of these of the one that waits longest for a turn. Nothing where
  // all threads have work, or all who wait have their share: the last thread is for somebody else.
  std::optional<Turn> Next() {
    const unsigned share = limits_.threads > 1 && !ending_ ? limits_.threads - 1 : limits_.threads;
    if (running_ >= limits_.threads && !ending_) return std::nullopt;
    auto next = clients_.end();
    for (auto client = clients_.begin(); client != clients_.end(); ++client) {
      if (client->second.waiting.empty() || (client->second.running >= share && !ending_)) continue;
      if (next == clients_.end() || client->second.Before(next->second)) next = client;
    }
    if (next == clients_.end()) return std::nullopt;
    Client& client = next->second;
    Turn turn{next->first, std::move(client.waiting.front())};
    client.waiting.pop_front();
    client.last = ++turns_;
    ++client.running;
    ++running_;
    return turn;
  }

  void Done(const std::string& client) {
    const auto done = clients_.find(client);
    --running_;
    if (--done->second.running == 0 && done->second.waiting.empty()) clients_.erase(done);
  }

  // From now on nothing is held back: all that waits is begun, and can be waited for.
  void End() { ending_ = true; }

 private:
  struct Client {
    std::deque<Work> waiting;
    unsigned running = 0;
    std::uint64_t last = 0;  // the turn that it had
    [[nodiscard]] bool Before(const Client& other) const { return std::pair(running, last) < std::pair(other.running, other.last); }
  };

  Limits limits_;
  std::map<std::string, Client> clients_;
  unsigned running_ = 0;
  std::uint64_t turns_ = 0;
  bool ending_ = false;
};

}  // namespace trichluc::serve
