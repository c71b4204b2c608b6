// Runs: how the words of what one transaction added stand in the tables of a list (word_lists.h).
//
// A run is two long strings, cut into pieces of a page each: lists and places. Lists hold an entry for each word and for each two
// words that stand side by side, in order of their keys:
//
//   how many bytes its key shares with the one before, how many follow, these; bytes of the list, of the signs and of the places;
//   where the places begin, if it has any; the list, the signs
//
// The key of a word is the word without marks, a space, and the word with marks where it has any ("dan dân", "nam "): all forms
// of a word stand side by side. That of two words begins with a byte that comes before all letters; both without marks, and both
// with marks where they have any ("dan van dân vận", "nam qua  quá"). The list says who has
// it: by how much the number rises, with a bit: does it stand there more than once? Then how often follows. Signs say of whom
// more is to be said of a word (WordSign), in the same way. Only two words have places: a phrase is found by them. Places are
// counted in words, each from the one before. All numbers are written in as few bytes of seven bits as they need.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "index/columns.h"
#include "index/database.h"
#include "index/packed_numbers.h"

namespace trichluc {

inline constexpr std::size_t kPieceBytes = 4040;     // with its row, what one page of 4096 bytes holds
inline constexpr std::int64_t kMostNumbers = 1 << 28;  // that a run may stretch over

// What more is to be said of a word in a thing.
enum WordSign : std::uint8_t { kInTitle = 1, kBareOften = 2, kMarkedOften = 4 };
inline constexpr unsigned kSignBits = 3;

[[nodiscard]] Error DamagedWords();

// A word as it stands in runs, and two that stand side by side.
struct WordForms {
  std::string_view marked;
  std::string_view bare;
};
inline constexpr char kPairLead = '\x01';
[[nodiscard]] std::string WordKey(const WordForms& word);
[[nodiscard]] std::string PairKey(const WordForms& first, const WordForms& second);

// One who has it, and one of whom more is to be said.
void PutThing(std::int64_t rise, std::uint64_t count, std::string& list);
void PutSigns(std::int64_t rise, std::uint8_t some, std::string& signs);

// Who has a word, one after the other.
class ListReader {
 public:
  explicit ListReader(std::string_view list) : reader_(list) {}

  // False behind the last one.
  bool Next() {
    if (reader_.done()) return false;
    const std::uint64_t head = reader_.Next();
    number = Risen(number, head >> 1);
    count = (head & 1) != 0 ? reader_.Next() : 1;
    return true;
  }

  [[nodiscard]] std::string_view rest() const { return reader_.rest(); }

  // Of damaged bytes, no number that is more than any may be.
  static std::int64_t Risen(std::int64_t number, std::uint64_t rise) { return std::min<std::int64_t>(number + static_cast<std::int64_t>(std::min<std::uint64_t>(rise, kBehindNumbers)), kBehindNumbers); }

  std::int64_t number = 0;
  std::uint64_t count = 0;  // of places

 private:
  static constexpr std::int64_t kBehindNumbers = std::int64_t{1} << 61;

  NumberReader reader_;
};

// Those of whom more is to be said.
class SignsReader {
 public:
  explicit SignsReader(std::string_view bytes) : reader_(bytes) {}

  bool Next() {
    if (reader_.done()) return false;
    const std::uint64_t head = reader_.Next();
    number = ListReader::Risen(number, head >> kSignBits);
    signs = static_cast<std::uint8_t>(head & ((1U << kSignBits) - 1));
    return true;
  }

  [[nodiscard]] std::string_view rest() const { return reader_.rest(); }

  std::int64_t number = 0;
  std::uint8_t signs = 0;

 private:
  NumberReader reader_;
};

// One of the two strings of a run, written piece by piece.
class StringWriter {
 public:
  StringWriter(Database& database, const std::string& table, std::int64_t first) : database_(database), sql_("INSERT INTO " + table + " (id, bytes) VALUES (?, ?)"), next_(first) {}

  [[nodiscard]] std::size_t size() const { return written_ + bytes_.size(); }
  std::optional<Error> Append(std::string_view bytes) {
    bytes_.append(bytes);
    std::size_t at = 0;
    for (; bytes_.size() - at >= kPieceBytes; at += kPieceBytes) {
      if (auto fault = WritePiece(std::string_view(bytes_).substr(at, kPieceBytes))) return fault;
    }
    bytes_.erase(0, at);
    written_ += at;
    return std::nullopt;
  }
  std::optional<Error> End() { return bytes_.empty() ? std::nullopt : WritePiece(bytes_); }

 private:
  std::optional<Error> WritePiece(std::string_view piece) {
    const SqlRow row = {next_++, Blob{std::string(piece)}};
    return database_.Run(sql_, row);
  }

  Database& database_;
  std::string sql_;
  std::int64_t next_;
  std::string bytes_;
  std::size_t written_ = 0;
};

// The same, read from any place on, some pieces at a time. What could not be read is empty, and `fault` says why.
class StringReader {
 public:
  StringReader(Database& database, const std::string& table, std::int64_t first, std::size_t size, std::size_t pieces) : database_(database), sql_("SELECT bytes FROM " + table + " WHERE id >= ? AND id < ? ORDER BY id"), first_(first), size_(size), pieces_(pieces) {}

