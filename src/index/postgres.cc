// Words are kept as a set of lexemes with a sign before each that says what kind it is. Of "Đàn vàng, đàn" in a document without a
// title: `bdan`, `bvang` (without marks), `mđàn`, `mvàng` (just as they stand), `fdan`, `Fđàn` (said often), `pdan vang`, `pvang dan`
// (pairs).
//
// A single word is asked for in the set alone. For a phrase the set gives the documents that have its words and its pairs, and the
// words in order (" đàn vàng đàn ") say whether it stands there.
//
// Nothing here throws: what libpqxx throws becomes an Error.
#include "index/postgres.h"

#if TRICHLUC_POSTGRES

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <pqxx/pqxx>
#include <unordered_map>
#include <utility>

#include "index/schema.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr int kOldestServer = 120'000;  // 12.0: `plan_cache_mode`
constexpr std::size_t kMostPrepared = 256;  // statements; a connection keeps each for its life
constexpr char32_t kLettersEnd = 0x2000;  // of Latin, with Vietnamese
constexpr std::size_t kLongestLexeme = 500;  // bytes; what GIN keeps is bounded
constexpr std::size_t kLargestSet = 900'000;  // bytes of lexemes: PostgreSQL takes a megabyte
constexpr std::size_t kMostColumns = 48;  // of a table

constexpr Dialect kDialect = {.integer = "BIGINT", .real = "DOUBLE PRECISION", .text = "TEXT COLLATE \"C\"", .bytes = "BYTEA", .identity = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", .table_end = "",
                              // B-trees take a third of a page for a value; a radix tree takes any.
                              .any_length_index = " USING spgist", .short_keys = true};

// Programs that make the tables at the same time do it one after the other. The number is this program's own: "trichluc".
constexpr std::string_view kSchemaLock = "SELECT pg_advisory_xact_lock(x'74726963686c7563'::bigint)";
// The words of documents, and of what targets measure.
std::string WordsTable(std::string_view of) {
  const std::string table = std::string(of) + "_words";
  return "CREATE TABLE IF NOT EXISTS " + table + " (number BIGINT PRIMARY KEY REFERENCES " + std::string(of) + " (id) ON DELETE CASCADE, words TSVECTOR NOT NULL, complete BOOLEAN NOT NULL, "
         "marked TEXT COLLATE \"C\" NOT NULL, bare TEXT COLLATE \"C\" NOT NULL);\n"
         "CREATE INDEX IF NOT EXISTS " + table + "_by_words ON " + table + " USING gin (words);\n";
}
const char* WordsTableOf(Database::Words of) { return of == Database::Words::kDocuments ? "document_words" : "measure_words"; }

// PostgreSQL does not know that sets of words stand apart from their rows and are slow to come by: it would rather read all of them
// than an index. Ranks need room to hold the numbers of all documents that a word finds.
constexpr std::string_view kSettings =
    "SET client_min_messages TO warning; SET enable_seqscan TO off; SET jit TO off; SET work_mem TO '64MB'; SET plan_cache_mode TO force_custom_plan; SET lock_timeout TO '5min'";
constexpr std::string_view kReadOnly = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";

// Texts ---------------------------------------------------------------------------------------------------------------------------

// PostgreSQL takes well-formed UTF-8 without U+0000. Other bytes are written as U+FDD0, which Unicode sets aside for programs'
// own use, and two digits; so is that character itself, so that every text comes back as it was.
constexpr std::string_view kEscape = "\xEF\xB7\x90";

void AppendEscaped(char byte, std::string& out) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out.append(kEscape) += kDigits[value >> 4];
  out += kDigits[value & 0xF];
}

std::string Storable(std::string_view text) {
  const bool well_formed = IsWellFormedUtf8(text);
  if (well_formed && text.find('\0') == std::string::npos && text.find(kEscape) == std::string::npos) return std::string(text);
  std::string out;
  std::size_t escaped_until = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.compare(at, kEscape.size(), kEscape) == 0) escaped_until = at + kEscape.size();
    const bool beyond = !well_formed && static_cast<unsigned char>(text[at]) >= 0x80;
    if (text[at] == '\0' || at < escaped_until || beyond) AppendEscaped(text[at], out);
    else out += text[at];
  }
  return out;
}

