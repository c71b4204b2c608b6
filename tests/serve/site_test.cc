// The site as a whole: what it answers to requests, without a connection.
#include "serve/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <nlohmann/json.hpp>

#include "index/door.h"
#include "support/program.h"

namespace trichluc::serve {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// A plan of that number, on that; two units have something to do in it, by the middle and by the end of the year.
std::string PlanOn(int number, const std::string& what) {
  return "UBND HUYỆN BÌNH AN\nSố: " + std::to_string(number) + "/KH-UBND\n\nKẾ HOẠCH\n" + what + "\n\nCăn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030;\n\n" +
         "I. THỰC HIỆN\n- Phòng Nông nghiệp chủ trì chọn giống cây trước ngày 15/12/2031.\n- Phòng Tài chính chủ trì thẩm định dự toán trước ngày 20/6/2031.\n";
}

class SiteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.index = folder_.Path("plans.db");
    options_.files = folder_.Path("");
    options_.uploads = folder_.Path("new");
    options_.language = "en";
    options_.engine.repair = RepairMode::kOff;
    Make("plans.db", {PlanOn(1, "Trồng cây năm 2031")});
    Result<std::unique_ptr<Site>> site = Site::Open(options_);
    ASSERT_TRUE(site) << site.error().message;
    site_ = std::move(*site);
    service_ = site_->Service();
  }

  // An index of that name, of plans "0.txt", "1.txt"…
  void Make(const std::string& name, const std::vector<std::string>& plans) const {
    const Result<Engine> engine = Engine::Create(options_.engine);
    ASSERT_TRUE(engine);
    Result<Index> index = Index::Open(folder_.Path(name), Index::Access::kWrite);
    ASSERT_TRUE(index) << index.error().message;
    for (const std::string& plan : plans) {
      const std::string file = std::to_string(&plan - plans.data()) + ".txt";
      ASSERT_TRUE(index->Add({{engine->Extract({.name = file, .bytes = plan}).value(), engine->Fingerprint().value(), plan}}));
    }
  }

  Response Get(const std::string& target, const Pairs& headers = {}) {
    Request request;
    request.method = "GET";
    request.headers = headers;
    EXPECT_TRUE(request.SetTarget(target)) << target;
    return service_.answer(request);
  }
  Response Add(const std::string& name, const std::string& bytes) {
    Request request;
    request.method = "POST";
    request.body = bytes;
    EXPECT_TRUE(request.SetTarget("/add?name=" + Escaped(name)));
    return service_.answer(request);
  }
  Response Judge(std::int64_t document, const Pairs& form) {
    Request request;
    request.method = "POST";
    for (const auto& [name, value] : form) request.body += (request.body.empty() ? "" : "&") + name + "=" + Escaped(value);
    EXPECT_TRUE(request.SetTarget("/documents/" + std::to_string(document) + "/review"));
    return service_.answer(request);
  }
  // Another engine reads the plan, which gets another number; it may find less.
  void ReadAnew(const std::string& reader, bool with_deadlines) const {
    const std::string plan = PlanOn(1, "Trồng cây năm 2031");
    Extraction read = Engine::Create(options_.engine)->Extract({.name = "0.txt", .bytes = plan}).value();
    if (!with_deadlines) read.deadlines.clear();
    const Result<IndexChange> change = Index::Open(options_.index, Index::Access::kWrite)->Add({{read, reader, plan}});
    ASSERT_TRUE(change) << change.error().message;
    ASSERT_EQ(change->replaced, 1U);
  }
  // A deadline of the plan as a person corrects it, whose page was opened before.
  Pairs CorrectedDeadline() {
    const auto json = nlohmann::json::parse(Get("/documents/1?format=json").body);
    const auto deadline = json["deadlines"][0];
    const std::string start = deadline["span"]["start"].dump();
    const std::string end = deadline["span"]["end"].dump();
    return {{"sha256", json["source"]["sha256"]}, {"list", "deadlines"}, {"record", deadline["id"]}, {"previous", "0"}, {"who", "An"}, {"verdict", "corrected"},
            {"kind", "date"}, {"relation", "before"}, {"date", "2031-12-16"}, {"every", ""}, {"label", ""}, {"task", "chọn giống cây bóng mát"}, {"units", "Phòng Nông nghiệp"},
            {"note", "theo biên bản họp"}, {"start", start}, {"end", end}, {"was_start", start}, {"was_end", end}};
  }
  [[nodiscard]] std::vector<std::string> Kept() const {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_.Path("new"), none)) names.push_back(entry.path().filename().string());
    return names;
  }

  ::trichluc::testing::TempFolder folder_;
  SiteOptions options_;
  std::unique_ptr<Site> site_;
  HttpService service_;
};

