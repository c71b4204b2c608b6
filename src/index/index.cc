#include "trichluc/index.h"

#include <algorithm>
#include <utility>

#include "index/document_rows.h"
#include "index/door.h"
#include "index/facts.h"
#include "index/kept_answers.h"
#include "index/name_numbers.h"
#include "index/postgres.h"
#include "index/read.h"
#include "index/record_counts.h"
#include "index/review.h"
#include "index/search.h"
#include "index/sqlite.h"
#include "index/write.h"
#include "records/identity.h"

namespace trichluc {
namespace {

// What an index knows of a document that is to be added.
struct Known {
  std::int64_t number = 0;
  std::string reader;
};

Result<std::optional<Known>> Look(Database& database, std::string_view sha256) {
  std::optional<Known> known;
  const SqlRow values = {std::string(sha256)};
  const auto take = [&](const SqlRow& row) {
    known = Known{IntegerOf(row[0]), TextOf(row[1])};
    return false;
  };
  if (auto fault = database.Query("SELECT id, reader FROM document WHERE sha256 = ?" + std::string(database.Keeping()), values, take)) return *fault;
  return known;
}

std::optional<Error> PutName(Database& database, std::int64_t document, const std::string& name) {
  const SqlRow values = {document, name};
  return database.Run("INSERT INTO document_name (document, name) VALUES (?, ?) ON CONFLICT DO NOTHING", values);
}

// Those that a document was met under.
std::optional<Error> NamesOf(Database& database, std::int64_t document, std::vector<std::string>& names) {
  const SqlRow values = {document};
  return database.Query("SELECT name FROM document_name WHERE document = ? ORDER BY name", values, [&](const SqlRow& row) {
    names.push_back(TextOf(row[0]));
    return true;
  });
}

// Others may add or take away the same document between a look and the deed; then it is looked at again.
constexpr int kMostLooks = 16;

std::optional<Error> AddOne(Database& database, DocumentWriter& writer, RecordCounts& counts, const DocumentRows& document, IndexChange& change) {
  for (int look = 0; look < kMostLooks; ++look) {
    Result<std::optional<Known>> known = Look(database, document.sha256);
    if (!known) return known.error();
    const std::optional<Known>& there = *known;
    if (there) {
      if (auto fault = writer.Settle(there->number)) return fault;
    }
    if (there && there->reader == document.reader) {
      ++change.known;
      return PutName(database, there->number, document.name);
    }
    std::vector<std::string> names;
    if (there) {
      if (auto fault = NamesOf(database, there->number, names)) return fault;
      if (auto fault = counts.TakeAway(there->number)) return fault;
      if (auto fault = EraseDocument(database, there->number)) return fault;
    }
    const Result<std::optional<std::int64_t>> written = writer.Add(document);
    if (!written) return written.error();
    if (!*written) continue;
    for (const std::string& name : names) {
      if (name == document.name) continue;  // it is in its rows
      if (auto fault = PutName(database, **written, name)) return fault;
    }
    counts.Add(document.counted);
    ++(there ? change.replaced : change.added);
    return std::nullopt;
  }
  return Error{Error::Code::kUnreadable, document.name + ": others add it and take it away at the same time (add it again when they are done)"};
}

Result<IndexChange> AddAll(Database& database, NameNumbers& names, std::vector<const DocumentRows*> documents) {
  IndexChange change;
  if (database.WritersMeet()) std::stable_sort(documents.begin(), documents.end(), [](const auto* a, const auto* b) { return a->sha256 < b->sha256; });
  std::vector<const DocumentNames*> said;
  for (const DocumentRows* const document : documents) said.push_back(&document->names);
  if (auto fault = names.Prepare(said)) return *fault;
  Transaction transaction(database);
  if (auto fault = transaction.BeginWriting()) return *fault;
  DocumentWriter writer(database, names);
  RecordCounts counts(database);
  for (const DocumentRows* const document : documents) {
    if (auto fault = AddOne(database, writer, counts, *document, change)) return *fault;
  }
  if (auto fault = writer.Write()) return *fault;
  if (auto fault = counts.Write()) return *fault;
  if (auto fault = transaction.Commit()) return *fault;
  return change;
}

// Makes the tables, or sees that they are of a version that this program knows.
std::optional<Error> Prepare(Database& database, Index::Access access) {
  std::string version;
  const auto take = [&](const SqlRow& row) {
    version = TextOf(row[0]);
    return false;
  };
  const std::string mine = std::to_string(kSchemaVersion);
  const Result<Database::Holds> holds = database.Look();
  if (!holds) return holds.error();
  if (*holds == Database::Holds::kOther) return Error{Error::Code::kUnreadable, "holds the tables of another program (name a database of its own for the index)"};
  if (*holds == Database::Holds::kNothing && access == Index::Access::kWrite) {
    Transaction transaction(database);
    if (auto fault = transaction.BeginWriting()) return fault;
    if (auto fault = database.MakeTables()) return fault;
    const SqlRow values = {mine};
    if (auto fault = database.Run("INSERT INTO setting (name, value) VALUES ('schema', ?) ON CONFLICT DO NOTHING", values)) return fault;
    if (auto fault = transaction.Commit()) return fault;
  } else if (*holds == Database::Holds::kNothing) {
    return Error{Error::Code::kUnreadable, "is no index of trichluc (make one with trichluc index add)"};
  }
  if (auto fault = database.Query("SELECT value FROM setting WHERE name = 'schema'", {}, take)) return fault;
  if (version == mine) return std::nullopt;
  if (version.empty()) return Error{Error::Code::kUnreadable, "holds the tables of another program (name a database of its own for the index)"};
  return Error{Error::Code::kUnreadable, "its tables are of version " + version + ", and this program reads version " + mine + " (use the program that made it, or add its documents anew to a new index)"};
}

}  // namespace

std::string ContentDigest(std::string_view bytes) { return Sha256Hex(bytes); }

struct Index::Impl {
  std::string address;
  std::unique_ptr<Database> database;
  KeptAnswers kept;
  NameNumbers names{*database};
  std::unique_ptr<JudgedDocument> judged{};