std::string Restored(std::string_view stored) {
  std::string out;
  for (;;) {
    const std::size_t at = stored.find(kEscape);
    out.append(stored.substr(0, at));
    if (at == std::string_view::npos) return out;
    const std::string_view digits = stored.substr(at + kEscape.size(), 2);
    unsigned char byte = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    out += static_cast<char>(byte);
    stored.remove_prefix(at + kEscape.size() + digits.size());
  }
}

// Values --------------------------------------------------------------------------------------------------------------------------

using Field = std::optional<std::string>;  // as PostgreSQL writes it

template <typename Number>
std::string NumberText(Number value) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
  return {digits.begin(), end};
}

struct ToField {
  Field operator()(std::monostate) const { return {}; }
  Field operator()(std::int64_t value) const { return NumberText(value); }
  Field operator()(double value) const { return NumberText(value); }
  Field operator()(std::string_view value) const { return Storable(value); }
  Field operator()(const Blob& value) const { return (*this)(BlobView{value.bytes}); }
  Field operator()(const BlobView& value) const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex = "\\x";
    for (const char byte : value.bytes) {
      hex += kDigits[static_cast<unsigned char>(byte) >> 4];
      hex += kDigits[static_cast<unsigned char>(byte) & 0xF];
    }
    return hex;
  }
};

std::vector<Field> FieldsOf(std::span<const SqlValue> values) {
  std::vector<Field> fields;
  fields.reserve(values.size());
  for (const SqlValue& value : values) fields.push_back(std::visit(ToField(), value));
  return fields;
}

template <typename Number>
Number NumberFrom(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The types of pg_type.dat that the index has.
SqlValue ValueOf(const pqxx::field& field) {
  if (field.is_null()) return {};
  const std::string_view text(field.c_str(), field.size());
  switch (field.type()) {
    case 16: return static_cast<std::int64_t>(text == "t");       // bool
    case 17: return Blob{pqxx::binarystring(field).str()};        // bytea
    case 20:                                                      // int8
    case 23: return NumberFrom<std::int64_t>(text);               // int4
    case 701: return NumberFrom<double>(text);                    // float8
    default: return Restored(text);
  }
}

// `?` as PostgreSQL counts them: $1, $2 …
std::string Numbered(std::string_view sql) {
  std::string out;
  int number = 0;
  for (const char c : sql) {
    if (c == '?') out.append("$").append(std::to_string(++number));
    else out += c;
  }
  return out;
}

template <std::size_t kCount>
void CopyRows(pqxx::transaction_base& work, const std::string& table, const std::vector<std::string>& columns, std::span<const SqlView> rows) {
  pqxx::stream_to stream(work, table, columns);
  std::array<Field, kCount> fields;
  for (; !rows.empty(); rows = rows.subspan(kCount)) {
    const std::span<const SqlView> row = rows.first(kCount);
    std::transform(row.begin(), row.end(), fields.begin(), [](const SqlView& value) { return std::visit(ToField(), value); });
    stream << fields;
  }
  stream.complete();
}

// libpqxx 6 takes rows as tuples only, whose size is part of their type: one function for each size.
using Copy = void (*)(pqxx::transaction_base&, const std::string&, const std::vector<std::string>&, std::span<const SqlView>);
template <std::size_t... kCounts>
constexpr std::array<Copy, sizeof...(kCounts)> CopiesOf(std::index_sequence<kCounts...>) {
  return {&CopyRows<kCounts + 1>...};
}
constexpr std::array<Copy, kMostColumns> kCopies = CopiesOf(std::make_index_sequence<kMostColumns>());

// Words ---------------------------------------------------------------------------------------------------------------------------

struct Signs {
  char marked;
  char bare;
};
Signs SignsOf(Database::Zone zone) {
  switch (zone) {
    case Database::Zone::kTitle: return {'T', 't'};
    case Database::Zone::kFrequent: return {'F', 'f'};
    case Database::Zone::kText: break;
  }
  return {'m', 'b'};
}
// Stands in a set that is not complete, and answers every question of it: the words in order decide.
constexpr std::string_view kIncomplete = "'*'";
// Stands in a set that has no pairs of words, for want of room.
constexpr std::string_view kNoPairs = "'+'";

// Words hold letters, digits and marks only, so that nothing in them has to be quoted.
std::string LexemeOf(char sign, std::string_view word) { return std::string(1, sign).append(Beginning(word, kLongestLexeme)); }

// Two words, one after the other. Every syllable is written as a word, so that most documents have all words of a phrase; few have
// its pairs.
std::string PairOf(std::string_view first, std::string_view second) { return LexemeOf('p', std::string(first).append(" ").append(second)); }

class WordSet {
 public:
  void Add(Signs signs, std::string_view marked, std::string_view bare) {
    AddWords(signs.marked, marked);
    AddWords(signs.bare, bare);
  }
  void AddPairs(std::string_view bare) {
    std::string_view before;
    ForEachWord(bare, [&](std::string_view word) {
      if (!before.empty()) lexemes_.push_back(PairOf(before, word));
      before = word;
    });
  }
  // As PostgreSQL reads it, each lexeme once.
  std::string Text() {
    std::sort(lexemes_.begin(), lexemes_.end());
    lexemes_.erase(std::unique(lexemes_.begin(), lexemes_.end()), lexemes_.end());
    std::string text;
    for (const std::string& lexeme : lexemes_) text.append("'").append(lexeme).append("' ");
    return text;
  }

 private:
  static void ForEachWord(std::string_view words, const std::function<void(std::string_view)>& use) {
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find(' ', at), words.size());
      use(words.substr(at, end - at));
      at = end + 1;
    }
  }
  void AddWords(char sign, std::string_view words) {
    ForEachWord(words, [&](std::string_view word) { lexemes_.push_back(LexemeOf(sign, word)); });
  }

  std::vector<std::string> lexemes_;
};

