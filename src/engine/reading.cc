#include "engine/reading.h"

#include <algorithm>
#include <array>
#include <optional>

#include "ingest/decode.h"
#include "ingest/office.h"
#include "pages/format.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

// Of several readings that are nearly as likely the one that was taken is no more than a guess.
constexpr double kUncertain = 0.6;
// Of the words of a page, the share that are none or far from likely: plans have up to 0.03.
constexpr double kBadText = 0.1;
// The pages whose pictures tell whether to read the others'.
constexpr std::size_t kReadOnTrial = 3;

std::u32string WithoutMarks(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += BareLetter(NextChar(text, at));
  return out;
}

RepairEdit::Reason ReasonOf(const Repair& repair, std::string_view read) {
  switch (repair.reason) {
    case Repair::Reason::kSign: return RepairEdit::Reason::kSign;
    case Repair::Reason::kCode: return RepairEdit::Reason::kCode;
    case Repair::Reason::kDate: return RepairEdit::Reason::kDate;
    case Repair::Reason::kNumber: return RepairEdit::Reason::kNumber;
    case Repair::Reason::kLabel: return RepairEdit::Reason::kLabel;
    case Repair::Reason::kWord: break;
  }
  if (repair.meant.starts_with(' ')) return RepairEdit::Reason::kSpace;
  return WithoutMarks(read) == WithoutMarks(repair.meant) ? RepairEdit::Reason::kMarks : RepairEdit::Reason::kLetters;
}

// The damage of most of the text.
Damage DamageOf(const std::vector<RepairedPage>& pages) {
  std::array<std::size_t, 4> bytes{};
  for (const RepairedPage& page : pages) bytes[static_cast<std::size_t>(page.damage)] += page.span.size();
  return static_cast<Damage>(std::max_element(bytes.begin(), bytes.end()) - bytes.begin());
}

// The repaired text in place of the one that was read.
void Apply(RepairedText repaired, DecodedText& decoded, DocumentReading& reading) {
  reading.repairs.damage = DamageOf(repaired.pages);
  for (Repair& repair : repaired.repairs) {
    RepairEdit edit;
    edit.read = decoded.text.substr(repair.span.start, repair.span.size());
    edit.span = decoded.alignment.ToSource(repair.span);
    edit.reason = ReasonOf(repair, edit.read);
    edit.probability = repair.probability;
    edit.meant = std::move(repair.meant);
    if (edit.probability < kUncertain) {
      decoded.diagnostics.push_back({DiagnosticCode::kUncertainRepair, Severity::kInfo, "'" + edit.read + "' was taken for '" + edit.meant + "'; another reading is nearly as likely", edit.span});
    }
    reading.repairs.edits.push_back(std::move(edit));
  }
  if (repaired.repairs.empty()) return;
  decoded.alignment = Alignment::Compose(repaired.alignment, decoded.alignment);
  decoded.text = std::move(repaired.text);
}

// The pages of a PDF whose own text is bad: mostly the hidden text of a scan that another machine read.
std::vector<std::uint32_t> BadPages(const PagedText& paged, const Repairer& repairer) {
  std::vector<std::uint32_t> own;  // with text of their own
  std::vector<std::string_view> texts;
  for (std::size_t p = 0; p < paged.pages.size(); ++p) {
    const PageText& page = paged.pages[p];
    if (page.read) continue;
    own.push_back(static_cast<std::uint32_t>(p));
    texts.push_back(std::string_view(paged.text).substr(page.span.start, page.span.size()));
  }
  const std::vector<double> oddness = repairer.Oddness(texts);
  std::vector<std::uint32_t> bad;
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (oddness[i] > kBadText) bad.push_back(own[i]);
  }
  return bad;
}