// ---- an index that is replaced ------------------------------------------------------------------------------------------------

TEST_F(SiteTest, AnIndexThatWasPutInThePlaceOfAnotherAnswers) {
  EXPECT_THAT(Get("/").body, HasSubstr("1/KH-UBND"));
  Make("next.db", {PlanOn(2, "Dân vận khéo năm 2031"), PlanOn(3, "Chuyển đổi số năm 2031")});
  fs::rename(folder_.Path("next.db"), folder_.Path("plans.db"));
  const std::string page = Get("/").body;
  EXPECT_THAT(page, HasSubstr("2/KH-UBND"));
  EXPECT_THAT(page, Not(HasSubstr("1/KH-UBND")));
  EXPECT_THAT(page, HasSubstr("<dt>Documents</dt><dd>2</dd>"));  // counted anew
}

TEST_F(SiteTest, ALinkThatLeadsToAnotherIndexIsFollowed) {
  fs::rename(folder_.Path("plans.db"), folder_.Path("first.db"));
  fs::create_symlink("first.db", folder_.Path("plans.db"));
  EXPECT_THAT(Get("/").body, HasSubstr("1/KH-UBND"));
  ASSERT_THAT(Get("/documents/1/records/deadlines/new").status, 200U);
  Make("second.db", {PlanOn(2, "Dân vận khéo năm 2031")});
  fs::create_symlink("second.db", folder_.Path("next"));
  fs::rename(folder_.Path("next"), folder_.Path("plans.db"));
  EXPECT_THAT(Get("/").body, HasSubstr("2/KH-UBND"));
}

// Its log and the memory that its readers share are still there, and are no part of the new one.
TEST_F(SiteTest, AnIndexThatIsRemovedAndMadeAnewAnswersWhenItIsThere) {
  EXPECT_EQ(Get("/").status, 200U);
  EXPECT_EQ(Add("a.txt", PlanOn(5, "Trồng rừng năm 2031")).status, 200U);
  EXPECT_THAT(Get("/").body, HasSubstr("5/KH-UBND"));
  fs::remove(folder_.Path("plans.db"));
  EXPECT_EQ(Get("/").status, 503U);
  Make("plans.db", {PlanOn(2, "Dân vận khéo năm 2031")});
  const std::string page = Get("/").body;
  EXPECT_THAT(page, HasSubstr("2/KH-UBND"));
  EXPECT_THAT(page, Not(HasSubstr("5/KH-UBND")));
}

// ---- files of what is shown -----------------------------------------------------------------------------------------------------

TEST_F(SiteTest, TheFilesOfAUnitHoldItsTasksAlone) {
  const std::string page = Get("/units?unit=phong+tai+chinh").body;
  EXPECT_THAT(page, HasSubstr("/units?unit=phong%20tai%20chinh&amp;format=ics"));
  const Response file = Get("/units?unit=phong+tai+chinh&format=ics");
  EXPECT_EQ(file.type, "text/calendar; charset=utf-8");
  EXPECT_THAT(file.body, HasSubstr("20310620"));
  EXPECT_THAT(file.body, Not(HasSubstr("20311215")));
  EXPECT_THAT(Get("/units?unit=phong+tai+chinh&from=2031-07-01&format=ics").body, Not(HasSubstr("BEGIN:VEVENT")));
  EXPECT_THAT(Get("/units?unit=phong+tai+chinh&format=xlsx").body, ::testing::StartsWith("PK"));
  EXPECT_EQ(Get("/units?unit=phong+tai+chinh&role=x&format=ics").status, 400U);
}