// One phrase as both are asked: the set, and the words in order.
struct PhraseQuestion {
  std::string lexemes;
  bool exact = true;  // the set alone tells
  std::string order;  // a condition
  SqlRow values;      // for it
};

void AskLexeme(const std::string& lexemes, PhraseQuestion& question) { question.lexemes.append(question.lexemes.empty() ? "" : " & ").append(lexemes); }

std::string Lexeme(const std::string& lexeme, bool prefix) { return "'" + lexeme + (prefix ? "':*" : "'"); }

// The letters that are one letter without marks, as a class of a regular expression; marks that stand by themselves may follow.
std::string AnyMarksOf(char32_t bare) {
  static const auto classes = [] {
    std::map<char32_t, std::string> letters;
    for (char32_t letter = 0x80; letter < kLettersEnd; ++letter) {
      if (!IsLetter(ClassOf(letter)) || BareLetter(letter) == letter) continue;
      AppendChar(letters[BareLetter(letter)], letter);
    }
    return letters;
  }();
  static const std::string marks = "[\u0300-\u036F]*";
  std::string letter;
  AppendChar(letter, bare);
  const auto known = classes.find(bare);
  return (known == classes.end() ? letter : "[" + letter + known->second + "]") + marks;
}

// What a word of the text with its marks has to be, as a regular expression. Words hold letters, digits and marks only.
std::string PatternOf(const WordsQuestion::Word& word) {
  if (word.marked) return word.other.empty() ? word.form : "(?:" + word.form + "|" + word.other + ")";
  std::string pattern;
  for (std::size_t at = 0; at < word.form.size();) pattern += AnyMarksOf(NextChar(word.form, at));
  return pattern;
}

// The words in order: with marks, without, or some with and some without.
void AskOrder(const WordsQuestion::Phrase& phrase, PhraseQuestion& question) {
  const auto marked = std::count_if(phrase.words.begin(), phrase.words.end(), [](const auto& word) { return word.marked; });
  const bool all_alike = (marked == 0 || marked == std::ssize(phrase.words)) && phrase.words.back().other.empty();
  std::string words;
  for (const WordsQuestion::Word& word : phrase.words) words.append(" ").append(all_alike ? word.form : PatternOf(word));
  question.order.append("strpos(held.").append(marked == 0 ? "bare" : "marked").append(", ?) > 0");
  if (!all_alike) question.order = "held.marked ~ ?";
  question.values.emplace_back(words + (phrase.prefix ? "" : " "));
}