  [[nodiscard]] bool done() const { return at_ >= size_ || fault_; }
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }
  void MoveTo(std::size_t at) { at_ = at; }

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; Load(); shift += 7) {
      const auto byte = static_cast<unsigned char>(loaded_[at_++ - from_]);
      if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  // Puts so many bytes behind others.
  void Take(std::size_t count, std::string& bytes) {
    while (count > 0 && Load()) {
      const std::size_t more = std::min(count, from_ + loaded_.size() - at_);
      bytes.append(loaded_, at_ - from_, more);
      at_ += more;
      count -= more;
    }
    if (count > 0 && !fault_) fault_ = DamagedWords();
  }
  void Skip(std::uint64_t count) { at_ = count > size_ - std::min(at_, size_) ? size_ : at_ + count; }

 private:
  // Sees to it that the byte that comes next is there.
  bool Load() {
    if (done()) return false;
    if (at_ >= from_ && at_ - from_ < loaded_.size()) return true;
    const std::size_t piece = at_ / kPieceBytes;
    from_ = piece * kPieceBytes;
    loaded_.clear();
    const std::size_t wanted = std::min(pieces_ * kPieceBytes, size_ - from_);
    const std::int64_t first = first_ + static_cast<std::int64_t>(piece);
    const SqlRow values = {first, first + static_cast<std::int64_t>((wanted + kPieceBytes - 1) / kPieceBytes)};  // behind it are others'
    fault_ = database_.Query(sql_, values, [&](const SqlRow& row) {
      if (const auto* const blob = std::get_if<Blob>(&row[0])) loaded_ += blob->bytes;
      return true;
    });
    if (!fault_ && loaded_.size() != wanted) fault_ = DamagedWords();
    return !fault_;
  }

  Database& database_;
  std::string sql_;
  std::int64_t first_;
  std::size_t size_;
  std::size_t pieces_;
  std::size_t at_ = 0;
  std::size_t from_ = 0;  // where `loaded_` begins
  std::string loaded_;
  std::optional<Error> fault_;
};

struct WordRun {
  std::int64_t id = 0;
  std::int64_t level = 0;
  std::int64_t first = 0;        // number
  std::int64_t last = 0;
  std::int64_t things = 0;       // how many things it was written with; some may be gone
  std::int64_t first_list = 0;   // piece
  std::int64_t list_bytes = 0;
  std::int64_t first_place = 0;
  std::int64_t place_bytes = 0;

  [[nodiscard]] std::int64_t bytes() const { return list_bytes + place_bytes; }
};

inline constexpr std::string_view kRunColumns = "id, level, first_number, last_number, things, first_list, list_bytes, first_place, place_bytes";

// The runs of a list for which a condition (" WHERE …") holds, in the order of their numbers.
[[nodiscard]] Result<std::vector<WordRun>> WordRunsOf(Database& database, const std::string& name, std::string_view condition);
// Which of all runs, in the order of their numbers, are to be made one now: those of one level that stand side by side, as soon as
// they are sixteen, or the latest of them where all would have more than so many bytes; not less than four. None where there are no
// such.
[[nodiscard]] std::span<const WordRun> RunsToJoin(std::span<const WordRun> runs, std::int64_t most_bytes);
std::optional<Error> DropRun(Database& database, const std::string& name, const WordRun& run);

// The entries of a run, one after the other.
class RunReader {
 public:
  // Who reads it from the beginning to the end reads many pieces at a time: they stand one behind the other on the disk.
  enum class Way : std::uint8_t { kHereAndThere, kThrough };
  RunReader(Database& database, const std::string& name, const WordRun& run, Way way)
      : database_(database), name_(name), run_(run), lists_(database, name + "_list", run.first_list, static_cast<std::size_t>(run.list_bytes), PiecesAtATime(way)),
        places_(database, name + "_place", run.first_place, static_cast<std::size_t>(run.place_bytes), PiecesAtATime(way)) {}

  // To the first entry whose key is not less; false where there is none.
  bool Seek(const std::string& wanted) {
    const SqlRow values = {run_.id, wanted};
    std::size_t at = 0;
    fault_ = database_.Query("SELECT place FROM " + name_ + "_start WHERE run = ? AND word <= ? ORDER BY word DESC LIMIT 1", values, [&](const SqlRow& row) {
      at = static_cast<std::size_t>(IntegerOf(row[0]));
      return false;
    });
    if (!fault_ && at >= static_cast<std::size_t>(run_.list_bytes)) fault_ = DamagedWords();
    lists_.MoveTo(at);
    left_ = 0;
    key.clear();
    while (Next()) {
      if (key >= wanted) return true;
    }
    return false;
  }

  bool Next() {
    PassOver();
    if (lists_.done() || fault_) return false;
    const std::uint64_t shared = lists_.Number();
    const std::uint64_t more = lists_.Number();
    key.resize(std::min<std::size_t>(shared, key.size()));
    lists_.Take(Held(more), key);
    list_bytes_ = Held(lists_.Number());
    sign_bytes_ = Held(lists_.Number());
    place_bytes_ = Held(lists_.Number());
    place_at_ = place_bytes_ > 0 ? Held(lists_.Number()) : 0;
    left_ = list_bytes_ + sign_bytes_;
    return !fault();
  }