double OddnessOf(const PagedText& paged, const std::vector<std::uint32_t>& pages, const Repairer& repairer) {
  std::string text;
  for (const std::uint32_t p : pages) {
    if (p < paged.pages.size()) text.append(paged.text, paged.pages[p].span.start, paged.pages[p].span.size()).append("\n");
  }
  const std::string_view whole = text;
  return text.size() < pages.size() * 2 ? 1 : repairer.Oddness({&whole, 1}).front();
}

// From all over the document.
std::vector<std::uint32_t> SampleOf(const std::vector<std::uint32_t>& pages) {
  if (pages.size() <= kReadOnTrial) return pages;
  std::vector<std::uint32_t> sample;
  for (std::size_t i = 0; i < kReadOnTrial; ++i) sample.push_back(pages[i * (pages.size() - 1) / (kReadOnTrial - 1)]);
  return sample;
}

// Whether a machine read most of the text from pictures.
bool WasRead(const std::vector<PageText>& pages) {
  std::size_t read = 0;
  std::size_t all = 0;
  for (const PageText& page : pages) {
    all += page.span.size();
    if (page.read) read += page.span.size();
  }
  return read * 2 > all;
}

// Lines in another encoding that no font told of: they are judged as those of text files are. Returns what most of the text is
// in. The text changes in place, and so do the places in it.
std::string ReadMisread(PagedText& paged, const Reader& reader) {
  const std::string utf8 = "UTF-8";
  // Machines read what they see; and who names an encoding wants nothing judged.
  if (WasRead(paged.pages) || !reader.encoding.empty()) return utf8;
  Result<DecodedText> decoded = Decode({}, paged.text, reader.charsets);
  if (!decoded || decoded->alignment.IsIdentity()) return utf8;
  std::size_t last = 0;
  const auto move = [&](Span& span) { span = decoded->alignment.ToTarget(span); };
  for (PageText& page : paged.pages) move(page.span);
  for (WordPlace& word : paged.words) {
    move(word.span);
    // A letter that two words share is the first's.
    word.span = {std::max(word.span.start, last), std::max(word.span.end, last)};
    last = word.span.end;
  }
  paged.diagnostics.insert(paged.diagnostics.end(), std::make_move_iterator(decoded->diagnostics.begin()),
                           std::make_move_iterator(decoded->diagnostics.end()));
  for (Diagnostic& diagnostic : paged.diagnostics) move(diagnostic.span);
  paged.text = std::move(decoded->text);
  return decoded->encoding;
}

// Reads the pictures of pages whose text is bad, and keeps that where it is better: a few of many at first, since text that
// somebody typed without marks is odd too, and its pictures are no better.
Result<PagedText> ReadAgain(const DecodeTask& task, PagedText first, const Reader& reader, std::string& encoding) {
  if (reader.repairer == nullptr || !task.read_pictures || first.media_type != MediaType(FileFormat::kPdf)) return first;
  const std::vector<std::uint32_t> bad = BadPages(first, *reader.repairer);
  DecodeTask again = task;
  again.reread = SampleOf(bad);
  if (again.reread.empty()) return first;
  Result<PagedText> second = reader.decoders->Decode(again);
  if (!second) return second.error();
  std::string second_encoding = ReadMisread(*second, reader);
  if (OddnessOf(*second, again.reread, *reader.repairer) >= OddnessOf(first, again.reread, *reader.repairer)) return first;
  if (again.reread.size() < bad.size()) {
    again.reread = bad;
    second = reader.decoders->Decode(again);
    if (!second) return second.error();
    second_encoding = ReadMisread(*second, reader);
  }
  for (const std::uint32_t p : bad) {
    if (p >= second->pages.size()) continue;
    second->diagnostics.push_back({DiagnosticCode::kReadAgain, Severity::kInfo, "the text that came with page " + std::to_string(p + 1) + " was bad; its picture was read", second->pages[p].span});
  }
  encoding = second_encoding;
  return second;
}