PhraseQuestion QuestionOf(const WordsQuestion::Phrase& phrase, Signs signs) {
  PhraseQuestion question;
  std::string before;  // the bare word
  question.exact = phrase.words.size() == 1 && phrase.words[0].form.size() < kLongestLexeme;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    const WordsQuestion::Word& word = phrase.words[i];
    const bool prefix = phrase.prefix && i + 1 == phrase.words.size();
    const std::string bare = word.marked ? BareForm(word.form) : word.form;
    const std::string lexeme = Lexeme(word.marked ? LexemeOf(signs.marked, word.form) : LexemeOf(signs.bare, bare), prefix);
    AskLexeme(word.other.empty() ? lexeme : "(" + lexeme + " | " + Lexeme(LexemeOf(signs.marked, word.other), prefix) + ")", question);
    if (i > 0) AskLexeme("(" + Lexeme(PairOf(before, bare), prefix) + " | " + std::string(kNoPairs) + ")", question);
    before = bare;
  }
  AskOrder(phrase, question);
  return question;
}

// How documents are asked for by their words: a SELECT of their numbers, with a `?` for each value.
struct WordsCondition {
  std::string documents;
  SqlRow values;
};

// The documents that hold all phrases, as a SELECT.
class WordsAsked {
 public:
  WordsAsked(Database::Words of, Database::Zone zone) : of_(of), zone_(zone) {}

  void Add(const WordsQuestion::Phrase& phrase) {
    const PhraseQuestion question = QuestionOf(phrase, SignsOf(zone_));
    lexemes_.append(lexemes_.empty() ? "" : " & ").append(question.lexemes);
    std::string& sql = question.exact ? if_incomplete_ : always_;
    sql.append(sql.empty() ? "" : " AND ").append(question.order);
    SqlRow& values = question.exact ? if_incomplete_values_ : always_values_;
    values.insert(values.end(), question.values.begin(), question.values.end());
  }
  void Exclude(const WordsQuestion::Phrase& phrase) {
    WordsAsked without(of_, zone_);
    without.Add(phrase);
    const WordsCondition condition = without.Condition();
    excluded_.append(" AND held.number NOT IN (").append(condition.documents).append(")");
    excluded_values_.insert(excluded_values_.end(), condition.values.begin(), condition.values.end());
  }

  [[nodiscard]] WordsCondition Condition() const {
    std::string where = "held.words @@ CAST(? AS tsquery)";
    SqlRow values;
    const auto add = [&](const std::string& sql, const SqlRow& more) {
      where += sql;
      values.insert(values.end(), more.begin(), more.end());
    };
    // Sets of titles and frequent words are always complete.
    const bool text = zone_ == Database::Zone::kText;
    values.emplace_back(text ? std::string(kIncomplete) + " | (" + lexemes_ + ")" : lexemes_);
    if (text && !always_.empty()) add(" AND " + always_, always_values_);
    if (text && !if_incomplete_.empty()) add(" AND (held.complete OR (" + if_incomplete_ + "))", if_incomplete_values_);
    add(excluded_, excluded_values_);
    return {"SELECT held.number FROM " + std::string(WordsTableOf(of_)) + " held WHERE " + where, std::move(values)};
  }

 private:
  Database::Words of_;
  Database::Zone zone_;
  std::string lexemes_;
  std::string always_;         // of the words in order, where the set does not tell
  std::string if_incomplete_;  // … where it tells, unless it is not complete
  std::string excluded_;
  SqlRow always_values_;
  SqlRow if_incomplete_values_;
  SqlRow excluded_values_;
};

// The database ---------------------------------------------------------------------------------------------------------------------

std::string Trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

Error Unreadable(std::string message) { return {Error::Code::kUnreadable, std::move(message)}; }