TEST_F(SiteTest, TheFilesOfAMonthHoldWhatIsDueInIt) {
  EXPECT_THAT(Get("/calendar?month=2031-12").body, HasSubstr("/calendar?month=2031-12&amp;format=ics"));
  EXPECT_THAT(Get("/calendar?month=2031-12&format=ics").body, HasSubstr("20311215"));
  EXPECT_THAT(Get("/calendar?month=2031-12&format=ics").body, Not(HasSubstr("20310620")));
  EXPECT_THAT(Get("/calendar?month=2031-12&unit=phong+tai+chinh&format=ics").body, Not(HasSubstr("BEGIN:VEVENT")));
}

TEST_F(SiteTest, FilesOfASearchAreSaidToHoldDocumentsWhole) {
  EXPECT_THAT(Get("/?unit=phong+tai+chinh").body, HasSubstr("of these documents, whole"));
  EXPECT_THAT(Get("/export?form=ics&unit=phong+tai+chinh").body, HasSubstr("20311215"));
}

// ---- what was repaired ----------------------------------------------------------------------------------------------------------

TEST_F(SiteTest, WhatWasRepairedIsShownBesideWhatWasRead) {
  EXPECT_THAT(Get("/documents/1?repairs=1").body, HasSubstr("Nothing was repaired"));
  options_.index = folder_.Path("damaged.db");
  options_.engine.repair = RepairMode::kMarks;
  Make("damaged.db", {"KE HOACH\nTrong cay nam 2031\n\nI. NHIEM VU\n- So Noi vu chu tri, phoi hop voi cac co quan lien quan to chuc thuc hien ke hoach.\n"});
  site_ = Site::Open(options_).value();
  service_ = site_->Service();
  EXPECT_THAT(Get("/documents/1").body, AllOf(HasSubstr("href=\"/documents/1?repairs=1#d1-repairs\""), Not(HasSubstr("<ins"))));
  EXPECT_THAT(Get("/documents/1?repairs=1").body, AllOf(HasSubstr("id=\"d1-repairs\""), HasSubstr("<del"), HasSubstr(">chủ</ins>")));
  // Another engine would repair otherwise than was read.
  options_.engine.repair = RepairMode::kOff;
  site_ = Site::Open(options_).value();
  service_ = site_->Service();
  EXPECT_THAT(Get("/documents/1?repairs=1").body, AllOf(Not(HasSubstr("repairs=1#")), Not(HasSubstr("<ins"))));
}

// ---- what is wrong ------------------------------------------------------------------------------------------------------------

TEST_F(SiteTest, WhatIsWrongIsSaidInTheLanguageOfThePage) {
  const Pairs vi = {{"cookie", "trichluc_language=vi"}};
  for (const char* page : {"/?from=2031-02-30", "/?due_to=x", "/units?unit=a&from=2031-6-1"}) {
    const Response answer = Get(page, vi);
    EXPECT_EQ(answer.status, 400U) << page;
    EXPECT_THAT(answer.body, HasSubstr("” không phải là một ngày. Viết như 2026-06-30.")) << page;
  }
  EXPECT_THAT(Get("/?from=2031-02-02&to=2031-02-01", vi).body, HasSubstr("“2031-02-02” muộn hơn “2031-02-01”"));
  for (const char* page : {"/?unit=-", "/units?unit=.", "/calendar?unit=%25", "/targets?subject=-", "/references?reference=-"}) EXPECT_THAT(Get(page, vi).body, HasSubstr("không có từ nào để tìm")) << page;
  EXPECT_THAT(Get("/?q=-", vi).body, HasSubstr("Không tìm được gì theo “-”"));
  EXPECT_THAT(Get("/documents/9/export?form=ics", vi).body, HasSubstr("Không có văn bản"));
}

TEST_F(SiteTest, WhatOnlyTheLibraryKnowsIsMarkedAsEnglish) {
  EXPECT_THAT(Get("/units?unit=a&role=x", {{"cookie", "trichluc_language=vi"}}).body, HasSubstr("<samp lang=\"en\">&#39;x&#39;: no role"));
}