// The pages of a file that is no text, by its decoder, and what most of their text was in.
Result<PagedText> ReadPagedText(const Input& input, FileFormat format, const Reader& reader, std::string& encoding) {
  if (reader.decoders == nullptr) {
    return Error{Error::Code::kUnsupported, std::string(input.name) + ": " + std::string(MediaType(format)) +
                                                " is read by trichluc-decoder, which was not found (install it, or name it in EngineOptions::decoder)"};
  }
  std::string converted;
  if (IsOfficeFormat(format)) {
    Result<std::string> docx = ConvertOffice(input.name, input.bytes, format);
    if (!docx) return docx.error();
    converted = std::move(*docx);
  }
  const std::string_view bytes = IsOfficeFormat(format) ? std::string_view(converted) : input.bytes;
  const DecodeTask task{
      .name = input.name, .bytes = bytes, .threads = reader.page_threads, .read_pictures = reader.read_pictures, .progress = input.progress};
  Result<PagedText> paged = reader.decoders->Decode(task);
  if (!paged) return paged.error();
  encoding = ReadMisread(*paged, reader);
  paged = ReadAgain(task, std::move(*paged), reader, encoding);
  if (paged && IsOfficeFormat(format)) paged->media_type = MediaType(format);
  return paged;
}

Result<DecodedText> ReadFile(const Input& input, FileFormat format, const Reader& reader, DocumentReading& reading) {
  std::string encoding;
  Result<PagedText> paged = ReadPagedText(input, format, reader, encoding);
  if (!paged) return paged.error();
  DecodedText decoded;
  decoded.encoding = std::move(encoding);
  decoded.text = paged->text;
  decoded.diagnostics = std::move(paged->diagnostics);
  reading.media_type = std::move(paged->media_type);
  reading.source_text = std::move(paged->text);
  reading.pages = std::move(paged->pages);
  reading.words = std::move(paged->words);
  return decoded;
}

std::optional<Error> TooLarge(const Input& input, const Reader& reader) {
  if (input.bytes.size() <= reader.limits.max_bytes) return std::nullopt;
  return Error{Error::Code::kTooLarge, std::string(input.name) + ": " + std::to_string(input.bytes.size()) +
                                           " bytes are over the limit of " + std::to_string(reader.limits.max_bytes) +
                                           " (split the file, or raise Limits::max_bytes)"};
}

Result<DecodedText> ReadBytes(const Input& input, const Reader& reader, DocumentReading& reading) {
  const FileFormat format = DetectFormat(input.bytes);
  if (format == FileFormat::kText) return Decode(input.name, input.bytes, reader.charsets, reader.encoding);
  return ReadFile(input, format, reader, reading);
}

}  // namespace

Result<DocumentReading> ReadDocument(const Input& input, const Reader& reader) {
  if (auto fault = TooLarge(input, reader)) return *fault;
  DocumentReading reading;
  Result<DecodedText> decoded = ReadBytes(input, reader, reading);
  if (!decoded) return decoded.error();
  if (reader.repairer != nullptr && reader.repair != RepairMode::kOff) {
    Result<RepairedText> repaired = reader.repairer->Run(decoded->text, reader.repair, WasRead(reading.pages), reading.words);
    if (!repaired) return repaired.error();
    Apply(std::move(*repaired), *decoded, reading);
  }
  reading.text = Normalize(decoded->text, reader.rules.charmap);
  reading.text.alignment = Alignment::Compose(reading.text.alignment, decoded->alignment);
  const Damage damage = reading.repairs.damage;
  reading.text.read_by_machine = WasRead(reading.pages) || damage == Damage::kLight || damage == Damage::kOcr;
  reading.encoding = decoded->encoding;
  reading.diagnostics = std::move(decoded->diagnostics);
  return reading;
}

Result<std::string> ReadSourceText(const Input& input, const Reader& reader) {
  if (auto fault = TooLarge(input, reader)) return *fault;
  std::string encoding;
  Result<PagedText> paged = ReadPagedText(input, DetectFormat(input.bytes), reader, encoding);
  if (!paged) return paged.error();
  return std::move(paged->text);
}

}  // namespace trichluc