// Does `what`, which talks to the server, and makes an error of what it throws.
template <typename What>
std::optional<Error> Guarded(What&& what) {
  try {
    what();
    return std::nullopt;
  } catch (const pqxx::in_doubt_error&) {
    return Unreadable("the connection was lost at the very end; what was added is there whole or not at all (add it again: what is there already stays as it is)");
  } catch (const pqxx::broken_connection& fault) {
    return Unreadable("the connection to the server was lost: " + Trimmed(fault.what()) + " (nothing half was written; do the same again when the server is back)");
  } catch (const pqxx::insufficient_privilege& fault) {
    return Unreadable(Trimmed(fault.what()) + " (docs/index.md says which rights a user of the database needs)");
  } catch (const pqxx::sql_error& fault) {
    if (fault.sqlstate() == "55P03") return Unreadable("another program has been writing for minutes, and this one waited (do the same again when it is done)");
    return Unreadable(Trimmed(fault.what()));
  } catch (const std::exception& fault) {
    return Unreadable(Trimmed(fault.what()));
  }
}

class Postgres final : public Database {
 public:
  explicit Postgres(std::unique_ptr<pqxx::connection> connection) : connection_(std::move(connection)) {}

  std::optional<Error> Run(std::string_view sql, std::span<const SqlValue> values) override {
    return Query(sql, values, [](const SqlRow&) { return true; });
  }

  std::optional<Error> Query(std::string_view sql, std::span<const SqlValue> values, const std::function<bool(const SqlRow&)>& take) override {
    pqxx::result rows;
    if (auto fault = InWork([&](pqxx::transaction_base& work) { rows = Execute(work, sql, values); })) return fault;
    SqlRow row(rows.columns());
    for (const auto& found : rows) {
      for (pqxx::row::size_type c = 0; c < found.size(); ++c) row[c] = ValueOf(found[c]);
      if (!take(row)) break;
    }
    return std::nullopt;
  }

  std::optional<Error> Insert(const Table& table, std::span<const SqlView> rows) override {
    if (rows.empty()) return std::nullopt;
    std::vector<std::string> columns;
    for (const Column& column : table.StoredColumns()) columns.emplace_back(column.name);
    return CopyInto(table.storage(), columns, rows);
  }

  Result<std::optional<std::int64_t>> InsertDocument(const SqlRow& row) override {
    std::string columns;
    std::string holes;
    for (const Column& column : DocumentTable().columns) {
      if (column.name == "id") continue;
      columns.append(columns.empty() ? "" : ", ").append(column.name);
      holes.append(holes.empty() ? "?" : ", ?");
    }
    std::optional<std::int64_t> number;
    const auto take = [&](const SqlRow& given) {
      number = IntegerOf(given[0]);
      return false;
    };
    const std::string sql = "INSERT INTO document (" + columns + ") VALUES (" + holes + ") ON CONFLICT (sha256) DO NOTHING RETURNING id";
    if (auto fault = Query(sql, std::span(row).subspan(1), take)) return *fault;
    return number;
  }

  Result<Holds> Look() override {
    std::string names = "'setting'";
    const auto add = [&](const Table& table) { names.append(", '").append(table.name).append("', '").append(table.storage()).append("'"); };
    add(DocumentTable());
    for (const Table& table : DocumentParts()) add(table);
    for (const Table& table : NameTables()) add(table);
    add(RecordCountTable());
    add(SupersessionTable());
    add(ReviewTable());
    for (const View& view : Views()) names.append(", '").append(view.name).append("'");
    Holds holds = Holds::kNothing;
    const auto take = [&](const SqlRow& row) {
      holds = IntegerOf(row[0]) > 0 ? Holds::kIndex : IntegerOf(row[1]) > 0 ? Holds::kOther : Holds::kNothing;
      return false;
    };
    const std::string sql = "SELECT CASE WHEN to_regclass('setting') IS NOT NULL AND to_regclass('source_text') IS NOT NULL THEN 1 ELSE 0 END, "
                            "(SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(current_schema()) AND relname IN (" + names + "))";
    if (auto fault = Query(sql, {}, take)) return *fault;
    return holds;
  }

