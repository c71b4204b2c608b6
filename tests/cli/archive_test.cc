// Archives as inputs of a batch: their documents, their names, and what becomes of hostile ones. Python's standard library makes
// them, since it also makes what no honest program would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "support/program.h"

namespace trichluc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::TempFolder;
using Words = std::vector<std::string>;

constexpr const char* kEnv = "/usr/bin/env";
constexpr const char* kPlan = "KẾ HOẠCH\nTrồng cây năm 2031\n\nI. MỤC TIÊU\n- Trên 80% tuyến kênh có cây bóng mát.\n";

class ArchiveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (testing::Run(kEnv, {"python3", "-c", ""}).exit_code != 0)
      GTEST_SKIP() << "python3 makes the archives, and is not there";
    folder_.Write("plan.txt", kPlan);
  }

  // Runs Python in the folder, with the plan's bytes as `plan`.
  void Make(const std::string& script) const {
    const std::string head =
        "import io,os,random,sys,tarfile,zipfile\nos.chdir(sys.argv[1])\nplan=open('plan.txt','rb').read()\n"
        "def made(files,**how):\n out=io.BytesIO()\n with zipfile.ZipFile(out,'w',zipfile.ZIP_DEFLATED) as z:\n"
        "  for name,data in files: z.writestr(name,data)\n return out.getvalue()\n"
        "def save(name,data): open(name,'wb').write(data)\n";
    const Outcome outcome = testing::Run(kEnv, {"python3", "-W", "ignore", "-c", head + script, folder_.Path("")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }

  [[nodiscard]] Outcome Extract(const Words& inputs, const Words& more = {"--format", "csv", "--kind", "document"}) const {
    Words words = {"extract"};
    words.insert(words.end(), more.begin(), more.end());
    for (const std::string& input : inputs) words.push_back(folder_.Path(input));
    return testing::Run(TRICHLUC_PROGRAM, words);
  }

  // The names of the documents in a table, without the folder.
  [[nodiscard]] Words Names(const Outcome& outcome) const {
    Words names;
    std::istringstream in(outcome.out);
    for (std::string line; std::getline(in, line);) {
      const std::size_t at = line.find(folder_.Path(""));
      if (at == std::string::npos) continue;
      const std::size_t from = at + folder_.Path("").size();
      names.push_back(line.substr(from, line.find_first_of(",\"", from) - from));
    }
    return names;
  }

  TempFolder folder_;
};

TEST_F(ArchiveTest, EachDocumentIsOneOfTheBatch) {
  Make("save('a.zip',made([('b/2.txt',plan),('b/1.txt',plan),('c.md',plan),('d/',b''),('x.bin',b'1')]))");
  folder_.Write("0.txt", kPlan);
  const Outcome outcome = Extract({"0.txt", "a.zip", "plan.txt"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(Names(outcome), ElementsAre("0.txt", "a.zip/b/2.txt", "a.zip/b/1.txt", "a.zip/c.md", "plan.txt"));
  EXPECT_THAT(outcome.err, HasSubstr("a.zip: 1 of its 4 files are no documents and were passed over (x.bin)"));
}

TEST_F(ArchiveTest, IsReadWithoutAStandardInput) {
  Make("save('a.zip',made([('1.txt',plan)]))");
  const Outcome outcome = testing::Run(kEnv, {"sh", "-c", "exec timeout 60 \"$0\" extract --format csv --kind document \"$1\" <&-", TRICHLUC_PROGRAM, folder_.Path("a.zip")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(Names(outcome), ElementsAre("a.zip/1.txt"));
}

TEST_F(ArchiveTest, TheOutputIsTheSameForAnyNumberOfThreads) {
  Make("save('a.zip',made([('%03d.txt'%i,plan+b'%d'%i) for i in range(300)]))\n"
       "with tarfile.open('a.tar.gz','w:gz') as t:\n for i in range(300):\n  d=plan+b'%d'%i\n  e=tarfile.TarInfo('%03d.txt'%i);e.size=len(d);t.addfile(e,io.BytesIO(d))\n");
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    const Outcome one = Extract({name}, {"--format", "jsonl", "--threads", "1"});
    const Outcome many = Extract({name}, {"--format", "jsonl", "--threads", "8"});
    EXPECT_EQ(one.exit_code, 0) << one.err;
    EXPECT_EQ(one.out, many.out);
    EXPECT_EQ(std::count(one.out.begin(), one.out.end(), '\n'), 300);
  }
}

TEST_F(ArchiveTest, ArchivesInFoldersAndInArchives) {
  Make("os.mkdir('d')\nsave('d/a.ZIP',made([('i.zip',made([('p.txt',plan)])),('q.txt',plan)]))\nsave('d/z.txt',plan)");
  const Outcome outcome = Extract({"d"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(Names(outcome), ElementsAre("d/a.ZIP/i.zip/p.txt", "d/a.ZIP/q.txt", "d/z.txt"));
}

TEST_F(ArchiveTest, NestingHasALimit) {
  Make("data=made([('p.txt',plan)])\nfor i in range(6): data=made([('i.zip',data),('%d.txt'%i,plan)])\nsave('a.zip',data)");
  const Outcome outcome = Extract({"a.zip"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("a.zip/i.zip/i.zip/i.zip/i.zip: archives nest deeper than 4 levels"));
  EXPECT_EQ(Names(outcome).size(), 4U);
}

TEST_F(ArchiveTest, ADocxIsADocument) {
  Make("d=made([('[Content_Types].xml','<Types/>'),('_rels/.rels',\"<Relationships><Relationship Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>\"),"
       "('word/document.xml',\"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>A</w:t></w:r></w:p></w:body></w:document>\")])\n"
       "save('a.zip',made([('a.docx',d),('b.bin',d),('c.xlsx',made([('[Content_Types].xml','<Types/>'),('xl/workbook.xml','<x/>')]))]))\nsave('d.zip',d)");
  EXPECT_THAT(Names(Extract({"a.zip", "d.zip"})), ElementsAre("a.zip/a.docx", "a.zip/b.bin", "d.zip"));
}

TEST_F(ArchiveTest, NamesLeadNowhere) {
  Make("save('a.zip',made([('../../etc/p.txt',plan),('/abs.txt',plan),('a\\\\b.txt',plan),('..',plan),('p.txt',plan),('p.txt',plan),('./p.txt',plan)]))");
  const Outcome outcome = Extract({"a.zip"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(Names(outcome), ElementsAre("a.zip/etc/p.txt", "a.zip/abs.txt", "a.zip/a/b.txt", "a.zip/p.txt", "a.zip/p (2).txt", "a.zip/p (3).txt"));
}

TEST_F(ArchiveTest, NamesLookLikeWhatTheyAre) {
  Make("save('a.zip',made([('C:/kho/p.txt',plan),('C:\\\\D:\\\\q.txt',plan),('fdp\\u202etxt.txt',plan),('a\\nb.txt',plan)]))");
  const Outcome outcome = Extract({"a.zip"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(Names(outcome), ElementsAre("a.zip/kho/p.txt", "a.zip/q.txt", "a.zip/fdp_txt.txt", "a.zip/a_b.txt"));
}

TEST_F(ArchiveTest, NamesInOldEncodings) {
  // Bytes of CP437 and of windows-1258 (as Windows writes them in Vietnam), and UTF-8 without its flag.
  Make("def named(raw):\n z=made([('x'*len(raw),plan)])\n return z.replace(b'x'*len(raw),raw)\n"
       "save('a.zip',named('caf\\u00e9.txt'.encode('cp437')))\n"
       "save('b.zip',named(b'K\\xea\\xec hoa\\xf2ch n\\xe3m h\\xf4c \\xf0\\xea\\xd2 xu\\xe2\\xect.txt'))\n"
       "save('c.zip',named('K\\u1ebf ho\\u1ea1ch.txt'.encode()))\nsave('d.zip',made([('K\\u1ebf.txt',plan)]))");
  const Words names = Names(Extract({"a.zip", "c.zip", "d.zip"}));
  EXPECT_THAT(names, ElementsAre("a.zip/café.txt", "c.zip/Kế hoạch.txt", "d.zip/Kế.txt"));
  EXPECT_THAT(Extract({"b.zip"}).out, HasSubstr("Kế hoạch"));
}

TEST_F(ArchiveTest, WhatSystemsKeepForThemselvesIsPassedOver) {
  Make("save('a.zip',made([('__MACOSX/._p.txt',plan),('.DS_Store',b'1'),('.git/p.txt',plan),('p.txt',plan)]))");
  const Outcome outcome = Extract({"a.zip"});
  EXPECT_THAT(Names(outcome), ElementsAre("a.zip/p.txt"));
  EXPECT_EQ(outcome.err, "");
}

TEST_F(ArchiveTest, XmlThatIsNoPageIsPassedOver) {
  Make("os.mkdir('d')\nsave('d/p.txt',plan)\nsave('d/mets.xml',b'<?xml version=\"1.0\"?><mets/>')\n"
       "save('a.zip',made([('p.txt',plan),('mets.xml','<?xml version=\"1.0\"?><mets/>')]))");
  const Outcome outcome = Extract({"a.zip", "d"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(Names(outcome), ElementsAre("a.zip/p.txt", "d/p.txt"));
  EXPECT_THAT(outcome.err, HasSubstr("d: 1 of its 2 files are XML that no OCR program wrote (no ALTO, PAGE or hOCR) and were passed over (mets.xml)"));
  EXPECT_EQ(Extract({"d/mets.xml"}).exit_code, 1);  // who names it wants it read
}

TEST_F(ArchiveTest, AnEmptyArchiveIsAFailure) {
  Make("save('a.zip',made([]))\nsave('b.zip',made([('x.bin',b'1')]))");
  const Outcome outcome = Extract({"a.zip", "b.zip", "plan.txt"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("a.zip: holds no file whose name ends as one of a document"));
  EXPECT_THAT(outcome.err, HasSubstr("b.zip: holds no file whose name ends as one of a document"));
  EXPECT_THAT(Names(outcome), ElementsAre("plan.txt"));
}

TEST_F(ArchiveTest, PasswordsAreNamed) {
  Make("z=bytearray(made([('p.txt',plan),('q.txt',plan)]))\nat=z.find(b'PK\\x03\\x04');z[at+6]|=1\nat=z.find(b'PK\\x01\\x02');z[at+8]|=1\nsave('a.zip',z)");
  const Outcome outcome = Extract({"a.zip"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("a.zip/p.txt: asks for a password"));
  EXPECT_THAT(Names(outcome), ElementsAre("a.zip/q.txt"));
}

TEST_F(ArchiveTest, WhatIsCutOffIsTold) {
  Make("z=made([('%d.txt'%i,random.Random(i).randbytes(2000).hex()) for i in range(9)])\nsave('a.zip',z[:len(z)*2//3])\nsave('b.zip',z[:30])\nsave('c.zip',b'PK\\x03\\x04'+b'\\x06'*500)\n"
       "z=bytearray(made([('p.txt',plan),('q.txt',plan)]));at=z.find(b'q.txt')+30\nz[at:at+20]=b'\\0'*20\nsave('d.zip',z)");
  for (const char* name : {"a.zip", "b.zip", "c.zip", "d.zip"}) {
    const Outcome outcome = Extract({name});
    EXPECT_EQ(outcome.exit_code, 1) << name;
    EXPECT_THAT(outcome.err, HasSubstr(name)) << name;
    EXPECT_THAT(outcome.err, HasSubstr("damaged")) << name;
  }
  EXPECT_THAT(Names(Extract({"d.zip"})), ElementsAre("d.zip/p.txt"));
}

TEST_F(ArchiveTest, BombsAreRefused) {
  // 2 GB in archives of 100 MB each, and a file that is not as long as it says.
  Make("inner=made([('p.txt',b'0'*100000000)])\nsave('a.zip',made([('%d.zip'%i,inner) for i in range(20)]))\n"
       "z=bytearray(made([('p.txt',plan)]))\n"
       "for at in (z.find(b'PK\\x01\\x02')+24,22): z[at:at+4]=b'\\xf0\\xff\\xff\\x7f'\nsave('b.zip',z)");
  const Outcome outcome = Extract({"a.zip", "b.zip", "plan.txt"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("a.zip: the archive's files are more than 200 times as large as the archive"));
  EXPECT_THAT(outcome.err, HasSubstr("b.zip/p.txt: is damaged in the archive"));
  EXPECT_THAT(Names(outcome), ElementsAre("plan.txt"));
}

TEST_F(ArchiveTest, ResumesInTheMiddle) {
  Make("save('a.zip',made([('%02d.txt'%i,plan+b'%d'%i) for i in range(40)]))");
  const Words how = {"--format", "jsonl", "--resume", "-o", folder_.Path("out.jsonl")};
  const Outcome whole = Extract({"a.zip"}, {"--format", "jsonl"});
  Words words = {"extract"};
  words.insert(words.end(), how.begin(), how.end());
  words.push_back(folder_.Path("a.zip"));
  for (double seconds = 0.1; testing::RunAndKill(TRICHLUC_PROGRAM, words, seconds); seconds *= 1.3) {
  }
  EXPECT_EQ(folder_.Read("out.jsonl"), whole.out);
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("out.jsonl.journal")));
}

}  // namespace
}  // namespace trichluc
