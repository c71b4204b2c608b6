// Counts more keys than memory holds: full buffers are sorted and written to temporary files, and read back merged.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <queue>
#include <vector>

namespace trichluc {

// Adds keys in any order, then gives each different key once, ascending, with how often it was added.
template <typename Key>
class SortedRuns {
 public:
  // Memory for about `buffer` keys; everything beyond goes to files that the system deletes by itself.
  explicit SortedRuns(std::size_t buffer) : limit_(buffer) { keys_.reserve(buffer); }

  // False when a temporary file could not be written.
  [[nodiscard]] bool Add(Key key) {
    keys_.push_back(key);
    return keys_.size() < limit_ || Spill();
  }

  // Visits all keys; false when a temporary file could not be written or read.
  template <typename Visit>
  [[nodiscard]] bool ForEach(Visit visit) {
    if (runs_.empty()) {
      std::sort(keys_.begin(), keys_.end());
      for (std::size_t i = 0; i < keys_.size();) {
        std::size_t end = i + 1;
        while (end < keys_.size() && keys_[end] == keys_[i]) ++end;
        visit(keys_[i], static_cast<std::uint64_t>(end - i));
        i = end;
      }
      return true;
    }
    if (!keys_.empty() && !Spill()) return false;
    return Merge(visit);
  }

 private:
  struct Counted {
    Key key;
    std::uint32_t count;
  };
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;

  bool Spill() {
    std::sort(keys_.begin(), keys_.end());
    File file(std::tmpfile());
    if (file == nullptr) return false;
    for (std::size_t i = 0; i < keys_.size();) {
      std::size_t end = i + 1;
      while (end < keys_.size() && keys_[end] == keys_[i]) ++end;
      const Counted counted{keys_[i], static_cast<std::uint32_t>(end - i)};
      if (std::fwrite(&counted, sizeof counted, 1, file.get()) != 1) return false;
      i = end;
    }
    if (std::fflush(file.get()) != 0 || std::fseek(file.get(), 0, SEEK_SET) != 0) return false;
    runs_.push_back(std::move(file));
    keys_.clear();
    return true;
  }

  template <typename Visit>
  bool Merge(Visit visit) {
    struct Head {
      Counted at;
      std::FILE* file;
      bool operator>(const Head& other) const { return at.key > other.at.key; }
    };
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
    const auto advance = [&](std::FILE* file) {
      Head head{{}, file};
      if (std::fread(&head.at, sizeof head.at, 1, file) == 1) heads.push(head);
      return std::ferror(file) == 0;
    };
    for (const File& run : runs_) {
      if (!advance(run.get())) return false;
    }
    while (!heads.empty()) {
      const Key key = heads.top().at.key;
      std::uint64_t count = 0;
      while (!heads.empty() && heads.top().at.key == key) {
        const Head head = heads.top();
        heads.pop();
        count += head.at.count;
        if (!advance(head.file)) return false;
      }
      visit(key, count);
    }
    return true;
  }

  std::size_t limit_;
  std::vector<Key> keys_;
  std::vector<File> runs_;
};

}  // namespace trichluc