  // Where they are, they are left alone: CREATE IF NOT EXISTS would wait for those who write, and they for it.
  std::optional<Error> MakeTables() override {
    return InWork([&](pqxx::transaction_base& work) {
      work.exec(std::string(kSchemaLock));
      if (work.exec("SELECT to_regclass('document_words') IS NULL")[0][0].as<bool>()) work.exec(SchemaSql(kDialect) + WordsTable("document") + WordsTable("measure"));
    });
  }

  std::optional<Error> AddWords(Words of, std::int64_t number, const SearchTexts& texts) override {
    const DocumentWords words(texts);
    WordSet beside;
    beside.Add(SignsOf(Zone::kTitle), words.title_marked, words.title_bare);
    beside.Add(SignsOf(Zone::kFrequent), FrequentWords(words.marked), FrequentWords(words.bare));
    WordSet single = beside;
    single.Add(SignsOf(Zone::kText), words.marked, words.bare);
    WordSet all = single;
    all.AddPairs(words.bare);
    std::string set = all.Text();
    if (set.size() > kLargestSet) set = single.Text().append(kNoPairs);
    const bool complete = set.size() <= kLargestSet;
    if (!complete) set = beside.Text().append(kIncomplete);
    const SqlRow row = {number, std::move(set), std::string(complete ? "t" : "f"), " " + words.marked + " ", " " + words.bare + " "};
    return CopyInto(WordsTableOf(of), {"number", "words", "complete", "marked", "bare"}, ViewsOf(row));
  }

  Result<std::vector<Numbers>> FindWords(Words of, std::span<const Asked> asked) override {
    std::vector<Numbers> found;
    for (const Asked& one : asked) {
      WordsAsked words(of, one.zone);
      for (const WordsQuestion::Phrase& phrase : one.question.phrases) words.Add(phrase);
      for (const WordsQuestion::Phrase& phrase : one.question.excluded) words.Exclude(phrase);
      const WordsCondition condition = words.Condition();
      Numbers& numbers = found.emplace_back();
      if (auto fault = QueryNumbers(condition.documents, condition.values, numbers)) return *fault;
      std::sort(numbers.begin(), numbers.end());
    }
    return found;
  }

  // Who adds or takes away documents writes rows of these counts, and each row tells the transaction that wrote it: two states that
  // are alike in all rows are one, here and on a server that follows another.
  Result<std::string> State() override {
    std::string state;
    const auto take = [&](const SqlRow& row) {
      state = TextOf(row[0]);
      return false;
    };
    if (auto fault = Query("SELECT COALESCE(md5(string_agg(CAST(xmin AS TEXT) || ' ' || CAST(ctid AS TEXT), ',' ORDER BY ctid)), '-') FROM record_count", {}, take)) return *fault;
    return state;
  }

  std::optional<Error> BeginReading() override {
    return Guarded([&] { work_ = std::make_unique<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(*connection_); });
  }
  std::optional<Error> BeginWriting() override {
    return Guarded([&] { work_ = std::make_unique<pqxx::work>(*connection_); });
  }
  std::optional<Error> Commit() override {
    auto fault = Guarded([&] { work_->commit(); });
    work_.reset();
    return fault;
  }
  void Rollback() override { work_.reset(); }
  [[nodiscard]] bool WritersMeet() const override { return true; }

 private:
  std::optional<Error> InWork(const std::function<void(pqxx::transaction_base&)>& what) {
    return Guarded([&] {
      if (work_) {
        what(*work_);
        return;
      }
      pqxx::nontransaction alone(*connection_);
      what(alone);
    });
  }

  pqxx::result Execute(pqxx::transaction_base& work, std::string_view sql, std::span<const SqlValue> values) {
    const std::vector<Field> fields = FieldsOf(values);
    const auto parameters = pqxx::prepare::make_dynamic_params(fields);
    auto known = prepared_.find(std::string(sql));
    if (known == prepared_.end() && prepared_.size() == kMostPrepared) return work.exec_params(Numbered(sql), parameters);
    if (known == prepared_.end()) {
      const std::string name = "s" + std::to_string(prepared_.size());
      connection_->prepare(name, Numbered(sql));
      known = prepared_.emplace(sql, name).first;
    }
    return work.exec_prepared(known->second, parameters);
  }