TEST_F(SiteTest, WhoIsTooLateIsToldWhoWasFaster) {
  const std::string json = Get("/documents/1?format=json").body;
  const std::string record = nlohmann::json::parse(json)["deadlines"][0]["id"];
  const auto judge = [&](const std::string& who) {
    Request request;
    request.method = "POST";
    request.headers = {{"cookie", "trichluc_language=vi"}};
    request.body = "list=deadlines&record=" + record + "&previous=0&verdict=accepted&who=" + who;
    EXPECT_TRUE(request.SetTarget("/documents/1/review"));
    return service_.answer(request);
  };
  EXPECT_EQ(judge("An").status, 303U);
  const Response late = judge("Binh");
  EXPECT_EQ(late.status, 409U);
  EXPECT_THAT(late.body, AllOf(HasSubstr("An"), HasSubstr("Trong lúc đó đã có người xét mục này")));
}

// ---- documents that are read anew while people look at them ---------------------------------------------------------------------

TEST_F(SiteTest, WhatIsSaidGoesToTheDocumentThatWasReadAnew) {
  const Pairs form = CorrectedDeadline();
  const std::string record = "/documents/1/records/deadlines/" + std::string(ValueOf(form, "record"));
  const std::string hidden = "name=\"sha256\" value=\"" + std::string(ValueOf(form, "sha256")) + "\"";
  const std::string with_digest = record + "?sha256=" + std::string(ValueOf(form, "sha256"));
  EXPECT_THAT(Get(record).body, HasSubstr(hidden));
  EXPECT_THAT(Get("/documents/1").body, AllOf(HasSubstr(hidden), HasSubstr(with_digest)));
  EXPECT_THAT(Get("/documents/1").body, HasSubstr("/documents/1/records/targets/new?sha256="));
  ReadAnew("reader 2", true);
  EXPECT_EQ(Get(record).status, 404U);
  EXPECT_EQ(Get(with_digest).status, 200U);
  const Response kept = Judge(1, form);
  EXPECT_EQ(kept.status, 303U) << kept.body;
  EXPECT_THAT(std::string(ValueOf(kept.headers, "Location")), ::testing::StartsWith("/documents/2#"));
  EXPECT_THAT(Get("/documents/2?format=json").body, HasSubstr("2031-12-16"));
  // Who was faster is told as ever.
  EXPECT_THAT(Judge(1, form).body, AllOf(HasSubstr("An"), HasSubstr("judged this record meanwhile")));
}

TEST_F(SiteTest, BytesThatDoNotHoldAreRefused) {
  const Pairs whole = CorrectedDeadline();
  const auto with = [&](std::string_view start, std::string_view end) {
    Pairs form = whole;
    for (auto& [name, value] : form) {
      if (name == "start") value = start;
      if (name == "end") value = end;
    }
    return form;
  };
  const std::string start(ValueOf(whole, "start"));
  const std::string end(ValueOf(whole, "end"));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{start + "x", end}, {end, start}, {start, ""}, {"", end}, {"-1", end}, {start, "99999999999999999999"}}) {
    const Response refused = Judge(1, with(from, to));
    EXPECT_EQ(refused.status, 400U) << from << " " << to;
    // The form is there again, as it was typed.
    EXPECT_THAT(refused.body, AllOf(HasSubstr("deadlines.span"), HasSubstr("value=\"" + from + "\""), HasSubstr("value=\"" + to + "\""), HasSubstr("value=\"2031-12-16\""))) << from << " " << to;
  }
  EXPECT_EQ(Judge(1, with("", "")).status, 303U);
}

TEST_F(SiteTest, WhatWasTypedStaysWhereTheRecordIsGone) {
  Pairs form = CorrectedDeadline();
  ReadAnew("reader 2", false);
  const Response again = Judge(1, form);
  EXPECT_EQ(again.status, 409U);
  EXPECT_THAT(again.body, AllOf(HasSubstr("this record is no longer in it"), HasSubstr("What you typed is kept"), HasSubstr("chọn giống cây bóng mát"), HasSubstr("value=\"2031-12-16\""),
                                HasSubstr("theo biên bản họp"), HasSubstr("action=\"/documents/2/review\""), HasSubstr("name=\"record\" value=\"\""), HasSubstr("value=\"added\""), HasSubstr("autocomplete=\"name\" value=\"An\"")));
  // It can be saved as a record of its own.
  for (auto& [name, value] : form) {
    if (name == "verdict") value = "added";
    if (name == "record" || name == "was_start" || name == "was_end") value = "";
  }
  const Response added = Judge(2, form);
  EXPECT_EQ(added.status, 303U) << added.body;
  EXPECT_THAT(Get("/documents/2?format=json").body, HasSubstr("2031-12-16"));
}

