// What tests of indexes share: documents, and an index of each kind to put them in.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/sqlite.h"
#include "postgres_server.h"
#include "support/documents.h"
#include "support/program.h"
#include "trichluc/engine.h"
#include "trichluc/index.h"
#include "trichluc/output.h"

namespace trichluc::testing {

inline const Engine& TheEngine() {
  static const Result<Engine> engine = Engine::Create({.repair = RepairMode::kOff});
  return *engine;
}

inline IndexedDocument Read(const std::string& name, const std::string& text, const std::string& reader = "reader 1") {
  Result<Extraction> plan = TheEngine().Extract({.name = name, .bytes = text});
  return {std::move(plan).value(), reader, text};
}

inline constexpr const char* kTrees =
    "**UBND TỈNH LÂM ĐỒNG**\nSố: 12/KH-UBND\nLâm Đồng, ngày 05 tháng 01 năm 2031\n\n**KẾ HOẠCH**\n**Trồng cây phân tán năm 2031**\n\n"
    "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;\n\n"
    "I. MỤC TIÊU\n- Trên 80% tuyến kênh có cây bóng mát.\n\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì, phối hợp với Sở Tài chính tổng hợp báo cáo trước ngày 15/12/2031.\n";
inline constexpr const char* kSkill =
    "**UBND HUYỆN ĐỨC TRỌNG**\nSố: 7/KH-UBND\nĐức Trọng, ngày 02 tháng 02 năm 2032\n\n**KẾ HOẠCH**\n**Thực hiện công tác dân vận khéo năm 2032**\n\n"
    "I. NHIỆM VỤ\n- Nhân rộng mô hình dân vận khéo, hòa giải ở cơ sở.\n- Giao Phòng Nội vụ theo dõi.\n";
inline constexpr const char* kUnmarked = "KẾ HOẠCH\nĐổi mới năm 2032\n\nI. NHIỆM VỤ\n- Đan vân kheo: việc làm đàn vàng khéo tay, hoà nhạc.\n";

// Lets no row into a table of an SQLite index where a condition holds, as long as it stands.
class Stop {
 public:
  Stop(const std::string& path, std::string_view table, std::string_view when = "1") {
    Result<std::unique_ptr<Database>> opened = OpenSqlite(path, true);
    if (!opened) return;
    database_ = std::move(*opened);
    EXPECT_FALSE(database_->Run("CREATE TRIGGER stop BEFORE INSERT ON " + std::string(table) + " WHEN " + std::string(when) + " BEGIN SELECT RAISE(ABORT, 'stopped'); END", {}));
  }
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;
  ~Stop() {
    EXPECT_TRUE(database_ && !database_->Run("DROP TRIGGER stop", {}));
  }

 private:
  std::unique_ptr<Database> database_;
};

// The documents of the corpus.
inline std::vector<IndexedDocument> ReadCorpus(const std::string& reader = "reader 1") {
  std::vector<IndexedDocument> documents;
  for (const Document& plan : CorpusDocuments()) documents.push_back(Read(plan.name, plan.bytes, reader));
  return documents;
}

// What is in an index, counted document by document.
IndexFacts CountedAnew(const Index& index);

enum class Kind { kSqlite, kPostgres };

inline std::string KindName(const ::testing::TestParamInfo<Kind>& info) { return info.param == Kind::kSqlite ? "Sqlite" : "Postgres"; }

// Why there is no PostgreSQL to test with; empty where there is.
inline std::string NoPostgres() {
  static const std::string why = [] {
    const Result<Index> tried = Index::Open("postgresql://nobody@localhost:1/none", Index::Access::kRead);
    if (!tried && tried.error().message.find("without PostgreSQL") != std::string::npos) return std::string("this build has no PostgreSQL");
    return PostgresServer::Instance().missing();
  }();
  return why;
}

// An address of an index that is not there yet.
class Place {
 public:
  [[nodiscard]] std::string New(Kind kind) { return kind == Kind::kSqlite ? folder_.Path("plans" + std::to_string(++made_) + ".db") : PostgresServer::Instance().NewDatabase(); }

 private:
  TempFolder folder_;
  int made_ = 0;
};

// Gives an index in each kind of database; tests of this name run on all.
class IndexTest : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kPostgres && !NoPostgres().empty()) GTEST_SKIP() << NoPostgres();
    address_ = place_.New(GetParam());
    Result<Index> opened = Index::Open(address_, Index::Access::kWrite);
    ASSERT_TRUE(opened) << opened.error().message;
    index_.emplace(std::move(*opened));
  }

  IndexChange Add(const std::vector<IndexedDocument>& documents) {
    Result<IndexChange> change = index_->Add(documents);
    EXPECT_TRUE(change) << change.error().message;
    return change ? *change : IndexChange();
  }

  [[nodiscard]] std::vector<std::string> Found(const IndexQuery& query) const {
    const Result<IndexAnswer> answer = index_->Search(query);
    if (!answer) return {answer.error().message};
    EXPECT_EQ(answer->count, answer->hits.size());
    std::vector<std::string> names;
    for (const IndexHit& hit : answer->hits) names.push_back(hit.name);
    return names;
  }

  Place place_;
  std::string address_;
  std::optional<Index> index_;
};

}  // namespace trichluc::testing