  std::optional<Error> CopyInto(const std::string& table, const std::vector<std::string>& columns, std::span<const SqlView> rows) {
    if (columns.empty() || columns.size() > kMostColumns) return Unreadable(table + ": a table of so many columns cannot be written");
    return InWork([&](pqxx::transaction_base& work) { kCopies[columns.size() - 1](work, table, columns, rows); });
  }

  std::unique_ptr<pqxx::connection> connection_;
  std::unique_ptr<pqxx::transaction_base> work_;
  std::unordered_map<std::string, std::string> prepared_;  // statements, and their names
};

// Connecting -----------------------------------------------------------------------------------------------------------------------

// libpq's remarks on an address that it cannot read would repeat parts of it, the password among them.
bool TellsNoAddress(std::string_view message) { return message.starts_with("connection to server") || message.starts_with("could not "); }

// What stands before the last `@` ends at the first of these signs for libpq, and what comes behind it would be taken for a host.
bool HasOpenSigns(std::string_view address) {
  const std::string_view rest = address.substr(address.find("://") + 3);
  const std::size_t at = rest.rfind('@');
  return at != std::string_view::npos && rest.substr(0, at).find_first_of("/?#@") != std::string_view::npos;
}

Error NoAddress() { return Unreadable("PostgreSQL does not understand this address (postgresql://USER:PASSWORD@HOST:PORT/DATABASE; signs that are no letters or digits are written as % and two digits in user and password, @ as %40)"); }

// A server that does not answer is given up after so many seconds, unless the address says otherwise.
std::string WithTimeout(const std::string& address) {
  if (address.find("connect_timeout=") != std::string::npos || std::getenv("PGCONNECT_TIMEOUT") != nullptr) return address;
  return address + (address.find('?') == std::string::npos ? "?" : "&") + "connect_timeout=30";
}

std::optional<Error> Prepare(pqxx::connection& connection, bool write) {
  if (connection.server_version() < kOldestServer) return Unreadable("the server is older than PostgreSQL 12 (use a newer one)");
  // A new connection in the middle of a transaction would do the rest of it alone.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
  connection.set_client_encoding("UTF8");
  pqxx::nontransaction work(connection);
  work.exec(std::string(kSettings));
  if (!write) work.exec(std::string(kReadOnly));
  const std::string encoding = work.exec("SHOW server_encoding")[0][0].c_str();
  if (encoding != "UTF8") return Unreadable("the database keeps texts as " + encoding + " (make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0)");
  return std::nullopt;
}

Error Named(const std::string& address, const Error& error) { return {error.code, ShownAddress(address) + ": " + error.message}; }

}  // namespace

Result<std::unique_ptr<Database>> OpenPostgres(const std::string& address, bool write) {
  if (HasOpenSigns(address)) return Named(address, NoAddress());
  std::unique_ptr<pqxx::connection> connection;
  try {
    connection = std::make_unique<pqxx::connection>(WithTimeout(address));
  } catch (const std::exception& fault) {
    const std::string message = Trimmed(fault.what());
    if (!TellsNoAddress(message)) return Named(address, NoAddress());
    return Named(address, Unreadable(message + " (is the server running, is there such a database, and may the user of the address enter it?)"));
  }
  std::optional<Error> unfit;
  auto fault = Guarded([&] { unfit = Prepare(*connection, write); });
  if (fault || unfit) return Named(address, fault ? *fault : *unfit);
  return std::unique_ptr<Database>(std::make_unique<Postgres>(std::move(connection)));
}

}  // namespace trichluc

#else

namespace trichluc {

Result<std::unique_ptr<Database>> OpenPostgres(const std::string& address, bool) {
  return Error{Error::Code::kUnreadable, ShownAddress(address) + ": this program was built without PostgreSQL (build it with -DTRICHLUC_POSTGRES=ON, or give the path of a file)"};
}

}  // namespace trichluc

#endif
