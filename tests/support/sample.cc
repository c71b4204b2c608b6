#include "support/sample.h"

#include <stdexcept>

#include "records/identity.h"

namespace trichluc::testing {
namespace {

// Where `words` stand in the sample; a slip in this file is an error of the test program.
Span SpanOf(const std::string& words) {
  const std::size_t at = SampleText().find(words);
  if (at == std::string::npos) throw std::logic_error("not in the sample: " + words);
  return {at, at + words.size()};
}

template <typename Record>
Record Made(const std::string& kind, const std::string& words, const std::string& rule) {
  Record record;
  record.span = SpanOf(words);
  record.text = words;
  record.rule = rule;
  record.id = RecordId(kind, words, record.span.start);
  return record;
}

Section MadeSection(const std::string& path, const std::string& kind, const std::string& label,
                    const std::string& heading) {
  auto section = Made<Section>("sections", label + " " + heading, "");
  section.path = path;
  const std::size_t dot = path.rfind('.');
  if (dot != std::string::npos) section.parent = path.substr(0, dot);
  section.kind = kind;
  section.label = label;
  section.heading = heading;
  return section;
}

DocumentData MadeDocument() {
  DocumentData document;
  document.type = "Kế hoạch";
  document.number = "27";
  document.symbol = "KH-UBND";
  document.code = "27/KH-UBND";
  document.place = "Bình An";
  document.date = "2031-02-14";
  document.title = "Trồng cây dọc các tuyến kênh năm 2031";
  document.issuer = "UBND huyện Bình An";
  document.period = "2031";
  document.signer.authority = "KT. CHỦ TỊCH";
  document.signer.position = "PHÓ CHỦ TỊCH";
  document.signer.name = "Trần Thị Mai";
  document.recipients = {"Như phần III", "Lưu: VT"};
  return document;
}

}  // namespace

const std::string& SampleText() {
  static const std::string text =
      "UBND HUYỆN BÌNH AN\n"
      "Số: 27/KH-UBND\n"
      "Bình An, ngày 14 tháng 02 năm 2031\n"
      "\n"
      "Thực hiện Quyết định số 95/QĐ-UBND ngày 03/01/2031 của UBND tỉnh về cây xanh ven kênh, UBND huyện lập kế "
      "hoạch:\n"
      "I. MỤC TIÊU\n"
      "- Trên 80% tuyến kênh có cây bóng mát.\n"
      "II. THỰC HIỆN\n"
      "1. Phòng Nông nghiệp\n"
      "- Chủ trì, phối hợp Hội Nông dân huyện chọn giống cây; báo cáo trước ngày 15/12/2031. Kinh phí 120 triệu đồng.\n"
      "KT. CHỦ TỊCH\n"
      "PHÓ CHỦ TỊCH\n"
      "Trần Thị Mai\n";
  return text;
}

Extraction SampleExtraction() {
  Extraction all;
  all.source.name = "kenh.txt";
  all.source.bytes = SampleText().size();
  all.source.sha256 = Sha256Hex(SampleText());
  all.document = MadeDocument();
  all.sections = {MadeSection("I", "roman", "I.", "MỤC TIÊU"), MadeSection("II", "roman", "II.", "THỰC HIỆN"),
                  MadeSection("II.1", "arabic", "1.", "Phòng Nông nghiệp")};

  auto block = Made<Block>("blocks", "Trên 80% tuyến kênh có cây bóng mát.", "");
  block.section = "I";
  block.kind = "bullet";
  all.blocks.push_back(block);

  auto reference = Made<Reference>("references", "Quyết định số 95/QĐ-UBND ngày 03/01/2031 của UBND tỉnh",
                                   "reference.toml:numbered");
  reference.type = "Quyết định";
  reference.number = "95";
  reference.symbol = "QĐ-UBND";
  reference.code = "95/QĐ-UBND";
  reference.title = "về cây xanh ven kênh";
  reference.issuer = "UBND tỉnh";
  reference.date = "2031-01-03";
  reference.relation = "basis";
  reference.key = "qd|95|ubnd tinh|2031";
  reference.confidence = 0.75;
  all.references.push_back(reference);

  auto assignment = Made<Assignment>("assignments", "Chủ trì, phối hợp Hội Nông dân huyện chọn giống cây",
                                     "assignment.toml:under_unit");
  assignment.lead = {"Phòng Nông nghiệp"};
  assignment.with = {"Hội Nông dân huyện"};
  assignment.task = "chọn giống cây";
  assignment.via = "heading";
  assignment.section = "II.1";
  all.assignments.push_back(assignment);

  auto target = Made<Target>("targets", "Trên 80%", "target.toml:share");
  target.comparator = "gt";
  target.value = 80;
  target.unit = "%";
  target.subject = "tuyến kênh";
  target.predicate = "có cây bóng mát";
  target.section = "I";
  all.targets.push_back(target);

  auto deadline = Made<Deadline>("deadlines", "trước ngày 15/12/2031", "deadline.toml:day");
  deadline.kind = "date";
  deadline.relation = "before";
  deadline.date = "2031-12-15";
  deadline.task = "báo cáo";
  deadline.units = {"Phòng Nông nghiệp"};
  deadline.section = "II.1";
  all.deadlines.push_back(deadline);

  auto budget = Made<CustomRecord>("budgets", "Kinh phí 120 triệu đồng", "budget.toml:sum");
  budget.kind = "budgets";
  budget.fields = {{"amount", "120"}, {"unit", "triệu đồng"}};
  budget.section = "II.1";
  all.custom.push_back(budget);

  all.diagnostics.push_back({DiagnosticCode::kInferredYear, Severity::kInfo, "the year is that of the plan", {3, 9}});
  return all;
}

}  // namespace trichluc::testing