  // Of the entry; each once, the list first. They hold until the next entry.
  std::string_view List() { return Part(list_bytes_, list_); }
  std::string_view Signs() {
    if (left_ > sign_bytes_) lists_.Skip(std::exchange(left_, sign_bytes_) - sign_bytes_);
    return Part(sign_bytes_, signs_);
  }
  [[nodiscard]] std::size_t place_at() const { return place_at_; }
  [[nodiscard]] std::size_t place_bytes() const { return place_bytes_; }
  // Those of an entry; they hold until others are asked for.
  std::string_view Places(std::size_t at, std::size_t bytes) {
    places_.MoveTo(at);
    some_places_.clear();
    places_.Take(bytes, some_places_);
    return some_places_;
  }

  [[nodiscard]] std::optional<Error> fault() const { return fault_ ? fault_ : lists_.fault() ? lists_.fault() : places_.fault(); }

  std::string key;

 private:
  static std::size_t PiecesAtATime(Way way) { return way == Way::kThrough ? 64 : 1; }
  void PassOver() { lists_.Skip(std::exchange(left_, 0)); }
  std::string_view Part(std::size_t bytes, std::string& part) {
    left_ -= std::min(left_, bytes);
    part.clear();
    lists_.Take(bytes, part);
    return part;
  }
  // A length; no more than there are bytes in the run.
  [[nodiscard]] std::size_t Held(std::uint64_t bytes) const { return std::min<std::uint64_t>(bytes, static_cast<std::uint64_t>(std::max(run_.list_bytes, run_.place_bytes))); }

  Database& database_;
  const std::string& name_;
  WordRun run_;
  StringReader lists_;
  StringReader places_;
  std::size_t list_bytes_ = 0;
  std::size_t sign_bytes_ = 0;
  std::size_t left_ = 0;  // bytes of the entry that were not read
  std::size_t place_at_ = 0;
  std::size_t place_bytes_ = 0;
  std::string list_;
  std::string signs_;
  std::string some_places_;
  std::optional<Error> fault_;
};

class RunWriter {
 public:
  // Writes a run behind all others.
  static Result<std::unique_ptr<RunWriter>> Begin(Database& database, const std::string& name, std::int64_t level) {
    WordRun run;
    run.level = level;
    const std::string sql = "SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM " + name + "_run), (SELECT COALESCE(MAX(id), 0) + 1 FROM " + name + "_list), (SELECT COALESCE(MAX(id), 0) + 1 FROM " + name + "_place)";
    auto fault = database.Query(sql, {}, [&](const SqlRow& row) {
      run.id = IntegerOf(row[0]);
      run.first_list = IntegerOf(row[1]);
      run.first_place = IntegerOf(row[2]);
      return false;
    });
    if (fault) return *fault;
    return std::make_unique<RunWriter>(database, name, run);
  }
  RunWriter(Database& database, const std::string& name, const WordRun& run)
      : database_(database), name_(name), run_(run), lists_(database, name + "_list", run.first_list), places_(database, name + "_place", run.first_place) {}

  // In the order of keys.
  std::optional<Error> Add(const std::string& key, std::string_view list, std::string_view signs, std::string_view places) {
    const std::size_t at = lists_.size();
    std::size_t shared = 0;
    if (at == 0 || at / kPieceBytes != last_start_ / kPieceBytes) {
      const SqlRow row = {run_.id, key, Number(at)};
      if (auto fault = database_.Run("INSERT INTO " + name_ + "_start (run, word, place) VALUES (?, ?, ?)", row)) return fault;
      last_start_ = at;
    } else {
      while (shared < key.size() && shared < before_.size() && key[shared] == before_[shared]) ++shared;
    }
    before_ = key;
    entry_.clear();
    PutNumber(shared, entry_);
    PutText(std::string_view(key).substr(shared), entry_);
    for (const std::size_t bytes : {list.size(), signs.size(), places.size()}) PutNumber(bytes, entry_);
    if (!places.empty()) PutNumber(places_.size(), entry_);
    entry_.append(list).append(signs);
    if (auto fault = lists_.Append(entry_)) return fault;
    return places_.Append(places);
  }

  std::optional<Error> End(std::int64_t first, std::int64_t last, std::int64_t things) {
    if (auto fault = lists_.End()) return fault;
    if (auto fault = places_.End()) return fault;
    const SqlRow row = {run_.id, run_.level, first, last, things, run_.first_list, Number(lists_.size()), run_.first_place, Number(places_.size())};
    return database_.Run("INSERT INTO " + name_ + "_run (" + std::string(kRunColumns) + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row);
  }

 private:
  Database& database_;
  const std::string& name_;
  WordRun run_;
  StringWriter lists_;
  StringWriter places_;
  std::string before_;
  std::string entry_;
  std::size_t last_start_ = 0;
};

}  // namespace trichluc