  // The error as the caller should see it.
  [[nodiscard]] Error Named(const Error& error) const { return {error.code, address + ": " + error.message}; }
};

Database& IndexDoor::DatabaseOf(const Index& index) { return *index.impl_->database; }
std::unique_ptr<JudgedDocument>& IndexDoor::JudgedIn(Index& index) { return index.impl_->judged; }
KeptAnswers& IndexDoor::KeptIn(const Index& index) { return index.impl_->kept; }
Error IndexDoor::Named(const Index& index, const Error& error) {
  const bool is_callers = error.code == Error::Code::kBadArgument || error.code == Error::Code::kConflict;
  return is_callers ? error : index.impl_->Named(error);
}

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Result<Index> Index::Open(const std::string& address, Access access) {
  if (address.empty()) return Error{Error::Code::kBadArgument, "the index has no name (give a file, or the address of a PostgreSQL database)"};
  const bool write = access == Access::kWrite;
  const bool server = IsPostgresAddress(address);
  Result<std::unique_ptr<Database>> database = server ? OpenPostgres(address, write) : OpenSqlite(address, write);
  if (!database) return database.error();
  auto impl = std::make_unique<Impl>(Impl{server ? ShownAddress(address) : address, std::move(*database), {}});
  if (auto fault = Prepare(*impl->database, access)) return impl->Named(*fault);
  return Index(std::move(impl));
}

PreparedDocument::PreparedDocument(const IndexedDocument& document) : rows_(std::make_unique<DocumentRows>(document)) {}
PreparedDocument::PreparedDocument(const PreparedDocument& other) : rows_(other.rows_ == nullptr ? nullptr : std::make_unique<DocumentRows>(*other.rows_)) {}
PreparedDocument& PreparedDocument::operator=(const PreparedDocument& other) { return *this = PreparedDocument(other); }
PreparedDocument::PreparedDocument(PreparedDocument&&) noexcept = default;
PreparedDocument& PreparedDocument::operator=(PreparedDocument&&) noexcept = default;
PreparedDocument::~PreparedDocument() = default;

std::size_t PreparedDocument::bytes() const { return rows_ == nullptr ? 0 : rows_->bytes(); }

Result<IndexChange> Index::Add(const std::vector<IndexedDocument>& documents) {
  return AddPrepared({documents.begin(), documents.end()});
}

Result<IndexChange> Index::AddPrepared(const std::vector<PreparedDocument>& documents) {
  std::vector<const DocumentRows*> rows;
  for (const PreparedDocument& document : documents) {
    if (document.rows_ == nullptr) return Error{Error::Code::kBadArgument, "a prepared document was moved from (prepare it again)"};
    rows.push_back(document.rows_.get());
  }
  // Names may have been undone, whatever ended the transaction.
  struct Undone {
    NameNumbers& names;
    bool added = false;
    ~Undone() {
      if (!added) names.Forget();
    }
  } undone{impl_->names};
  Result<IndexChange> change = AddAll(*impl_->database, impl_->names, std::move(rows));
  if (!change) return impl_->Named(change.error());
  undone.added = true;
  return change;
}

Result<std::vector<std::string>> Index::ReadBy(std::string_view reader) const {
  std::vector<std::string> digests;
  const SqlRow values = {std::string(reader)};
  const auto take = [&](const SqlRow& row) {
    digests.push_back(TextOf(row[0]));
    return true;
  };
  if (auto fault = impl_->database->Query("SELECT sha256 FROM document WHERE reader = ?", values, take)) return impl_->Named(*fault);
  return digests;
}

Result<bool> Index::AddName(std::string_view digest, const std::string& name) {
  const Result<std::vector<std::string>> missing = AddNames({{std::string(digest), name}});
  if (!missing) return missing.error();
  return missing->empty();
}

Result<std::vector<std::string>> Index::AddNames(const std::vector<KnownName>& names) {
  std::vector<const KnownName*> order;
  for (const KnownName& name : names) order.push_back(&name);
  if (impl_->database->WritersMeet()) std::stable_sort(order.begin(), order.end(), [](const KnownName* a, const KnownName* b) { return a->digest < b->digest; });
  std::vector<std::string> missing;
  Transaction transaction(*impl_->database);
  if (auto fault = transaction.BeginWriting()) return impl_->Named(*fault);
  for (const KnownName* const name : order) {
    Result<std::optional<Known>> known = Look(*impl_->database, name->digest);
    if (!known) return impl_->Named(known.error());
    if (!*known) {
      missing.push_back(name->name);
      continue;
    }
    if (auto fault = PutName(*impl_->database, (*known)->number, name->name)) return impl_->Named(*fault);
  }
  if (auto fault = transaction.Commit()) return impl_->Named(*fault);
  return missing;
}

Result<bool> Index::Remove(std::int64_t document) {
  bool found = false;
  const SqlRow values = {document};
  Transaction transaction(*impl_->database);
  if (auto fault = transaction.BeginWriting()) return impl_->Named(*fault);
  const auto take = [&](const SqlRow&) { return found = true, false; };
  if (auto fault = impl_->database->Query("SELECT id FROM document WHERE id = ?" + std::string(impl_->database->Keeping()), values, take)) return impl_->Named(*fault);
  if (!found) return false;
  RecordCounts counts(*impl_->database);
  if (auto fault = counts.TakeAway(document)) return impl_->Named(*fault);
  if (auto fault = EraseDocument(*impl_->database, document)) return impl_->Named(*fault);
  if (auto fault = counts.Write()) return impl_->Named(*fault);
  if (auto fault = transaction.Commit()) return impl_->Named(*fault);
  return true;
}

Result<IndexAnswer> Index::Search(const IndexQuery& query) const {
  Transaction transaction(*impl_->database);
  if (auto fault = transaction.BeginReading()) return impl_->Named(*fault);
  Result<IndexAnswer> answer = SearchIndex(*impl_->database, query, impl_->kept.order);
  if (!answer && answer.error().code != Error::Code::kBadArgument) return impl_->Named(answer.error());
  return answer;
}

Result<IndexedDocument> Index::Load(std::int64_t document) const {
  Transaction transaction(*impl_->database);
  if (auto fault = transaction.BeginReading()) return impl_->Named(*fault);
  Result<IndexedDocument> read = ReadWholeDocument(*impl_->database, document);
  if (!read) return impl_->Named(read.error());
  return read;
}

Result<std::optional<Index::KnownDocument>> Index::Find(std::string_view digest) const {
  std::optional<KnownDocument> known;
  const SqlRow values = {std::string(digest)};
  const auto take = [&](const SqlRow& row) {
    known = KnownDocument{IntegerOf(row[0]), TextOf(row[1]), TextOf(row[2])};
    return false;
  };
  if (auto fault = impl_->database->Query("SELECT id, name, reader FROM document WHERE sha256 = ?", values, take)) return impl_->Named(*fault);
  return known;
}

Result<std::vector<std::int64_t>> Index::Named(const std::string& name) const {
  std::vector<std::int64_t> numbers;
  const SqlRow values = {name};
  const auto take = [&](const SqlRow& row) {
    numbers.push_back(IntegerOf(row[0]));
    return true;
  };
  if (auto fault = impl_->database->Query("SELECT document FROM document_name WHERE name = ? ORDER BY document", values, take)) return impl_->Named(*fault);
  return numbers;
}

Result<IndexFacts> Index::Facts() const {
  Transaction transaction(*impl_->database);
  if (auto fault = transaction.BeginReading()) return impl_->Named(*fault);
  Result<IndexFacts> facts = CountIndex(*impl_->database);
  if (!facts) return impl_->Named(facts.error());
  return facts;
}

Result<std::size_t> Index::Count() const {
  std::size_t count = 0;
  const auto take = [&](const SqlRow& row) {
    count = static_cast<std::size_t>(IntegerOf(row[0]));
    return false;
  };
  if (auto fault = impl_->database->Query("SELECT CAST(SUM(documents) AS BIGINT) FROM record_count", {}, take)) return impl_->Named(*fault);
  return count;
}

}  // namespace trichluc