// What was corrected before stands without the machine's record, and is corrected further.
TEST_F(SiteTest, WhatWasTypedStaysWhereOnlyTheCorrectionIsLeft) {
  Pairs form = CorrectedDeadline();
  ASSERT_EQ(Judge(1, form).status, 303U);
  for (auto& [name, value] : form) {
    if (name == "date") value = "2031-12-17";
    if (name == "previous") value = "1";
    if (name == "record") value = nlohmann::json::parse(Get("/documents/1?format=json").body)["deadlines"][0]["id"];
  }
  ReadAnew("reader 2", false);
  const Response again = Judge(1, form);
  EXPECT_EQ(again.status, 409U) << again.body;
  EXPECT_THAT(again.body, AllOf(HasSubstr("What you typed is kept"), HasSubstr("value=\"2031-12-17\""), HasSubstr("value=\"added\"")));
  for (auto& [name, value] : form) {
    if (name == "verdict") value = "added";
  }
  const Response kept = Judge(2, form);
  EXPECT_EQ(kept.status, 303U) << kept.body;
  EXPECT_THAT(Get("/documents/2?format=json").body, AllOf(HasSubstr("2031-12-17"), Not(HasSubstr("2031-12-16"))));
}

TEST_F(SiteTest, AVerdictOnARecordThatIsGoneIsRefusedInTheLanguageOfThePage) {
  Pairs form = CorrectedDeadline();
  ReadAnew("reader 2", false);
  for (auto& [name, value] : form) {
    if (name == "verdict") value = "accepted";
  }
  const Response refused = Judge(1, form);
  EXPECT_EQ(refused.status, 409U);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("this record is no longer in it"), Not(HasSubstr("What you typed"))));
  form.emplace_back("fragment", "1");
  EXPECT_THAT(Judge(1, form).body, AllOf(HasSubstr("this record is no longer in it"), HasSubstr("class=\"judge"), Not(HasSubstr("<html"))));
}

TEST_F(SiteTest, AnOldAddressOfADocumentSaysThatItMayHaveBeenReadAnew) {
  ReadAnew("reader 2", true);
  for (const char* address : {"/documents/1", "/documents/1/original", "/documents/1/export?form=ics", "/documents/1/records/deadlines/new", "/documents/1/at/0-9"}) {
    const Response gone = Get(address);
    EXPECT_EQ(gone.status, 404U) << address;
    EXPECT_THAT(gone.body, AllOf(HasSubstr("may have been read anew"), HasSubstr("<a href=\"/\""))) << address;
  }
  EXPECT_EQ(Judge(1, {{"sha256", std::string(64, '0')}, {"list", "deadlines"}, {"record", "x"}, {"verdict", "accepted"}}).status, 404U);
  EXPECT_EQ(Judge(2, {{"sha256", "x"}, {"list", "deadlines"}, {"record", "x"}, {"verdict", "accepted"}}).status, 404U);
}

// ---- what takes long ------------------------------------------------------------------------------------------------------------

TEST_F(SiteTest, PagesAreDrawnOneAtATime) {
  Extraction scan = Engine::Create(options_.engine)->Extract({.name = "scan.pdf", .bytes = PlanOn(7, "Trồng rừng")}).value();
  scan.source.pages = 1;
  ASSERT_TRUE(Index::Open(options_.index, Index::Access::kWrite)->Add({{scan, "reader", {}}}));
  EXPECT_EQ(Get("/documents/2/pages/1").status, 404U);  // there is no original
  const auto turn = site_->Drawing();
  const Response busy = std::async(std::launch::async, [&] { return Get("/documents/2/pages/1"); }).get();
  EXPECT_EQ(busy.status, 503U);
  EXPECT_EQ(ValueOf(busy.headers, "Retry-After"), "2");
}

