// A run is two long strings, cut into pieces of a page each: lists and places. Lists hold an entry for each word, in order:
//
//   how many bytes its key shares with the one before, how many follow, these; bytes of the list, the list; where its places
//   begin, how many bytes they take
//
// The key is the word without marks, a space, and the word with marks where it has any ("dan dân", "nam "): all forms of a word
// stand side by side. The list says who has the word: by how much the number rises, with two bits: do signs follow (in the title;
// said often, see Sign), and does it stand there more than once? Then how often follows. Places are counted in words, each from
// the one before. All numbers are written in as few bytes of seven bits as they need.
#include "index/word_lists.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <tuple>
#include <utility>

#include "index/columns.h"

namespace trichluc {
namespace {

constexpr std::size_t kPieceBytes = 4040;        // with its row, what one page of 4096 bytes holds
constexpr std::int64_t kJoined = 8;              // runs at a time
constexpr std::int64_t kTopLevel = 3;            // runs of some hundred thousand documents are not joined any more
constexpr std::size_t kMostBytes = 64 << 20;     // of added words in memory
constexpr std::int64_t kMostNumbers = 1 << 28;   // that a run may stretch over
constexpr std::size_t kMostPlaces = 1 << 26;     // words of one document

using Zone = Database::Zone;

// Of a word in a thing.
enum Sign : std::uint8_t { kThere = 1, kInTitle = 2, kBareOften = 4, kMarkedOften = 8 };

Error Damaged() { return {Error::Code::kUnreadable, "its lists of words are damaged (add its documents anew to a new index)"}; }

void Put(std::uint64_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// Reads numbers out of bytes that may be damaged: behind the end all are 0.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] bool done() const { return at_ >= end_; }
  [[nodiscard]] const char* at() const { return at_; }
  std::uint64_t Next() {
    if (at_ != end_ && static_cast<unsigned char>(*at_) < 0x80) return static_cast<unsigned char>(*at_++);
    std::uint64_t value = 0;
    for (unsigned shift = 0; at_ != end_; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  // Calls use(number) so many times, until it answers false; how many numbers are left then. Behind the bytes two more can be read (kSpare). Most numbers have one or
  // two bytes, at random: which of them is worked out and not guessed.
  template <typename Use>
  std::uint64_t ForEach(std::uint64_t count, Use&& use) {
    const char* at = at_;
    bool more = true;
    for (; count > 0 && at < end_ && more; --count) {
      const auto first = static_cast<unsigned char>(at[0]);
      const auto second = static_cast<unsigned char>(at[1]);
      const unsigned two = first >> 7;
      std::uint64_t number = (first & 0x7FU) + ((second & 0x7FU) * two << 7);
      at += 1 + two;
      if ((two & second >> 7) != 0) {
        at_ = at - 2;
        number = Next();
        at = at_;
      }
      more = use(number);
    }
    at_ = std::min(at, end_);
    return count;
  }
  static constexpr std::size_t kSpare = 2;

  void Skip(std::uint64_t numbers) {
    // Eight bytes at a time: the last byte of a number has no high bit.
    for (std::uint64_t eight = 0; numbers >= 8 && end_ - at_ >= 8; at_ += 8) {
      std::memcpy(&eight, at_, 8);
      numbers -= static_cast<std::uint64_t>(std::popcount(~eight & 0x8080'8080'8080'8080U));
    }
    for (; numbers > 0 && at_ != end_; ++at_) numbers -= static_cast<unsigned char>(*at_) < 0x80 ? 1 : 0;
  }

 private:
  const char* at_;
  const char* end_;
};

// Who has a word, one after the other.
class ListReader {
 public:
  explicit ListReader(std::string_view list) : reader_(list) {}

  // False behind the last one.
  bool Next() {
    if (reader_.done()) return false;
    const std::uint64_t head = reader_.Next();
    number += static_cast<std::int64_t>(head >> 2);
    signs = static_cast<std::uint8_t>(kThere | ((head & 2) != 0 ? reader_.Next() : 0));
    count = (head & 1) != 0 ? reader_.Next() : 1;
    return true;
  }

  std::int64_t number = 0;
  std::uint8_t signs = 0;
  std::uint64_t count = 0;  // of places

 private:
  Reader reader_;
};

void PutNumber(std::int64_t rise, std::uint8_t signs, std::uint64_t count, std::string& list) {
  const std::uint8_t others = signs & ~kThere;
  Put(static_cast<std::uint64_t>(rise) << 2 | (others != 0 ? 2 : 0) | (count > 1 ? 1 : 0), list);
  if (others != 0) Put(others, list);
  if (count > 1) Put(count, list);
}

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

// The same, read from any place on. What could not be read is empty, and `fault` says why.
class StringReader {
 public:
  StringReader(Database& database, const std::string& table, std::int64_t first, std::size_t size) : database_(database), sql_("SELECT bytes FROM " + table + " WHERE id = ?"), first_(first), size_(size) {}

  [[nodiscard]] bool done() const { return at_ >= size_ || fault_; }
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }
  void MoveTo(std::size_t at) { at_ = at; }

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; Load(); shift += 7) {
      const auto byte = static_cast<unsigned char>(piece_[at_++ % kPieceBytes]);
      if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  std::string Bytes(std::size_t count) {
    std::string bytes;
    while (bytes.size() < count && Load()) {
      const std::size_t from = at_ % kPieceBytes;
      const std::size_t more = std::min(count - bytes.size(), piece_.size() - from);
      bytes.append(piece_, from, more);
      at_ += more;
    }
    if (bytes.size() < count && !fault_) fault_ = Damaged();
    return bytes;
  }
  void Skip(std::uint64_t count) { at_ = count > size_ - std::min(at_, size_) ? size_ : at_ + count; }

 private:
  // The piece of the place that comes next.
  bool Load() {
    if (done()) return false;
    const auto wanted = static_cast<std::int64_t>(at_ / kPieceBytes);
    if (wanted == loaded_) return true;
    piece_.clear();
    const SqlRow values = {first_ + wanted};
    fault_ = database_.Query(sql_, values, [&](const SqlRow& row) {
      if (const auto* const blob = std::get_if<Blob>(&row[0])) piece_ = blob->bytes;
      return false;
    });
    loaded_ = wanted;
    if (!fault_ && piece_.size() < std::min(kPieceBytes, size_ - static_cast<std::size_t>(wanted) * kPieceBytes)) fault_ = Damaged();
    return !fault_;
  }

  Database& database_;
  std::string sql_;
  std::int64_t first_;
  std::size_t size_;
  std::size_t at_ = 0;
  std::int64_t loaded_ = -1;
  std::string piece_;
  std::optional<Error> fault_;
};

struct Run {
  std::int64_t id = 0;
  std::int64_t level = 0;
  std::int64_t first = 0;        // number
  std::int64_t last = 0;
  std::int64_t first_list = 0;   // piece
  std::int64_t list_bytes = 0;
  std::int64_t first_place = 0;
  std::int64_t place_bytes = 0;
};

constexpr std::string_view kRunColumns = "id, level, first_number, last_number, first_list, list_bytes, first_place, place_bytes";

std::int64_t PiecesOf(std::int64_t bytes) { return (bytes + static_cast<std::int64_t>(kPieceBytes) - 1) / static_cast<std::int64_t>(kPieceBytes); }

Result<std::vector<Run>> RunsOf(Database& database, const std::string& name, std::string_view condition) {
  std::vector<Run> runs;
  const std::string sql = "SELECT " + std::string(kRunColumns) + " FROM " + name + "_run" + std::string(condition) + " ORDER BY first_number";
  auto fault = database.Query(sql, {}, [&](const SqlRow& row) {
    Run& run = runs.emplace_back();
    std::size_t column = 0;
    for (std::int64_t* value : {&run.id, &run.level, &run.first, &run.last, &run.first_list, &run.list_bytes, &run.first_place, &run.place_bytes}) *value = IntegerOf(row[column++]);
    return true;
  });
  if (fault) return *fault;
  const auto bad = [](const Run& run) { return run.first > run.last || run.last - run.first > kMostNumbers || run.list_bytes < 0 || run.place_bytes < 0; };
  if (std::any_of(runs.begin(), runs.end(), bad)) return Damaged();
  return runs;
}

// The entries of a run, one after the other.
class RunReader {
 public:
  RunReader(Database& database, const std::string& name, const Run& run)
      : database_(database), name_(name), run_(run), lists_(database, name + "_list", run.first_list, static_cast<std::size_t>(run.list_bytes)),
        places_(database, name + "_place", run.first_place, static_cast<std::size_t>(run.place_bytes)) {}

  // To the first entry whose key is not less; false where there is none.
  bool Seek(const std::string& wanted) {
    const SqlRow values = {run_.id, wanted};
    std::size_t at = 0;
    fault_ = database_.Query("SELECT place FROM " + name_ + "_start WHERE run = ? AND word <= ? ORDER BY word DESC LIMIT 1", values, [&](const SqlRow& row) {
      at = static_cast<std::size_t>(IntegerOf(row[0]));
      return false;
    });
    lists_.MoveTo(at);
    at_list_ = false;
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
    key += lists_.Bytes(Held(more));
    list_bytes_ = Held(lists_.Number());
    at_list_ = true;
    return !fault();
  }

  // Of the entry; each once, the list first.
  std::string List() {
    at_list_ = false;
    std::string list = lists_.Bytes(list_bytes_);
    place_at_ = Held(lists_.Number());
    place_bytes_ = Held(lists_.Number());
    return list;
  }
  [[nodiscard]] std::size_t place_at() const { return place_at_; }
  [[nodiscard]] std::size_t place_bytes() const { return place_bytes_; }
  std::string Places(std::size_t at, std::size_t bytes) {
    places_.MoveTo(at);
    return places_.Bytes(bytes);
  }

  [[nodiscard]] std::optional<Error> fault() const { return fault_ ? fault_ : lists_.fault() ? lists_.fault() : places_.fault(); }

  std::string key;

 private:
  void PassOver() {
    if (!at_list_) return;
    at_list_ = false;
    lists_.Skip(list_bytes_);
    lists_.Number();
    lists_.Number();
  }
  // A length; no more than there are bytes in the run.
  [[nodiscard]] std::size_t Held(std::uint64_t bytes) const { return std::min<std::uint64_t>(bytes, static_cast<std::uint64_t>(std::max(run_.list_bytes, run_.place_bytes))); }

  Database& database_;
  const std::string& name_;
  Run run_;
  StringReader lists_;
  StringReader places_;
  bool at_list_ = false;
  std::size_t list_bytes_ = 0;
  std::size_t place_at_ = 0;
  std::size_t place_bytes_ = 0;
  std::optional<Error> fault_;
};

class RunWriter {
 public:
  // Writes a run behind all others.
  static Result<std::unique_ptr<RunWriter>> Begin(Database& database, const std::string& name, std::int64_t level) {
    Run run;
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
  RunWriter(Database& database, const std::string& name, const Run& run)
      : database_(database), name_(name), run_(run), lists_(database, name + "_list", run.first_list), places_(database, name + "_place", run.first_place) {}

  std::optional<Error> Add(const std::string& key, std::string_view list, std::string_view places) {
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
    Put(shared, entry_);
    Put(key.size() - shared, entry_);
    entry_.append(key, shared);
    Put(list.size(), entry_);
    entry_.append(list);
    Put(places_.size(), entry_);
    Put(places.size(), entry_);
    if (auto fault = lists_.Append(entry_)) return fault;
    return places_.Append(places);
  }

  std::optional<Error> End(std::int64_t first, std::int64_t last) {
    if (auto fault = lists_.End()) return fault;
    if (auto fault = places_.End()) return fault;
    const SqlRow row = {run_.id, run_.level, first, last, run_.first_list, Number(lists_.size()), run_.first_place, Number(places_.size())};
    return database_.Run("INSERT INTO " + name_ + "_run (" + std::string(kRunColumns) + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row);
  }

 private:
  Database& database_;
  const std::string& name_;
  Run run_;
  StringWriter lists_;
  StringWriter places_;
  std::string before_;
  std::string entry_;
  std::size_t last_start_ = 0;
};

std::optional<Error> Drop(Database& database, const std::string& name, const Run& run) {
  const auto drop = [&](const char* table, const char* column, std::int64_t first, std::int64_t count) {
    const SqlRow values = {first, first + count};
    return database.Run("DELETE FROM " + name + table + " WHERE " + column + " >= ? AND " + column + " < ?", values);
  };
  if (auto fault = drop("_list", "id", run.first_list, PiecesOf(run.list_bytes))) return fault;
  if (auto fault = drop("_place", "id", run.first_place, PiecesOf(run.place_bytes))) return fault;
  if (auto fault = drop("_start", "run", run.id, 1)) return fault;
  return drop("_run", "id", run.id, 1);
}

// ---- joining ----------------------------------------------------------------------------------------------------------------

// Of the runs of one level one of the next, without what is gone.
class Joint {
 public:
  Joint(Database& database, const std::string& name, std::string_view things) : database_(database), name_(name), things_(things) {}

  std::optional<Error> Do(const std::vector<Run>& runs) {
    if (auto fault = FindThere(runs.front().first, runs.back().last)) return fault;
    Result<std::unique_ptr<RunWriter>> writer = RunWriter::Begin(database_, name_, runs.front().level + 1);
    if (!writer) return writer.error();
    std::vector<std::unique_ptr<RunReader>> readers;
    for (const Run& run : runs) {
      readers.push_back(std::make_unique<RunReader>(database_, name_, run));
      if (!readers.back()->Next()) readers.back().reset();
    }
    while (const std::string* const least = Least(readers)) {
      const std::string key = *least;
      if (auto fault = JoinWord(key, readers, **writer)) return fault;
    }
    if (fault_) return fault_;
    if (auto fault = (*writer)->End(runs.front().first, runs.back().last)) return fault;
    for (const Run& run : runs) {
      if (auto fault = Drop(database_, name_, run)) return fault;
    }
    return std::nullopt;
  }

 private:
  std::optional<Error> FindThere(std::int64_t first, std::int64_t last) {
    first_ = first;
    there_.assign(static_cast<std::size_t>(last - first) + 1, false);
    const SqlRow values = {first, last};
    return database_.Query("SELECT id FROM " + std::string(things_) + " WHERE id >= ? AND id <= ?", values, [&](const SqlRow& row) {
      there_[static_cast<std::size_t>(IntegerOf(row[0]) - first)] = true;
      return true;
    });
  }

  static const std::string* Least(const std::vector<std::unique_ptr<RunReader>>& readers) {
    const std::string* least = nullptr;
    for (const auto& reader : readers) {
      if (reader != nullptr && (least == nullptr || reader->key < *least)) least = &reader->key;
    }
    return least;
  }

  std::optional<Error> JoinWord(const std::string& key, std::vector<std::unique_ptr<RunReader>>& readers, RunWriter& writer) {
    list_.clear();
    places_.clear();
    last_ = 0;
    for (auto& reader : readers) {
      if (reader == nullptr || reader->key != key) continue;
      const std::string list = reader->List();
      Append(list, reader->Places(reader->place_at(), reader->place_bytes()));
      const bool more = reader->Next();
      if (auto fault = reader->fault()) return fault_ = fault;
      if (!more) reader.reset();
    }
    return list_.empty() ? std::nullopt : writer.Add(key, list_, places_);
  }

  void Append(std::string_view list, std::string_view places) {
    Reader reader(places);
    for (ListReader thing(list); thing.Next();) {
      const char* const from = reader.at();
      reader.Skip(thing.count);
      const std::int64_t at = thing.number - first_;
      if (at < 0 || at >= static_cast<std::int64_t>(there_.size()) || !there_[static_cast<std::size_t>(at)] || thing.number <= last_) continue;
      PutNumber(thing.number - last_, thing.signs, thing.count, list_);
      last_ = thing.number;
      places_.append(from, reader.at());
    }
  }

  Database& database_;
  const std::string& name_;
  std::string_view things_;
  std::int64_t first_ = 0;
  std::vector<bool> there_;
  std::string list_;
  std::string places_;
  std::int64_t last_ = 0;
  std::optional<Error> fault_;
};

// ---- questions --------------------------------------------------------------------------------------------------------------

std::string KeyOf(std::string_view marked, std::string_view bare) { return std::string(bare).append(" ").append(marked == bare ? "" : marked); }

// What is asked of one run. Answers are an array with a byte for each number of the run.
class RunQuestion {
 public:
  RunQuestion(Database& database, const std::string& name, const Run& run) : run_(run), reader_(database, name, run), size_(static_cast<std::size_t>(run.last - run.first) + 1) {}

  std::optional<Error> Ask(const Database::Asked& asked, Database::Numbers& numbers) {
    const auto& [question, zone] = asked;
    Fits fits(size_, 1);
    for (const WordsQuestion::Phrase& phrase : question.phrases) And(AskPhrase(phrase, zone), fits, false);
    if (!question.excluded.empty() && zone == Zone::kText) {
      for (const WordsQuestion::Phrase& phrase : question.excluded) And(AskPhrase(phrase, zone), fits, true);
    }
    for (std::size_t i = 0; i < size_; ++i) {
      if (fits[i] != 0) numbers.push_back(run_.first + static_cast<std::int64_t>(i));
    }
    return reader_.fault() ? reader_.fault() : fault_;
  }

 private:
  using Fits = std::vector<std::uint8_t>;
  // A word with certain marks.
  struct Form {
    std::string list;
    std::size_t place_at = 0;
    std::size_t place_bytes = 0;
  };

  static void And(const Fits& more, Fits& fits, bool without) {
    for (std::size_t i = 0; i < fits.size(); ++i) fits[i] = static_cast<std::uint8_t>(fits[i] & ((more[i] != 0) != without ? 1 : 0));
  }

  // A word as it is asked for, and who has it.
  struct Found {
    std::vector<Form> forms;
    Fits fits;
  };

  // Zones and phrases ask for the same words again.
  const Found& Find(const WordsQuestion::Word& word, bool marked, bool prefix) {
    const auto [at, is_new] = found_.try_emplace({word.form, marked, prefix});
    Found& found = at->second;
    if (!is_new) return found;
    found.forms = FormsOf(word, marked, prefix);
    found.fits = FitsOf(found.forms);
    return found;
  }

  // The forms that a word may have.
  [[nodiscard]] std::vector<Form> FormsOf(const WordsQuestion::Word& word, bool marked, bool prefix) {
    const std::string bare = word.marked ? BareForm(word.form) : word.form;
    const std::string from = prefix ? bare : marked ? KeyOf(word.form, bare) : bare + " ";
    std::vector<Form> forms;
    for (bool more = reader_.Seek(from); more && reader_.key.starts_with(from); more = reader_.Next()) {
      if (marked && !(prefix ? BeginsSo(reader_.key, word.form) : reader_.key == from)) {
        if (!prefix) break;
        continue;
      }
      Form& form = forms.emplace_back();
      form.list = reader_.List();
      form.place_at = reader_.place_at();
      form.place_bytes = reader_.place_bytes();
    }
    return forms;
  }

  // Does the word of the key, with its marks, begin so?
  static bool BeginsSo(std::string_view key, std::string_view beginning) {
    const std::size_t space = key.find(' ');
    const std::string_view marked = key.substr(std::min(space + 1, key.size()));
    return (marked.empty() ? key.substr(0, space) : marked).starts_with(beginning);
  }

  [[nodiscard]] Fits FitsOf(const std::vector<Form>& forms) const {
    Fits fits(size_, 0);
    for (const Form& form : forms) {
      for (ListReader thing(form.list); thing.Next();) {
        const std::int64_t at = thing.number - run_.first;
        if (at >= 0 && at < static_cast<std::int64_t>(size_)) fits[static_cast<std::size_t>(at)] |= thing.signs;
      }
    }
    return fits;
  }

  Fits AskWord(const WordsQuestion::Word& word, bool prefix, Zone zone) {
    Fits fits = Find(word, word.marked, prefix).fits;
    const std::uint8_t sign = zone == Zone::kText ? kThere : zone == Zone::kTitle ? kInTitle : word.marked ? kMarkedOften : kBareOften;
    for (std::uint8_t& fit : fits) fit &= sign;
    return fits;
  }

  Fits AskPhrase(const WordsQuestion::Phrase& phrase, Zone zone) {
    const std::size_t count = phrase.words.size();
    const auto prefix = [&](std::size_t i) { return phrase.prefix && i + 1 == count; };
    if (count == 1) return AskWord(phrase.words[0], prefix(0), zone);
    // Where it has words with marks and words without, the bare forms must stand in order, and the marked ones somewhere.
    const bool all_marked = std::all_of(phrase.words.begin(), phrase.words.end(), [](const auto& word) { return word.marked; });
    Fits fits(size_, 1);
    std::vector<const std::vector<Form>*> forms;
    for (std::size_t i = 0; i < count; ++i) {
      WordsQuestion::Word word = phrase.words[i];
      if (word.marked && !all_marked) {
        And(AskWord(word, prefix(i), Zone::kText), fits, false);
        word = {BareForm(word.form), false};
      }
      const Found& found = Find(word, all_marked, prefix(i));
      And(found.fits, fits, false);
      forms.push_back(&found.forms);
    }
    KeepInOrder(forms, fits);
    return fits;
  }

  // A form of a word of a phrase, thing by thing.
  struct Walk {
    Walk(std::string_view list, std::string_view places) : thing(list), place(places) { more = thing.Next(); }
    // To that thing; false where it does not have the form.
    bool To(std::int64_t number) {
      while (more && thing.number < number) {
        place.Skip(thing.count);
        more = thing.Next();
      }
      return more && thing.number == number;
    }
    ListReader thing;
    Reader place;
    bool more = false;
  };
  // A word of a phrase: how many stand before it, and its forms.
  struct Step {
    std::size_t before = 0;
    std::size_t bytes = 0;  // of places
    std::vector<Walk> walks;
  };

  // Of what has all words, keeps what has them one after the other.
  void KeepInOrder(const std::vector<const std::vector<Form>*>& forms, Fits& fits) {
    std::deque<std::string> places;
    std::vector<Step> steps;
    for (const std::vector<Form>* const word : forms) {
      Step& step = steps.emplace_back();
      step.before = steps.size() - 1;
      for (const Form& form : *word) {
        if (!HasAny(form, fits)) continue;
        step.bytes += form.place_bytes;
        std::string& kept = places.emplace_back(reader_.Places(form.place_at, form.place_bytes));
        const std::size_t size = kept.size();
        kept.append(Reader::kSpare, '\0');
        step.walks.emplace_back(form.list, std::string_view(kept).substr(0, size));
      }
    }
    // The rarest word first: where it stands in few places, few are left to look at.
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.bytes < b.bytes; });
    for (std::size_t i = 0; i < size_; ++i) {
      if (fits[i] != 0) fits[i] = StandsIn(run_.first + static_cast<std::int64_t>(i), steps) ? 1 : 0;
    }
  }

  [[nodiscard]] bool HasAny(const Form& form, const Fits& fits) const {
    for (ListReader thing(form.list); thing.Next();) {
      const std::int64_t at = thing.number - run_.first;
      if (at >= 0 && at < static_cast<std::int64_t>(size_) && fits[static_cast<std::size_t>(at)] != 0) return true;
    }
    return false;
  }

  // `starts_` tells of each place how many of the words so far stand as if the phrase began there, in numbers that are greater than
  // those of all things before.
  bool StandsIn(std::int64_t number, std::vector<Step>& steps) {
    if (stamp_ > std::numeric_limits<std::uint32_t>::max() - steps.size() - 1) {
      std::fill(starts_.begin(), starts_.end(), 0);
      stamp_ = 0;
    }
    std::uint32_t so_far = stamp_;
    stamp_ += static_cast<std::uint32_t>(steps.size()) + 1;
    if (!Begin(number, steps.front(), so_far)) return false;
    for (std::size_t i = 1; i < steps.size(); ++i) {
      if (!GoOn(number, steps[i], ++so_far, i + 1 == steps.size())) return false;
    }
    return true;
  }

  // Marks where the phrase begins if this word stands in it.
  bool Begin(std::int64_t number, Step& step, std::uint32_t none) {
    bool any = false;
    for (Walk& walk : step.walks) {
      if (!walk.To(number)) continue;
      std::size_t place = 0;
      walk.place.ForEach(walk.thing.count, [&](std::uint64_t rise) {
        place += rise;
        if (place < step.before) return true;
        if (!HasRoom(place - step.before)) return false;
        starts_[place - step.before] = none + 1;
        return any = true;
      });
      walk.more = walk.thing.Next();
    }
    return any && !fault_;
  }

  // Keeps the marks of those beginnings behind which this word stands too; of the last word one is enough.
  bool GoOn(std::int64_t number, Step& step, std::uint32_t so_far, bool is_last) {
    bool any = false;
    std::uint32_t* const starts = starts_.data();
    const std::size_t size = starts_.size();
    const std::size_t before = step.before;
    for (Walk& walk : step.walks) {
      if (!walk.To(number)) continue;
      std::size_t place = 0;
      const std::uint64_t left = walk.place.ForEach(walk.thing.count, [&, starts, size, before, so_far](std::uint64_t rise) {
        place += rise;
        const std::size_t start = place - before;  // greater than all where it would be less than 0
        if (start >= size || starts[start] != so_far) return true;
        starts[start] = so_far + 1;
        any = true;
        return !is_last;
      });
      walk.place.Skip(left);
      walk.more = walk.thing.Next();
      if (any && is_last) return true;
    }
    return any;
  }

  bool HasRoom(std::size_t start) {
    if (start < starts_.size()) return true;
    if (start >= kMostPlaces) {
      fault_ = Damaged();
      return false;
    }
    starts_.resize(2 * (start + 1));
    return true;
  }

  Run run_;
  RunReader reader_;
  std::size_t size_;
  std::map<std::tuple<std::string, bool, bool>, Found> found_;
  std::vector<std::uint32_t> starts_;
  std::uint32_t stamp_ = 0;
  std::optional<Error> fault_;
};

}  // namespace

std::string WordLists::SchemaSql(std::string_view name) {
  const std::string table(name);
  return "CREATE TABLE IF NOT EXISTS " + table + "_run (id INTEGER PRIMARY KEY, level INTEGER, first_number INTEGER, last_number INTEGER, first_list INTEGER, list_bytes INTEGER, first_place INTEGER, place_bytes INTEGER);\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_start (run INTEGER, word TEXT, place INTEGER, PRIMARY KEY (run, word)) WITHOUT ROWID;\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_list (id INTEGER PRIMARY KEY, bytes BLOB);\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_place (id INTEGER PRIMARY KEY, bytes BLOB);\n";
}

std::size_t WordLists::IdOf(std::string_view raw) {
  if (const auto known = raw_ids_.find(raw); known != raw_ids_.end()) return known->second;
  std::string marked = MarkedForm(raw);
  const std::string bare = BareForm(marked);
  const auto [at, is_new] = marked_ids_.emplace(std::move(marked), words_.size());
  raw_ids_.emplace(raw, at->second);
  bytes_ += 2 * raw.size() + sizeof(Word);
  if (!is_new) return at->second;
  const auto [bare_at, is_new_bare] = bare_ids_.emplace(bare, bare_counts_.size());
  if (is_new_bare) bare_counts_.push_back(0);
  Word& word = words_.emplace_back();
  word.key = KeyOf(at->first, bare);
  word.bare = bare_at->second;
  bytes_ += 2 * word.key.size() + sizeof(Word);
  return at->second;
}

std::optional<Error> WordLists::Add(std::int64_t number, const SearchTexts& texts) {
  if (first_ == 0) first_ = number;
  last_ = number;
  std::size_t place = 0;
  ForEachRawWord(texts, [&](std::string_view raw, bool in_title) {
    const std::size_t id = IdOf(raw);
    Word& word = words_[id];
    if (word.count == 0) {
      touched_.push_back(id);
      word.last_place = 0;
      word.in_title = in_title;
    }
    const std::size_t before = word.places.size();
    Put(place - word.last_place, word.places);
    bytes_ += word.places.size() - before;
    word.last_place = place++;
    ++word.count;
    ++bare_counts_[word.bare];
  });
  Close(number, place);
  return bytes_ > kMostBytes ? WriteRun() : std::nullopt;
}

void WordLists::Close(std::int64_t number, std::size_t all) {
  for (const std::size_t id : touched_) {
    Word& word = words_[id];
    const auto signs = static_cast<std::uint8_t>((word.in_title ? kInTitle : 0) | (SaidOften(bare_counts_[word.bare], all) ? kBareOften : 0) | (SaidOften(word.count, all) ? kMarkedOften : 0));
    const std::size_t before = word.list.size();
    PutNumber(number - word.last, signs, word.count, word.list);
    bytes_ += word.list.size() - before;
    word.last = number;
  }
  for (const std::size_t id : touched_) {
    bare_counts_[words_[id].bare] = 0;
    words_[id].count = 0;
  }
  touched_.clear();
}

void WordLists::Forget() {
  raw_ids_.clear();
  marked_ids_.clear();
  bare_ids_.clear();
  words_.clear();
  bare_counts_.clear();
  first_ = last_ = 0;
  bytes_ = 0;
}

std::optional<Error> WordLists::WriteRun() {
  if (words_.empty()) return Forget(), std::nullopt;
  std::vector<const Word*> order;
  for (const Word& word : words_) order.push_back(&word);
  std::sort(order.begin(), order.end(), [](const Word* a, const Word* b) { return a->key < b->key; });
  const std::string name(name_);
  Result<std::unique_ptr<RunWriter>> writer = RunWriter::Begin(database_, name, 0);
  if (!writer) return writer.error();
  for (const Word* const word : order) {
    if (auto fault = (*writer)->Add(word->key, word->list, word->places)) return fault;
  }
  auto fault = (*writer)->End(first_, last_);
  Forget();
  return fault;
}

std::optional<Error> WordLists::DropEmpty() {
  const std::string name(name_);
  const std::string gone = " WHERE NOT EXISTS (SELECT 1 FROM " + std::string(things_) + " there WHERE there.id >= first_number AND there.id <= last_number)";
  const Result<std::vector<Run>> runs = RunsOf(database_, name, gone);
  if (!runs) return runs.error();
  for (const Run& run : *runs) {
    if (auto fault = Drop(database_, name, run)) return fault;
  }
  return std::nullopt;
}

std::optional<Error> WordLists::Join() {
  const std::string name(name_);
  for (std::int64_t level = 0; level < kTopLevel; ++level) {
    Result<std::vector<Run>> runs = RunsOf(database_, name, " WHERE level = " + std::to_string(level));
    if (!runs) return runs.error();
    if (runs->size() < static_cast<std::size_t>(kJoined)) continue;
    if (runs->back().last - runs->front().first > kMostNumbers) continue;
    if (auto fault = Joint(database_, name, things_).Do(*runs)) return fault;
  }
  return std::nullopt;
}

std::optional<Error> WordLists::Write() {
  if (auto fault = WriteRun()) return fault;
  if (auto fault = DropEmpty()) return fault;
  return Join();
}

Result<std::vector<Database::Numbers>> WordLists::Find(std::span<const Database::Asked> asked) const {
  const std::string name(name_);
  const Result<std::vector<Run>> runs = RunsOf(database_, name, "");
  if (!runs) return runs.error();
  std::vector<Database::Numbers> found(asked.size());
  for (const Run& run : *runs) {
    RunQuestion question(database_, name, run);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (auto fault = question.Ask(asked[i], found[i])) return *fault;
    }
  }
  return found;
}

}  // namespace trichluc