// All who ask for answers that look at the whole index ask one connection, so that it keeps them for all.
TEST_F(SiteTest, HardWorkIsDoneOverOneConnection) {
  const ExportWording words = ExportWording::Load({.language = "en"}).value();
  Request request;
  const Index first = Index::Open(options_.index, Index::Access::kRead).value();
  const Index second = Index::Open(options_.index, Index::Access::kRead).value();
  const auto asked = [&](const Index& own) {
    const Visit visit{request, *site_, words, own, IndexFile::At(options_.index), ""};
    const Site::HardTurn turn = site_->HardWork();
    EXPECT_TRUE(turn);
    EXPECT_FALSE(std::async(std::launch::async, [&] { return static_cast<bool>(site_->HardWork()); }).get());
    const Result<const Database*> database = turn.Answer(visit, [](const Index& index) -> Result<const Database*> { return &IndexDoor::DatabaseOf(index); });
    EXPECT_TRUE(database);
    EXPECT_NE(*database, &IndexDoor::DatabaseOf(own));
    return *database;
  };
  const Database* const kept = asked(first);
  EXPECT_EQ(asked(second), kept);
}

// What was found is found anew when a document is added, and when another index stands there.
TEST_F(SiteTest, TargetsAndConflictsAreThoseOfTheIndexAsItIs) {
  const auto count = [&](const std::string& page) { return nlohmann::json::parse(Get(page + "format=json").body)["count"].get<int>(); };
  EXPECT_EQ(count("/targets?differ=1&"), 0);
  EXPECT_EQ(count("/conflicts?"), 0);
  for (const auto& [number, share, day] : {std::tuple(2, "80", "27"), std::tuple(3, "95", "28")}) {
    EXPECT_THAT(Add(std::to_string(number) + ".txt", "UBND HUYỆN BÌNH AN\nSố: " + std::to_string(number) + "/KH-UBND\n\nKẾ HOẠCH\nTrồng cây\n\nCăn cứ Chỉ thị số 33/CT-TTg ngày " + day +
                                                         "/11/2030;\n\nI. MỤC TIÊU\n- Trên " + share + "% tuyến kênh có cây bóng mát.\n").body, HasSubstr("added"));
  }
  EXPECT_EQ(count("/targets?differ=1&"), 1);
  EXPECT_GT(count("/conflicts?"), 0);
  Make("other.db", {PlanOn(8, "Trồng rừng")});
  for (const char* part : {"plans.db-wal", "plans.db-shm"}) fs::remove(folder_.Path(part));
  fs::rename(folder_.Path("other.db"), folder_.Path("plans.db"));
  EXPECT_EQ(count("/targets?differ=1&"), 0);
  EXPECT_EQ(count("/conflicts?"), 0);
}

// ---- documents that are added -------------------------------------------------------------------------------------------------

TEST_F(SiteTest, OneContentIsKeptOnce) {
  const std::string plan = PlanOn(2, "Dân vận khéo năm 2031");
  EXPECT_THAT(Add("a.txt", plan).body, HasSubstr("</a>: added"));
  ASSERT_EQ(Kept().size(), 1U);
  EXPECT_THAT(Kept().front(), ::testing::EndsWith("-a.txt"));
  const Response again = Add("b.txt", plan);
  EXPECT_THAT(again.body, HasSubstr("<a href=\"/documents/2\">"));
  EXPECT_THAT(again.body, HasSubstr("there already"));
  EXPECT_EQ(Kept().size(), 1U);
  EXPECT_EQ(Get("/documents/2/original").body, plan);
}

TEST_F(SiteTest, WhatIsInTheIndexAlreadyIsNotKeptAgain) {
  EXPECT_THAT(Add("0.txt", PlanOn(1, "Trồng cây năm 2031")).body, HasSubstr("there already"));
  EXPECT_TRUE(Kept().empty());
}

TEST_F(SiteTest, WhatWasNotAddedIsNotKept) {
  EXPECT_EQ(Add("a.txt", std::string("\0\1", 2)).status, 422U);
  EXPECT_TRUE(Kept().empty());
  fs::remove(folder_.Path("plans.db"));
  folder_.Write("plans.db", "no index at all, and longer than the head of one: it can be opened, and then it is none of SQLite's files");
  EXPECT_EQ(Add("a.txt", PlanOn(2, "Dân vận khéo năm 2031")).status, 503U);
  EXPECT_TRUE(Kept().empty());
}

}  // namespace
}  // namespace trichluc::serve
